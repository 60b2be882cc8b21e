"""The one way a case moves: lock it, ask its own process version where the outcome leads, write the step, begin the stage."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.cases import actions as cases
from jiuzhu.cases.refusals import NotThisStage
from jiuzhu.rulebook import calendars

from . import process as processes
from . import steps


def process_of(case: Any) -> processes.Process:
    """The process version that the case began with."""
    return processes.from_body(case.process.body)


def held_at(case: Any, *stages: str, version: int | None = None) -> Any:
    """The case locked for this transaction, if it stands at one of the stages. Raises Stale, NotThisStage."""
    held = cases.locked(case.number, version=version)
    if held.stage not in stages:
        raise NotThisStage(
            number=held.number,
            stage_zh=cases.stage_label(held, "zh-hans"),
            stage_en=cases.stage_label(held, "en"),
        )
    return held


def advance(
    case: Any, outcome: str, *, actor: Any, on: date, at: datetime, note: str = "", guards: frozenset[str] = frozenset(),
    **changes: Any,
) -> Any:
    """Move a case (already held) by an outcome. `actor=None` is the clock.

    Raises the process's refusal for a word it does not know; the database refuses a step off the road.
    """
    with transaction.atomic():
        road = process_of(case)
        leads = processes.next_stage(road, case.stage, outcome, guards)
        due = deadline(case, road, leads, outcome, on, accepted_on=changes.get("accepted_on", case.accepted_on))
        moved = cases.move(
            case, outcome=outcome, to_stage=leads, due_on=due, actor=actor, on=on, at=at, note=note, **changes
        )
        steps.begin(moved, road, outcome, actor=actor, on=on, at=at)
        return moved


def deadline(
    case: Any, road: processes.Process, stage: str, outcome: str, on: date, *, accepted_on: date | None
) -> date | None:
    """The day by which a stage entered today must be left; None where the process sets none."""
    found = processes.deadline_of(
        road, stage, entered_on=on, accepted_on=accepted_on, calendar=calendars.calendar(),
        delegated=case.delegated, extended=case.extended, after=outcome,
    )  # fmt: skip
    return found.on if found else None
