"""A number through time: every version with its verdict, and what held from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from jiuzhu import rulebook
from jiuzhu.rulebook import Figure, Figures, NotInForce

from . import rules
from .models import InForce, LocalNumber, NumberCheck

CONFIDENCE = "A"  # the notice itself was read, by two officers
DEMO_CONFIDENCE = "D"


def figure_of(entry: LocalNumber, stops_on: date | None) -> Figure:
    """An entry as the rulebook speaks of numbers; ``stops_on`` as the view derived it."""
    parameter = rulebook.figures().parameter(entry.name)
    return Figure(
        name=entry.name, area=entry.area_id,
        value=None if entry.value is None else rules.restored(parameter, entry.value),  # type: ignore[arg-type]
        unit=entry.unit, starts_on=entry.starts_on, stops_on=stops_on,
        law=f"{entry.notice_title}（{entry.notice_number}）",
        source=f"{entry.issuing_body} {entry.notice_on.isoformat()}",
        confidence=DEMO_CONFIDENCE if entry.demo else CONFIDENCE, label_zh=parameter.label_zh,
        label_en=parameter.label_en, demo=entry.demo, entered_by_county=True,
    )  # fmt: skip


@dataclass(frozen=True)
class Version:
    """One line of a number's timeline: a value of the rulebook, or a county's entry with its verdict."""

    figure: Figure
    entry: LocalNumber | None  # None for the rulebook's own
    state: str  # agreed | corrected | withdrawn | withdrawal | waiting | sent-back


def history(name: str, area: str) -> list[Version]:
    """Everything ever said about a number in an area, newest first, with what waits and what failed."""
    covering = [area[:length] for length in (2, 4, 6, 9, 12) if length <= len(area)]
    codes = [code.ljust(6, "0") for code in covering]
    entries = (
        LocalNumber.objects.filter(name=name, area__code__in=codes)
        .select_related("area", "entered_by", "verdict__checked_by", "replaces")
        .order_by("starts_on", "id")
    )
    stops = dict(InForce.objects.filter(number__name=name).values_list("number_id", "stops_on"))
    corrected = corrected_among(entries)
    found = [Version(figure, None, "agreed") for figure in rulebook.history(name, area)]
    for entry in entries:
        state = _state(entry, corrected)
        found.append(Version(figure_of(entry, stops.get(entry.pk, entry.stops_on)), entry, state))
    return sorted(found, key=_age, reverse=True)


def _age(version: Version) -> tuple[date, int]:
    return version.figure.starts_on, version.entry.pk if version.entry else 0


def corrected_among(entries: Iterable[LocalNumber]) -> dict[int, LocalNumber]:
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
    return "agreed"


@dataclass(frozen=True)
class Span:
    """From a day until before another (None: open), what was in force; None for a gap."""

    starts_on: date
    stops_on: date | None
    figure: Figure | None


def spans(figures: Figures, name: str, area: str) -> list[Span]:
    """What holds in an area day by day, oldest first; the first span begins with the first value on record."""
    turns: set[date] = set()
    for one in figures.history(name, area):
        turns.add(one.starts_on)
        turns.update(day for day in (one.stops_on,) if day is not None)
        if one.checked_until is not None:
            turns.add(one.checked_until + timedelta(days=1))
    days: list[date] = sorted(turns)
    found: list[Span] = []
    for index, day in enumerate(days):
        stops = days[index + 1] if index + 1 < len(days) else None
        figure = _figure_on(figures, name, area, day)
        if found and found[-1].figure is figure:
            found[-1] = Span(found[-1].starts_on, stops, figure)
        else:
            found.append(Span(day, stops, figure))
    return found


def _figure_on(figures: Figures, name: str, area: str, on: date) -> Figure | None:
    try:
        return figures.number(name, area, on)
    except NotInForce:
        return None
