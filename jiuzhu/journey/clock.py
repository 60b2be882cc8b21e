"""When a stage, and when a whole case, must be done: a process's limits laid over a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

from jiuzhu.journey.shape import Limit, Process


class WorkingDays(Protocol):
    """What deadlines need of a calendar: ``values.working_days.Calendar`` is one."""

    def add(self, start: date, days: int) -> Any: ...
    def natural_deadline(self, start: date, days: int, *, act_due: bool = True) -> Any: ...


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of something; provisional (the earliest day) while a year in ``missing_years`` is
    unknown."""

    on: date
    missing_years: tuple[int, ...]
    limit: Limit

    @property
    def provisional(self) -> bool:
        return bool(self.missing_years)


def deadline_of(
    process: Process,
    stage: str,
    entered_on: date,
    accepted_on: date | None,
    calendar: WorkingDays,
    *,
    delegated: bool,
    extended: bool = False,
    arrived_by: str | None = None,
    arrived_from: str | None = None,
) -> Due | None:
    """The day by which the stage should be left: the earliest of its limits, or the last day of its notice.

    ``arrived_by`` and ``arrived_from`` are the outcome and the stage that led here: a visit after an objection
    has its own time. None where no law and no split sets one. Limits counted from acceptance grow with an extension of the total.
    """
    here = process.stage(stage)
    if here.posting is not None and here.posting.length is not None:
        unit: Literal["working_days", "days"] = "days" if here.posting.unit == "days" else "working_days"
        notice = Limit(here.posting.length, unit, here.posting.law, "", "", "entry")
        # A notice that hangs may end on a holiday: nobody has to act for it to end.
        return _due(notice, entered_on, calendar, act_due=False)
    who = here.decided_by(delegated=delegated)
    applying = [one for one in here.limits if one.decided_by in (None, who)]
    special = [one for one in applying if one.after and _follows(one, arrived_by, arrived_from)]
    chosen = special or [one for one in applying if one.after is None]
    more = _added_by_extension(process, delegated=delegated) if extended else 0
    found = []
    for limit in chosen:
        if limit.counted_from == "entry":
            found.append(_due(limit, entered_on, calendar))
        elif accepted_on is None:
            raise ValueError(
                f"{process.label}: {stage} counts from acceptance, and this case was not accepted yet"
            )
        else:
            found.append(_due(limit, accepted_on, calendar, more=more))
    return min(found, key=lambda due: due.on, default=None)


def total_deadline(
    process: Process, accepted_on: date, calendar: WorkingDays, *, delegated: bool, extended: bool = False
) -> Due | None:
    """The day by which the case must be decided; None where the law sets no total (2012)."""
    limit = process.total(delegated=delegated, extended=extended)
    return None if limit is None else _due(limit, accepted_on, calendar)


def _follows(limit: Limit, outcome: str | None, stage: str | None) -> bool:
    return limit.after == outcome and limit.after_stage in (None, stage)


def _added_by_extension(process: Process, *, delegated: bool) -> int:
    usual, longer = process.total(delegated=delegated), process.total(delegated=delegated, extended=True)
    return longer.days - usual.days if usual is not None and longer is not None else 0


def _due(limit: Limit, start: date, calendar: WorkingDays, *, act_due: bool = True, more: int = 0) -> Due:
    in_working_days = limit.unit == "working_days"
    found = (
        calendar.add(start, limit.days + more)
        if in_working_days
        else calendar.natural_deadline(start, limit.days, act_due=act_due)
    )
    return Due(on=found.on, missing_years=tuple(found.missing_years), limit=limit)
