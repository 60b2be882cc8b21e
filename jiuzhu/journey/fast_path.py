"""A clean report may spare a household the visit: what the pure rule (verification.fast_path) asks is gathered here."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiuzhu.filings import queries as filings
from jiuzhu.offices import scope
from jiuzhu.publicity import queries as publicity
from jiuzhu.rulebook import Figure
from jiuzhu.standards import queries as standards
from jiuzhu.verification import actions as verification
from jiuzhu.verification import fast_path
from jiuzhu.verification import queries as verification_queries

from .advancing import process_of
from .registered import registered_relatives

NUMBER = "visit-waived-when-clean"
WAIVED = "visit_waived"


def why_visit(case: Any, outcome: str, on: date) -> str | None:
    """Why the household is visited after a report with this outcome (a key of fast_path.REASONS); None: it need not be."""
    return fast_path.why_visit(
        outcome,
        way=process_of(case).stage("verifying").outcome(WAIVED) is not None,
        number=standards.numbers(case.area_id, on)[NUMBER],
        wanted=verification_queries.visit_wanted(case) is not None,
        always=bool(registered_relatives(case, on)) or _complained_of(case),
    )


def leave_verifying_with(case: Any, report: Any, *, on: date, at: datetime) -> str:
    """The word that the case leaves verification with: the report's own, or past the visit, which is put on record."""
    if why_visit(case, report.outcome, on) is not None:
        return str(report.outcome)
    number = standards.number(NUMBER, case.area_id, on)
    verification.waive_visit(report, law=_law(number), on=on, at=at)
    return WAIVED


def _law(number: Figure) -> str:
    return f"社会救助法第四十三条；{number.law}"


def _complained_of(case: Any) -> bool:
    """Whether somebody ever complained of the household or objected to its notices. The county's register is asked, not shown."""
    with scope.whole_county():
        return filings.complained_of(case.household_id) or publicity.objected_to(case.household_id)
