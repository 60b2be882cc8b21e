"""The one lawful extension of the time limit, and the applicant's withdrawal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.cases import actions as cases
from jiuzhu.rulebook import calendars

from . import process as processes
from .advancing import advance, process_of


def extend(
    case: Any,
    *,
    reason: str,
    explanation: str,
    notified_on: date,
    actor: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """Extend the total clock for one of the grounds of the process (民发〔2021〕57号 Art. 24: 45 working days).

    Raises NoExtension where the version knows none, AlreadyExtended, ReasonNeeded, Stale.
    """
    with transaction.atomic():
        held = cases.locked(case.number, version=version)
        road = process_of(held)
        if held.accepted_on is None or held.closed_on or road.clock.extended is None:
            raise cases.NoExtension
        due = processes.total_deadline(
            road, held.accepted_on, calendars.calendar(), delegated=held.delegated, extended=True
        )
        if due is None:
            raise cases.NoExtension
        return cases.extend(
            held, reason=reason, explanation=explanation, notified_on=notified_on, working_days=due.limit.days,
            due_on=due.on, actor=actor, on=on, at=at,
        )  # fmt: skip


def withdraw(case: Any, *, note: str, actor: Any, on: date, at: datetime, version: int | None = None) -> Any:
    """The applicant takes the application back before the decision. Raises UnknownOutcome where it is too late."""
    with transaction.atomic():
        return advance(
            cases.locked(case.number, version=version), "withdrawn", actor=actor, on=on, at=at, note=note
        )
