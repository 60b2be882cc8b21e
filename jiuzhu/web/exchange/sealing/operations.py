"""Decisions that wait for their seal, the papers issued on a case, their delivery, and papers declared void."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.documents.refusals import AlreadyIssued
from jiuzhu.journey import delivering, papers_of_decision, sealing
from jiuzhu.seals import rules as seals
from jiuzhu.web.exchange.doorkeeper import language, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import Code, Day, Digest, Line, PageQuery, RefusalOut, Text, answers

router = Router()
PER_PAGE = 50


class WaitingPaperOut(Schema):
    """已签署、待用印的决定 | A decision that is signed and not yet sealed."""

    about: str = Field(description="送回用印时用 | Name of the act", examples=["approvals.decision:12"])
    case: str
    title: str
    signed_on: date
    signed_by: str
    amount_fen: int = Field(description="每户每月，整数分 | Per household and month, in fen")
    letter: str
    checked: bool = Field(description="本人已逐项核对 | The caller has checked it")


class ToSealOut(Schema):
    """用印前要读的全部内容 | All that is read before sealing."""

    content: dict[str, Any]
    seen: str = Field(description="用印时送回 | To be sent back when sealing")
    blanks: list[str] = Field(description="还空白的字段 | Fields still blank")
    checklist: dict[str, str] = Field(description="逐项核对的内容 | The points to confirm")
    why_not: RefusalOut | None


class SealIn(Schema):
    """逐项确认后用印 | Confirmed point by point."""

    seen: Digest
    checklist: dict[str, bool] = Field(examples=[dict.fromkeys(seals.CHECKLIST, True)])


class IssuedOut(Schema):
    """发出的文书 | An issued paper."""

    code: str = Field(description="查验码 | Check code")
    file: int = Field(description="取文件用 /papers/{file} | Fetch it at /papers/{file}")
    sha256: str
    kind: str
    title: str
    number: str
    issuer: str
    dated_on: date
    sealed_with: str
    seal_use: str
    state: str = Field(description="standing、superseded、revoked | How it stands")
    delivered_on: date | None
    at: datetime


class DeliveryIn(Schema):
    how: Literal["handed", "left", "village", "posted", "electronic", "announced"]
    to_whom: Line = Field(examples=["张三"])
    relation: Line = Field("本人", description="与申请人关系 | Relation to the applicant")
    delivered_on: Day
    note: Text = ""


class RevokePaperIn(Schema):
    reason: Line = Field(examples=["发错对象"])
    law: Line = ""


def told(paper: Any) -> dict[str, Any]:
    delivery = documents.delivery(paper)
    return {
        "code": paper.shown_code, "file": paper.file_id, "sha256": paper.file.sha256, "kind": paper.kind, "title": paper.title,
        "number": paper.number, "issuer": paper.issuer, "dated_on": paper.dated_on, "sealed_with": paper.sealed_with,
        "seal_use": paper.seal_use, "state": paper.state, "delivered_on": delivery.delivered_on if delivery else None, "at": paper.at,
    }  # fmt: skip


@router.get(
    "/sealing",
    response=answers(list[WaitingPaperOut]),
    summary="待用印的决定 | Decisions that wait for their seal",
)
@operation("seals.use")
def waiting(request: HttpRequest, page: PageQuery = 1) -> list[dict[str, Any]]:
    officer, reach = request.officer, request.reach  # type: ignore[attr-defined]
    rows, _ = sealing.waiting(reach, officer=officer, start=PER_PAGE * (page - 1), limit=PER_PAGE)
    return [
        {
            "about": one.paper.about, "case": one.case.number, "title": one.paper.title, "signed_on": one.decision.on,
            "signed_by": one.decision.duty.officer.name, "amount_fen": one.paper.amount_fen, "letter": one.paper.letter,
            "checked": one.checked,
        }
        for one in rows
    ]  # fmt: skip


@router.get("/sealing/{about}", response=answers(ToSealOut), summary="用印前阅读 | Read before sealing")
@operation("seals.use")
def to_seal(request: HttpRequest, about: str) -> dict[str, Any]:
    decision = sealing.find(about)
    case = cases.get(decision.case.number)
    paper = papers_of_decision.paper_of(case, decision)
    when = who_and_when(request)
    sealing.read(case, paper, actor=when["actor"], at=when["at"])
    why_not = sealing.why_not(case, decision, when["actor"], on=when["on"], at=when["at"])
    english = language().startswith("en")
    return {
        "content": paper.content, "seen": sealing.digest_of(paper),
        "blanks": list(documents.blanks(paper.template, papers_of_decision.as_it_will_be(paper))),
        "checklist": {key: both[english] for key, both in seals.CHECKLIST.items()},
        "why_not": why_not.as_dict(language()) if why_not else None,
    }  # fmt: skip


@router.post(
    "/sealing/{about}", response=answers(IssuedOut), summary="用印并发出文书 | Seal and issue the paper"
)
@operation("seals.use")
def seal(request: HttpRequest, about: str, body: SealIn) -> dict[str, Any]:
    """本人密码用于证明是保管人本人；重试用同一个 Idempotency-Key。 | The caller's own password proves the custodian."""
    decision = sealing.find(about)
    when = signing(request)
    ready = None
    if sealing.paper_issued(decision) is None:
        sealing.check(decision.case, decision, checklist=body.checklist, seen=body.seen, **when)
        ready = sealing.prepare(decision, **when)

    def run() -> dict[str, Any]:
        if ready is None:  # the same key again finds its first answer and never comes here
            raise AlreadyIssued(number=sealing.paper_issued(decision).number)
        return told(sealing.finish(ready, **when))

    return dict(once(request, f"seal {about}", run))


@router.get(
    "/cases/{number}/issued",
    response=answers(list[IssuedOut]),
    summary="一件发出的文书 | Papers issued on a case",
)
@operation("cases.see")
def of_case(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    return [told(one) for one in documents.issued_of_case(cases.get(number).number)]


@router.post("/issued/{code}/delivery", response=answers(IssuedOut), summary="登记送达 | Record the delivery")
@operation("publicity.post")
def deliver(request: HttpRequest, code: Code, body: DeliveryIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        paper = documents.issued(code)
        delivering.deliver(paper, **body.dict(), **who_and_when(request))
        return told(paper)

    return dict(once(request, f"deliver {code}", run))


@router.post(
    "/issued/{code}/revoke", response=answers(IssuedOut), summary="宣布文书作废 | Declare a paper void"
)
@operation("seals.use", "filings.supervise")
def revoke(request: HttpRequest, code: Code, body: RevokePaperIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        paper = documents.issued(code)
        sealing.revoke_paper(paper, reason=body.reason, law=body.law, **signing(request))
        return told(documents.issued(code))

    return dict(once(request, f"revoke {code}", run))
