"""A township's decision brought to the county's desk, for the tests of filings."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu.approvals import actions as approvals
from jiuzhu.cases.models import Case
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.filings.models import Filing
from jiuzhu.journey import content, deciding, filing, reviewing
from tests import people, road

TODAY = date(2026, 9, 1)  # a Tuesday


def county(*, letter: bool = True) -> people.County:
    where = people.county()
    road.standard(where)
    if letter:
        people.letter(where)
    return where


def told(officer: Any, on: date = TODAY, hour: int = 10) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on, hour)}


def opined(where: people.County, on: date = TODAY, *, wage_fen: int = 48_000, village: str = "") -> Case:
    """A case with an opinion on it, waiting for the township's decision."""
    case = road.case_at(where, "reviewing", on=on, village=village or f"{people.TOWNSHIP}001")
    at_home = village.startswith(people.NEIGHBOUR)
    reviewer = where.neighbour_reviewer if at_home else where.reviewer
    found = road.determined(where, case, on=on, wage_fen=wage_fen)
    seen = approvals.digest_of(content.opinion_content(case, found))
    reviewing.give_opinion(case, seen=seen, actor=reviewer, on=on, at=people.at(on, 9))
    case = Case.objects.get(pk=case.pk)
    from jiuzhu.cases import actions as cases

    return cases.move(
        case, outcome="undisputed", to_stage="deciding", stage_due_on=None, actor=where.clerk, on=on, at=people.at(on, 9)
    )  # fmt: skip


def decided(
    where: people.County,
    on: date = TODAY,
    *,
    wage_fen: int = 48_000,
    village: str = "",
    hour: int = 10,
    grounds: str = "",
) -> Case:
    """A case that the township has decided; a wage above the standard is refused."""
    case = opined(where, on, wage_fen=wage_fen, village=village)
    seen = approvals.digest_of(content.decision_content(case, eligibility.latest(case), on))
    chief = where.neighbour_chief if village.startswith(people.NEIGHBOUR) else where.chief
    deciding.decide(
        case, seen=seen, grounds=grounds or ("收入高于标准" if wage_fen > 100_000 else ""), officer=chief, on=on,
        at=people.at(on, hour),
    )  # fmt: skip
    return Case.objects.get(pk=case.pk)


def filed(where: people.County, on: date = TODAY, **more: Any) -> Filing:
    """The filing of a fresh decision, made by the clock."""
    case = decided(where, on, **more)
    filing.file_waiting(on=on, at=people.at(on, 11))
    return Filing.objects.get(case=case)


def decided_again(where: people.County, case: Case, on: date) -> Any:
    """A case that came back to the opinion is determined, proposed and decided once more."""
    from jiuzhu.cases import actions as cases

    case = Case.objects.get(pk=case.pk)
    found = road.determined(where, case, on=on)
    seen = approvals.digest_of(content.opinion_content(case, found))
    reviewing.give_opinion(case, seen=seen, actor=where.reviewer, on=on, at=people.at(on, 9))
    case = cases.move(
        Case.objects.get(pk=case.pk), outcome="undisputed", to_stage="deciding", stage_due_on=None, actor=where.clerk, on=on,
        at=people.at(on, 9),
    )  # fmt: skip
    seen = approvals.digest_of(content.decision_content(case, eligibility.latest(case), on))
    return deciding.decide(case, seen=seen, officer=where.chief, on=on, at=people.at(on))
