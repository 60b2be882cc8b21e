"""Deadlines of filing, which the county sets in working days."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu.rulebook import calendars
from jiuzhu.standards import queries as standards


def due(number: str, area: str, start: date) -> date:
    """The last of the working days that the number named so gives from `start`. Raises as standards.number."""
    days: Any = standards.number(number, area, start).value
    return calendars.calendar().add(start, int(days)).on
