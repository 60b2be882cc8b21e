"""Who may record, ask, read and take; each question is asked by the page, the action and the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu.cases import queries as cases
from jiuzhu.confidentiality import queries as confidentiality
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.relatives import queries as relatives
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.refusals import OwnVillage

#: Relations (codes/relations.yaml, `means`) that owe support by law: 赡养 upwards, 抚养 downwards, 扶养 between equals
#: (民法典 Art. 1059, 1067, 1074, 1075).
OBLIGED = ("child", "grandchild", "parent", "grandparent", "spouse", "sibling")


def persons(case: Any, on: date) -> list[Any]:
    """The members of the household on a day, the applicant first."""
    return households.persons_of(case.household_id, on)


def why_not_record(case: Any, officer: Any, on: date) -> Refusal | None:
    """Authorisations are taken at the counter or by the verifier."""
    if offices.why_not(officer, "intake.accept", case.area_id, on) is None:
        return None
    return offices.why_not(officer, "verification.inquire", case.area_id, on)


def why_not_ask(case: Any, officer: Any, on: date) -> Refusal | None:
    """Her duty, her confidentiality, and that it is no neighbour; the triggers of 0005 ask the same."""
    return (
        cases.why_not_duty(case, officer, "verify", on)
        or confidentiality.why_not(officer, case.area_id, on)
        or _neighbour(case, officer)
    )


def why_not_read(case: Any, officer: Any, on: date) -> Refusal | None:
    """Results are for those who must act on them and who may know; never of one's own household, relatives or neighbours."""
    return cases.why_not_power(case, officer, "verification.read", on) or why_not_know(case, officer, on)


def why_not_know(case: Any, officer: Any, on: date) -> Refusal | None:
    """Whoever may act, and yet may not know of this household: relatives, neighbours, and who promised no confidence."""
    return (
        cases.why_stand_back(case, officer, "", on)
        or confidentiality.why_not(officer, case.area_id, on)
        or _neighbour(case, officer)
    )


def why_not_take(officer: Any, on: date) -> Refusal | None:
    return offices.why_not(officer, "verification.inquire", None, on)


def _neighbour(case: Any, officer: Any) -> Refusal | None:
    declared = relatives.latest(officer=officer)
    if declared is None or declared.home_village_id != case.village_id:
        return None
    return OwnVillage(officer=officer.name, village=case.village.name)
