"""Notices, objections, appraisals."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.cases import queries as cases
from jiuzhu.journey import posting
from jiuzhu.publicity import queries as publicity
from jiuzhu.web.exchange.cases.operations import told
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when
from jiuzhu.web.exchange.shapes import CaseOut, Day, Line, Text, Version, answers

router = Router()


class PostingIn(Schema):
    """张贴公示 | Put a notice up."""

    place: Line = Field(description="张贴地点 | Where it hangs", examples=["东山社区公示栏"])
    version: Version


class ObjectionIn(Schema):
    """可以不留姓名 | A name is welcome and not needed."""

    text: Text
    channel: Literal["counter", "phone", "online", "letter"]
    by_name: Annotated[str, Field(max_length=60)] = ""
    by_phone: Annotated[str, Field(max_length=20)] = ""


class ObjectionAnswerIn(Schema):
    outcome: Literal["disputed", "resurvey"]
    note: Text
    version: Version


Votes = Annotated[int, Field(ge=0, le=1000)]


class PanelMember(Schema):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    capacity: Literal["township", "village", "party", "villager"]
    present: bool = True
    recused: bool = False


class AppraisalIn(Schema):
    """民主评议；居民代表不少于到会人数的三分之二 | Appraisal; residents make up two thirds of those present."""

    held_on: Day
    place: Line
    panel: list[PanelMember] = Field(max_length=200)
    votes_for: Votes
    votes_against: Votes
    abstained: Votes = 0
    conclusion: Literal["confirmed", "doubted"]
    minutes: Annotated[str, Field(max_length=10_000)]
    version: Version


class PostingOut(Schema):
    """一张公示 | A notice."""

    case: str
    kind: str
    village: str
    fields: dict[str, Any] = Field(description="法定公示内容 | What the law lets a notice show")
    place: str
    posted_on: date
    closes_on: date | None
    ended_on: date | None
    ended_as: str


class PostedOut(CaseOut):
    posting: PostingOut


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


@router.get(
    "/postings",
    summary="辖区内的公示 | Notices within reach, the next to come down first",
    response=answers(list[PostingOut]),
)
@operation("publicity.post", "publicity.object")
def listing(
    request: HttpRequest, village: Annotated[str, Query(max_length=12)] = "", open_only: bool = True
) -> list[dict[str, Any]]:
    found = publicity.listing(request.reach, open_only=open_only, village=village)  # type: ignore[attr-defined]
    return [_told(one) for one in found[:500]]


@router.post(
    "/cases/{number}/posting",
    summary="张贴本环节的公示 | Put up the notice that the stage asks for",
    response=answers(PostedOut),
)
@operation("publicity.post")
def put_up(request: HttpRequest, number: str, body: PostingIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        hung = posting.put_up(cases.get(number), **body.dict(), **who_and_when(request))
        return told(cases.get(number)) | {"posting": _told(hung)}

    return dict(once(request, f"posting {number}", run))


@router.post(
    "/cases/{number}/objection",
    summary="登记异议，可以匿名 | Record an objection, also an anonymous one",
    response=answers(CaseOut),
)
@operation("publicity.object")
def object_to(request: HttpRequest, number: str, body: ObjectionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        posting.object_to(cases.get(number), **body.dict(), **who_and_when(request))
        return told(cases.get(number))

    return dict(once(request, f"objection {number}", run))


@router.post(
    "/cases/{number}/objection/answer",
    response=answers(CaseOut),
    summary="异议成立，转评议或重新调查 | End the notice as disputed and go where the process leads",
)
@operation("publicity.object")
def answer(request: HttpRequest, number: str, body: ObjectionAnswerIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(posting.answer_objection(cases.get(number), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"answer {number}", run))


@router.post(
    "/cases/{number}/appraisal",
    summary="登记民主评议 | Record the democratic appraisal",
    response=answers(CaseOut),
)
@operation("publicity.appraise")
def appraise(request: HttpRequest, number: str, body: AppraisalIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(posting.appraise(cases.get(number), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"appraisal {number}", run))
