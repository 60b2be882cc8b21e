"""Signals on odd queries, and how much each officer asks and looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from jiuzhu.audit import queries as log
from jiuzhu.offices import queries as offices
from jiuzhu.offices.scope import under
from jiuzhu.verification.models import QuerySignal
from jiuzhu.verification.refusals import NoSuchSignal


def query_signals(
    reach: Sequence[str] = ("",), *, kind: str = "", open_only: bool = False
) -> QuerySet[QuerySignal]:
    """Signals within reach, newest first."""
    found = (
        QuerySignal.objects.select_related("officer__office", "finding__by")
        .filter(under(reach))
        .order_by("-at", "-id")
    )
    found = found.filter(kind=kind) if kind else found
    return found.filter(finding=None) if open_only else found


def query_signal(pk: int, reach: Sequence[str] = ("",)) -> QuerySignal:
    """Raises NoSuchSignal, also out of reach."""
    found = query_signals(reach).filter(pk=pk).first()
    if found is None:
        raise NoSuchSignal
    return found


@dataclass(frozen=True)
class Asking:
    """How much one officer asked and looked in a period, and what of it was odd."""

    staff_number: str
    name: str
    office: str
    cases: int
    looks: int
    signals: int


def asking(reach: Sequence[str], since: date, until: date) -> list[Asking]:
    """By officer, who looked most first: the county's chart."""
    rows = log.search(acts="verification", since=since, until=until).order_by()
    counted = {
        key: (cases, looks)
        for key, cases, looks in rows.filter(act__in=("verification.looked", "verification.asked"))
        .exclude(actor_key="")
        .values("actor_key")
        .annotate(
            cases=Count("case_number", distinct=True), looks=Count("id", filter=Q(act="verification.looked"))
        )
        .values_list("actor_key", "cases", "looks")
    }
    odd = dict(
        query_signals(reach).filter(on__gte=since, on__lte=until).order_by().values_list("officer__staff_number").annotate(Count("id"))
    )  # fmt: skip
    found = []
    for key in {*counted, *odd}:
        officer = offices.by_staff_number(key)
        if officer is None or not officer.office.area_id.startswith(tuple(reach)):
            continue
        cases, looks = counted.get(key, (0, 0))
        found.append(Asking(key, officer.name, officer.office.name, cases, looks, odd.get(key, 0)))
    return sorted(found, key=lambda one: (-one.cases, -one.looks, one.staff_number))
