"""What begins by itself when a case enters a stage: one function per step word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from jiuzhu.cases import actions as cases
from jiuzhu.entitlements import actions as entitlements
from jiuzhu.households import queries as households

from .asking import begin_verifying
from .completing import complete_legacy
from .following_filing import follow_filing
from .process import Process

Begin = Callable[..., None]


def _close(case: Any, outcome: str, *, actor: Any, on: date, at: datetime) -> None:
    cases.close(case, outcome, on=on)


def _grant(case: Any, outcome: str, *, actor: Any, on: date, at: datetime) -> None:
    """On entering `receiving` for the first time: the right that the decision gave, instead of an imported one. Later entries change nothing."""
    if not case.legacy and outcome not in (
        "kept",
        "raised",
        "reduced",
        "eligible_again",
        "taken_over",
        "change_revoked",
    ):
        members = households.persons_of(case.household_id, on)
        entitlements.grant(case, members=members, actor=actor, on=on, at=at)
        complete_legacy(case, actor=actor, on=on, at=at)
        follow_filing(case, on=on, at=at)


# Every step word of the process schema is here; None: a person begins the stage.
BEGIN: dict[str, Begin | None] = {
    "accept": None,
    "supplement": None,
    "verify": begin_verifying,
    "survey": None,
    "appraise": None,
    "review": None,
    "post": None,
    "county_review": None,
    "decide": None,
    "publish": None,
    "receive": _grant,
    "hear": None,
    "change": None,
    "grace": None,
    "end": _close,
}


def begin(case: Any, road: Process, outcome: str, *, actor: Any, on: date, at: datetime) -> None:
    """Carry out what the stage just entered begins with. KeyError: a step word without its function."""
    first = BEGIN[road.stage(case.stage).step]
    if first is not None:
        first(case, outcome, actor=actor, on=on, at=at)
