"""Plans, readiness, and what is handed down to whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries as letters
from jiuzhu.offices import queries as offices
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import area, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import AreaCode, Code, Day, Line, Row, answers

router = Router()


class PlanIn(Schema):
    """放权方案 | A plan to hand items down."""

    number: Annotated[str, Field(min_length=1, max_length=60)]
    title: Annotated[str, Field(min_length=1, max_length=120)]
    basis: Line
    approval: Annotated[str, Field(min_length=1, max_length=120)]
    items: list[Code] = Field(max_length=60, examples=[["MZ01-01"]])
    townships: dict[AreaCode, Day] = Field(
        max_length=60, description="乡镇 → 可以承接的起始日 | Township → the day from which it may take items over",
        examples=[{"370982002": "2026-12-01"}],
    )  # fmt: skip
    pilots: list[AreaCode] = Field(max_length=60, examples=[["370982002"]])
    starts_on: Day


class SignOffIn(Schema):
    body: Literal["civil_affairs", "establishment", "justice", "legal_affairs"]
    agrees: bool
    signer: Annotated[str, Field(min_length=1, max_length=60)]
    opinion: Line
    signed_on: Day


class PlanOut(Schema):
    id: int
    number: str
    title: str
    starts_on: date
    adopted_on: date | None
    items: list[str]
    townships: dict[str, date]
    pilots: list[str]
    agreed: dict[str, bool]
    demo: bool


class ReadinessIn(Schema):
    township: AreaCode
    criterion: Literal["trained_staff", "confidentiality"]
    met: bool
    evidence: Line


class HandOverIn(Schema):
    township: AreaCode
    item: Annotated[str, Field(max_length=10, examples=["MZ01-01"])]
    kind: Literal["handed_down", "taken_back"]
    starts_on: Day
    reason: Annotated[str, Field(max_length=300)] = ""


class CellOut(Schema):
    item: str
    township: str
    state: str
    since: date | None
    letter: str
    lacking: list[str]


def _plan(found: Any) -> dict[str, Any]:
    areas = list(found.areas.all())
    return {
        "id": found.pk, "number": found.number, "title": found.title, "starts_on": found.starts_on, "adopted_on": found.adopted_on,
        "items": sorted(one.item_code for one in found.items.all()), "townships": {one.township_id: one.starts_on for one in areas},
        "pilots": [one.township_id for one in areas if one.pilot], "demo": found.demo,
        "agreed": {body: said.agrees for body, said in letters.said_of(found).items()},
    }  # fmt: skip


@router.get(
    "/delegation",
    summary="事项 × 乡镇：下放情况 | Items × townships: what is handed down, and what hinders the rest",
    response=answers(list[CellOut]),
)
@operation("cases.see")
def matrix(request: HttpRequest, township: Annotated[str, Query(max_length=9)] = "") -> list[dict[str, Any]]:
    within = [
        one.code
        for one in offices.townships((settings.COUNTY,))
        if one.code.startswith(tuple(p[:9] for p in request.reach))
    ]  # type: ignore[attr-defined]
    return [
        {"item": one.item_code, "township": one.township_code, "state": one.state, "since": one.since, "letter": one.letter,
         "lacking": list(one.lacking)}
        for one in letters.matrix(settings.COUNTY, clock.today(), [township] if township in within else within)
    ]  # fmt: skip


@router.post(
    "/delegation/readiness",
    summary="登记承接条件 | Record whether a township meets a criterion",
    response=answers(list[str]),
)
@operation("delegation.plan")
def note_readiness(request: HttpRequest, body: ReadinessIn) -> list[str]:
    def run() -> list[str]:
        told = body.dict()
        found = delegation.note_readiness(
            area(told.pop("township")), told.pop("criterion"), **told, **who_and_when(request)
        )
        return [found.criterion]

    return list(once(request, "readiness", run))


@router.post(
    "/delegation/hand-overs",
    summary="下放或收回一个事项 | Hand an item down, or take it back",
    response=answers(list[str]),
)
@operation("delegation.plan")
def hand_over(request: HttpRequest, body: HandOverIn) -> list[str]:
    def run() -> list[str]:
        plan = letters.plan_in_force(settings.COUNTY, body.starts_on)
        if plan is None:
            raise delegation.NoSuchPlan
        told = {"starts_on": body.starts_on} | who_and_when(request)
        if body.kind == "handed_down":
            delegation.hand_down(plan, area(body.township), body.item, **told)
        else:
            delegation.take_back(plan, area(body.township), body.item, reason=body.reason, **told)
        return [body.item]

    return list(once(request, "hand over", run))


@router.get("/plans", summary="放权方案 | Plans", response=answers(list[PlanOut]))
@operation("delegation.plan", "delegation.review", "supervision.see")
def plans(request: HttpRequest) -> list[dict[str, Any]]:
    return [_plan(one) for one in letters.plans()[:100]]


@router.post("/plans", summary="起草放权方案 | Draw up a plan", response=answers(PlanOut))
@operation("delegation.plan")
def draw_up(request: HttpRequest, body: PlanIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return _plan(
            delegation.draw_up(county=offices.area(settings.COUNTY), **body.dict(), **who_and_when(request))
        )

    return dict(once(request, f"plan {body.number}", run))


@router.post(
    "/plans/{plan}/sign-off",
    summary="登记四方之一的意见（签名） | Record what one of the four bodies said; signed",
    response=answers(PlanOut),
)
@operation("delegation.plan", "delegation.review")
def sign_off(request: HttpRequest, plan: Row, body: SignOffIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found, told = letters.plan(plan), body.dict()
        delegation.sign_off(found, told.pop("body"), **told, **signing(request))
        return _plan(found)

    return dict(once(request, f"sign off {plan}", run))


@router.post("/plans/{plan}/adopt", summary="通过方案 | Adopt a plan", response=answers(PlanOut))
@operation("delegation.plan")
def adopt(request: HttpRequest, plan: Row) -> dict[str, Any]:
    return dict(
        once(
            request,
            f"adopt {plan}",
            lambda: _plan(delegation.adopt(letters.plan(plan), **who_and_when(request))),
        )
    )
