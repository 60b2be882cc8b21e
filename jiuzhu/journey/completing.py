"""An imported household that has applied and is granted: its imported case ends (民发〔2021〕57号 Art. 28)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiuzhu.cases import actions as cases
from jiuzhu.cases import queries as case_queries
from jiuzhu.offices import scope

from . import process as processes

OUTCOME = "completed"


def complete_legacy(case: Any, *, actor: Any, on: date, at: datetime) -> None:
    """Close the imported case of the household that this case was granted to; without one nothing happens.

    The imported right has ended already: `entitlements.grant` lets it end where the new one begins.
    """
    with scope.whole_county():  # the household may have moved to another township since it was taken over
        for old in case_queries.of_household(case.household_id).filter(legacy=True, closed_on=None):
            held = cases.locked(old.number)
            leads = processes.next_stage(processes.from_body(held.process.body), held.stage, OUTCOME, path=())
            moved = cases.move(
                held, outcome=OUTCOME, to_stage=leads, stage_due_on=None, actor=actor, on=on, at=at, note=case.number
            )  # fmt: skip
            cases.close(moved, OUTCOME, on=on)
