"""The county's numbers over the rulebook's: what is in force, what is missing, what waits for a check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu import rulebook
from jiuzhu.offices import queries as offices
from jiuzhu.rulebook import Figure, Figures, NotInForce
from jiuzhu.values.refusals import Refusal

from . import rules
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

CONFIDENCE = "A"  # the notice itself was read, by two officers
DEMO_CONFIDENCE = "D"


class CountyNumbers:
    """The overlay of ``rulebook.figures``: all agreed numbers, read once, at the first question."""

    def __init__(self) -> None:
        self._read: dict[str, list[Figure]] | None = None

    def values(self, name: str) -> Iterable[Figure]:
        """Agreed and not corrected, each ended by the next in its area."""
        if self._read is None:
            self._read = defaultdict(list)
            for row in InForce.objects.select_related("number"):
                self._read[row.number.name].append(_figure(row.number, row.stops_on))
        return self._read.get(name, ())


def figures() -> Figures:
    """The rulebook's numbers with the county's over them: ``figures().number(name, area, on)``. One query."""
    return rulebook.figures(CountyNumbers())


def numbers(area: str, on: date) -> dict[str, Figure | NotInForce]:
    """Every number of the rulebook for an area on a day; what is missing is the refusal itself."""
    return figures().numbers(area, on)


def number(name: str, area: str, on: date) -> Figure:
    """One number; raises UnknownNumber, NotInForce, NotCheckedSince."""
    return figures().number(name, area, on)


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


@dataclass(frozen=True)
class Version:
    """One line of a number's timeline: a value of the rulebook, or a county's entry with its verdict."""

    figure: Figure
    entry: LocalNumber | None  # None for the rulebook's own
    state: str  # in-force-once | corrected | withdrawn | withdrawal | waiting | sent-back


def history(name: str, area: str) -> list[Version]:
    """Everything ever said about a number in an area, newest first, with what waits and what failed."""
    parameter = rulebook.figures().parameter(name)
    covering = [area[:length] for length in (2, 4, 6, 9, 12) if length <= len(area)]
    codes = [code.ljust(6, "0") for code in covering]
    entries = (
        LocalNumber.objects.filter(name=name, area__code__in=codes)
        .select_related("area", "entered_by", "verdict__checked_by", "replaces")
        .order_by("starts_on", "id")
    )
    stops = dict(InForce.objects.filter(number__name=name).values_list("number_id", "stops_on"))
    corrected = _corrected(entries)
    found = [Version(figure, None, "in-force-once") for figure in rulebook.history(name, area)]
    for entry in entries:
        state = _state(entry, corrected)
        found.append(Version(_figure(entry, stops.get(entry.pk, entry.stops_on), parameter), entry, state))
    return sorted(found, key=_age, reverse=True)


def _age(version: Version) -> tuple[date, int]:
    return version.figure.starts_on, version.entry.pk if version.entry else 0


def _corrected(entries: Iterable[LocalNumber]) -> dict[int, LocalNumber]:
    """Agreed corrections by the row that they replace."""
    return {
        one.replaces_id: one
        for one in entries
        if one.replaces_id is not None and (verdict := verdict_on(one)) is not None and verdict.agrees
    }


def verdict_on(entry: LocalNumber) -> NumberCheck | None:
    """The second person's verdict, or None while the entry waits for it."""
    return getattr(entry, "verdict", None)


def _state(entry: LocalNumber, corrected: dict[int, LocalNumber]) -> str:
    verdict = verdict_on(entry)
    if verdict is None:
        return "waiting"
    if not verdict.agrees:
        return "sent-back"
    if entry.withdraws:
        return "withdrawal"
    if entry.pk in corrected:
        return "withdrawn" if corrected[entry.pk].withdraws else "corrected"
    return "in-force-once"


def waiting() -> QuerySet[LocalNumber]:
    """Entries without a verdict, oldest first."""
    found = LocalNumber.objects.filter(verdict=None).select_related("area", "entered_by", "replaces")
    return found.order_by("entered_at", "id")


def waiting_for(officer: Any, on: date) -> QuerySet[LocalNumber]:
    """What this officer may check: within her posts' areas, and not entered by herself."""
    areas = offices.reach(officer, on, "standards.check")
    within = Q(pk__in=[])
    for code in areas:
        within |= Q(area__code__startswith=code)
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
    if _corrected(old.corrections.select_related("verdict")):
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
    if number.replaces is not None and _corrected(number.replaces.corrections.select_related("verdict")):
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


def _figure(entry: LocalNumber, stops_on: date | None, parameter: rulebook.Parameter | None = None) -> Figure:
    parameter = parameter or rulebook.figures().parameter(entry.name)
    return Figure(
        name=entry.name, area=entry.area_id,
        value=None if entry.value is None else rules.restored(parameter, entry.value),  # type: ignore[arg-type]
        unit=entry.unit, starts_on=entry.starts_on, stops_on=stops_on,
        law=f"{entry.notice_title}（{entry.notice_number}）",
        source=f"{entry.issuing_body} {entry.notice_on.isoformat()}",
        confidence=DEMO_CONFIDENCE if entry.demo else CONFIDENCE, label_zh=parameter.label_zh,
        label_en=parameter.label_en, demo=entry.demo, entered_by_county=True,
    )  # fmt: skip
