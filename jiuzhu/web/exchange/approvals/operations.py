"""Determination, opinion, decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from jiuzhu.approvals import actions as approval_actions
from jiuzhu.approvals import queries as approvals
from jiuzhu.cases import queries as cases
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import content as contents
from jiuzhu.journey import deciding, reviewing
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from jiuzhu.web.exchange.cases.operations import NoteIn, told
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when

router = Router()


class SigningIn(Schema):
    """`seen`: the digest that the read call gave; what has changed since is not signed."""

    seen: str
    version: int
    remark: str = ""


class DecisionIn(SigningIn):
    grounds: str = ""


def _why(refusal: Refusal | None) -> dict[str, Any] | None:
    return refusal.as_dict(language()) if refusal else None


def _determination(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    result: dict[str, Any] = found.told["en" if language().startswith("en") else "zh"]
    return result | {"digest": found.digest, "determined_on": found.on}


@router.post("/cases/{number}/determine", summary="Run the rules over what is known today")
@operation("approvals.review", "approvals.decide_county")
def determine(request: HttpRequest, number: str) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return _determination(reviewing.determine(cases.get(number), **who_and_when(request))) or {}

    return once(request, f"determine {number}", run)


@router.get("/cases/{number}/determination", summary="The latest determination with its tree of reasons")
@operation("cases.see")
def determination(request: HttpRequest, number: str) -> dict[str, Any] | None:
    return _determination(eligibility.latest(cases.get(number)))


@router.get("/cases/{number}/opinion", summary="What an opinion would be signed over, and why one may not")
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


@router.post("/cases/{number}/opinion", summary="Sign the opinion that the determination gives")
@operation("approvals.review", "approvals.decide_county")
def give_opinion(request: HttpRequest, number: str, body: SigningIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(reviewing.give_opinion(cases.get(number), **body.dict(), **who_and_when(request)))

    return once(request, f"opinion {number}", run)


@router.post("/cases/{number}/resurvey", summary="Back to the visit")
@operation("approvals.review", "approvals.decide_county")
def resurvey(request: HttpRequest, number: str, body: NoteIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(reviewing.send_to_survey(cases.get(number), **body.dict(), **who_and_when(request)))

    return once(request, f"resurvey {number}", run)


@router.get(
    "/cases/{number}/decision",
    summary="What a decision would be signed over, on which authority, and why one may not",
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


@router.post("/cases/{number}/decision", summary="Sign the decision that the opinion proposes")
@operation("approvals.decide", "approvals.decide_county")
def decide(request: HttpRequest, number: str, body: DecisionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when = who_and_when(request)
        decision = deciding.decide(cases.get(number), **body.dict(), officer=when.pop("actor"), **when)
        return told(cases.get(number)) | {
            "decision": decision.kind,
            "amount_fen": decision.amount_fen,
            "digest": decision.digest,
            "in_the_name_of": decision.in_the_name_of,
        }

    return once(request, f"decision {number}", run)


@router.post("/cases/{number}/send-back", summary="Not decided: back to the opinion")
@operation("approvals.decide", "approvals.decide_county")
def send_back(request: HttpRequest, number: str, body: NoteIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when = who_and_when(request)
        return told(deciding.send_back(cases.get(number), **body.dict(), officer=when.pop("actor"), **when))

    return once(request, f"send-back {number}", run)
