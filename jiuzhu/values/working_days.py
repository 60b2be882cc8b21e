"""Working days of the mainland calendar, with moved weekends (调休), and deadlines counted in them.

A ``Calendar`` is built from one table per year (``rulebook/calendars``). Three rules carry it:
- the day of the event is not counted (民法典第二百零一条, by analogy);
- a working day is a weekday that is no day off, or a weekend day that a notice made a working day;
- the last day of a period of natural days, when an act is due, moves on from a day off (民法典第二百零三条).

**A year without a table.** Nobody knows its working days before the notice comes, and Monday to Friday would
be a guess that may fall too late. So the answer is *provisional* and names the missing years. It is the
earliest day the deadline can fall on: in a missing year every day counts as a possible working day, except
the days off that 全国年节及纪念日放假办法 fixes by date. Whoever acts by it is in time whatever the notice
says; when the table is entered the deadline stays or moves later. Nobody is overdue by a provisional date.

All answers take time linear in the days they span.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from jiuzhu.values.refusals import Refusal

ALWAYS_OFF = frozenset({(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)})
"""Days off in every year, by month and day (全国年节及纪念日放假办法第二条, since 2008); the others move."""

_DAY = timedelta(days=1)
_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


class NoCalendar(Refusal):
    code = "working-days.no-calendar"
    zh = "规则库中没有{year}年的放假安排，不能确定{on}是不是工作日。"
    en = "The rulebook has no calendar of {year}: whether {on} is a working day is not known."
    next_zh = "请录入国务院办公厅关于{year}年部分节假日安排的通知。"
    next_en = "Enter the State Council's notice on the holidays of {year}."


class OutOfRange(Refusal):
    code = "working-days.out-of-range"
    zh, en = "不能从{on}起计算{days}天。", "Cannot count {days} days from {on}."
    next_zh, next_en = "请核对天数。", "Check the number of days."


@dataclass(frozen=True, slots=True)
class Year:
    """One year's table. ``off``: days off by notice, with the name of the festival; ``working``: weekend
    days that are worked, with the festival they make up for. All days lie in ``year``."""

    year: int
    off: Mapping[date, str]
    working: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period. ``missing_years`` says why the day is provisional (earliest possible)."""

    on: date
    missing_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        return bool(self.missing_years)

    def __str__(self) -> str:
        if not self.provisional:
            return self.on.isoformat()
        years = ", ".join(str(year) for year in self.missing_years)
        return f"{self.on.isoformat()} provisional: calendar of {years} is not in the rulebook"


@dataclass(frozen=True, slots=True)
class Count:
    """Working days, negative when the end lies before the start; provisional: the most there can be."""

    days: int
    missing_years: tuple[int, ...] = ()

    @property
    def provisional(self) -> bool:
        return bool(self.missing_years)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was not counted, and why (``春节``, ``星期六``)."""

    on: date
    reason: str


class Calendar:
    """Working days of the years it has tables for."""

    def __init__(self, years: Iterable[Year]) -> None:
        self._years: dict[int, Year] = {}
        for table in years:
            if table.year in self._years:
                raise ValueError(f"two tables for {table.year}")
            if wrong := [on for on in (*table.off, *table.working) if on.year != table.year]:
                raise ValueError(f"the table of {table.year} speaks of {wrong[0]}")
            self._years[table.year] = table

    @property
    def years(self) -> tuple[int, ...]:
        """The years with a table, ascending."""
        return tuple(sorted(self._years))

    def is_working(self, on: date) -> bool:
        """Whether a day is a working day; ``NoCalendar`` for a year without a table."""
        if on.year not in self._years:
            raise NoCalendar(year=on.year, on=on)
        return self._may_work(on)

    def why_off(self, on: date) -> str | None:
        """The festival, or the day of the week, that makes a day no working day; ``None`` on working days."""
        if self.is_working(on):
            return None
        return self._years[on.year].off.get(on) or _WEEKDAYS[on.weekday()]

    def add(self, start: date, days: int) -> Deadline:
        """The ``days``-th working day after ``start``; 0 is ``start`` itself. ``OutOfRange`` below 0."""
        if not 0 <= days <= (date.max - start).days:
            raise OutOfRange(on=start, days=days)
        on, missing = start, set[int]()
        while days:
            on = _after(on, start, days)
            if on.year not in self._years:
                missing.add(on.year)
            if self._may_work(on):
                days -= 1
        return Deadline(on, tuple(sorted(missing)))

    def next_working(self, on: date) -> Deadline:
        """``on`` itself when it is a working day, otherwise the first one after it."""
        missing = set[int]()
        start = on
        while True:
            if on.year not in self._years:
                missing.add(on.year)
            if self._may_work(on):
                return Deadline(on, tuple(sorted(missing)))
            on = _after(on, start, 1)

    def natural_deadline(self, start: date, days: int, *, act_due: bool = True) -> Deadline:
        """``days`` natural days after ``start``. When an act is due, a last day off moves to the next working
        day; a mere lapse of time (a notice that hangs) may end on any day: ``act_due=False``."""
        if not 0 <= days <= (date.max - start).days:
            raise OutOfRange(on=start, days=days)
        last = start + days * _DAY
        return self.next_working(last) if act_due else Deadline(last)

    def count(self, start: date, stop: date) -> Count:
        """Working days after ``start`` up to and with ``stop``: ``count(d, add(d, n).on).days == n``."""
        if stop < start:
            back = self.count(stop, start)
            return Count(-back.days, back.missing_years)
        days = sum(self._may_work(on) for on in _span(start, stop))
        return Count(days, self._missing(start, stop))

    def remaining(self, today: date, deadline: date) -> Count:
        """Working days left after today until and with the deadline; 0 on the day itself, then negative."""
        return self.count(today, deadline)

    def skipped(self, start: date, stop: date) -> tuple[Skipped, ...]:
        """The days after ``start`` up to ``stop`` that were not counted, in order, each with its reason."""
        return tuple(Skipped(on, self._reason(on)) for on in _span(start, stop) if not self._may_work(on))

    def _reason(self, on: date) -> str:
        table = self._years.get(on.year)
        return (table.off.get(on) if table else "法定节日") or _WEEKDAYS[on.weekday()]

    def _may_work(self, on: date) -> bool:
        """Working by its table; in a year without one, whether it can be: the lower bound of the module."""
        table = self._years.get(on.year)
        if table is None:
            return (on.month, on.day) not in ALWAYS_OFF
        return on in table.working or (on.weekday() < 5 and on not in table.off)

    def _missing(self, start: date, stop: date) -> tuple[int, ...]:
        if start == stop:
            return ()
        first = (start + _DAY).year
        return tuple(year for year in range(first, stop.year + 1) if year not in self._years)


def _after(on: date, start: date, days: int) -> date:
    if on == date.max:
        raise OutOfRange(on=start, days=days)
    return on + _DAY


def _span(start: date, stop: date) -> Iterator[date]:
    """Every day after ``start`` up to and with ``stop``."""
    for offset in range(1, (stop - start).days + 1):
        yield start + timedelta(days=offset)
