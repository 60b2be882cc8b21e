"""The right to the allowance and its changes: propose, hear, decide."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.approvals import actions as approvals
from jiuzhu.cases import queries as cases
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.journey import receiving
from jiuzhu.web import clock
from jiuzhu.web.exchange.approvals.operations import ToSignOut
from jiuzhu.web.exchange.cases.operations import told
from jiuzhu.web.exchange.doorkeeper import language, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import CaseOut, Code, Day, Digest, Fen, Line, Text, Version, answers

router = Router()


class ChangeIn(Schema):
    """拟调整、停发或渐退；日期是某月 1 日 | A raise, cut, stop or grace exit; days are the first of a month."""

    kind: Literal["raise", "reduce", "stop", "grace"]
    ground: Code = Field(examples=["income_risen"])
    explanation: Text
    new_fen: Fen | None = Field(
        None, description="新的每月金额，整数分；停发不填 | New fen a month; not for a stop"
    )
    effective_on: Day
    until: Day | None = Field(None, description="渐退到哪一天 | End of a grace period")
    version: Version


class HearingIn(Schema):
    how: Literal["visit", "counter", "phone", "absent"]
    who_spoke: Line
    told: Text = Field(description="告知了什么 | What the household was told")
    said: Text = Field(description="家庭说了什么 | What it said")
    considered: Text = Field(description="怎样考虑的 | How it was considered")
    version: Version


class ChangeDecisionIn(Schema):
    agrees: bool
    reasons: Text
    seen: Digest
    version: Version


class AmountOut(Schema):
    amount_fen: int = Field(description="每月，整数分 | Fen a month")
    starts_on: date
    stops_on: date | None
    because: str


class ChangeOut(Schema):
    kind: str
    ground: str
    explanation: str
    new_fen: int | None
    effective_on: date
    until: date | None
    heard: bool
    decision: str | None


class EntitlementOut(Schema):
    """待遇 | The right to the allowance."""

    starts_on: date
    stops_on: date | None
    stopped_because: str
    legacy: bool
    amounts: list[AmountOut]
    changes: list[ChangeOut]


@router.get(
    "/cases/{number}/entitlement",
    summary="待遇、金额和变动 | The right, its amounts and its changes",
    response=answers(EntitlementOut | None),
)
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


@router.post(
    "/cases/{number}/change",
    summary="提出调整、停发或渐退 | Propose to raise, reduce, stop or phase out",
    response=answers(CaseOut),
)
@operation("entitlements.propose")
def propose(request: HttpRequest, number: str, body: ChangeIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(receiving.propose_change(cases.get(number), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"change {number}", run))


@router.post(
    "/cases/{number}/hearing",
    summary="登记听取意见 | Record the hearing before a cut",
    response=answers(CaseOut),
)
@operation("entitlements.propose")
def hear(request: HttpRequest, number: str, body: HearingIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(receiving.hear(cases.get(number), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"hearing {number}", run))


@router.get(
    "/cases/{number}/change/decision",
    response=answers(ToSignOut),
    summary="变动将要决定的内容、为什么不能签 | What a change would be decided over, and why one may not",
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


@router.post(
    "/cases/{number}/change/decision",
    summary="决定变动 | Decide the proposed change",
    response=answers(CaseOut),
)
@operation("approvals.decide", "approvals.decide_county")
def decide(request: HttpRequest, number: str, body: ChangeDecisionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        case, when = cases.get(number), signing(request)
        return told(receiving.decide_change(case, **body.dict(), officer=when.pop("actor"), **when))

    return dict(once(request, f"change decision {number}", run))
