"""How long what a register said stands: for good, to the end its record names, or as long as the county lets a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import queries as standards
from jiuzhu.verification.sources.layouts import SOURCES


def days_that_hold(case: Any, on: date) -> int | None:
    """The county's number `verification-valid-days`; None while it set none: no law has one."""
    number = standards.numbers(case.area_id, on)["verification-valid-days"]
    return number.value if not isinstance(number, NotInForce) and isinstance(number.value, int) else None


def holds_until(
    source: str, as_of: date | None, records: Sequence[Mapping[str, Any]], days: int | None
) -> date | None:
    """The last day on which an answer of this register stands; None where it stands for good, or nobody set an end."""
    holds = SOURCES[source].holds
    if as_of is None or holds == "for_good":
        return None
    ends = [one["valid_until"] for one in records if one.get("valid_until")] if holds == "own_end" else []
    if ends:
        return date.fromisoformat(min(ends))
    return None if days is None else as_of + timedelta(days=days)
