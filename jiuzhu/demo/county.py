"""Areas, offices, officers, numbers, letters and money of the demo county."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password

from jiuzhu import rulebook
from jiuzhu.funds import actions as funds
from jiuzhu.households import queries as households
from jiuzhu.offices import actions as offices
from jiuzhu.offices import queries as office_queries
from jiuzhu.signatures import actions as signatures
from jiuzhu.signatures.rules import PEN_SECONDS
from jiuzhu.standards import actions as standards

from . import agreed, letters
from .invented import FAMILY, FEMALE, MALE, VILLAGES
from .moments import moment

PASSWORD = "demo-lantern-2026"  # noqa: S105 (printed on purpose: everybody in this county is invented)
SINCE = date(2012, 12, 12)
EARLY = ("370982002", "370982101", "370982001")  # who works already when the first page is shown
TOWNSHIP_STAFF = {
    "clerk": ("counter_clerk", "verifier"),
    "visitor": ("investigator",),
    "visitor2": ("investigator",),
    "reviewer": ("reviewer",),
    "chief": ("chief_representative",),
    "head": ("township_head",),
}
COUNTY_STAFF = {
    "policy": ("policy_officer",), "policy2": ("policy_officer",), "supervisor": ("supervisor",),
    "decider": ("county_decider",), "cashier": ("cashier",), "treasurer": ("treasurer",), "filing": ("filing_officer",),
    "legal": ("legal_reviewer",), "head": ("bureau_head",), "auditor": ("auditor",), "admin": ("administrator",),
}  # fmt: skip


@dataclass
class County:
    """The officers by user name; the villages by township."""

    officers: dict[str, Any] = field(default_factory=dict)
    villages: dict[str, list[Any]] = field(default_factory=dict)
    townships: list[Any] = field(default_factory=list)
    pens: dict[int, float] = field(default_factory=dict)  # officer → until when her pen is taken for fresh

    def of(self, township: str, desk: str) -> Any:
        """The officer at a desk of a township; `county-…` is one of the county's."""
        username = desk if desk.startswith("county-") else f"{slug(township)}-{desk}"
        return self.holding(self.officers[username])

    def holding(self, officer: Any) -> Any:
        """This officer with a fresh pen: a pen dries in five minutes, filling a county takes longer."""
        officer = self.officers[officer.user.get_username()]
        if time.monotonic() > self.pens.get(officer.pk, 0.0):
            signatures.open_key(officer, PASSWORD, at=moment(SINCE))
            self.pens[officer.pk] = time.monotonic() + PEN_SECONDS / 2
        return officer


def slug(township: str) -> str:
    """xinwen for 370982002: the English name of the township without its kind, as in the rulebook's areas."""
    english = rulebook.area_name(township, "en").split()[0]
    return "".join(letter for letter in english.lower() if letter.isalpha())


def stands() -> bool:
    return office_queries.by_staff_number("DEMO-0001") is not None


def raise_county(on: date) -> County:
    """Everything a county needs before the first family comes; answers what is there already."""
    if not stands():
        _areas()
        _officers()
        _numbers(on)
        agreed.sign(found(), SINCE, townships=EARLY)
        letters.hand_down(found(), on)
        _money(on)
    return found()


def found() -> County:
    """The demo county as it stands."""
    county = County()
    for officer in office_queries.officers(on=date.max):
        county.officers[officer.user.get_username()] = officer
    county.townships = list(office_queries.townships((settings.COUNTY,)))
    for village in office_queries.villages((settings.COUNTY,)):
        county.villages.setdefault(village.code[:9], []).append(village)
    return county


def _areas() -> None:
    told = rulebook.codes("areas").entries
    for code in sorted(told, key=lambda one: (len(one), one)):
        entry = told[code]
        level = {"street": "township", "town": "township"}.get(str(entry["level"]), str(entry["level"]))
        offices.add_area(
            code=code,
            name=str(entry["zh"]),
            level=level,
            parent=str(entry.get("of") or "") or None,
            phone=_phone(code),
        )
    for number, code in enumerate(code for code in sorted(told) if len(code) == 9):
        for place in range(8):
            name = VILLAGES[(number * 3 + place) % len(VILLAGES)]
            kind, serial = ("社区", place + 1) if place < 2 else ("村", 199 + place)
            offices.add_area(
                code=f"{code}{serial:03d}",
                name=f"{name}{kind}",
                level="village",
                parent=code,
                phone=_phone(code),
            )


def _phone(code: str) -> str:
    return f"0538-000{code[-4:]}"


def _officers() -> None:
    county = settings.COUNTY
    desks = {
        county: offices.add_office(name="新泰市民政局", area=county, kind="county", phone=_phone(county))
    }
    plan: list[tuple[str, str, tuple[str, ...]]] = [
        (f"county-{desk}", county, roles) for desk, roles in COUNTY_STAFF.items()
    ]
    for area in office_queries.townships((county,)):
        kind = "街道办事处" if area.name.endswith("街道") else "人民政府"
        name = area.name if kind == "人民政府" else area.name.removesuffix("街道") + "街道"
        desks[area.code] = offices.add_office(
            name=f"{name.removesuffix('街道')}{kind}" if kind == "街道办事处" else f"{name}{kind}", area=area.code,
            kind="township", phone=_phone(area.code),
        )  # fmt: skip
        plan += [(f"{slug(area.code)}-{desk}", area.code, roles) for desk, roles in TOWNSHIP_STAFF.items()]
    plan.append(("county-verifying", county, ("exchange_lead",)))  # last: the others keep their names
    at = moment(SINCE)
    hashed = make_password(
        PASSWORD
    )  # once: a hundred slow hashes of one password would be half of the loading
    for number, (username, area_code, roles) in enumerate(plan, start=1):
        given = (FEMALE if number % 2 else MALE)[number % len(MALE)]
        officer = offices.enroll(
            username=username, password=None, password_hash=hashed, name=f"{FAMILY[number * 7 % len(FAMILY)]}{given}", actor=None, at=at,
            staff_number=f"DEMO-{number:04d}", office=desks[area_code], phone="", own_password=True,
        )  # fmt: skip
        for role in roles:
            offices.post(officer, role, office_queries.area(area_code), starts_on=SINCE, actor=None, at=at)


# Invented standards, yuan per person and month; the real one of 2020 is in the rulebook.
STANDARDS = {
    2012: (380, 220), 2014: (430, 260), 2016: (480, 310), 2018: (540, 370), 2019: (580, 420), 2021: (693, 523),
    2022: (763, 576), 2023: (820, 640), 2024: (880, 700), 2025: (930, 750), 2026: (980, 800),
}  # fmt: skip
OTHERS: dict[str, Any] = {
    "category-uplift-basis": "percent",
    "category-uplift-percent": {"elderly": 10, "minor": 10, "severely_disabled": 20, "seriously_ill": 20},
    "category-uplift-combination": "highest",
    "money-asset-limit-months": 24,
    "vehicle-limit": 0,
    "other-house-limit": 0,
    "company-share-limit": 0,
    "asset-exemptions": {
        "relief_deposit": True, "home_sale": True, "treatment_vehicle": True, "rehabilitation_vehicle": True,
        "livelihood_vehicle": True,
    },
    "rigid-spending-share": 100,
    "support-line-percent": 150,
    "support-rate-percent": 50,
    "support-of-siblings-and-elderly-exempt": True,
    "verification-valid-days": 90,
    "basic-pension-excluded": True,
}  # fmt: skip


def _numbers(on: date) -> None:
    county = found()
    for name, value, starts_on in _values():
        notice = standards.Notice(
            "演示用政策文件（内容虚构）", f"演示〔{starts_on.year}〕1号", "演示机关", starts_on
        )
        at = moment(min(on, max(starts_on, SINCE)))
        # The real value of 2020-07-01 is in the rulebook for the whole city; the invented one before it ends there.
        stops_on = date(2020, 7, 1) if starts_on == date(2019, 1, 1) else None
        number = standards.enter(
            name, settings.COUNTY, value, starts_on=starts_on, stops_on=stops_on, notice=notice, demo=True, at=at,
            actor=county.officers["county-policy"],
        )  # fmt: skip
        standards.check(number, agrees=True, actor=county.officers["county-policy2"], at=at)


def _values() -> Iterator[tuple[str, Any, date]]:
    for year, (urban, rural) in STANDARDS.items():
        first = date(2012, 12, 12) if year == 2012 else date(year, 7 if year == 2021 else 1, 1)
        yield "urban-minimum-living-standard", urban * 100, first
        yield "rural-minimum-living-standard", rural * 100, first
    for name, value in OTHERS.items():
        yield name, value, date(2012, 12, 12)


def _money(on: date) -> None:
    county = found()
    treasurer = county.officers["county-treasurer"]
    funds.open_fund_account(
        holder="新泰市财政局社会保障资金专户（演示）", bank="新泰农村商业银行", number="9080110020000001", file_format="delimited",
        area=settings.COUNTY, actor=treasurer, on=SINCE, at=moment(SINCE),
    )  # fmt: skip
    for year in range(2018, on.year + 1):
        day = date(year, 1, 20)
        funds.appropriate(
            year=year, source="province", document=f"演示〔{year}〕1号", amount_fen=4_000_000_000, area=settings.COUNTY,
            actor=treasurer, on=day, at=moment(day),
        )  # fmt: skip


def known(citizen_id: str) -> bool:
    """Whether this invented person has been here already: what makes loading resumable."""
    return households.person(citizen_id) is not None
