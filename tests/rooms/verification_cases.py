"""Makers for the tests of verification and visits: a household whose case stands at a stage, and departments' files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiuzhu import rulebook
from jiuzhu.cases import actions as cases
from jiuzhu.cases.models import Case
from jiuzhu.households.models import Household, Membership, Person
from jiuzhu.values import citizen_id
from jiuzhu.verification import actions as verification
from jiuzhu.verification.sources.layouts import SOURCES
from tests import people

TODAY = date(2026, 9, 1)
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cc`"
    b"\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
NAMES = {"mother": ("罗安", "female", date(1961, 5, 4), "01"), "son": ("罗㛃", "male", date(1990, 2, 3), "20"),
         "grandchild": ("罗小满", "female", date(2018, 7, 8), "44")}  # fmt: skip


def at(on: date = TODAY, hour: int = 10, minute: int = 0) -> datetime:
    return people.at(on, hour, minute)


def household(where: people.County, order: int = 0, township: str = people.TOWNSHIP) -> dict[str, Person]:
    """Mother, grown-up son and grandchild in one household; `order` keeps their numbers apart from other households'."""
    village = f"{township}201"
    home = Household.objects.create(area=where.areas[village], hukou_kind="rural", opened_on=TODAY)
    found = {}
    for key, (name, sex, born_on, relation) in NAMES.items():
        number = citizen_id.invent("370982", born_on, sex, order).number  # type: ignore[arg-type]
        person = Person.objects.create(citizen_id=number, name=name, sex=sex, born_on=born_on, sort_key="l")
        Membership.objects.create(
            household=home, person=person, relation=relation, starts_on=date(2020, 1, 1)
        )
        found[key] = person
    return found


def open_case(where: people.County, members: dict[str, Person], stage: str = "verifying") -> Case:
    """A case of the household at a stage; the clerk has accepted it where it is past acceptance."""
    home = members["mother"].memberships.get().household
    village = home.area
    version = rulebook.process("minimum-living", village.code[:9], TODAY)
    process = cases.keep_process(
        key=version.key, area_code=version.area, in_force_from=version.starts_on, digest=version.digest,
        body=dict(version.body),
    )  # fmt: skip
    case = cases.open_case(
        item_code="MZ01-02", village=village, township=where.areas[village.code[:9]], household=home,
        applicant=members["mother"], household_size=len(members), process=process, rulebook_digest="r" * 64,
        first_stage="accepting", stage_due_on=None, delegated=True, follow_code_hash="", actor=None, on=TODAY, at=at(),
    )  # fmt: skip
    clerk = where.clerk if village.code.startswith(people.TOWNSHIP) else where.neighbour_clerk
    if stage != "accepting":
        cases.take_duty(case, clerk, "accept", on=TODAY, at=at())
        for outcome, to_stage in (("complete", "verifying"), ("clean", "surveying")):
            cases.move(
                case,
                outcome=outcome,
                to_stage=to_stage,
                stage_due_on=None,
                actor=clerk,
                on=TODAY,
                at=at(),
                accepted_on=TODAY,
            )
            if to_stage == stage:
                break
    return case


def authorise(where: people.County, case: Case, person: Person, **more: Any) -> Any:
    """A year's authorisation over all sources, signed on paper at the counter today."""
    signed = more.pop("signed", verification.Signed("paper", TODAY, PNG, "授权书.png"))
    told = {
        "sources": tuple(SOURCES), "period": (date(2025, 9, 1), date(2026, 8, 31)), "starts_on": TODAY,
        "stops_on": date(2027, 9, 1), "actor": where.clerk, "on": TODAY, "at": at(),
    }  # fmt: skip
    return verification.authorise(case, person, signed=signed, **{**told, **more})


ROWS: dict[str, tuple[str, str]] = {
    "household_register": ("性别,户籍状态", "女,正常"),
    "death": ("死亡日期", "2026-08-01"),
    "vehicles": ("号牌号码,机动车状态", "鲁J00001,正常"),
    "real_estate": ("不动产权证号,建筑面积", "鲁2020新泰市不动产权第0000001号,62.5"),
    "housing_fund": ("月缴存额,缴存状态", "800.00,正常"),
    "social_insurance": (
        "险种,参保状态,月养老金,其中基础养老金",
        "城乡居民基本养老保险,领取待遇,210.00,168.00",
    ),
    "tax": ("所属期起,所属期止,所得项目,收入额", "2026-03-01,2026-03-31,工资薪金,3200.00"),
    "business": ("企业名称,登记状态,出资额", "新泰市示例小吃店,存续,20000"),
    "deposits": ("个人存款是否超限", "是"),
    "disability": ("残疾类别,残疾等级", "肢体,二级"),
    "marriage": (
        "婚姻登记类型,登记日期,配偶姓名,配偶身份证号",
        "结婚登记,1985-05-01,远方人,370982195501019990",
    ),
    "education": ("学段,学籍状态,本年资助金额", "义务教育,在读,1250.00"),
    "justice": ("是否重点人员及类型,自何日起", "服刑,2026-01-05"),
    "employment": ("就业状态,登记时间,月失业保险金,剩余失业金月数", "失业,2026-08-01,1800.00,14"),
    "public_payroll": ("供养类别,月发放额", "遗属补助,620.00"),
    "business_tax": (
        "企业名称,所属期起,所属期止,计税销售额",
        "新泰市示例小吃店,2026-01-01,2026-03-31,36000.00",
    ),
    "veterans": ("优抚类别,月抚恤补助金,发放状态", "农村籍退役士兵,640.00,正常发放"),
    "farm_subsidies": ("补贴项目,发放日期,补贴金额", "耕地地力保护补贴,2026-06-10,312.50"),
    "fund_loans": ("月还款额,贷款状态", "1530.00,还款中"),
    "securities": ("个人证券是否超限,是否开立", "否,是"),
    "insurance": ("商业保险是否超限,有效保单数", "否,2"),
    "payments": ("个人网络支付是否超限", "是"),
    "medical": ("结算期起,结算期止,个人负担金额", "2025-09-01,2026-08-31,8421.30"),
    "long_term_care": ("待遇状态,月待遇额", "享受待遇,1050.00"),
    "organisations": ("社会组织名称,登记状态", "新泰市示例书画协会,正常"),
    "qualifications": ("资格类别,有效期至,证件状态", "道路货物运输驾驶员,2028-05-01,有效"),
    "distressed_employees": ("建档状态", "在册"),
    "assistance": ("救助类别,救助地,享受状态", "农村低保,泰安市岱岳区,发放"),
    "credit": ("是否有失信记录", "是"),
}


def delivery(source: str, *about: Person, values: str | None = None, name: str | None = None) -> bytes:
    """A CSV file of a source with one invented record about each person."""
    headings, row = ROWS[source]
    lines = [f"身份证号,姓名,{headings}"]
    lines += [f"{one.citizen_id},{name or one.name},{row if values is None else values}" for one in about]
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")


def take(source: str, *about: Person, on: date = TODAY, **more: Any) -> Any:
    """Take such a file by the clock; a far-away person is always in it, so that it is never empty."""
    stranger = Person(
        citizen_id=citizen_id.invent("370982", date(1955, 1, 1), "male", 49).number,
        name="远方人",
        born_on=date(1955, 1, 1),
    )
    body = delivery(source, stranger, *about, **more)
    return verification.take(
        body, name=f"{source}.csv", source=source, as_of=on, actor=None, on=on, at=at(on)
    )


def visit_content(family: dict[str, Person], **more: Any) -> dict[str, Any]:
    """A whole record of a visit, as declared in everything."""
    return {
        "visited_on": TODAY.isoformat(), "visited_at": "14:30", "place": "柳行村12号家中", "outcome": "surveyed", "cause": "",
        "respondent": {"name": "罗安", "relation": "01"},
        "home": {"tenure": "self_built", "square_metres": "80", "condition": "fair"},
        "belongings": {"vehicles": "", "machines": "", "livestock": "鸡 6 只", "own_mu": "2.4", "let_mu": "", "rented_mu": ""},
        "spending": {"utilities_fen": 60_000, "school_fen": 0, "medical_fen": 480_000},
        "members": [
            {"person": str(one.pk), "name": one.name, "seen": True, "self_care": "full", "actual": {}, "declared": {},
             "reason": "", "note": ""}
            for one in family.values()
        ],
        "neighbours": [{"name": "邻居甲", "relation": "东邻", "opinion": "与申报相符"}], "staff_relative": False,
        "staff_relative_of": "", "finding": "与申报相符，生活困难属实", "differs": False, "differs_how": "",
        "household_signed": "fingerprint", "papers": [], "corrects": None, **more,
    }  # fmt: skip
