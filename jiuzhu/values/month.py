"""A calendar month as a value: payments, standards and reviews run by months.

Periods of months are half-open like periods of days: ``between(a, b)`` has ``a`` and has not ``b``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jiuzhu.values import figures
from jiuzhu.values.refusals import Refusal

_WRITTEN = re.compile(r"([0-9]{4})(?:[-/.年]\s*([0-9]{1,2})月?|([0-9]{2}))")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")


class Unreadable(Refusal):
    code = "month.unreadable"
    zh, en = "“{typed}”不是月份。", "“{typed}” is not a month."
    next_zh, next_en = "请按 2026-07 的样式填写。", "Write it like 2026-07."


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """Year and month, ordered by time. ``Month(2026, 7)``."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and date.min.year <= self.year <= date.max.year):
            raise ValueError(f"no such month: {self.year}-{self.month}")

    @classmethod
    def of(cls, on: date) -> Month:
        """The month that a day lies in."""
        return cls(on.year, on.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def chinese(self) -> str:
        """``2026年7月``."""
        return f"{self.year}年{self.month}月"

    def __add__(self, months: int) -> Month:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def __sub__(self, other: Month) -> int:
        """Months from ``other`` to this one: ``Month(2026, 3) - Month(2025, 12) == 3``."""
        return (self.year - other.year) * 12 + self.month - other.month

    def next(self) -> Month:
        return self + 1

    def previous(self) -> Month:
        return self + -1

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    @property
    def days(self) -> int:
        """How many days the month has, 28 to 31."""
        if self.month == 12:
            return 31
        return (date(self.year, self.month + 1, 1) - self.first_day).days

    @property
    def starts_on(self) -> date:
        """The month as a half-open period of days: from here …"""
        return self.first_day

    @property
    def stops_on(self) -> date:
        """… until before this day, the first of the next month."""
        return self.next().first_day

    def __contains__(self, on: date) -> bool:
        return (on.year, on.month) == (self.year, self.month)


def parse(typed: str, *, field: str | None = None) -> Month:
    """Read ``2026-07``, ``2026-7``, ``202607``, ``2026/7``, ``2026年7月``; else ``Unreadable``."""
    found = _WRITTEN.fullmatch(typed.strip().translate(_FULL_WIDTH))
    if found is not None:
        year, month = int(found[1]), int(found[2] or found[3])
        if year >= 1 and 1 <= month <= 12:
            return Month(year, month)
    raise Unreadable(field, typed=figures.typed(typed))


def between(start: Month, stop: Month) -> Iterator[Month]:
    """Every month from ``start`` until before ``stop``; nothing when ``stop`` is not later."""
    for offset in range(stop - start):
        yield start + offset
