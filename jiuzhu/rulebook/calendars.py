"""The working-day calendar of the rulebook: ``rulebook/calendars/<year>.yaml``, one file per year.

A file lists the State Council's notices in the order they were issued (a later one changes the days that it
names) and a control total of working days per month. Everything is checked when read; ``Invalid`` lists all
problems with their file. A year without a file is missing, and deadlines in it are provisional
(``values.working_days``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jiuzhu.rulebook import ROOT, reading
from jiuzhu.rulebook.refusals import Invalid
from jiuzhu.values.working_days import ALWAYS_OFF, Calendar, Year


@dataclass(frozen=True, slots=True)
class Notice:
    """The paper behind a year's days: its number, title, day of issue, where it was read, how sure."""

    year: int
    reference: str
    title: str
    issued_on: date
    source: str
    confidence: str


def calendar() -> Calendar:
    """The calendar in use; read once per process."""
    return load(ROOT)


def notices(year: int) -> tuple[Notice, ...]:
    """The notices a year's table was made from; empty for a missing year."""
    return tuple(notice for table, papers in _read(ROOT) if table.year == year for notice in papers)


@cache
def load(root: Path) -> Calendar:
    """The calendar of a rulebook folder; ``Invalid`` lists every problem of every file."""
    return Calendar(table for table, _ in _read(root))


@cache
def _read(root: Path) -> tuple[tuple[Year, tuple[Notice, ...]], ...]:
    years: list[tuple[Year, tuple[Notice, ...]]] = []
    problems: list[str] = []
    for path in sorted((root / "calendars").glob("*.yaml")):
        try:
            body = reading.read(path)
        except yaml.YAMLError as error:
            problems.append(f"calendars/{path.name}: {error}")
            continue
        wrong = list(_problems(root, path, body))
        if wrong:
            problems += [f"calendars/{path.name}: {one}" for one in wrong]
        else:
            years.append((_table(body), _papers(body)))
    if problems:
        raise Invalid(tuple(problems))
    return tuple(years)


def _problems(root: Path, path: Path, body: Any) -> Iterator[str]:
    """What is wrong with one file: its shape first, then its days, then its control totals."""
    shape = list(reading.problems_of(body, reading.schema(root, "calendar")))
    shape += [] if shape else _impossible_days(body)
    if shape:
        yield from shape
        return
    days = [] if str(body["year"]) == path.stem else [f"year: {body['year']} in the file of {path.stem}"]
    for notice in body["notices"]:
        days += _clashes(body["year"], notice)
    if days:
        yield from days
        return
    yield from _totals(body)


def _impossible_days(body: Any) -> list[str]:
    wrong = []
    for notice in body["notices"]:
        written = [notice["issued_on"]]
        for holiday in notice["holidays"]:
            written += [holiday["first_off"], holiday["last_off"], *holiday["working"]]
        for text in written:
            try:
                date.fromisoformat(text)
            except ValueError:
                wrong.append(f"{notice['reference']}: {text} is no day")
    return wrong


def _clashes(year: int, notice: Any) -> list[str]:
    """Days of one notice that cannot be: of another year, worked on a weekday, named twice."""
    wrong: list[str] = []
    seen: dict[date, str] = {}
    for holiday in notice["holidays"]:
        off, working = _off(holiday), _working(holiday)
        where = f"{notice['reference']} {holiday['name']}"
        if not off:
            wrong.append(f"{where}: last_off lies before first_off")
        wrong += [
            f"{where}: {on} is a weekday, it cannot be a worked weekend" for on in working if on.weekday() < 5
        ]
        for on in (*off, *working):
            if on.year != year:
                wrong.append(f"{where}: {on} is not a day of {year}")
            if on in seen:
                wrong.append(f"{where}: {on} stands under {seen[on]} already")
            seen[on] = holiday["name"]
    return wrong


def _totals(body: Any) -> Iterator[str]:
    table = _table(body)
    for month, day in sorted(ALWAYS_OFF):
        if date(table.year, month, day) not in table.off:
            yield f"{date(table.year, month, day)} is a day off in every year and is missing"
    calendar = Calendar([table])
    for month, stated in enumerate(body["working_days"], 1):
        first = date(table.year, month, 1) - timedelta(days=1)
        last = date(table.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        counted = sum(
            calendar.is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1)
        )
        if counted != stated:
            yield f"working_days: {counted} working days in month {month}, the control total says {stated}"


def _table(body: Any) -> Year:
    """One year's days. Notices apply in order: what a later one names replaces what an earlier one said."""
    off: dict[date, str] = {}
    working: dict[date, str] = {}
    for notice in body["notices"]:
        for holiday in notice["holidays"]:
            for on in _off(holiday):
                off[on] = holiday["name"]
                working.pop(on, None)
            for on in _working(holiday):
                working[on] = holiday["name"]
                off.pop(on, None)
    return Year(body["year"], off, working)


def _papers(body: Any) -> tuple[Notice, ...]:
    return tuple(
        Notice(
            year=body["year"],
            reference=notice["reference"],
            title=notice["title"],
            issued_on=date.fromisoformat(notice["issued_on"]),
            source=notice["source"],
            confidence=notice["confidence"],
        )
        for notice in body["notices"]
    )


def _off(holiday: Any) -> list[date]:
    first, last = date.fromisoformat(holiday["first_off"]), date.fromisoformat(holiday["last_off"])
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _working(holiday: Any) -> list[date]:
    return [date.fromisoformat(text) for text in holiday["working"]]
