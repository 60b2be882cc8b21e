"""Read the log back in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from .actions import ACTS
from .models import Entry, Refused, RowChange


@dataclass(frozen=True)
class Line:
    at: datetime
    act: str
    actor_name: str
    zh: str
    en: str
    facts: dict[str, Any]

    def text(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def _line(entry: Entry) -> Line:
    known = ACTS.get(entry.act)
    facts = _Blank(entry.facts)
    return Line(
        entry.at,
        entry.act,
        entry.actor_name,
        known.zh.format_map(facts) if known else entry.act,
        known.en.format_map(facts) if known else entry.act,
        entry.facts,
    )


def of_case(number: str) -> Iterator[Line]:
    """The life of a case, oldest first."""
    return (_line(entry) for entry in Entry.objects.filter(case_number=number).order_by("id"))


def of_person(key: str, limit: int = 200) -> Iterator[Line]:
    """Who looked at or changed what belongs to a person, newest first."""
    return (_line(entry) for entry in Entry.objects.filter(person_key=key).order_by("-id")[:limit])


def search(
    *, actors: Sequence[str] | None = None, acts: str = "", case: str = "", since: date | None = None,
    until: date | None = None, before: int | None = None,
) -> QuerySet[Entry]:  # fmt: skip
    """Entries newest first, every filter in the database: actors by key (``""`` is the clock), acts by the beginning
    of their code, days both included, ``before`` an entry's number for the next page."""
    found = Entry.objects.order_by("-id")
    if actors is not None:
        found = found.filter(actor_key__in=actors)
    if acts:
        found = found.filter(act__in=[code for code in ACTS if code == acts or code.startswith(f"{acts}.")])
    if case:
        found = found.filter(case_number=case)
    if since is not None:
        found = found.filter(at__gte=_midnight(since))
    if until is not None:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found if before is None else found.filter(id__lt=before)


def touching(person_key: str, case_numbers: Sequence[str], *, before: int | None = None) -> QuerySet[Entry]:
    """Everything that was done or looked at about a person herself or in these cases, newest first."""
    found = Entry.objects.filter(Q(person_key=person_key) | Q(case_number__in=case_numbers)).order_by("-id")
    return found if before is None else found.filter(id__lt=before)


def rows_changed(*, table: str = "", row: str = "", before: int | None = None) -> QuerySet[RowChange]:
    """Rows as they were and as they became, newest first; one table, one row of it, or all."""
    found = RowChange.objects.order_by("-id")
    if table:
        found = found.filter(table=table)
    if row:
        found = found.filter(row=row)
    return found if before is None else found.filter(id__lt=before)


def tables_tracked() -> list[str]:
    """The tables whose changes are on record so far."""
    return list(RowChange.objects.order_by("table").values_list("table", flat=True).distinct())


def refusals_counted(year: int, area: str = "") -> dict[str, int]:
    """How often each code was refused in a year, within the reader's reach; ``area`` with all below it."""
    rows = (
        _of_year(year)
        .filter(area_code__startswith=area)
        .values_list("code")
        .annotate(Count("id"))
        .order_by("code")
    )
    return dict(rows)


def refusals_by_area(year: int, codes: Sequence[str] | None = None, *, digits: int = 9) -> dict[str, int]:
    """How often something was refused in a year, by area code cut to so many digits (9: townships)."""
    found = _of_year(year)
    if codes is not None:
        found = found.filter(code__in=codes)
    counts: dict[str, int] = {}
    for area, count in found.values_list("area_code").annotate(Count("id")).order_by("area_code"):
        counts[area[:digits]] = counts.get(area[:digits], 0) + count
    return counts


def refusals_between(first: date, after: date, *, digits: int = 9) -> dict[str, int]:
    """How often something was refused from a day on until before another, by area code cut to so many digits."""
    found = Refused.objects.filter(at__gte=_midnight(first), at__lt=_midnight(after))
    counts: dict[str, int] = {}
    for area, count in found.values_list("area_code").annotate(Count("id")).order_by("area_code"):
        counts[area[:digits]] = counts.get(area[:digits], 0) + count
    return counts


def refusals_listed(
    year: int, *, codes: Sequence[str] | None = None, area: str = "", before: int | None = None
) -> QuerySet[Refused]:
    """The refusals of a year themselves, newest first, within the reader's reach; ``area`` with all below it."""
    found = _of_year(year).filter(area_code__startswith=area).order_by("-id")
    if codes is not None:
        found = found.filter(code__in=codes)
    return found if before is None else found.filter(id__lt=before)


def _of_year(year: int) -> QuerySet[Refused]:
    return Refused.objects.filter(at__gte=_midnight(date(year, 1, 1)), at__lt=_midnight(date(year + 1, 1, 1)))


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def line_of(entry: Entry) -> Line:
    return _line(entry)


def count(act: str, *, case: str, since: datetime) -> int:
    """How often an act was recorded on a case since a moment."""
    return Entry.objects.filter(case_number=case, act=act, at__gte=since).count()


def looks_at(number: str, act: str, limit: int = 50) -> Iterator[Line]:
    """The entries of one kind on a case, newest first: who looked at it, for what."""
    return (_line(one) for one in Entry.objects.filter(case_number=number, act=act).order_by("-id")[:limit])
