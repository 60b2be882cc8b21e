"""Letters of inquiry with their answers, and what neighbours say."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.journey import along, surveying
from jiuzhu.surveys import queries as surveys
from jiuzhu.surveys.refusals import NotAMember
from jiuzhu.web import clock
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when
from jiuzhu.web.exchange.shapes import Code, Day, Row, answers
from jiuzhu.web.exchange.surveys.operations import READERS

router = Router()
Said = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)]


class LetterOfInquiryIn(Schema):
    """索证函 | A letter of inquiry."""

    person: Row = Field(description="所涉家庭成员 | The member it is about")
    addressee: Annotated[str, Field(max_length=120, examples=["示例砖厂"])]
    address: Annotated[str, Field(max_length=200)] = ""
    question: Said
    answer_by: Day


class LetterAnswerForm(Schema):
    answered_on: Day
    said: Said


class NeighbourInquiryIn(Schema):
    """邻里访问 | An inquiry at a neighbour."""

    asked_on: Day
    name: Annotated[str, Field(max_length=60)]
    relation: Code
    said: Said
    neutral: bool = Field(
        description="与该户没有亲属、利害关系 | Neither kin of the household nor at odds with it"
    )
    why_asked: Annotated[str, Field(max_length=200)] = ""


class LetterOfInquiryOut(Schema):
    id: int
    number: int
    person: int
    addressee: str
    question: str
    sent_on: date
    answer_by: date
    paper: int
    answered_on: date | None
    said: str
    scan: int | None


class NeighbourInquiryOut(Schema):
    id: int
    asked_on: date
    name: str
    relation: str
    said: str
    neutral: bool
    why_asked: str


def _letter(one: Any) -> dict[str, Any]:
    answer = getattr(one, "answer", None)
    return {
        "id": one.pk, "number": one.number, "person": one.person_id, "addressee": one.addressee, "question": one.question,
        "sent_on": one.sent_on, "answer_by": one.answer_by, "paper": one.paper_id,
        "answered_on": answer.answered_on if answer else None, "said": answer.said if answer else "",
        "scan": answer.scan_id if answer else None,
    }  # fmt: skip


def _neighbour(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "asked_on": one.asked_on, "name": one.name, "relation": one.relation, "said": one.said,
        "neutral": one.neutral, "why_asked": one.why_asked,
    }  # fmt: skip


@router.get(
    "/cases/{number}/letters-of-inquiry",
    summary="索证函和答复（留痕） | Letters of inquiry and answers; logged",
    response=answers(list[LetterOfInquiryOut]),
)
@operation(*READERS)
def letters(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    case = cases.get(number)
    surveying.look(case, purpose="API", **who_and_when(request))
    return [_letter(one) for one in surveys.letters(case)]


@router.post(
    "/cases/{number}/letters-of-inquiry",
    summary="发索证函 | Send a letter of inquiry",
    response=answers(LetterOfInquiryOut),
)
@operation("surveys.visit")
def write_letter(request: HttpRequest, number: str, body: LetterOfInquiryIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        case = cases.get(number)
        members = {one.pk: one for one in households.persons_of(case.household_id, clock.today())}
        if body.person not in members:
            raise NotAMember("person")
        told = body.dict() | {"person": members[body.person]}
        return _letter(along.write_letter(case, told.pop("person"), **told, **who_and_when(request)))

    return dict(once(request, f"letter {number}", run))


@router.post(
    "/letters-of-inquiry/{int:letter}/answer",
    summary="登记答复和扫描件 | Enter the answer with its scan",
    response=answers(LetterOfInquiryOut),
)
@operation("surveys.visit")
def enter_answer(
    request: HttpRequest, letter: int, file: File[UploadedFile], told: Form[LetterAnswerForm]
) -> dict[str, Any]:
    body, name = papers.received(file)

    def run() -> dict[str, Any]:
        found = surveys.letter(letter)
        along.enter_answer(found, **told.dict(), scan=body, name=name, **who_and_when(request))
        return _letter(surveys.letter(letter))

    return dict(once(request, f"answer letter {letter}", run))


@router.get(
    "/cases/{number}/neighbours",
    summary="邻里访问（留痕） | What neighbours said; logged",
    response=answers(list[NeighbourInquiryOut]),
)
@operation(*READERS)
def neighbours(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    case = cases.get(number)
    surveying.look(case, purpose="API", **who_and_when(request))
    return [_neighbour(one) for one in surveys.neighbours(case)]


@router.post(
    "/cases/{number}/neighbours",
    summary="登记邻里访问 | Enter what a neighbour said",
    response=answers(NeighbourInquiryOut),
)
@operation("surveys.visit")
def ask_neighbour(request: HttpRequest, number: str, body: NeighbourInquiryIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return _neighbour(along.ask_neighbour(cases.get(number), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"neighbour {number}", run))
