"""The road back: a report that has grown too old, was found wrong or is doubted is made again, on the same authorisations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.approvals import queries as approvals
from jiuzhu.cases import actions as cases
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import queries as verification
from jiuzhu.verification.refusals import ExplanationNeeded, NoWayBack

from .advancing import advance, process_of
from .reviewing import KIND_OF

AGAIN = "verify_again"


def why_not_verify_again(case: Any, officer: Any, on: date) -> Refusal | None:
    """The verifier may, and whoever has the case in hand for the opinion or the decision."""
    road = process_of(case)
    stage = road.stage(case.stage)
    if case.closed_on is not None or stage.outcome(AGAIN) is None:
        return NoWayBack(stage_zh=stage.label("zh-hans"), stage_en=stage.label("en"))
    verifier = verification.why_not_ask(case, officer, on)
    if verifier is None:
        return None
    if case.stage == "deciding":
        return approvals.why_not_send_back(case, officer, on=on)
    if case.stage in KIND_OF:
        return approvals.why_not_opine(case, officer, kind=KIND_OF[case.stage], on=on)
    return verifier


def verify_again(
    case: Any, *, note: str = "", actor: Any, on: date, at: datetime, version: int | None = None
) -> Any:
    """Back to verification: everybody is asked again at once on the authorisations in force; the next report names this one.

    The reason is what stands against the report (too old, found wrong, objected to); without one it is typed as `note`.
    Raises NoWayBack, ExplanationNeeded, NotEmpowered, Incompatible, Stale.
    """
    with transaction.atomic():
        held = cases.locked(case.number, version=version)
        against = verification.why_not_rest_on(held, on)
        said = "；".join(one for one in (against.wrong() if against else "", note.strip()) if one)
        refuse_if_any([why_not_verify_again(held, actor, on), None if said else ExplanationNeeded("note")])
        return advance(held, AGAIN, actor=actor, on=on, at=at, note=said[:500])
