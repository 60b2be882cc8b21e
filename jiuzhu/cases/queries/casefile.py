"""Everything others may read of case files. Row-level security narrows every one of these to the reader's reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from jiuzhu.cases.models import Case, Duty, Step
from jiuzhu.cases.refusals import (
    NoSuchCase,
)

NUMBER = re.compile(r"\d{9}-\d{4}-\d{6}")
CITIZEN_ID = re.compile(r"\d{6,17}[\dXx]?")


def get(number: str) -> Case:
    """The case of this number, with what its page needs. Raises NoSuchCase, also when it is out of reach."""
    found = (
        Case.objects.select_related("process", "area", "village", "household", "applicant")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NoSuchCase(number=number)
    return found


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed by; empty means any."""

    words: str = ""  # name, pinyin initials, citizen ID, case number, village
    area: str = ""  # area code, with all below
    item: str = ""
    stages: tuple[str, ...] = ()
    overdue_on: date | None = None  # due before this day and still open
    opened_from: date | None = None
    opened_to: date | None = None
    legacy: bool | None = None
    closed: bool | None = None
    order: str = "due"  # due | newest | oldest | name


ORDERS: dict[str, tuple[Any, ...]] = {
    "due": (F("stage_due_on").asc(nulls_last=True), "id"),
    "newest": ("-opened_on", "-id"),
    "oldest": ("opened_on", "id"),
    "name": ("applicant_sort_key", "id"),
}


def listing(wanted: Wanted, *, reach: Sequence[str]) -> QuerySet[Case]:
    """Cases within reach, filtered and ordered in the database; page it with a slice."""
    found = Case.objects.select_related("area", "village", "process").filter(under(reach))
    if wanted.words:
        found = found.filter(_by_words(wanted.words.strip()))
    if wanted.area:
        found = found.filter(
            Q(area_id=wanted.area) | Q(village_id=wanted.area) | Q(area__code__startswith=wanted.area)
        )
    if wanted.item:
        found = found.filter(item_code=wanted.item)
    if wanted.stages:
        found = found.filter(stage__in=wanted.stages)
    if wanted.overdue_on:
        found = found.filter(stage_due_on__lt=wanted.overdue_on, closed_on=None)
    if wanted.opened_from:
        found = found.filter(opened_on__gte=wanted.opened_from)
    if wanted.opened_to:
        found = found.filter(opened_on__lte=wanted.opened_to)
    if wanted.legacy is not None:
        found = found.filter(legacy=wanted.legacy)
    if wanted.closed is not None:
        found = found.filter(closed_on__isnull=not wanted.closed)
    return found.order_by(*ORDERS.get(wanted.order, ORDERS["due"]))


def live(area: str) -> Iterator[tuple[int, int, str]]:
    """Case, household and township of every case below an area that is not closed."""
    rows = Case.objects.filter(closed_on=None, area__code__startswith=area).order_by("id")
    yield from rows.values_list("pk", "household_id", "area_id").iterator(20_000)


def under(prefixes: Sequence[str]) -> Q:
    reach = Q(pk__in=[])
    for prefix in prefixes:
        # A township's own code is an equality, so that the work index (area, stage, due) serves it.
        reach |= Q(area_id=prefix) if len(prefix) == 9 else Q(area__code__startswith=prefix)
        if len(prefix) > 9:
            reach |= Q(village_id=prefix)
    return reach


def accepted_between(first: date, after: date, *, reach: Sequence[str]) -> dict[str, int]:
    """Township → applications accepted from a day on until before another; imported cases were accepted by nobody here."""
    found = Case.objects.filter(under(reach), accepted_on__gte=first, accepted_on__lt=after, legacy=False)
    return dict(found.values_list("area_id").annotate(Count("id")).order_by())


def _by_words(words: str) -> Q:
    """One box: an exact case number or ID, else the beginning of a name, of its pinyin initials, or a village."""
    if NUMBER.fullmatch(words):
        return Q(number=words)
    if words.upper().isascii() and CITIZEN_ID.fullmatch(words) and len(words) >= 15:
        return Q(applicant_citizen_id=words.upper())
    if words.isascii() and words.replace("-", "").isdigit():
        return Q(number__startswith=words) | Q(applicant_citizen_id__startswith=words)
    if words.isascii():
        return Q(applicant_sort_key__startswith=words.lower())
    return Q(applicant_name__startswith=words) | Q(village__name__startswith=words)


def of_household(household_id: int) -> QuerySet[Case]:
    return Case.objects.filter(household_id=household_id).order_by("-opened_on", "-id")


def of_person(citizen_id: str) -> QuerySet[Case]:
    """Cases in whose household this person is or was a member."""
    return Case.objects.filter(household__memberships__person__citizen_id=citizen_id).distinct()


def open_of_persons(citizen_ids: Sequence[str]) -> QuerySet[Case]:
    """Open cases of the households that these people belong to or belonged to; `of` is the person's number."""
    whose = "household__memberships__person__citizen_id"
    found = Case.objects.filter(closed_on=None, **{f"{whose}__in": list(citizen_ids)}).annotate(of=F(whose))
    return found.select_related("area", "process").distinct()


def handed_on(officer: Any, *, waiting_at: Sequence[str]) -> QuerySet[Case]:
    """Open cases on which the officer has done a duty and that now stand elsewhere, the latest move first."""
    touched = Duty.objects.filter(officer=officer).values("case_id")
    found = Case.objects.select_related("village").filter(pk__in=touched, closed_on=None)
    return found.exclude(stage__in=waiting_at).order_by("-stage_entered_at")


def steps(case: Case) -> QuerySet[Step]:
    return Step.objects.filter(case=case).select_related("by").order_by("number")


def duties(case: Case) -> QuerySet[Duty]:
    return Duty.objects.filter(case=case).select_related("officer", "officer__office").order_by("id")


def held_by(case: Case, officer: Any) -> frozenset[str]:
    """The duties this officer has on this case."""
    return frozenset(Duty.objects.filter(case=case, officer=officer).values_list("duty", flat=True))


def last_actor(case: Case, duty: str) -> Any | None:
    found = Duty.objects.filter(case=case, duty=duty).select_related("officer").order_by("-id").first()
    return found.officer if found else None


def stage_counts(reach: Sequence[str]) -> dict[str, int]:
    """Open cases by stage, within reach."""
    rows = Case.objects.filter(under(reach), closed_on=None).values("stage").annotate(n=Count("id"))
    return {row["stage"]: row["n"] for row in rows}


def due_before(day: date, *, stage: str = "", limit: int = 500) -> QuerySet[Case]:
    """Open cases whose stage ends before a day: what the clock has to close or escalate."""
    found = Case.objects.filter(closed_on=None, stage_due_on__lt=day)
    return (found.filter(stage=stage) if stage else found).order_by("stage_due_on", "id")[:limit]


def pinned_to_others(process: Any, *, stages: Sequence[str], area: str, limit: int) -> QuerySet[Case]:
    """Open cases of the same process key at these stages that began under an older version."""
    found = Case.objects.filter(
        closed_on=None, stage__in=stages, area__code__startswith=area, process__key=process.key,
        process__in_force_from__lt=process.in_force_from,
    )  # fmt: skip
    return found.select_related("process").order_by("id")[:limit]


def stage_names() -> dict[str, tuple[str, str]]:
    """Every stage that any kept process version has, with its names zh/en."""
    from jiuzhu.cases.models import ProcessVersion

    names: dict[str, tuple[str, str]] = {}
    for version in ProcessVersion.objects.order_by("in_force_from"):
        for key, stage in version.body["stages"].items():
            names[key] = (stage["zh"], stage["en"])
    return names


@dataclass(frozen=True)
class Moment:
    """One line of the public timeline: what happened, by whom, when."""

    at: datetime
    stage: str
    outcome: str
    by: str


def timeline(case: Case) -> list[Moment]:
    return [Moment(s.at, s.to_stage, s.outcome, s.by.name if s.by else "") for s in steps(case)]
