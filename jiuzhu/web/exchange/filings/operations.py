"""Filings of township decisions: the county's inbox and acts, the township's answers, complaints."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.journey import filing as journey
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import PageQuery, Row, answers

from .shapes import (
    AcceptedManyOut,
    AcceptManyIn,
    AnswerIn,
    AskIn,
    ComplaintAnswerIn,
    ComplaintIn,
    ComplaintOut,
    CorrectIn,
    FilingOut,
    FilingWholeOut,
    HearIn,
    OrderIn,
    PressIn,
    RevokeDecisionIn,
    TextIn,
)

router = Router()
READERS = ("filings.receive", "filings.supervise", "audit.read")
PER_PAGE = 100


def _told(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "number": one.number, "case": one.case.number, "township": one.area_id, "item": one.item_code,
        "kind": one.kind, "amount_fen": one.amount_fen, "decided_on": one.decided_on, "state": one.state, "risk": one.risk,
        "digest": one.digest, "due_on": one.due_on, "complete_on": one.complete_on, "review_due_on": one.review_due_on,
    }  # fmt: skip


def _whole(one: Any) -> dict[str, Any]:
    return _told(one) | {
        "content": one.content,
        "marks": [
            {"code": mark.code, "name": name, "why": why, "points": mark.points}
            for mark, name, why in queries.marks(one, language())
        ],
        "papers": [{"name": paper.name, "sha256": paper.sha256, "sealed": paper.sealed_decision} for paper in queries.papers(one)],
        "acts": [
            {"kind": act.kind, "name": queries.ACTS[act.kind].name(language()), "by": act.by.name, "text": act.text,
             "law": act.law, "due_on": act.due_on, "freezes": act.freezes, "signed": act.signature_id is not None, "at": act.at}
            for act in queries.acts(one)
        ],
    }  # fmt: skip


@router.get(
    "/filings",
    response=answers(list[FilingOut]),
    summary="备案，风险高的在前 | Filings within reach, the riskiest first",
)
@operation(*READERS)
def listing(
    request: HttpRequest,
    state: Annotated[str, Query(max_length=20)] = "",
    township: Annotated[str, Query(max_length=12)] = "",
    item: Annotated[str, Query(max_length=10)] = "",
    risk: Annotated[str, Query(max_length=10)] = "",
    page: PageQuery = 1,
) -> list[dict[str, Any]]:
    wanted = queries.Wanted(
        township=township, item=item, risk=risk, states=(state,) if state in queries.STATES else ()
    )
    bounds = queries.levels(settings.COUNTY, clock.today())
    found = queries.inbox(wanted, reach=request.reach, bounds=bounds)  # type: ignore[attr-defined]
    return [_told(one) for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]]


@router.get(
    "/filings/asked", response=answers(list[FilingOut]),
    summary="等待乡镇答复的询问和更正 | What the township owes the county an answer to",
)  # fmt: skip
@operation("filings.answer")
def asked(request: HttpRequest) -> list[dict[str, Any]]:
    return [_told(one) for one in queries.asked_of(request.reach)[:500]]  # type: ignore[attr-defined]


@router.post(
    "/filings/accept", response=answers(AcceptedManyOut),
    summary="一并接收打开过的低风险备案 | Accept many of low risk that the caller has opened",
)  # fmt: skip
@operation("filings.receive")
def accept_many(request: HttpRequest, body: AcceptManyIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        chosen = [queries.get(pk) for pk in body.filings]
        return {"count": filings.accept_many(chosen, **who_and_when(request))}

    return dict(once(request, "accept filings", run))


@router.get(
    "/filings/{filing}", response=answers(FilingWholeOut),
    summary="一件备案的全部内容；查看留痕 | One filing with everything; opening it is on record",
)  # fmt: skip
@operation(*READERS, "filings.answer")
def one(request: HttpRequest, filing: Row) -> dict[str, Any]:
    found = queries.get(filing)
    told = who_and_when(request)
    case_actions.look(found.case, actor=told["actor"], at=told["at"], purpose="filing")
    if request.powers & {"filings.receive", "filings.supervise"}:  # type: ignore[attr-defined]
        filings.open_filing(found, actor=told["actor"], at=told["at"])
    return _whole(found)


def _acted(
    request: HttpRequest, filing: int, what: str, action: Any, signed: bool = False, **typed: Any
) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = queries.get(filing)
        action(found, **typed, **(signing(request) if signed else who_and_when(request)))
        return _whole(queries.get(filing))

    return dict(once(request, f"{what} filing {filing}", run))


@router.post(
    "/filings/{filing}/accept", response=answers(FilingWholeOut), summary="接收备案 | Accept a filing"
)
@operation("filings.receive")
def accept(request: HttpRequest, filing: Row, body: TextIn) -> dict[str, Any]:
    return _acted(request, filing, "accept", filings.accept, text=body.text)


@router.post("/filings/{filing}/ask", response=answers(FilingWholeOut), summary="询问乡镇 | Ask the township")
@operation("filings.receive")
def ask(request: HttpRequest, filing: Row, body: AskIn) -> dict[str, Any]:
    return _acted(request, filing, "ask", filings.ask, **body.dict())


@router.post(
    "/filings/{filing}/order", response=answers(FilingWholeOut), summary="责令更正 | Order a correction"
)
@operation("filings.receive")
def order(request: HttpRequest, filing: Row, body: OrderIn) -> dict[str, Any]:
    return _acted(request, filing, "order", journey.order, signed=True, **body.dict())


@router.post("/filings/{filing}/press", response=answers(FilingWholeOut), summary="坚持更正 | Press on")
@operation("filings.receive")
def press(request: HttpRequest, filing: Row, body: PressIn) -> dict[str, Any]:
    return _acted(request, filing, "press", journey.press, signed=True, **body.dict())


@router.post(
    "/filings/{filing}/close", response=answers(FilingWholeOut), summary="更正办结 | Close the order"
)
@operation("filings.receive")
def close(request: HttpRequest, filing: Row, body: TextIn) -> dict[str, Any]:
    return _acted(request, filing, "close", journey.close, text=body.text)


@router.post(
    "/filings/{filing}/hear",
    response=answers(FilingWholeOut),
    summary="撤销前听取一方意见 | Record that one side was heard",
)
@operation("filings.receive", "filings.supervise")
def hear(request: HttpRequest, filing: Row, body: HearIn) -> dict[str, Any]:
    return _acted(request, filing, "hear", filings.hear, **body.dict())


@router.post(
    "/filings/{filing}/revoke", response=answers(FilingWholeOut),
    summary="听取双方意见后撤销决定 | Revoke the decision, both sides heard",
)  # fmt: skip
@operation("filings.supervise")
def revoke(request: HttpRequest, filing: Row, body: RevokeDecisionIn) -> dict[str, Any]:
    return _acted(request, filing, "revoke", journey.revoke, signed=True, **body.dict())


def _with_paper(body: AnswerIn) -> dict[str, Any]:
    return body.dict() | {"paper": documents.get(body.paper) if body.paper else None}


@router.post(
    "/filings/{filing}/answer", response=answers(FilingWholeOut), summary="答复询问 | Answer a question"
)
@operation("filings.answer")
def answer(request: HttpRequest, filing: Row, body: AnswerIn) -> dict[str, Any]:
    queries.get(filing)  # out of reach is told before the paper is looked for
    return _acted(request, filing, "answer", filings.answer, **_with_paper(body))


@router.post(
    "/filings/{filing}/correct", response=answers(FilingWholeOut), summary="报告更正 | Report the correction"
)
@operation("filings.answer")
def correct(request: HttpRequest, filing: Row, body: CorrectIn) -> dict[str, Any]:
    queries.get(filing)
    return _acted(request, filing, "correct", filings.correct, **_with_paper(body))


@router.post(
    "/filings/{filing}/object",
    response=answers(FilingWholeOut),
    summary="对更正要求提出异议 | Object to an order",
)
@operation("filings.answer")
def object_to(request: HttpRequest, filing: Row, body: AnswerIn) -> dict[str, Any]:
    queries.get(filing)
    return _acted(request, filing, "object", filings.object_to, **_with_paper(body))


@router.post(
    "/cases/{number}/file-now", response=answers(list[FilingOut]), summary="立即备案 | File a decision now"
)
@operation("filings.answer")
def file_now(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    def run() -> list[dict[str, Any]]:
        made = journey.file_now(cases.get(number), **who_and_when(request))
        return [_told(one) for one in made]

    return list(once(request, f"file {number}", run))


def _complaint(one: Any) -> dict[str, Any]:
    answered = getattr(one, "answer", None)
    return {
        "id": one.pk, "case": one.case.number, "channel": one.channel, "by_name": one.by_name, "text": one.text, "on": one.on,
        "due_on": one.due_on, "finding": answered.finding if answered else None,
    }  # fmt: skip


@router.get(
    "/complaints", response=answers(list[ComplaintOut]), summary="投诉登记 | The register of complaints"
)
@operation("filings.receive", "filings.supervise")
def complaints(request: HttpRequest, waiting: bool = False) -> list[dict[str, Any]]:
    return [_complaint(one) for one in queries.complaints(request.reach, waiting=waiting)[:500]]  # type: ignore[attr-defined]


@router.post(
    "/cases/{number}/complaints", response=answers(ComplaintOut), summary="登记投诉 | Record a complaint"
)
@operation("filings.receive", "filings.supervise")
def complain(request: HttpRequest, number: str, body: ComplaintIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return _complaint(filings.complain(cases.get(number), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"complaint {number}", run))


@router.post(
    "/complaints/{complaint}/answer", response=answers(ComplaintOut), summary="办结投诉 | Settle a complaint"
)
@operation("filings.receive", "filings.supervise")
def answer_complaint(request: HttpRequest, complaint: Row, body: ComplaintAnswerIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        filings.answer_complaint(queries.complaint(complaint), **body.dict(), **who_and_when(request))
        return _complaint(queries.complaint(complaint))

    return dict(once(request, f"answer complaint {complaint}", run))
