"""The county's numbers over the rulebook's: what is in force, what is missing, what waits for a check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiuzhu import rulebook
from jiuzhu.offices import queries as offices
from jiuzhu.offices.scope import under
from jiuzhu.rulebook import Figure, Figures, NotInForce
from jiuzhu.values.refusals import Refusal

from . import timeline
from .models import InForce, LocalNumber, NumberCheck
from .refusals import (
    AlreadyChecked,
    AlreadyCorrected,
    CheckedByEnterer,
    NoSuchEntry,
    NotAgreed,
    NotTheCountys,
    SameFirstDay,
    UnknownArea,
)
from .timeline import Span, Version, corrected_among, figure_of, history, verdict_on

__all__ = [
    "CountyNumbers", "Gap", "Span", "Version", "entered_by", "figures", "get", "history", "missing", "number",
    "numbers", "spans", "verdict_on", "waiting", "waiting_for", "why_not_agree", "why_not_check", "why_not_correct",
    "why_not_enter", "words",
]  # fmt: skip


class CountyNumbers:
    """The overlay of ``rulebook.figures``: all agreed numbers, read once, at the first question."""

    def __init__(self) -> None:
        self._rows: dict[str, list[InForce]] | None = None

    def values(self, name: str) -> Iterable[Figure]:
        """Agreed and not corrected, each ended by the next in its area."""
        if self._rows is None:
            self._rows = defaultdict(list)
            for row in InForce.objects.select_related("number"):
                self._rows[row.number.name].append(row)
        return [figure_of(row.number, row.stops_on) for row in self._rows.get(name, ())]


def figures() -> Figures:
    """The rulebook's numbers with the county's over them: ``figures().number(name, area, on)``. One query."""
    return rulebook.figures(CountyNumbers())


def numbers(area: str, on: date) -> dict[str, Figure | NotInForce]:
    """Every number of the rulebook for an area on a day; what is missing is the refusal itself."""
    return figures().numbers(area, on)


def number(name: str, area: str, on: date) -> Figure:
    """One number; raises UnknownNumber, NotInForce, NotCheckedSince."""
    return figures().number(name, area, on)


def spans(name: str, area: str, known: Figures | None = None) -> list[Span]:
    """What was in force in an area from when to when, gaps included, oldest first; ``known`` saves the query."""
    return timeline.spans(known or figures(), name, area)


def words(language: str = "zh-hans") -> dict[str, str]:
    """What the entries and choices of numbers are called: ``elderly`` → ``老年人``."""
    known = rulebook.codes("number-words")
    return {code: known.label(code, language) for code in known.entries}


@dataclass(frozen=True)
class Gap:
    """A number that is needed and not there on the day; ``items`` are the codes that wait for it."""

    name: str
    items: tuple[str, ...]
    refusal: NotInForce
    waiting: int  # entries that only lack their second person


def missing(area: str, on: date, items: Sequence[str] | None = None) -> list[Gap]:
    """What must be entered before the items (None: all) can be determined on that day."""
    asked = [rulebook.item(code) for code in items] if items is not None else rulebook.items()
    needed: dict[str, list[str]] = defaultdict(list)
    for item in asked:
        for name in item.numbers:
            needed[name].append(item.code)
    known, gaps = figures(), []
    waits = _waiting_by_name()
    for name, codes in needed.items():
        try:
            known.number(name, area, on)
        except NotInForce as refusal:
            gaps.append(Gap(name, tuple(codes), refusal, waits.get(name, 0)))
    return gaps


def waiting() -> QuerySet[LocalNumber]:
    """Entries without a verdict, oldest first."""
    found = LocalNumber.objects.filter(verdict=None).select_related("area", "entered_by", "replaces")
    return found.order_by("entered_at", "id")


def waiting_for(officer: Any, on: date) -> QuerySet[LocalNumber]:
    """What this officer may check: within her posts' areas, and not entered by herself."""
    areas = offices.reach(officer, on, "standards.check")
    within = under(areas)
    return waiting().filter(within).exclude(entered_by=officer)


def entered_by(officer: Any) -> QuerySet[LocalNumber]:
    """What an officer entered, newest first, with the verdicts."""
    return (
        LocalNumber.objects.filter(entered_by=officer)
        .select_related("area", "verdict__checked_by", "replaces")
        .order_by("-entered_at", "-id")
    )


def get(pk: int) -> LocalNumber:
    """One entry. Raises NoSuchEntry."""
    named = ("area", "entered_by__office", "verdict__checked_by__office", "replaces", "notice_file")
    found = LocalNumber.objects.select_related(*named).filter(pk=pk).first()
    if found is None:
        raise NoSuchEntry(pk=pk)
    return found


def why_not_enter(name: str, area: str, *, officer: Any, on: date) -> Refusal | None:
    """Why an officer may not enter this number for this area, or None. Raises UnknownNumber."""
    parameter = rulebook.figures().parameter(name)
    if parameter.set_by == "nation":
        return NotTheCountys("name", label_zh=parameter.label_zh, label_en=parameter.label_en)
    if not offices.area_exists(area):
        return UnknownArea("area", code=area)
    return offices.why_not(officer, "standards.enter", area, on)


def why_not_correct(old: LocalNumber, *, officer: Any, on: date) -> Refusal | None:
    verdict = verdict_on(old)
    if verdict is None or not verdict.agrees or old.withdraws:
        return NotAgreed()
    if corrected_among(old.corrections.select_related("verdict")):
        return AlreadyCorrected()
    return why_not_enter(old.name, old.area_id, officer=officer, on=on)


def why_not_check(number: LocalNumber, *, officer: Any, on: date) -> Refusal | None:
    """Why an officer may not give the verdict on an entry, or None."""
    if NumberCheck.objects.filter(number=number).exists():
        return AlreadyChecked()
    if number.entered_by_id == officer.pk:
        return CheckedByEnterer()
    return offices.why_not(officer, "standards.check", number.area_id, on)


def why_not_agree(number: LocalNumber) -> Refusal | None:
    """Why nobody can agree to an entry any more, or None; sending it back stays possible."""
    if number.replaces is not None and corrected_among(number.replaces.corrections.select_related("verdict")):
        return AlreadyCorrected()
    rival = (
        InForce.objects.filter(number__name=number.name, number__area=number.area)
        .filter(number__starts_on=number.starts_on)
        .exclude(number=number.replaces_id)
        .first()
    )
    if rival is None or number.withdraws:
        return None
    parameter = rulebook.figures().parameter(number.name)
    return SameFirstDay(
        "starts_on", label_zh=parameter.label_zh, label_en=parameter.label_en, area=number.area.name,
        starts_on=number.starts_on,
    )  # fmt: skip


def _waiting_by_name() -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for name in LocalNumber.objects.filter(verdict=None).values_list("name", flat=True):
        counts[name] += 1
    return counts
