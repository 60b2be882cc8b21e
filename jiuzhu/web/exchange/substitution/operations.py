"""Name a substitute on a case, and take her back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.offices import queries as offices
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when
from jiuzhu.web.exchange.shapes import Line, Row, answers

router = Router()
Duty = Literal["verify", "survey", "review", "appraise", "decide"]


class SubstituteIn(Schema):
    duty: Duty
    substitute: Annotated[str, Field(max_length=20, description="工号 | Staff number", examples=["T0010"])]
    reason: Literal["conflict", "absence", "staff_gap"]
    explanation: Line


class TakeBackIn(Schema):
    reason: Line


class SubstitutionOut(Schema):
    id: int
    duty: str
    substitute: str
    name: str
    ordered_by: str
    explanation: str
    starts_on: date
    ended: bool


class CandidateOut(Schema):
    staff_number: str
    name: str
    office: str


def _told(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "duty": one.duty, "substitute": one.substitute.staff_number, "name": one.substitute.name,
        "ordered_by": one.ordered_by.name, "explanation": one.explanation, "starts_on": one.starts_on,
        "ended": hasattr(one, "end"),
    }  # fmt: skip


@router.get(
    "/cases/{number}/substitution/candidates",
    summary="可以依法代替的人员 | Who may lawfully stand in",
    response=answers(list[CandidateOut]),
)
@operation("cases.substitute")
def candidates(request: HttpRequest, number: str, duty: Annotated[Duty, Query()]) -> list[dict[str, Any]]:
    found = cases.candidates(cases.get(number), duty, clock.today())
    return [{"staff_number": one.staff_number, "name": one.name, "office": one.office.name} for one in found]


@router.get(
    "/cases/{number}/substitution",
    summary="代替情况 | Substitutions on a case",
    response=answers(list[SubstitutionOut]),
)
@operation("cases.see")
def substitutions(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    return [_told(one) for one in cases.substitutions(cases.get(number))]


@router.post(
    "/cases/{number}/substitution",
    summary="指定代替人员 | Name a substitute",
    response=answers(SubstitutionOut),
)
@operation("cases.substitute")
def name(request: HttpRequest, number: str, body: SubstituteIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        case, told = cases.get(number), body.dict()
        substitute = offices.officer(told.pop("substitute"))
        made = case_actions.name_substitute(
            case, told.pop("duty"), substitute=substitute, **told, **who_and_when(request)
        )
        return _told(made)

    return dict(once(request, f"substitute {number}", run))


@router.post(
    "/cases/{number}/substitution/{substitution}/end",
    summary="撤回代替 | Take a substitution back",
    response=answers(SubstitutionOut),
)
@operation("cases.substitute")
def end(request: HttpRequest, number: str, substitution: Row, body: TakeBackIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        case, named = cases.get(number), cases.substitution(substitution)
        if named.case_id != case.pk:
            raise case_actions.NoSuchSubstitution
        case_actions.take_back_substitute(named, **body.dict(), **who_and_when(request))
        return _told(cases.substitution(substitution))

    return dict(once(request, f"end substitution {substitution}", run))
