"""What every register's record says: heading → cell, and the facts that come of it on 1 September 2026. Invented."""

from __future__ import annotations

from typing import Any

PERIOD_CELLS = {"所属期起": "2026-03-01", "所属期止": "2026-03-31"}
SPOUSE = "370982195501019990"

#: source → (records as sent, facts, unclear)
EXAMPLES: dict[str, list[tuple[list[dict[str, str]], dict[str, Any], tuple[str, ...]]]] = {
    "household_register": [
        ([{"性别": "女", "出生年月日": "1960年1月1日", "注销标识": "迁出"}],
         {"sex": "female", "birth_on": "1960-01-01", "register_ended": True}, ()),
    ],
    "marriage": [
        ([{"婚姻状况": "已婚", "配偶证号": SPOUSE}], {"marital_status": "20", "spouse": SPOUSE}, ()),
        ([{"登记类型": "结婚登记", "登记日期": "1985-05-01", "配偶证件号码": SPOUSE},
          {"登记类型": "离婚登记", "登记日期": "2011-02-03", "配偶证件号码": SPOUSE}], {"marital_status": "40"}, ()),
        ([{"登记类型": "结婚登记"}, {"登记类型": "离婚登记"}], {}, ("marital_status", "spouse")),
        ([{"登记类型": "结婚登记", "登记日期": "1985-05-01"}], {"marital_status": "20"}, ("spouse",)),
    ],
    "death": [([{"死亡时间": "2026/8/1", "殡仪馆": "新泰市殡仪馆"}], {"died_on": "2026-08-01"}, ())],
    "disability": [
        ([{"残疾类型": "肢体残疾", "等级": "二级"}], {"disability_type": "physical", "disability_grade": 2}, ()),
        ([{"残疾类型": "肢体残疾", "等级": "二级", "有效期至": "2026-08-31"}], {}, ("disability_type", "disability_grade")),
        ([{"残疾类型": "肢体残疾", "等级": "9"}], {}, ("disability_type", "disability_grade")),
    ],
    "education": [
        ([{"学段": "高中", "学籍状态": "在读", "资助金额": "1250.00"}], {"schooling": "upper_secondary", "scholarship_fen": 125_000}, ()),
        ([{"录取层次": "本科", "录取状态": "已录取", "录取院校": "某学院"}], {}, ("schooling",)),
        ([{"学段": "初中", "学籍状态": "毕业"}], {"schooling": "none"}, ()),
    ],
    "justice": [
        ([{"人员类型": "强制隔离戒毒", "入所日期": "2026-01-05"}], {"away": "drug_rehabilitation", "away_since": "2026-01-05"}, ()),
        ([{"人员类型": "社区矫正", "起始日期": "2026-01-05"}], {"away": "none"}, ()),
        ([{"是否重点人员": "否"}], {"away": "none"}, ()),
    ],
    "social_insurance": [
        ([{"险种": "居民养老", "待遇状态": "领取待遇", "月待遇": "210", "基础养老金": "168"}],
         {"insured_as_employee": False, "transfer_fen": 50_400, "basic_pension_fen": 201_600}, ()),
        ([{"险种": "居民养老", "待遇状态": "领取待遇", "月待遇": "100", "基础养老金": "168"}],
         {"insured_as_employee": False}, ("basic_pension_fen",)),
    ],
    "employment": [
        ([{"就业失业状态": "灵活就业"}], {"registered_at_work": True}, ()),
        ([{"登记类型": "失业", "失业金": "1800", "剩余月数": "14"}], {"registered_at_work": False, "unemployment_fen": 2_160_000}, ()),
        ([{"登记类型": "失业", "失业金": "1800", "剩余月数": "3"}], {"registered_at_work": False}, ("unemployment_fen",)),
    ],
    "public_payroll": [
        ([{"人员类别": "在编", "应发工资": "5600"}], {"public_payroll": True}, ()),
        ([{"人员类别": "遗属补助", "月补助": "620"}], {"public_payroll": False, "survivor_fen": 744_000}, ()),
        ([{"人员类别": "遗属补助"}], {"public_payroll": False}, ("survivor_fen",)),
    ],
    "housing_fund": [([{"月缴额": "800", "汇缴状态": "正常"}], {"housing_fund_fen": 80_000}, ())],
    "tax": [([{**PERIOD_CELLS, "所得项目": "工资薪金", "收入额": "3,200.00"}], {"wage_fen": 320_000}, ())],
    "business_tax": [
        ([{**PERIOD_CELLS, "企业名称": "某店", "税种": "增值税", "销售收入": "36000"},
          {**PERIOD_CELLS, "企业名称": "某店", "税种": "附加税", "销售收入": "36000"}], {"business_sales_fen": 3_600_000}, ()),
        ([{**PERIOD_CELLS, "企业名称": "某店", "税种": "增值税", "销售收入": "36000"},
          {**PERIOD_CELLS, "企业名称": "某店", "税种": "附加税", "销售收入": "3600"}], {}, ("business_sales_fen",)),
    ],
    "veterans": [
        ([{"优抚类别": "烈属", "月抚恤金": "640", "发放状态": "在发"}], {"preferential_treatment_fen": 768_000}, ()),
        ([{"优抚类别": "烈属", "月抚恤金": "640", "发放状态": "停发"}], {}, ()),
    ],
    "farm_subsidies": [
        ([{"补贴名称": "地力保护", "发放时间": "2026-06-10", "发放金额": "312.50"},
          {"补贴名称": "地力保护", "发放时间": "2025-06-10", "发放金额": "300"}], {"farm_subsidy_fen": 31_250}, ()),
    ],
    "vehicles": [([{"车牌号": "鲁J00001", "状态": "正常"}], {"vehicles": 1}, ())],
    "real_estate": [([{"权证号": "甲", "面积": "62.5平方米"}, {"权证号": "乙", "面积": "40"}], {"houses": 2}, ())],
    "fund_loans": [
        ([{"月还金额": "1530", "还款状态": "还款中"}], {"fund_loan_fen": 153_000}, ()),
        ([{"月还金额": "1530", "还款状态": "已结清"}], {"fund_loan_fen": 0}, ()),
    ],
    "business": [([{"企业名称": "某店", "经营状态": "存续", "认缴出资额": "20000"}], {"businesses": 1, "company_shares_fen": 2_000_000}, ())],
    "deposits": [([{"是否超限": "未超限", "家庭是否超限": "超限"}], {"deposits_over": True}, ())],
    "securities": [([{"证券是否超限": "否", "是否开户": "是"}], {"securities_over": False, "securities_account": True}, ())],
    "insurance": [([{"保险是否超限": "是", "保单数量": "2"}], {"insurance_over": True, "policies": 2}, ())],
    "payments": [([{"支付是否超限": "是"}], {"payments_over": True}, ())],
    "medical": [
        ([{"费用期起": "2025-09-01", "费用期止": "2026-08-31", "个人自付": "8421.30"}], {"medical_fen": 842_130}, ()),
        ([{"费用期起": "2025-01-01", "费用期止": "2025-12-31", "个人自付": "8421.30"}], {}, ("medical_fen",)),
    ],
    "long_term_care": [
        ([{"享受状态": "享受待遇", "月护理待遇": "1050"}], {"care_benefit_fen": 105_000}, ()),
        ([{"享受状态": "享受待遇"}], {}, ("care_benefit_fen",)),
    ],
    "organisations": [([{"组织名称": "某协会", "担任职务": "理事"}], {"posts": 1}, ())],
    "qualifications": [
        ([{"从业资格类别": "货运", "有效期止": "2026-08-31"}, {"从业资格类别": "网约车", "有效期止": "2027-01-01"}], {"qualifications": 1}, ()),
    ],
    "distressed_employees": [([{"档案状态": "在册"}], {"distressed_employee": True}, ()), ([{"档案状态": "注销"}], {}, ())],
    "assistance": [
        ([{"救助类型": "农村低保", "享受地区": "别处", "享受状态": "发放"}], {"aided": True}, ()),
        ([{"救助类型": "低保边缘家庭", "享受状态": "发放"}], {"aided": False}, ()),
    ],
    "credit": [([{"诚信记录": "有"}], {"dishonest": True}, ())],
}  # fmt: skip
