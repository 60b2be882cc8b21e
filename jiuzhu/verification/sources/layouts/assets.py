"""What somebody owns: things, homes, businesses; of money only whether it is over the limit."""

from __future__ import annotations

from .shape import BALANCES, PERSON, STANDS, Source, column, text, word

_COMPANY = {"存续": "open", "在业": "open", "开业": "open", "在营": "open", "正常": "open", "注销": "closed", "吊销": "closed",
            "吊销未注销": "closed", "已注销": "closed"}  # fmt: skip
_LOAN = {"正常": "running", "还款中": "running", "逾期": "running", "结清": "settled", "已结清": "settled"}
_MONEY_LAW = "社会救助法 第四十一条；民发〔2021〕57号 第十五条"

ASSETS = (
    Source("vehicles", "机动车登记", "Vehicle register", "公安交管部门", "Traffic police", (
        *PERSON, text("plate", "号牌号码", "Plate", "车牌号", "号牌", "车牌号码", required=True),
        text("plate_kind", "号牌种类", "Kind of plate", "车辆类型"), text("model", "品牌型号", "Model", "品牌", "车辆品牌"),
        text("use", "使用性质", "Use"), column("registered_on", "day", "初次登记日期", "First registered", "登记日期"),
        word("status", "机动车状态", "Status", STANDS, "状态", "车辆状态"),
    ), group="assets", covers="nation"),
    Source("real_estate", "不动产登记", "Real estate", "不动产登记机构", "Real estate registry", (
        *PERSON, text("certificate", "不动产权证号", "Certificate", "权证号", "产权证号", "不动产证号", required=True),
        text("address", "坐落", "Location", "房屋坐落"), column("square_metres", "measure", "建筑面积", "Floor area", "面积"),
        text("use", "规划用途", "Use", "用途"), text("shared", "共有方式", "Ownership", "共有情况"),
        column("registered_on", "day", "登记时间", "Registered on", "登记日期"),
        word("status", "权属状态", "Status", STANDS, "状态"),
    ), group="assets"),
    Source("fund_loans", "住房公积金贷款", "Housing-fund loans", "住房公积金管理机构", "Housing fund", (
        *PERSON, column("month_fen", "money", "月还款额", "Repaid a month", "月还金额", "月还款金额", required=True),
        word("status", "贷款状态", "Status", _LOAN, "还款状态"),
    ), forbidden=("账号", "卡号", "余额"), group="assets", covers="city", law="民发〔2021〕57号 第十五条、第十七条"),
    Source("business", "市场主体登记", "Business register", "市场监管部门", "Market regulation", (
        *PERSON, text("company", "名称", "Name of the business", "企业名称", "市场主体名称", "字号名称", required=True),
        text("code", "统一社会信用代码", "Unified code", "信用代码", "注册号"), text("role", "任职或出资身份", "Role", "职务", "身份"),
        column("capital_fen", "money", "出资额", "Capital paid in", "认缴出资额", "资金数额"),
        word("status", "登记状态", "Status", _COMPANY, "经营状态", "企业状态", required=True),
        column("founded_on", "day", "成立日期", "Founded on"),
    ), group="assets", covers="nation"),
    Source("deposits", "存款是否超限", "Deposits over the limit", "银行业金融机构", "Banks", (
        *PERSON, column("person_over", "yes_no", "个人存款是否超限", "Person over the limit", "个人是否超限", "是否超限", required=True),
        column("household_over", "yes_no", "家庭存款是否超限", "Household over the limit", "家庭是否超限"),
    ), once=True, forbidden=BALANCES, group="assets", covers="nation"),
    Source("securities", "证券是否超限", "Securities over the limit", "证券登记结算、证券经营机构", "Securities depository and brokers", (
        *PERSON, column("person_over", "yes_no", "个人证券是否超限", "Person over the limit", "证券是否超限", "是否超限", required=True),
        column("opened", "yes_no", "是否开立", "Whether an account exists", "是否开户"),
    ), once=True, forbidden=(*BALANCES, "总市值", "总股本", "估值", "持仓"), group="assets", covers="nation", law=_MONEY_LAW),
    Source("insurance", "商业保险是否超限", "Insurance over the limit", "保险机构", "Insurers", (
        *PERSON, column("person_over", "yes_no", "商业保险是否超限", "Person over the limit", "保险是否超限", "是否超限", required=True),
        column("policies", "whole", "有效保单数", "Policies in force", "保单数量"),
    ), once=True, forbidden=(*BALANCES, "现金价值", "保费", "保单号", "受益人"), group="assets", covers="nation", law=_MONEY_LAW),
    Source("payments", "网络支付账户是否超限", "Payment accounts over the limit", "非银行支付机构", "Payment institutions", (
        *PERSON, column("person_over", "yes_no", "个人网络支付是否超限", "Person over the limit", "支付是否超限", "是否超限", required=True),
    ), once=True, forbidden=BALANCES, group="assets", covers="nation", law=_MONEY_LAW),
)  # fmt: skip
