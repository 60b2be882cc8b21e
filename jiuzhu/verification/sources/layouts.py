"""The sources that are asked, and the columns of their deliveries (china.md §5.2 as the reference model).

Headings are recognised by name, in any order; `also` are other headings seen for the same thing. A column that is
not listed is not kept: only what a determination needs is taken (个人信息保护法 第六条).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["citizen_id", "name", "text", "word", "yes_no", "money", "whole", "measure", "day", "month"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `words` maps what departments write to our word; anything else is refused, not guessed."""

    key: str
    kind: Kind
    zh: str
    en: str
    also: tuple[str, ...] = ()
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A department's register. `once`: at most one record per person, a second one is ambiguous.

    `forbidden` are parts of headings that must not come at all; a file with one is refused as a whole.
    """

    key: str
    zh: str
    en: str
    department_zh: str
    department_en: str
    columns: tuple[Column, ...]
    once: bool = False
    forbidden: tuple[str, ...] = ()
    law: str = "社会救助法 第四十一条；民发〔2021〕57号 第十七条"

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh

    def department(self, language: str = "zh-hans") -> str:
        return self.department_en if language.startswith("en") else self.department_zh

    def column(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)


_ID = Column("citizen_id", "citizen_id", "身份证号", "Citizen ID", required=True, also=(
    "身份证号码", "公民身份号码", "居民身份证号", "居民身份证号码", "证件号码", "证件号", "身份证", "身份证件号码", "证照号码",
    "权利人证件号", "权利人证件号码", "所有人身份证号", "所有人证件号码", "股东证件号码", "纳税人识别号", "纳税人证件号码", "参保人身份证号",
    "职工身份证号", "死者身份证号", "残疾人身份证号", "citizen id", "id number"))  # fmt: skip
_NAME = Column("name", "name", "姓名", "Name", required=True, also=(
    "人员姓名", "权利人", "权利人姓名", "权利人名称", "所有人", "机动车所有人", "所有人姓名", "职工姓名", "参保人姓名", "参保人", "纳税人姓名",
    "纳税人", "股东姓名", "死者姓名", "残疾人姓名", "name"))  # fmt: skip
_PERSON = (_ID, _NAME)


def _text(key: str, zh: str, en: str, *also: str, required: bool = False) -> Column:
    return Column(key, "text", zh, en, also, required)


def _of(key: str, kind: Kind, zh: str, en: str, *also: str, required: bool = False) -> Column:
    return Column(key, kind, zh, en, also, required)


def _word(key: str, zh: str, en: str, words: Mapping[str, str], *also: str, required: bool = False) -> Column:
    return Column(key, "word", zh, en, also, required, words)


_STANDS = {"正常": "standing", "有效": "standing", "在册": "standing", "注销": "ended", "死亡注销": "ended", "迁出": "ended",
           "报废": "ended", "灭失": "ended", "已注销": "ended", "转出": "ended"}  # fmt: skip
_SEX = {"男": "male", "女": "female", "男性": "male", "女性": "female", "1": "male", "2": "female"}
_HUKOU = {"城镇": "urban", "非农业": "urban", "非农业家庭户": "urban", "居民": "urban", "农村": "rural", "农业": "rural",
          "农业家庭户": "rural"}  # fmt: skip
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
_COMPANY = {"存续": "open", "在业": "open", "开业": "open", "在营": "open", "正常": "open", "注销": "closed", "吊销": "closed",
            "吊销未注销": "closed", "已注销": "closed"}  # fmt: skip
_DISABLED = {"视力": "visual", "听力": "hearing", "言语": "speech", "肢体": "physical", "智力": "intellectual", "精神": "mental",
             "多重": "multiple"}  # fmt: skip
_DISABLED |= {f"{zh}残疾": word for zh, word in _DISABLED.items()}
_DISABLED |= {str(number): word for number, word in enumerate(
    ("visual", "hearing", "speech", "physical", "intellectual", "mental", "multiple"), start=1)}  # fmt: skip

SOURCES: dict[str, Source] = {one.key: one for one in (
    Source("household_register", "户籍登记", "Household register", "公安机关", "Public security", (
        *_PERSON, _word("sex", "性别", "Sex", _SEX), _of("born_on", "day", "出生日期", "Date of birth", "出生年月日"),
        _text("register_number", "户号", "Register number", "户口簿号"), _text("relation", "与户主关系", "Relation to householder"),
        _text("address", "户籍地址", "Registered address", "户籍地", "住址"),
        _word("kind", "户口性质", "Kind of register", _HUKOU, "户别", "户口类型"),
        _word("status", "户籍状态", "Status", _STANDS, "人员状态", "注销标识"),
    ), once=True),
    Source("death", "死亡和殡葬", "Deaths and funerals", "公安、殡葬管理机构", "Public security, funeral service", (
        *_PERSON, _of("died_on", "day", "死亡日期", "Date of death", "死亡时间", required=True),
        _of("cremated_on", "day", "火化日期", "Date of cremation"), _text("reason", "死亡原因", "Cause"),
        _text("place", "登记机关", "Registered by", "派出所", "殡仪馆"),
    ), once=True, law="社会救助法 第四十一条；民发〔2022〕83号 一（三）"),
    Source("vehicles", "机动车登记", "Vehicle register", "公安交管部门", "Traffic police", (
        *_PERSON, _text("plate", "号牌号码", "Plate", "车牌号", "号牌", "车牌号码", required=True),
        _text("plate_kind", "号牌种类", "Kind of plate", "车辆类型"), _text("model", "品牌型号", "Model", "品牌", "车辆品牌"),
        _text("use", "使用性质", "Use"), _of("registered_on", "day", "初次登记日期", "First registered", "登记日期"),
        _word("status", "机动车状态", "Status", _STANDS, "状态", "车辆状态"),
    )),
    Source("real_estate", "不动产登记", "Real estate", "不动产登记机构", "Real estate registry", (
        *_PERSON, _text("certificate", "不动产权证号", "Certificate", "权证号", "产权证号", "不动产证号", required=True),
        _text("address", "坐落", "Location", "房屋坐落"), _of("square_metres", "measure", "建筑面积", "Floor area", "面积"),
        _text("use", "规划用途", "Use", "用途"), _text("shared", "共有方式", "Ownership", "共有情况"),
        _of("registered_on", "day", "登记时间", "Registered on", "登记日期"),
        _word("status", "权属状态", "Status", _STANDS, "状态"),
    )),
    Source("housing_fund", "住房公积金", "Housing fund", "住房公积金管理机构", "Housing fund", (
        *_PERSON, _of("month_fen", "money", "月缴存额", "Paid in a month", "月缴额", "月汇缴额", required=True),
        _of("base_fen", "money", "缴存基数", "Base", "工资基数"), _text("employer", "单位名称", "Employer", "缴存单位"),
        _word("status", "缴存状态", "Status", _FUND, "汇缴状态", "账户状态"), _of("paid_until", "month", "缴至年月", "Paid until", "汇缴年月"),
    )),
    Source("social_insurance", "社会保险和养老金", "Social insurance and pensions", "人力资源社会保障部门", "Social insurance", (
        *_PERSON, _word("insurance", "险种", "Insurance", _INSURANCE, "参保险种", "险种类型", required=True),
        _word("status", "参保状态", "Status", _INSURED, "人员参保状态", "待遇状态", required=True),
        _of("month_fen", "money", "月养老金", "Pension a month", "月待遇", "月发放额", "养老金月发放额"),
        _of("basic_month_fen", "money", "其中基础养老金", "Of it the basic pension", "基础养老金", "中央基础养老金"),
        _text("employer", "单位名称", "Employer", "参保单位"),
    )),
    Source("tax", "个人所得税", "Income tax", "税务机关", "Tax office", (
        *_PERSON, _word("item", "所得项目", "Kind of income", _TAXED, "征收品目", required=True),
        _of("period_from", "day", "所属期起", "Period from", "税款所属期起", required=True),
        _of("period_to", "day", "所属期止", "Period to", "税款所属期止", required=True),
        _of("income_fen", "money", "收入额", "Income", "收入", "本期收入", required=True),
        _text("employer", "扣缴义务人", "Paid by", "单位名称", "扣缴单位"),
    )),
    Source("business", "市场主体登记", "Business register", "市场监管部门", "Market regulation", (
        *_PERSON, _text("company", "名称", "Name of the business", "企业名称", "市场主体名称", "字号名称", required=True),
        _text("code", "统一社会信用代码", "Unified code", "信用代码", "注册号"), _text("role", "任职或出资身份", "Role", "职务", "身份"),
        _of("capital_fen", "money", "出资额", "Capital paid in", "认缴出资额", "资金数额"),
        _word("status", "登记状态", "Status", _COMPANY, "经营状态", "企业状态", required=True),
        _of("founded_on", "day", "成立日期", "Founded on"),
    )),
    Source("deposits", "存款是否超限", "Deposits over the limit", "银行业金融机构", "Banks", (
        *_PERSON, _of("person_over", "yes_no", "个人存款是否超限", "Person over the limit", "个人是否超限", "是否超限", required=True),
        _of("household_over", "yes_no", "家庭存款是否超限", "Household over the limit", "家庭是否超限"),
    ), once=True, forbidden=("余额", "金额", "存款额", "账号", "账户", "卡号", "balance")),
    Source("disability", "残疾人证", "Disability certificates", "残疾人联合会", "Disabled persons' federation", (
        *_PERSON, _text("certificate", "残疾证号", "Certificate", "残疾人证号", "残疾证编号"),
        _word("type", "残疾类别", "Type", _DISABLED, "残疾类型", required=True),
        _of("grade", "whole", "残疾等级", "Grade", "等级", required=True), _of("valid_until", "day", "有效期至", "Valid until", "复审日期"),
    ), once=True),
)}  # fmt: skip


def of(key: str) -> Source | None:
    """The source of a key or of its Chinese name; None for neither."""
    return SOURCES.get(key) or next((one for one in SOURCES.values() if one.zh == key), None)
