"""What the invented registers of the demo county say about a person: the same for the same person and day.

Mostly what the household declares, and now and then something else: a car, a wage, a shop, a pension nobody mentioned.
The exchange simulator reads the same records.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from jiuzhu.values import citizen_id

#: A person of no household stands in every delivery, so that none is empty.
STRANGER = (citizen_id.invent("370982", date(1955, 1, 1), "male", 49).number, "远方人")
Record = dict[str, str]


class Subject(Protocol):
    """Whoever is asked about."""

    @property
    def citizen_id(self) -> str | None: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class _About:
    """One person as the registers see her. `declared`: her answers in an application, empty where there is none."""

    number: str
    on: date
    declared: Mapping[str, Any]
    spouse: Subject | None

    @property
    def age(self) -> int:
        return self.on.year - int(self.number[6:10])

    @property
    def working_age(self) -> bool:
        return 18 <= self.age < 60

    def lot(self, source: str, one_in: int) -> bool:
        """Whether she is the one in so many."""
        drawn = hashlib.sha256(f"{source}:{self.number}".encode()).digest()
        return int.from_bytes(drawn[:4]) % one_in == 0

    @property
    def male(self) -> bool:
        return int(self.number[16]) % 2 == 1

    def a_month(self, *facts: str) -> str:
        """A twelfth of what was declared by the year, in yuan."""
        return f"{sum(int(self.declared.get(fact) or 0) for fact in facts) / 1200:.2f}"


# Source → headings besides number and name, what its record says, and who stands in it.
_SAYS: dict[str, tuple[str, str, Callable[[_About], bool]]] = {
    "household_register": ("性别,户籍状态", "{sex},{status}", lambda one: True),
    "marriage": ("婚姻登记类型,登记日期,配偶姓名,配偶身份证号", "结婚登记,1990-05-01,{spouse},{spouse_id}",
        lambda one: one.spouse is not None),
    "death": ("死亡日期", "2019-08-01", lambda one: one.age >= 60 and one.lot("death", 150)),
    "disability": ("残疾类别,残疾等级", "{disability},{grade}",
        lambda one: bool(one.declared.get("disability_type")) or one.lot("disability", 60)),
    "education": ("学段,学籍状态,本年资助金额", "{level},在读,{aid}", lambda one: 6 <= one.age < 18),
    "justice": ("是否重点人员及类型,自何日起", "服刑,2025-03-01", lambda one: one.working_age and one.lot("justice", 150)),
    "social_insurance": ("险种,参保状态,月养老金,其中基础养老金", "城乡居民基本养老保险,{insured},{pension},{basic}",
        lambda one: one.age >= 18),
    "employment": ("就业状态,登记时间", "灵活就业,2024-05-01",
        lambda one: one.declared.get("employment") == "flexible" and one.lot("employment", 2)),
    "public_payroll": ("供养类别,月发放额", "聘用,2600.00",
        lambda one: one.working_age and one.lot("public_payroll", 80)),
    "housing_fund": ("月缴存额,缴存状态", "800.00,正常", lambda one: one.working_age and one.lot("housing_fund", 40)),
    "tax": ("所属期起,所属期止,所得项目,收入额", "{month_from},{month_to},工资薪金,3200.00",
        lambda one: one.working_age and one.lot("tax", 20)),
    "business_tax": ("企业名称,所属期起,所属期止,计税销售额", "新泰市示例小吃店,{month_from},{month_to},36000.00",
        lambda one: one.working_age and one.lot("business", 30)),
    "veterans": ("优抚类别,月抚恤补助金,发放状态", "农村籍退役士兵,640.00,正常发放",
        lambda one: one.male and one.age >= 60 and one.lot("veterans", 12)),
    "farm_subsidies": ("补贴项目,发放日期,补贴金额", "耕地地力保护补贴,{month_to},312.50",
        lambda one: one.age >= 18 and one.lot("farm_subsidies", 30)),
    "vehicles": ("号牌号码,机动车状态", "鲁J0{plate},正常", lambda one: one.age >= 18 and one.lot("vehicles", 9)),
    "real_estate": ("不动产权证号,建筑面积", "鲁2020新泰市不动产权第000{plate}号,62.5",
        lambda one: one.declared.get("relation") == "01" and one.lot("real_estate", 2)),
    "fund_loans": ("月还款额,贷款状态", "1530.00,还款中", lambda one: one.working_age and one.lot("housing_fund", 80)),
    "business": ("企业名称,登记状态,出资额", "新泰市示例小吃店,存续,20000",
        lambda one: one.working_age and one.lot("business", 30)),
    "deposits": ("个人存款是否超限", "是", lambda one: one.age >= 18 and one.lot("deposits", 40)),
    "securities": ("个人证券是否超限,是否开立", "否,是", lambda one: one.working_age and one.lot("securities", 60)),
    "insurance": ("商业保险是否超限,有效保单数", "否,1", lambda one: one.age >= 18 and one.lot("insurance", 40)),
    "payments": ("个人网络支付是否超限", "是", lambda one: one.working_age and one.lot("payments", 120)),
    "medical": ("结算期起,结算期止,个人负担金额", "{month_from},{month_to},1284.30",
        lambda one: one.age >= 60 and one.lot("medical", 3)),
    "long_term_care": ("待遇状态,月待遇额", "享受待遇,1050.00", lambda one: one.age >= 75 and one.lot("long_term_care", 20)),
    "organisations": ("社会组织名称,登记状态", "新泰市示例书画协会,正常",
        lambda one: one.age >= 18 and one.lot("organisations", 150)),
    "qualifications": ("资格类别,有效期至,证件状态", "道路货物运输驾驶员,2028-05-01,有效",
        lambda one: one.working_age and one.lot("qualifications", 25)),
    "distressed_employees": ("建档状态", "在册",
        lambda one: one.working_age and one.lot("distressed_employees", 80)),
    "assistance": ("救助类别,救助地,享受状态", "农村低保,泰安市岱岳区,发放",
        lambda one: one.age >= 18 and one.lot("assistance", 120)),
    "credit": ("是否有失信记录", "是", lambda one: one.age >= 18 and one.lot("credit", 150)),
}  # fmt: skip
_DISABILITIES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
_GRADES = ("一级", "二级", "三级", "四级")


def records(
    source: str,
    person: Subject,
    *,
    on: date,
    declared: Mapping[str, Any] | None = None,
    spouse: Subject | None = None,
) -> list[Record]:
    """The records of a source about a person on a day, heading → cell, number and name among them; none for most.

    What a household declared makes them agree with it; without it they are what such a person's might be.
    """
    if not person.citizen_id:
        return []
    about = _About(person.citizen_id, on, declared or {}, spouse)
    headings, says, stands = _SAYS[source]
    if person.citizen_id != STRANGER[0] and not stands(about):
        return []
    cells = says.format(**_words(about)).split(",")
    return [
        {"身份证号": person.citizen_id, "姓名": person.name}
        | dict(zip(headings.split(","), cells, strict=True))
    ]


def headings(source: str) -> list[str]:
    """The headings of a source's deliveries."""
    return ["身份证号", "姓名", *_SAYS[source][0].split(",")]


def _words(about: _About) -> dict[str, str]:
    # A whole month that lies in the year before an application of the last months, whenever that was made.
    ends = (about.on - timedelta(days=200)).replace(day=1) - timedelta(days=1)
    kind, grade = (int(about.declared.get(key) or 0) for key in ("disability_type", "disability_grade"))
    old = about.age >= 60
    pension, basic = ("228.00", "168.00") if old else ("0", "0")
    if about.declared:
        pension, basic = (
            about.a_month("transfer_fen", "basic_pension_fen"),
            about.a_month("basic_pension_fen"),
        )
    return {
        "sex": "男" if about.male else "女", "status": "迁出" if about.lot("moved", 200) else "正常",
        "spouse": about.spouse.name if about.spouse else STRANGER[1],
        "spouse_id": (about.spouse.citizen_id if about.spouse else None) or STRANGER[0],
        "disability": _DISABILITIES[kind - 1 if kind else 3], "grade": _GRADES[grade - 1 if grade else 2],
        "level": "义务教育" if about.age < 16 else "普通高中", "aid": "625.00" if about.lot("aid", 4) else "0",
        "insured": "领取待遇" if old else "参保缴费", "pension": pension, "basic": basic,
        "month_from": ends.replace(day=1).isoformat(), "month_to": ends.isoformat(),
        "plate": f"{int(about.number[10:17]) % 10_000:04d}",
    }  # fmt: skip
