"""The right to the allowance and its changes: propose, hear, decide."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from jiuzhu.approvals import actions as approvals
from jiuzhu.cases import queries as cases
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.journey import receiving
from jiuzhu.web import clock
from jiuzhu.web.exchange.cases.operations import told
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when

router = Router()


class ChangeIn(Schema):
    """`new_fen`: fen a month, not for a stop; dates are the first of a month; `until` for a grace period."""

    kind: Literal["raise", "reduce", "stop", "grace"]
    ground: str
    explanation: str
    new_fen: int | None = None
    effective_on: date
    until: date | None = None
    version: int


class HearingIn(Schema):
    how: Literal["visit", "counter", "phone", "absent"]
    who_spoke: str
    told: str
    said: str
    considered: str
    version: int


class ChangeDecisionIn(Schema):
    agrees: bool
    reasons: str
    seen: str
    version: int


@router.get("/cases/{number}/entitlement", summary="The right, its amounts and its changes")
@operation("cases.see")
def entitlement(request: HttpRequest, number: str) -> dict[str, Any] | None:
    case = cases.get(number)
    right = entitlements.of_case(case)
    if right is None:
        return None
    return {
        "starts_on": right.starts_on,
        "stops_on": right.stops_on,
        "stopped_because": right.stopped_because,
        "legacy": right.legacy,
        "amounts": [
            {"amount_fen": one.amount_fen, "starts_on": one.starts_on, "stops_on": one.stops_on, "because": one.because}
            for one in entitlements.amounts(right)
        ],
        "changes": [
            {"kind": one.kind, "ground": one.ground, "explanation": one.explanation, "new_fen": one.new_amount_fen,
             "effective_on": one.effective_on, "until": one.until, "heard": hasattr(one, "hearing"),
             "decision": one.decision.kind if hasattr(one, "decision") else None}
            for one in entitlements.changes(case)
        ],
    }  # fmt: skip


@router.post("/cases/{number}/change", summary="Propose to raise, reduce, stop or phase out")
@operation("entitlements.propose")
def propose(request: HttpRequest, number: str, body: ChangeIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(receiving.propose_change(cases.get(number), **body.dict(), **who_and_when(request)))

    return once(request, f"change {number}", run)


@router.post("/cases/{number}/hearing", summary="Record the hearing before a cut")
@operation("entitlements.propose")
def hear(request: HttpRequest, number: str, body: HearingIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(receiving.hear(cases.get(number), **body.dict(), **who_and_when(request)))

    return once(request, f"hearing {number}", run)


@router.get(
    "/cases/{number}/change/decision", summary="What a change would be decided over, and why one may not"
)
@operation("approvals.decide", "approvals.decide_county")
def change_to_decide(request: HttpRequest, number: str) -> dict[str, Any]:
    case = cases.get(number)
    content = receiving.change_content(case)
    why_not = receiving.why_not_decide_change(case, request.officer, on=clock.today())  # type: ignore[attr-defined]
    return {
        "content": content,
        "seen": approvals.digest_of(content),
        "version": case.version,
        "why_not": why_not.as_dict(language()) if why_not else None,
    }


@router.post("/cases/{number}/change/decision", summary="Decide the proposed change")
@operation("approvals.decide", "approvals.decide_county")
def decide(request: HttpRequest, number: str, body: ChangeDecisionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when = who_and_when(request)
        return told(
            receiving.decide_change(cases.get(number), **body.dict(), officer=when.pop("actor"), **when)
        )

    return once(request, f"change decision {number}", run)
