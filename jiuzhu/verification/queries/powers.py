"""Who may record, ask, read and take; each question is asked by the page, the action and the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu.cases import queries as cases
from jiuzhu.cases.refusals import OwnCase
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal


def persons(case: Any, on: date) -> list[Any]:
    """The members of the household on a day, the applicant first."""
    return households.persons_of(case.household_id, on)


def why_not_record(case: Any, officer: Any, on: date) -> Refusal | None:
    """Authorisations are taken at the counter or by the verifier."""
    if offices.why_not(officer, "intake.accept", case.area_id, on) is None:
        return None
    return offices.why_not(officer, "verification.inquire", case.area_id, on)


def why_not_ask(case: Any, officer: Any, on: date) -> Refusal | None:
    return cases.why_not_duty(case, officer, "verify", on)


def why_not_read(case: Any, officer: Any, on: date) -> Refusal | None:
    """Results are for those who must act on them, and never for a member of the household in her own case."""
    return cases.why_not_power(case, officer, "verification.read", on) or _own(case, officer, on)


def why_not_take(officer: Any, on: date) -> Refusal | None:
    return offices.why_not(officer, "verification.inquire", None, on)


def _own(case: Any, officer: Any, on: date) -> Refusal | None:
    mine = officer.citizen_id and officer.citizen_id in {one.citizen_id for one in persons(case, on)}
    return OwnCase(officer=officer.name) if mine else None
