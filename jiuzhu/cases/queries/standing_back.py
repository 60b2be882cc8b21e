"""Who must stand back from a case, who stands in, and which near relatives are recorded with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from jiuzhu.cases.models import Case, RelativeFiling, Substitution
from jiuzhu.cases.refusals import (
    Incompatible,
    NoSuchSubstitution,
    OwnCase,
    OwnVillage,
    RelativeOfTheHousehold,
)
from jiuzhu.cases.rules import POWER_OF, excluded_by
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.relatives import queries as relatives
from jiuzhu.values.refusals import Refusal

from .casefile import held_by, under

#: Duties that an officer does not do in the village she declared as her home.
NOT_AT_HOME = ("survey", "appraise", "review", "decide")


def why_not_duty(case: Case, officer: Any, duty: str, on: date) -> Refusal | None:
    """Why this officer may not take a duty on this case; the trigger behind the duty asks the same, in the same order."""
    if refusal := why_not_power(case, officer, POWER_OF[duty], on, duty=duty):
        return refusal
    return why_stand_back(case, officer, duty, on)


def why_stand_back(case: Case, officer: Any, duty: str, on: date) -> Refusal | None:
    """Own case, relatives, own village, another duty: what bars a person whatever her posts (公务员法 Art. 74, 76)."""
    if officer.citizen_id and officer.citizen_id in {
        one.citizen_id for one in households.persons_of(case.household_id, on)
    }:
        return OwnCase(officer=officer.name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_kin(%s, %s, %s)", [officer.pk, case.household_id, on])
        kin = cursor.fetchone()[0]
    if kin is not None:
        return RelativeOfTheHousehold(officer=officer.name, relation=kin)
    if duty in NOT_AT_HOME:
        declared = relatives.latest(officer=officer)
        if declared is not None and declared.home_village_id == case.village_id:
            return OwnVillage(officer=officer.name, village=case.village.name)
    held = sorted(held_by(case, officer) & excluded_by(duty))
    return Incompatible(officer=officer.name, held=held[0], duty=duty) if held else None


def why_not_power(case: Case, officer: Any, power: str, on: date, *, duty: str = "") -> Refusal | None:
    """Like offices.why_not for the case's area, but a named substitute may use what she holds elsewhere: for her duty, and to
    read what it needs."""
    refusal = offices.why_not(officer, power, case.area_id, on)
    if refusal is None or offices.why_not(officer, power, None, on) is not None:
        return refusal
    named = {one.duty for one in substitutions(case, on) if one.substitute_id == officer.pk}
    return None if (duty in named if duty else bool(named)) else refusal


def _running(on: date) -> QuerySet[Substitution]:
    found = Substitution.objects.select_related(
        "case", "stands_back", "substitute__office", "ordered_by", "end"
    )
    return found.filter(
        Q(stops_on=None) | Q(stops_on__gt=on), Q(end=None) | Q(end__on__gt=on), starts_on__lte=on
    )


def substitutions(case: Case, on: date | None = None) -> QuerySet[Substitution]:
    """Every substitution on a case, or those that run on a day."""
    found = Substitution.objects.select_related("stands_back", "substitute__office", "ordered_by", "end")
    return (_running(on) if on else found).filter(case=case).order_by("id")


def substitution(pk: int) -> Substitution:
    """Raises NoSuchSubstitution."""
    found = Substitution.objects.select_related("case", "substitute").filter(pk=pk).first()
    if found is None:
        raise NoSuchSubstitution
    return found


def substituting(officer: Any, on: date) -> list[Substitution]:
    """What this officer stands in for today. Her cases lie elsewhere: this one look reaches them."""
    with scope.whole_county():
        return list(
            _running(on)
            .filter(substitute=officer, case__closed_on=None)
            .select_related("case__area", "case__village")
        )


def lent(officer: Any, number: str, on: date) -> str | None:
    """The area of a case of elsewhere on which this officer is a substitute today; None otherwise."""
    with scope.whole_county():
        return (
            _running(on)
            .filter(substitute=officer, case__number=number)
            .values_list("case__area_id", flat=True)
            .first()
        )


def candidates(case: Case, duty: str, on: date) -> list[Any]:
    """Officers of elsewhere in the county who may stand in for a duty: they hold the power and nothing bars them."""
    county = case.area_id[:6]
    found = offices.officers(area=county, power=POWER_OF[duty], on=on).exclude(office__area_id=case.area_id)
    return [one for one in found if why_stand_back(case, one, duty, on) is None]


def registered_relatives(case: Case) -> QuerySet[RelativeFiling]:
    """Near relatives of handlers and village officials recorded with the case."""
    return RelativeFiling.objects.select_related("person", "kin").filter(case=case).order_by("id")


def relative_filings(reach: Sequence[str]) -> QuerySet[RelativeFiling]:
    """The county's list, the latest first; row-level security narrows it to the cases in reach."""
    found = RelativeFiling.objects.select_related("case__village", "person", "kin")
    return found.filter(case__in=Case.objects.filter(under(reach))).order_by("-id")
