"""In receipt: the right begins, changes are proposed, the household is heard, a change is decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.approvals import queries as approvals
from jiuzhu.cases import actions as cases
from jiuzhu.cases import queries as case_queries
from jiuzhu.entitlements import actions as entitlements
from jiuzhu.entitlements import queries as entitlement_queries

from .advancing import advance, held_at, process_of

PROPOSED_AS = {
    "raise": "raise_proposed",
    "reduce": "cut_proposed",
    "stop": "cut_proposed",
    "grace": "cut_proposed",
}


def propose_change(
    case: Any,
    *,
    kind: str,
    ground: str,
    explanation: str,
    new_fen: int | None = None,
    effective_on: date,
    until: date | None = None,
    actor: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """Propose to raise, reduce, stop or phase out; the case leaves `receiving` for the hearing or the decision."""
    with transaction.atomic():
        held = held_at(case, "receiving", version=version)
        road = process_of(held)
        entitlements.propose(
            held, kind=kind, ground=ground, explanation=explanation, new_fen=new_fen, effective_on=effective_on,
            until=until, grace_months=road.fact("grace_exit_max_months"), actor=actor, on=on, at=at,
        )  # fmt: skip
        outcome = "gave_up" if ground == "gave_up" else PROPOSED_AS[kind]
        return advance(held, outcome, actor=actor, on=on, at=at, note=explanation)


def hear(
    case: Any,
    *,
    how: str,
    who_spoke: str,
    told: str,
    said: str,
    considered: str,
    actor: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """Record the hearing before a cut and pass the change on for decision (社会救助法 Art. 48)."""
    with transaction.atomic():
        held = held_at(case, "hearing", version=version)
        change = entitlement_queries.open_change(held)
        if change is None:
            raise entitlements.NotReceiving(number=held.number)
        entitlements.hear(
            change,
            how=how,
            who_spoke=who_spoke,
            told=told,
            said=said,
            considered=considered,
            actor=actor,
            on=on,
            at=at,
        )
        return advance(held, "heard", actor=actor, on=on, at=at)


def change_content(case: Any) -> dict[str, Any]:
    """What the decider of a change is shown and signs."""
    change = entitlement_queries.open_change(case)
    if change is None:
        raise entitlements.NotReceiving(number=case.number)
    current = entitlement_queries.amount_on(change.entitlement, change.effective_on)
    hearing = getattr(change, "hearing", None)
    return {
        "case": case.number,
        "change": change.kind,
        "ground": change.ground,
        "explanation": change.explanation,
        "from_fen": current.amount_fen if current else 0,
        "to_fen": change.new_amount_fen or 0,
        "effective_on": change.effective_on.isoformat(),
        "until": change.until.isoformat() if change.until else None,
        "heard": {"who": hearing.who_spoke, "said": hearing.said, "considered": hearing.considered}
        if hearing
        else None,
    }


def decide_change(
    case: Any,
    *,
    agrees: bool,
    reasons: str,
    seen: str,
    officer: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """Decide the proposed change; the case returns to `receiving`, goes into grace or ends."""
    with transaction.atomic():
        held = held_at(case, "deciding_change", version=version)
        change = entitlement_queries.open_change(held)
        if change is None:
            raise entitlements.NotReceiving(number=held.number)
        decision = entitlements.decide_change(
            change, agrees=agrees, reasons=reasons, content=change_content(held), seen=seen, officer=officer, on=on,
            at=at,
        )  # fmt: skip
        return advance(held, decision.kind, actor=officer, on=on, at=at, note=reasons)


def take_over(area: str, *, on: date, at: datetime, limit: int = 2000) -> int:
    """The clock: running cases that the version in force takes over from an older one are pinned to it.

    Which stages it takes over is written in the process (`takes_over`); all others finish as they began.
    """
    moved = 0
    for key in sorted({item.process for item in rulebook.items()}):
        version = rulebook.process(key, area, on)
        stages = version.body["takes_over"]
        if not stages:
            continue
        kept = cases.keep_process(
            key=version.key, area_code=version.area, in_force_from=version.starts_on, digest=version.digest,
            body=dict(version.body),
        )  # fmt: skip
        for case in case_queries.pinned_to_others(kept, stages=tuple(stages), area=area, limit=limit):
            with transaction.atomic():
                held = cases.locked(case.number)
                if held.stage == case.stage and held.process_id == case.process_id:
                    cases.take_over(held, kept, to_stage=stages[held.stage], on=on, at=at)
                    moved += 1
    return moved


def why_not_decide_change(case: Any, officer: Any, *, on: date) -> Any:
    change = entitlement_queries.open_change(case)
    return approvals.why_not_change(case, officer, (change.new_amount_fen or 0) if change else 0, on=on)
