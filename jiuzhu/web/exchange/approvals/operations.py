"""Determination, opinion, decision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.approvals import actions as approval_actions
from jiuzhu.approvals import queries as approvals
from jiuzhu.cases import queries as cases
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import content as contents
from jiuzhu.journey import deciding, reviewing
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from jiuzhu.web.exchange.cases.operations import NoteIn, told
from jiuzhu.web.exchange.doorkeeper import language, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import CaseOut, Digest, RefusalOut, Text, Version, answers

router = Router()


class SigningIn(Schema):
    """签署读到的内容；此后变了的不签 | Sign what was read; what has changed since is not signed."""

    seen: Digest = Field(description="读取时给出的摘要，原样送回 | The digest that the read call gave")
    version: Version
    remark: Text = ""


class DecisionIn(SigningIn):
    grounds: Text = Field("", description="不予的书面理由 | Reasons in writing, for a refusal")


class DeterminationOut(Schema):
    """认定结果和理由树 | The determination with its tree of reasons."""

    model_config = {"extra": "allow"}

    outcome: str = Field(description="eligible、not_eligible、undecided …… | Outcome of the rules")
    digest: str
    determined_on: date


class ToSignOut(Schema):
    """将要签署的内容 | What would be signed."""

    content: dict[str, Any] | None
    seen: str | None = Field(description="签署时送回 | To be sent back when signing")
    version: int
    why_not: RefusalOut | None = Field(description="为什么本人不能签 | Why the caller may not")


class DecidedOut(CaseOut):
    decision: str = Field(description="granted 或 refused | granted or refused")
    amount_fen: int = Field(description="每户每月，整数分 | Per household and month, in fen")
    digest: str
    in_the_name_of: str


def _why(refusal: Refusal | None) -> dict[str, Any] | None:
    return refusal.as_dict(language()) if refusal else None


def _determination(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    result: dict[str, Any] = found.told["en" if language().startswith("en") else "zh"]
    return result | {"digest": found.digest, "determined_on": found.on}


@router.post(
    "/cases/{number}/determine",
    summary="按今天掌握的情况认定 | Run the rules over what is known today",
    response=answers(DeterminationOut),
)
@operation("approvals.review", "approvals.decide_county")
def determine(request: HttpRequest, number: str) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return _determination(reviewing.determine(cases.get(number), **who_and_when(request))) or {}

    return dict(once(request, f"determine {number}", run))


@router.get(
    "/cases/{number}/determination",
    summary="最近的认定和理由 | The latest determination with its tree of reasons",
    response=answers(DeterminationOut | None),
)
@operation("cases.see")
def determination(request: HttpRequest, number: str) -> dict[str, Any] | None:
    return _determination(eligibility.latest(cases.get(number)))


@router.get(
    "/cases/{number}/opinion",
    summary="将要签署的意见、为什么不能签 | What an opinion would be signed over, and why one may not",
    response=answers(ToSignOut),
)
@operation("approvals.review", "approvals.decide_county")
def opinion_to_sign(request: HttpRequest, number: str) -> dict[str, Any]:
    case = cases.get(number)
    found = eligibility.latest(case)
    content = contents.opinion_content(case, found) if found else None
    kind = reviewing.KIND_OF.get(case.stage, "preliminary")
    why_not = approvals.why_not_opine(case, request.officer, kind=kind, on=clock.today())  # type: ignore[attr-defined]
    return {
        "content": content,
        "seen": approval_actions.digest_of(content) if content else None,
        "version": case.version,
        "why_not": _why(why_not),
    }


@router.post(
    "/cases/{number}/opinion",
    summary="提交初审意见 | Sign the opinion that the determination gives",
    response=answers(CaseOut),
)
@operation("approvals.review", "approvals.decide_county")
def give_opinion(request: HttpRequest, number: str, body: SigningIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(reviewing.give_opinion(cases.get(number), **body.dict(), **signing(request)))

    return dict(once(request, f"opinion {number}", run))


@router.post(
    "/cases/{number}/resurvey", summary="退回重新调查 | Back to the visit", response=answers(CaseOut)
)
@operation("approvals.review", "approvals.decide_county")
def resurvey(request: HttpRequest, number: str, body: NoteIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(reviewing.send_to_survey(cases.get(number), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"resurvey {number}", run))


@router.get(
    "/cases/{number}/decision",
    summary="将要签署的决定、依据的权限、为什么不能签 | What a decision would be signed over, on which authority, and why one may not",
    response=answers(ToSignOut),
)
@operation("approvals.decide", "approvals.decide_county")
def decision_to_sign(request: HttpRequest, number: str) -> dict[str, Any]:
    case = cases.get(number)
    content = contents.decision_content(case, eligibility.latest(case), clock.today())
    return {
        "content": content,
        "seen": approval_actions.digest_of(content),
        "version": case.version,
        "why_not": _why(approvals.why_not_sign(case, request.officer, on=clock.today())),  # type: ignore[attr-defined]
    }


@router.post(
    "/cases/{number}/decision",
    summary="作出决定 | Sign the decision that the opinion proposes",
    response=answers(DecidedOut),
)
@operation("approvals.decide", "approvals.decide_county")
def decide(request: HttpRequest, number: str, body: DecisionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        case, when = cases.get(number), signing(request)
        decision = deciding.decide(case, **body.dict(), officer=when.pop("actor"), **when)
        return told(cases.get(number)) | {
            "decision": decision.kind,
            "amount_fen": decision.amount_fen,
            "digest": decision.digest,
            "in_the_name_of": decision.in_the_name_of,
        }

    return dict(once(request, f"decision {number}", run))


@router.post(
    "/cases/{number}/send-back",
    summary="退回初审 | Not decided: back to the opinion",
    response=answers(CaseOut),
)
@operation("approvals.decide", "approvals.decide_county")
def send_back(request: HttpRequest, number: str, body: NoteIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when = who_and_when(request)
        return told(deciding.send_back(cases.get(number), **body.dict(), officer=when.pop("actor"), **when))

    return dict(once(request, f"send-back {number}", run))
