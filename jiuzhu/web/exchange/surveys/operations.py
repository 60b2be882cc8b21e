"""Home visits: the record with its two signatures, each by its own login."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile

from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.households import queries as households
from jiuzhu.journey import surveying
from jiuzhu.offices import queries as offices
from jiuzhu.rulebook.refusals import UnknownCode
from jiuzhu.surveys import queries as surveys
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.web import clock
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.cases.operations import told
from jiuzhu.web.exchange.doorkeeper import once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import CaseOut, answers
from jiuzhu.web.exchange.surveys import shapes
from jiuzhu.web.opening import NoSuchPaper

router = Router()
READERS = (
    "surveys.visit",
    "approvals.review",
    "approvals.decide",
    "approvals.decide_county",
    "publicity.appraise",
    "audit.read",
)


@router.get(
    "/cases/{number}/visits",
    summary="入户调查记录（留痕） | Records of visits; logged",
    response=answers(list[shapes.VisitOut]),
)
@operation(*READERS)
def visits(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    case = cases.get(number)
    surveying.look(case, purpose="API", **who_and_when(request))
    return [
        {
            "id": one.pk, "number": one.number, "visited_on": one.visited_on, "outcome": one.outcome, "digest": one.digest,
            "differs_from_declared": one.differs_from_declared, "content": one.content,
            "visitors": [signed.duty.officer.name for signed in surveys.visitors(one)],
        }
        for one in surveys.of_case(case)
    ]  # fmt: skip


@router.get(
    "/cases/{number}/visit",
    summary="等第二人签名的记录 | The record that waits for its second signature",
    response=answers(shapes.WaitingOut | None),
)
@operation("surveys.visit")
def waiting(request: HttpRequest, number: str) -> dict[str, Any] | None:
    case = cases.get(number)
    found = surveys.draft(case)
    if found is None or found.first is None:
        return None
    surveying.look(case, purpose="API", **who_and_when(request))
    return _waiting(case, found)


def _waiting(case: Any, found: Any) -> dict[str, Any]:
    return {
        "case": case.number, "first": found.first.name, "second": found.second.name, "seen": found.digest,
        "version": case.version, "content": found.content,
    }  # fmt: skip


@router.post(
    "/cases/{number}/visit/papers",
    summary="存入签名或照片 | Keep a signature or photograph",
    response=answers(shapes.VisitPaperOut),
)
@operation("surveys.visit")
def keep(
    request: HttpRequest, number: str, file: File[UploadedFile],
    kind: Annotated[Literal["household-signature", "survey-photograph"], Form()],
) -> dict[str, Any]:  # fmt: skip
    body, name = papers.received(file)

    def run() -> dict[str, Any]:
        case, when = cases.get(number), who_and_when(request)
        refuse_if_any([surveys.why_not_visit(case, when["actor"], when["on"])])
        return surveying.keep_paper(
            case, body, name=name, kind=kind, field="file", actor=when["actor"], at=when["at"]
        )

    return dict(once(request, f"visit paper {number}", run))


@router.post(
    "/cases/{number}/visit",
    summary="第一名调查员签名 | The first visitor signs",
    response=answers(shapes.WaitingOut),
)
@operation("surveys.visit")
def sign(request: HttpRequest, number: str, body: shapes.VisitIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        case, when = cases.get(number), signing(request)
        refuse_if_any(
            [UnknownCode(field, word=code, name=name) for field, name, code in shapes.unknown_codes(body)]
        )
        kept = {
            one.pk: one
            for one in documents.of_case(number)
            if one.kind in ("household-signature", "survey-photograph")
        }
        if set(body.papers) - set(kept):
            raise NoSuchPaper("papers")
        members = households.persons_of(case.household_id, clock.today())
        named = [{"id": pk, "sha256": kept[pk].sha256, "kind": kept[pk].kind} for pk in body.papers]
        content = shapes.content(body, members, surveying.declared(case), named)
        second = offices.officer(body.second)
        return _waiting(
            case, surveying.sign_visit(case, content, second=second, version=body.version, **when)
        )

    return dict(once(request, f"visit {number}", run))


@router.post(
    "/cases/{number}/visit/confirm",
    summary="第二名调查员签名，记录提交 | The second visitor signs; the record is filed",
    response=answers(CaseOut),
)
@operation("surveys.visit")
def confirm(request: HttpRequest, number: str, body: shapes.VisitConfirmIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        surveying.confirm_visit(cases.get(number), **body.dict(), **signing(request))
        return told(cases.get(number))

    return dict(once(request, f"confirm visit {number}", run))


@router.post(
    "/cases/{number}/visit/take-back",
    summary="退回修改 | Send it back to be changed",
    response=answers(CaseOut),
)
@operation("surveys.visit")
def take_back(request: HttpRequest, number: str) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when = who_and_when(request)
        surveying.take_back(cases.get(number), actor=when["actor"], at=when["at"])
        return told(cases.get(number))

    return dict(once(request, f"take back {number}", run))
