"""The people of the tests: a small county with two townships, its staff and households. Everyone here is invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from jiuzhu.confidentiality import actions as confidentiality
from jiuzhu.offices import actions as offices
from jiuzhu.offices.models import Area, Office, Officer
from jiuzhu.signatures import actions as signatures
from tests.remembered import remembered

SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "lantern-river-2026"
COUNTY, TOWNSHIP, NEIGHBOUR = "370982", "370982002", "370982101"

STAFF = {
    "clerk": ("counter_clerk", TOWNSHIP, "林知夏"),
    "clerk_two": ("counter_clerk", TOWNSHIP, "江一帆"),
    "visitor": ("investigator", TOWNSHIP, "高远"),
    "visitor_two": ("investigator", TOWNSHIP, "苗禾"),
    "verifier": ("verifier", TOWNSHIP, "温言"),
    "reviewer": ("reviewer", TOWNSHIP, "陆听澜"),
    "chief": ("chief_representative", TOWNSHIP, "郑守约"),
    "head": ("township_head", TOWNSHIP, "崔知远"),
    "neighbour_clerk": ("counter_clerk", NEIGHBOUR, "白桦"),
    "neighbour_chief": ("chief_representative", NEIGHBOUR, "石岩"),
    "neighbour_reviewer": ("reviewer", NEIGHBOUR, "乔木"),
    "neighbour_head": ("township_head", NEIGHBOUR, "柏舟"),
    "supervisor": ("supervisor", COUNTY, "严明"),
    "filing": ("filing_officer", COUNTY, "方归"),
    "legal": ("legal_reviewer", COUNTY, "卓法"),
    "bureau": ("bureau_head", COUNTY, "贺明"),
    "decider": ("county_decider", COUNTY, "安度"),
    "cashier": ("cashier", COUNTY, "钱清"),
    "treasurer": ("treasurer", COUNTY, "沈核"),
    "policy": ("policy_officer", COUNTY, "章程"),
    "policy_two": ("policy_officer", COUNTY, "章数"),
    "auditor": ("auditor", COUNTY, "审慎"),
    "administrator": ("administrator", COUNTY, "管平"),
}


def at(on: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in the office's own time."""
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=SHANGHAI)


@dataclass
class County:
    """The staff by their key in STAFF, the areas by code."""

    areas: dict[str, Area] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Officer:
        try:
            return self.__dict__["officers"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None


@remembered
def county(since: date = date(2010, 1, 1)) -> County:
    """Areas, offices and one officer per role, posted since long before any test's day."""
    found = County()
    for code, name, level, parent in (
        ("370000", "山东省", "province", None),
        ("370900", "泰安市", "city", "370000"),
        (COUNTY, "新泰市", "county", "370900"),
        (TOWNSHIP, "新汶街道", "township", COUNTY),
        (NEIGHBOUR, "东都镇", "township", COUNTY),
        (f"{TOWNSHIP}001", "东山社区", "village", TOWNSHIP),
        (f"{TOWNSHIP}201", "柳行村", "village", TOWNSHIP),
        (f"{NEIGHBOUR}201", "槐树村", "village", NEIGHBOUR),
    ):
        found.areas[code] = Area.objects.create(
            code=code,
            name=name,
            level=level,
            parent=found.areas[parent] if parent else None,
            phone="0538-0000000",
        )
    desks = {
        code: Office.objects.create(name=name, area=found.areas[code], kind=kind, phone="0538-0000001")
        for code, name, kind in (
            (COUNTY, "新泰市民政局", "county"),
            (TOWNSHIP, "新汶街道办事处", "township"),
            (NEIGHBOUR, "东都镇人民政府", "township"),
        )
    }
    moment = at(since)
    for number, (key, (role, area, name)) in enumerate(STAFF.items(), start=1):
        officer = offices.enroll(
            username=key, password=PASSWORD, name=name, staff_number=f"T{number:04d}", office=desks[area],
            actor=None, at=moment,
        )  # fmt: skip
        offices.post(officer, role, found.areas[area], starts_on=since, actor=None, at=moment)
        signatures.take_pen(officer, PASSWORD, at=moment)
        found.officers[key] = officer
    agreed(found, since)
    return found


#: Whoever may ask departments or see what they answered: under the township's agreement, or with the county.
WHO_MAY_KNOW = {
    TOWNSHIP: ("clerk", "verifier", "reviewer", "chief"), NEIGHBOUR: ("neighbour_reviewer", "neighbour_chief"),
    COUNTY: ("supervisor", "decider", "auditor"),
}  # fmt: skip


def agreed(where: County, since: date) -> None:
    """Confidentiality signed level by level, so that departments can be asked."""
    told: dict[str, Any] = {"on": since, "at": at(since)}
    for place, head in ((TOWNSHIP, where.head), (NEIGHBOUR, where.neighbour_head), (COUNTY, None)):
        made = None
        if head is not None:
            made = confidentiality.offer(
                where.areas[place], starts_on=since, stops_on=date(2040, 1, 1), actor=where.supervisor, **told
            )
            confidentiality.countersign(made, actor=head, **told)
        for key in WHO_MAY_KNOW[place]:
            confidentiality.accept(made, actor=where.officers[key], **told)


def moved(where: County, officer: Officer, role: str, area: str, *, on: date) -> None:
    """She leaves every post she holds and from this day has this one: roles that exclude each other come one after the other."""
    for held in officer.postings.filter(starts_on__lt=on, stops_on=None):
        offices.relieve(held, stops_on=on, actor=None, at=at(on))
    offices.post(officer, role, where.areas[area], starts_on=on, actor=None, at=at(on))


def letter(
    where: County,
    *,
    township: str = TOWNSHIP,
    limit_fen: int | None = 500_000,
    starts_on: date = date(2019, 11, 1),
    stops_on: date = date(2029, 1, 1),
    **more: Any,
) -> Any:
    """A delegation letter for both items of the minimum living allowance."""
    from jiuzhu.delegation import actions as delegation

    return delegation.issue(
        number=more.pop("number", f"新民委〔{starts_on.year}〕{township[-3:]}号"), township=where.areas[township],
        items=more.pop("items", {"MZ01-01": limit_fen, "MZ01-02": limit_fen}), legal_form="entrusted",
        basis="社会救助法第四十四条；县政府批复（演示）", starts_on=starts_on, stops_on=stops_on,
        signed_for_township="郑守约", actor=where.supervisor, on=starts_on, at=at(starts_on), demo=True, **more,
    )  # fmt: skip
