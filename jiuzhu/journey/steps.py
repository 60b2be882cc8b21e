"""What begins by itself when a case enters a stage: one function per step word of the process (a closed vocabulary)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from jiuzhu.cases import actions as cases

from .process import Process

Begin = Callable[..., None]


def _nothing(case: Any, road: Process, outcome: str, *, actor: Any, on: date, at: datetime) -> None:
    """A person begins this stage."""


def _close(case: Any, road: Process, outcome: str, *, actor: Any, on: date, at: datetime) -> None:
    cases.close(case, outcome, on=on)


BEGIN: dict[str, Begin] = {
    word: _nothing
    for word in (
        "accept", "supplement", "verify", "survey", "appraise", "review", "post", "county_review", "decide",
        "publish", "receive", "hear", "change", "grace",
    )
}  # fmt: skip
BEGIN["end"] = _close


def begin(case: Any, road: Process, outcome: str, *, actor: Any, on: date, at: datetime) -> None:
    BEGIN[road.stages[case.stage].step](case, road, outcome, actor=actor, on=on, at=at)
