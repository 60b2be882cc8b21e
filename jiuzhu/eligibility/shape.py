"""The shape of facts.json, once: fields with units, words, bounds and what their absence means.

The validation, the JSON Schema and the reference page are all read from here. Absent and null are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from jiuzhu.eligibility.rules import given

Kind = Literal["fen", "day", "yes_no", "word", "text", "number", "object", "list"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``absent``: what it means to leave it out, in Chinese and English (unknown, unless said otherwise)."""

    name: str
    kind: Kind
    zh: str
    en: str
    required: bool = False
    absent_zh: str = "未知"
    absent_en: str = "unknown"
    words: tuple[str, ...] = ()
    low: int = 0
    high: int = given.MOST_FEN
    of: tuple[Field, ...] = ()

    @property
    def titles(self) -> tuple[str, str]:
        """What it is called in a message: the first words, without the hint that follows."""
        return re.split("[，（：]", self.zh)[0], re.split("[,;:]", self.en)[0]

    def part(self, name: str) -> Field | None:
        return next((one for one in self.of if one.name == name), None)


PER = Field(
    "per", "word", "金额所属期间：每月或每年", "Period of the amount", required=True, words=("month", "year")
)
SOURCES = ("declared", "department", "visit", "papers")

INCOME = (
    Field("kind", "word", "收入种类", "Kind of income", required=True, words=(*given.NET_INCOME, *given.LISTED_INCOME)),
    Field("amount_fen", "fen", "金额（分）", "Amount in fen"),
    PER,
    Field("cost_fen", "fen", "应扣减的成本、税费（分，与金额同期）", "Costs to take off, in fen, same period", absent_zh="没有",
          absent_en="none"),
)  # fmt: skip
SPENDING = (
    Field("kind", "word", "支出种类", "Kind of spending", required=True, words=("disability", "illness")),
    Field("amount_fen", "fen", "金额（分）", "Amount in fen"),
    PER,
)
EXEMPTIONS = {
    "relief_money": "relief_deposit", "home_sale": "home_sale", "treatment": "treatment_vehicles",
    "rehabilitation": "rehabilitation_vehicles", "livelihood": "livelihood_vehicles",
}  # fmt: skip
ASSETS = (
    Field("kind", "word", "财产种类", "Kind of asset", required=True,
          words=(*given.MONEY_ASSETS, "vehicle", "house", "company_share")),
    Field("value_fen", "fen", "价值（分）；机动车、住房可不填", "Value in fen; not needed for vehicles and houses"),
    Field("exemption", "word", "主张不计入的理由", "Reason why it should not count", absent_zh="没有主张", absent_en="none claimed",
          words=tuple(EXEMPTIONS)),
    Field("lived_in", "yes_no", "住房：是否自住", "House: whether the household lives in it"),
)  # fmt: skip
DISABILITY = (
    Field(
        "type",
        "word",
        "残疾类别，无残疾填 none",
        "Type; none for no disability",
        required=True,
        words=tuple(given.DISABILITIES),
    ),
    Field("grade", "number", "残疾等级（1 最重，4 最轻）", "Grade, 1 severest to 4", low=1, high=4),
)
AWAY = (
    Field("reason", "word", "不在家原因", "Reason", required=True, words=tuple(given.ABSENCES)[1:]),
    Field("since", "day", "自何日", "Since"),
)
MEMBER = (
    Field("reference", "text", "成员编号，本文件内唯一", "Reference, once in this file", required=True, high=64),
    Field("name", "text", "姓名（只用于显示）", "Name, only shown", absent_zh="显示编号", absent_en="the reference is shown", high=200),
    Field("relation", "word", "与申请人关系", "Relation to the applicant", required=True, words=tuple(given.RELATIONS)),
    Field("birth_on", "day", "出生日期", "Date of birth"),
    Field("died_on", "day", "死亡日期", "Date of death", absent_zh="在世", absent_en="alive"),
    Field("lives_with_household", "yes_no", "与家庭长期共同居住", "Lives with the household for good"),
    Field("support_duty", "yes_no", "有法定赡养、抚养、扶养关系", "There is a statutory duty of support"),
    Field("lives_independently", "yes_no", "成年子女能否独立生活", "Adult child: able to live independently"),
    Field("full_time_student", "yes_no", "是否全日制本科及以下在校生", "Full-time student, up to bachelor"),
    Field("away", "object", "离家情况", "Absence", absent_zh="在家", absent_en="at home", of=AWAY),
    Field("religious_premises_since", "day", "宗教教职人员入住宗教活动场所之日", "Clergy: in religious premises since",
          absent_zh="不是", absent_en="not so"),
    Field("disability", "object", "残疾", "Disability", of=DISABILITY),
    Field("serious_illness", "yes_no", "是否经认定的重病患者", "Recognised as seriously ill"),
    Field("labour_ability", "word", "劳动能力", "Ability to work", words=tuple(given.LABOUR)),
    Field("employed", "yes_no", "是否就业", "Employed"),
    Field("separate_register", "yes_no", "是否单独立户", "Has a household register of their own"),
    Field("income", "list", "本人全部收入，没有填 []", "All income of the person; [] for none", high=100, of=INCOME),
    Field("rigid_spending", "list", "残疾、重病刚性支出", "Unavoidable spending", absent_zh="没有主张", absent_en="none claimed",
          high=100, of=SPENDING),
    Field("assets", "list", "本人全部财产，没有填 []", "All assets of the person; [] for none", high=100, of=ASSETS),
)  # fmt: skip
SUPPORTER = (
    Field("reference", "text", "赡养人编号，本文件内唯一", "Reference, once in this file", required=True, high=64),
    Field("name", "text", "姓名（只用于显示）", "Name, only shown", absent_zh="显示编号", absent_en="the reference is shown", high=200),
    Field("relation", "word", "与申请人关系", "Relation to the applicant", required=True, words=tuple(given.RELATIONS)[1:]),
    Field("birth_on", "day", "出生日期", "Date of birth"),
    Field("disposable_income_fen", "fen", "年可支配收入（分/年）", "Disposable income, fen a year"),
    Field("dependants", "number", "供养人数（含本人）", "Persons provided for, the supporter included", low=1, high=100),
    Field("agreed_fen", "fen", "协议、判决或核定的赡养费（分/年）", "Support as agreed, ruled or set, fen a year",
          absent_zh="按公式计算", absent_en="by the formula"),
    Field("agreed_reason", "text", "核定依据（填了 agreed_fen 就必须填）", "Why, required with agreed_fen", high=500,
          absent_zh="没有", absent_en="none"),
)  # fmt: skip
HOUSEHOLD = (
    Field("applied_as", "word", "申请方式：整户或单人户", "Applied as a household or as a single person", words=tuple(given.ROUTES),
          absent_zh="整户", absent_en="household"),
    Field("edge_family", "yes_no", "是否已认定为低保边缘家庭", "Recognised as an edge family"),
    Field("hardship_class", "word", "困难档次（分档计发的县使用）", "Band, where the county grants by band", words=tuple(given.CLASSES)),
    Field("current_grant_fen", "fen", "现领低保金（分/月）", "Present grant, fen a month", absent_zh="未在领", absent_en="none"),
    Field("over_line_since", "day", "收入超过标准之日（渐退）", "Day income passed the standard", absent_zh="没有超过",
          absent_en="has not"),
    Field("raised_by_work", "yes_no", "收入因就业增加（渐退）", "Income grew through work", absent_zh="否", absent_en="no"),
)  # fmt: skip
SOURCE = (
    Field(
        "path",
        "text",
        "字段路径，如 members[0].birth_on",
        "Path of the field, as members[0].birth_on",
        required=True,
        high=200,
    ),
    Field("kind", "word", "来源", "Source", required=True, words=SOURCES),
    Field(
        "from",
        "text",
        "部门、证件或访问记录",
        "Department, paper or visit",
        absent_zh="未注明",
        absent_en="not said",
        high=200,
    ),
    Field("on", "day", "取得之日", "Day it was obtained", absent_zh="未注明", absent_en="not said"),
    Field("otherwise", "text", "另一方的说法，不作计算依据", "What was said otherwise and does not count", absent_zh="没有",
          absent_en="nothing", high=500),
)  # fmt: skip
FACTS = Field(
    "facts", "object", "家庭事实", "Facts of a household", required=True,
    of=(
        Field("household", "object", "家庭", "The household", absent_zh="各项按其缺省", absent_en="each field as absent", of=HOUSEHOLD),
        Field("members", "list", "家庭成员", "Members", required=True, low=1, high=40, of=MEMBER),
        Field("supporters", "list", "户外赡养、抚养、扶养人，没有填 []", "Supporters outside the household; [] for none", high=20,
              of=SUPPORTER),
        Field("sources", "list", "事实来源", "Where the facts come from", absent_zh="未注明", absent_en="not said", high=2000, of=SOURCE),
    ),
)  # fmt: skip
