"""What somebody earns and receives: work, pensions, benefits, tax."""

from __future__ import annotations

from .shape import PAID, PERSON, SINCE_2026, Source, column, text, word

_INSURANCE = {"城镇职工基本养老保险": "employee_pension", "企业职工基本养老保险": "employee_pension", "职工养老": "employee_pension",
              "机关事业单位养老保险": "employee_pension", "城乡居民基本养老保险": "resident_pension", "城乡居民养老": "resident_pension",
              "居民养老": "resident_pension", "失业保险": "unemployment", "工伤保险": "work_injury"}  # fmt: skip
_INSURED = {"参保缴费": "paying", "正常缴费": "paying", "在缴": "paying", "缴费": "paying", "领取待遇": "receiving", "待遇领取": "receiving",
            "离退休": "receiving", "暂停缴费": "stopped", "停保": "stopped", "中断": "stopped", "终止": "stopped"}  # fmt: skip
_FUND = {
    "正常": "paying",
    "正常缴存": "paying",
    "缴存": "paying",
    "封存": "stopped",
    "销户": "stopped",
    "停缴": "stopped",
}
_TAXED = {"工资薪金": "wage", "工资、薪金所得": "wage", "工资薪金所得": "wage", "正常工资薪金": "wage", "劳务报酬": "labour",
          "劳务报酬所得": "labour", "经营所得": "business", "财产租赁所得": "property", "利息、股息、红利所得": "property",
          "其他": "other"}  # fmt: skip
_WORK = {"就业": "employed", "单位就业": "employed", "在职": "employed", "公益性岗位": "employed", "灵活就业": "employed",
         "自主创业": "employed", "个体经营": "employed", "失业": "unemployed", "登记失业": "unemployed", "未就业": "unemployed",
         "终止就业": "unemployed"}  # fmt: skip
_PAYROLL = {"在编": "staff", "在职": "staff", "在编在岗": "staff", "聘用": "staff", "编外聘用": "staff", "政府购买岗位": "staff",
            "离休": "retired", "退休": "retired", "离退休": "retired", "遗属": "survivor", "遗属补助": "survivor", "供养遗属": "survivor",
            "停发": "ended", "已核销": "ended"}  # fmt: skip

INCOME = (
    Source("social_insurance", "社会保险和养老金", "Social insurance and pensions", "人力资源社会保障部门", "Social insurance", (
        *PERSON, word("insurance", "险种", "Insurance", _INSURANCE, "参保险种", "险种类型", required=True),
        word("status", "参保状态", "Status", _INSURED, "人员参保状态", "待遇状态", required=True),
        column("month_fen", "money", "月养老金", "Pension a month", "月待遇", "月发放额", "养老金月发放额"),
        column("basic_month_fen", "money", "其中基础养老金", "Of it the basic pension", "基础养老金", "中央基础养老金"),
        text("employer", "单位名称", "Employer", "参保单位"),
    ), group="income", covers="province"),
    Source("employment", "就业失业登记", "Employment and unemployment", "人力资源社会保障部门（公共就业服务机构）", "Employment service", (
        *PERSON, word("state", "就业状态", "State", _WORK, "就业失业状态", "登记类型", "就业形式", required=True),
        column("registered_on", "day", "登记时间", "Registered on", "登记日期"),
        column("month_fen", "money", "月失业保险金", "Unemployment benefit a month", "失业保险金月标准", "失业金"),
        column("months_left", "whole", "剩余失业金月数", "Months of benefit left", "剩余月数"),
    ), group="income", covers="province", law="民发〔2021〕57号 第十二条、第十七条", since=SINCE_2026),
    Source("public_payroll", "财政供养人员", "Public payroll", "财政部门", "Finance bureau", (
        *PERSON, word("kind", "供养类别", "Kind", _PAYROLL, "人员类别", "供养类型", "人员性质", required=True),
        column("month_fen", "money", "月发放额", "Paid in a month", "月工资", "应发工资", "月补助"),
    ), group="income", law="民发〔2021〕57号 第十二条、第十七条", since=SINCE_2026),
    Source("housing_fund", "住房公积金", "Housing fund", "住房公积金管理机构", "Housing fund", (
        *PERSON, column("month_fen", "money", "月缴存额", "Paid in a month", "月缴额", "月汇缴额", required=True),
        column("base_fen", "money", "缴存基数", "Base", "工资基数"), text("employer", "单位名称", "Employer", "缴存单位"),
        word("status", "缴存状态", "Status", _FUND, "汇缴状态", "账户状态"),
        column("paid_until", "month", "缴至年月", "Paid until", "汇缴年月"),
    ), group="income", covers="city"),
    Source("tax", "个人所得税", "Income tax", "税务机关", "Tax office", (
        *PERSON, word("item", "所得项目", "Kind of income", _TAXED, "征收品目", required=True),
        column("period_from", "day", "所属期起", "Period from", "税款所属期起", required=True),
        column("period_to", "day", "所属期止", "Period to", "税款所属期止", required=True),
        column("income_fen", "money", "收入额", "Income", "收入", "本期收入", required=True),
        text("employer", "扣缴义务人", "Paid by", "单位名称", "扣缴单位"),
    ), group="income", covers="province"),
    Source("business_tax", "经营主体纳税", "Tax of businesses", "税务机关", "Tax office", (
        *PERSON, text("company", "企业名称", "Name of the business", "纳税人单位名称", "名称", required=True),
        text("levy", "税种", "Kind of tax", "征收项目"),
        column("period_from", "day", "所属期起", "Period from", "税款所属期起", required=True),
        column("period_to", "day", "所属期止", "Period to", "税款所属期止", required=True),
        column("sales_fen", "money", "计税销售额", "Taxed sales", "销售收入", "营业收入", "申报收入", required=True),
    ), group="income", covers="province"),
    Source("veterans", "优抚对象抚恤补助", "Veterans' benefits", "退役军人事务部门", "Veterans' affairs", (
        *PERSON, text("category", "优抚类别", "Category", "优抚对象类别", "人员类别"),
        column("month_fen", "money", "月抚恤补助金", "Benefit a month", "月补助标准", "月抚恤金", "月发放额", required=True),
        word("status", "发放状态", "Status", PAID, "享受状态", "待遇状态"),
    ), group="income", covers="province", law="民发〔2021〕57号 第十四条、第十七条", since=SINCE_2026),
    Source("farm_subsidies", "惠农补贴", "Farm subsidies", "农业农村、财政部门", "Agriculture, finance", (
        *PERSON, text("program", "补贴项目", "Programme", "项目名称", "补贴名称", required=True),
        column("paid_on", "day", "发放日期", "Paid on", "发放时间", "兑付日期", required=True),
        column("amount_fen", "money", "补贴金额", "Amount", "发放金额", "兑付金额", required=True),
    ), group="income", law="民发〔2021〕57号 第十二条、第十七条", since=SINCE_2026),
)  # fmt: skip
