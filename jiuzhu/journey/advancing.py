"""The one way a case moves: lock it, ask its own process version where the outcome leads, write the step, begin the stage."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.cases import actions as cases
from jiuzhu.cases import queries as case_queries
from jiuzhu.rulebook import calendars

from . import process as processes
from . import steps


def process_of(case: Any) -> processes.Process:
    """The process version that the case began with."""
    return processes.from_body(case.process.body)


def path_of(case: Any) -> tuple[tuple[str, str], ...]:
    """What was left with which outcome, oldest first."""
    return tuple((step.from_stage, step.outcome) for step in case_queries.steps(case) if step.from_stage)


def held_at(case: Any, *stages: str, version: int | None = None) -> Any:
    """The case locked for this transaction, standing at one of the stages. Raises Stale, NotThisStage."""
    held = cases.locked(case.number, version=version)
    if held.stage not in stages:
        raise cases.NotThisStage(
            number=held.number,
            stage_zh=cases.stage_label(held, "zh-hans"),
            stage_en=cases.stage_label(held, "en"),
        )
    return held


def advance(
    case: Any, outcome: str, *, actor: Any, on: date, at: datetime, note: str = "", **changes: Any
) -> Any:
    """Move a case that the caller holds by an outcome; `actor=None` is the clock, `changes` further columns.

    Raises UnknownOutcome for a word that the process version does not know; the database refuses a step off the road.
    """
    with transaction.atomic():
        road = process_of(case)
        leads = processes.next_stage(road, case.stage, outcome, path=path_of(case))
        accepted_on = changes.get("accepted_on", case.accepted_on)
        if accepted_on and not case.accepted_on:
            changes |= _total(road, case, accepted_on)
        due = stage_due(case, road, leads, outcome, on, accepted_on)
        if due is not None and due.provisional:
            changes["due_provisional"] = True
        moved = cases.move(
            case, outcome=outcome, to_stage=leads, stage_due_on=due.on if due else None, actor=actor, on=on, at=at,
            note=note, **changes,
        )  # fmt: skip
        steps.begin(moved, road, outcome, actor=actor, on=on, at=at)
        return moved


def stage_due(
    case: Any, road: processes.Process, stage: str, outcome: str | None, on: date, accepted_on: date | None
) -> processes.Due | None:
    """The day by which a stage entered on a day should be left; None where neither law nor split sets one."""
    return processes.deadline_of(
        road, stage, on, accepted_on, calendars.calendar(), delegated=case.delegated, extended=case.extended,
        arrived_by=outcome, arrived_from=case.stage,
    )  # fmt: skip


def _total(road: processes.Process, case: Any, accepted_on: date) -> dict[str, Any]:
    total = processes.total_deadline(road, accepted_on, calendars.calendar(), delegated=case.delegated)
    return {"due_on": total.on, "due_provisional": total.provisional} if total else {}
