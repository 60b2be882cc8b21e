"""A case brought to a stage by the case file's own moves, for the tests of rooms that stand further along the road."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu import rulebook
from jiuzhu.cases import actions as cases
from jiuzhu.cases.models import Case
from jiuzhu.delegation import queries as delegation
from jiuzhu.eligibility import actions as eligibility
from jiuzhu.households.models import Household, Membership, Person
from jiuzhu.journey import process as processes
from jiuzhu.standards import actions as standards
from jiuzhu.values import citizen_id
from tests import people

USUAL = {
    "accepting": "complete", "verifying": "clean", "surveying": "surveyed", "appraising": "confirmed",
    "reviewing": "proposed_grant", "posting_opinion": "undisputed", "county_reviewing": "proposed_grant",
    "posting_approval": "undisputed", "deciding": "granted", "posting_result": "undisputed", "publishing": "published",
}  # fmt: skip


def standard(where: people.County, fen: int = 98_000, *, starts_on: date = date(2026, 1, 1)) -> None:
    """An invented urban standard, entered by one policy officer and checked by the other."""
    moment = people.at(starts_on)
    notice = standards.Notice("演示标准通知", f"演示〔{starts_on.year}〕1号", "演示机关", starts_on)
    number = standards.enter(
        "urban-minimum-living-standard", people.COUNTY, fen, starts_on=starts_on, notice=notice, demo=True,
        actor=where.policy, at=moment,
    )  # fmt: skip
    standards.check(number, agrees=True, actor=where.policy_two, at=moment)


# Everything else that a county sets and a determination may ask for; invented.
NUMBERS: dict[str, Any] = {
    "rural-minimum-living-standard": 78_000,
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


def numbers(where: people.County, *, starts_on: date) -> None:
    """Every other number of the county, entered by one policy officer and checked by the other."""
    moment = people.at(starts_on)
    for place, (name, value) in enumerate(NUMBERS.items(), start=2):
        notice = standards.Notice("演示政策文件", f"演示〔{starts_on.year}〕{place}号", "演示机关", starts_on)
        number = standards.enter(
            name,
            people.COUNTY,
            value,
            starts_on=starts_on,
            notice=notice,
            demo=True,
            actor=where.policy,
            at=moment,
        )
        standards.check(number, agrees=True, actor=where.policy_two, at=moment)


_orders = iter(range(10**6))


def person(name: str = "罗安", born_on: date = date(1960, 1, 1), sex: Any = "female") -> Person:
    order = next(_orders)
    number = citizen_id.invent("370982", born_on.replace(day=1 + order // 50 % 28), sex, order % 50)
    found, _ = Person.objects.get_or_create(
        citizen_id=number.number,
        defaults={"name": name, "sex": sex, "born_on": number.born_on, "sort_key": "la"},
    )
    return found


def case_at(
    where: people.County, stage: str, *, on: date, village: str = f"{people.TOWNSHIP}001", size: int = 1
) -> Case:
    """A case of the version in force on the day, moved to a stage along its usual outcomes, all on that day."""
    home = Household.objects.create(area=where.areas[village], hukou_kind="urban", opened_on=on)
    members = [person(f"罗安{'甲乙丙丁'[number]}") for number in range(size)]
    for number, one in enumerate(members):
        Membership.objects.create(
            household=home, person=one, relation="01" if number == 0 else "29", starts_on=on
        )
    version = rulebook.process("minimum-living", village, on)
    road = processes.from_body(version.body)
    pinned = cases.keep_process(
        key=version.key, area_code=version.area, in_force_from=version.starts_on, digest=version.digest,
        body=dict(version.body),
    )  # fmt: skip
    case = cases.open_case(
        item_code="MZ01-01", village=where.areas[village], township=where.areas[village[:9]], household=home,
        applicant=members[0], household_size=size, process=pinned, rulebook_digest=rulebook.digest(),
        first_stage=processes.first_stage(road), stage_due_on=None, follow_code_hash="", actor=where.clerk, on=on,
        at=people.at(on), delegated=delegation.covering("MZ01-01", village[:9], on) is not None,
    )  # fmt: skip
    path: list[tuple[str, str]] = []
    while case.stage != stage:
        outcome = USUAL[case.stage]
        leads = processes.next_stage(road, case.stage, outcome, path=path)
        path.append((case.stage, outcome))
        changes = {"accepted_on": on} if case.stage == "accepting" else {}
        case = cases.move(
            case,
            outcome=outcome,
            to_stage=leads,
            stage_due_on=None,
            actor=where.clerk,
            on=on,
            at=people.at(on),
            **changes,
        )
    return case


def facts(wage_fen: int = 48_000, size: int = 1) -> dict[str, Any]:
    """A household without assets; the first member earns a wage (fen a month)."""
    members = [
        {
            "reference": f"m{number + 1}", "name": "罗安", "relation": "applicant" if number == 0 else "child",
            "birth_on": "1970-01-01" if number == 0 else "2015-01-01", "disability": {"type": "none"},
            "serious_illness": False, "labour_ability": "full", "employed": number == 0, "lives_with_household": True,
            "income": [{"kind": "wage", "amount_fen": wage_fen, "per": "month"}] if number == 0 else [], "assets": [],
        }
        for number in range(size)
    ]  # fmt: skip
    return {"household": {"applied_as": "household"}, "members": members, "supporters": []}


def determined(where: people.County, case: Case, *, on: date, wage_fen: int = 48_000) -> Any:
    return eligibility.determine(
        case, facts(wage_fen, case.household_size), actor=where.reviewer, on=on, at=people.at(on)
    )
