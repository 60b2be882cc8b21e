"""Notices, objections, appraisals."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from jiuzhu.cases import queries as cases
from jiuzhu.journey import posting
from jiuzhu.publicity import queries as publicity
from jiuzhu.web.exchange.cases.operations import told
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when

router = Router()


class PostingIn(Schema):
    place: str
    version: int


class ObjectionIn(Schema):
    """A name is welcome and not needed."""

    text: str
    channel: Literal["counter", "phone", "online", "letter"]
    by_name: str = ""
    by_phone: str = ""


class AnswerIn(Schema):
    outcome: Literal["disputed", "resurvey"]
    note: str
    version: int


class PanelMember(Schema):
    name: str
    capacity: Literal["township", "village", "party", "villager"]
    present: bool = True
    recused: bool = False


class AppraisalIn(Schema):
    held_on: date
    place: str
    panel: list[PanelMember]
    votes_for: int
    votes_against: int
    abstained: int = 0
    conclusion: Literal["confirmed", "doubted"]
    minutes: str
    version: int


def _told(one: Any) -> dict[str, Any]:
    return {
        "case": one.case.number,
        "kind": one.kind,
        "village": one.area_id,
        "fields": one.fields,
        "place": one.place,
        "posted_on": one.posted_on,
        "closes_on": one.closes_on,
        "ended_on": one.ended_on,
        "ended_as": one.ended_as,
    }


@router.get("/postings", summary="Notices within reach, the next to come down first")
@operation("publicity.post", "publicity.object")
def listing(request: HttpRequest, village: str = "", open_only: bool = True) -> list[dict[str, Any]]:
    found = publicity.listing(request.reach, open_only=open_only, village=village)  # type: ignore[attr-defined]
    return [_told(one) for one in found[:500]]


@router.post("/cases/{number}/posting", summary="Put up the notice that the stage asks for")
@operation("publicity.post")
def put_up(request: HttpRequest, number: str, body: PostingIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        hung = posting.put_up(cases.get(number), **body.dict(), **who_and_when(request))
        return told(cases.get(number)) | {"posting": _told(hung)}

    return once(request, f"posting {number}", run)


@router.post("/cases/{number}/objection", summary="Record an objection, also an anonymous one")
@operation("publicity.object")
def object_to(request: HttpRequest, number: str, body: ObjectionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        posting.object_to(cases.get(number), **body.dict(), **who_and_when(request))
        return told(cases.get(number))

    return once(request, f"objection {number}", run)


@router.post(
    "/cases/{number}/objection/answer", summary="End the notice as disputed and go where the process leads"
)
@operation("publicity.object")
def answer(request: HttpRequest, number: str, body: AnswerIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(posting.answer_objection(cases.get(number), **body.dict(), **who_and_when(request)))

    return once(request, f"answer {number}", run)


@router.post("/cases/{number}/appraisal", summary="Record the democratic appraisal")
@operation("publicity.appraise")
def appraise(request: HttpRequest, number: str, body: AppraisalIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(posting.appraise(cases.get(number), **body.dict(), **who_and_when(request)))

    return once(request, f"appraisal {number}", run)
