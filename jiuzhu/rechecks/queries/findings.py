"""What re-checks found. Row-level security narrows it to one's townships; nobody reads about her own household."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from jiuzhu.households import queries as households
from jiuzhu.offices.scope import under
from jiuzhu.rechecks.models import Doubt, Proposal, Run, Subject


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed by; empty means any."""

    township: str = ""
    source: str = ""
    kind: str = ""
    fact: str = ""
    case: str = ""


def own_households(officer: Any, on: date) -> Collection[int]:
    """The household of the officer herself, by its number; nothing when she is in none."""
    me = households.person(officer.citizen_id or "")
    home = households.household_of(me, on) if me else None
    return [home.pk] if home else []


def proposals(
    run: Run, wanted: Wanted, *, reach: Sequence[str], officer: Any, on: date
) -> QuerySet[Proposal]:
    """Changes to be looked into, in the order in which they were found."""
    found = _of(Proposal, run, wanted, reach, officer, on)
    if wanted.fact:
        found = found.filter(fact=wanted.fact)
    return found


def doubts(run: Run, wanted: Wanted, *, reach: Sequence[str], officer: Any, on: date) -> QuerySet[Doubt]:
    """Records that were attributed to nobody."""
    return _of(Doubt, run, wanted, reach, officer, on)


def _of(model: Any, run: Run, wanted: Wanted, reach: Sequence[str], officer: Any, on: date) -> QuerySet[Any]:
    parts = run.parts.filter(source=wanted.source) if wanted.source else run.parts.all()
    found: QuerySet[Any] = model.objects.filter(
        _area(reach, wanted.township), part__in=list(parts.values_list("pk", flat=True))
    )
    own = own_households(officer, on)
    if own:
        found = found.exclude(subject__case__household__in=own)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.case:
        found = found.filter(subject__case__number=wanted.case)
    return found.select_related("part", "subject__case", "subject__person").order_by("id")


def _area(reach: Sequence[str], township: str) -> Q:
    seen = under(reach, "area_code")
    return seen & Q(area_code=township) if township else seen


def left_out(run: Run, wanted: Wanted, *, reach: Sequence[str]) -> QuerySet[Subject]:
    """Members of live cases who could not be asked about, with the reason."""
    found = Subject.objects.filter(_area(reach, wanted.township), run=run).exclude(left_out="")
    if wanted.kind:
        found = found.filter(left_out=wanted.kind)
    if wanted.case:
        found = found.filter(case__number=wanted.case)
    return found.select_related("case", "person").order_by("area_code", "case", "id")


def by_kind(run: Run, *, reach: Sequence[str], officer: Any, on: date) -> dict[str, int]:
    """Kind of change → how many within one's reach."""
    found = proposals(run, Wanted(), reach=reach, officer=officer, on=on).order_by().select_related(None)
    return dict(found.values_list("kind").annotate(n=Count("id")))
