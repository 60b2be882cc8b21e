"""Plans, readiness, hand-overs, drafts of letters, letters."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries as letters
from jiuzhu.delegation.refusals import NoSuchDraft
from jiuzhu.journey import delegating
from jiuzhu.offices import queries as offices
from jiuzhu.values import canonical
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import area, language, once, operation, signing, who_and_when
from jiuzhu.web.exchange.shapes import AreaCode, Code, Day, Fen, Line, RefusalOut, Row, answers

router = Router()
EVENTS = {"suspend": delegation.suspend, "resume": delegation.resume, "withdraw": delegation.withdraw}


Limit = Annotated[Fen, Field(ge=0)]


class LetterIn(Schema):
    """放权委托书 | A delegation letter."""

    number: Code = Field(examples=["新民委〔2026〕3号"])
    township: AreaCode
    items: dict[Code, Limit | None] = Field(
        max_length=60, examples=[{"MZ01-01": 300000}],
        description="事项 → 每户每月限额，整数分；null 不限 | Item → limit in fen per household and month; null for none",
    )  # fmt: skip
    legal_form: Literal["entrusted", "statutory_township"]
    basis: Line
    starts_on: Day
    stops_on: Day = Field(description="当天起失效 | First day without it")
    signed_for_township: Annotated[str, Field(min_length=1, max_length=60)]


class EventIn(Schema):
    effective_on: Day
    reason: Line
    item_code: Annotated[str, Field(max_length=10)] = Field(
        "", description="只中止、恢复其中一项时填写 | Only for one item; a withdrawal ends the whole letter"
    )  # fmt: skip


class LetterOut(Schema):
    number: str
    township: str
    legal_form: str
    basis: str
    starts_on: date
    stops_on: date
    state: str
    items: dict[str, int | None]
    demo: bool


class WhyNotOut(Schema):
    why_not: RefusalOut | None


def _told(letter: Any) -> dict[str, Any]:
    return {
        "number": letter.number,
        "township": letter.township_id,
        "legal_form": letter.legal_form,
        "basis": letter.basis,
        "starts_on": letter.starts_on,
        "stops_on": letter.stops_on,
        "state": letters.state(letter, clock.today()),
        "items": {item.item_code: item.limit_fen for item in letter.items.all()},
        "demo": letter.demo,
    }


@router.get(
    "/letters",
    summary="辖区内的委托书 | Letters of the townships within reach",
    response=answers(list[LetterOut]),
)
@operation("cases.see")
def listing(
    request: HttpRequest,
    township: Annotated[str, Query(max_length=12)] = "",
    item: Annotated[str, Query(max_length=10)] = "",
) -> list[dict[str, Any]]:
    found = letters.listing(request.reach, township=township, item=item)  # type: ignore[attr-defined]
    return [_told(one) for one in found[:500]]


@router.get(
    "/letters/covering",
    summary="乡镇为什么不能就某事项、日期、金额作决定 | Why a township may not decide an item, day and amount; null when a letter covers it",
    response=answers(WhyNotOut),
)
@operation("cases.see")
def covering(
    request: HttpRequest,
    item: Annotated[str, Query(max_length=10)],
    township: Annotated[AreaCode, Query()],
    on: Annotated[Day, Query()],
    amount_fen: Annotated[Fen, Query()],
) -> dict[str, Any]:
    refusal = letters.why_not_decide(item, township, on, amount_fen)
    return {"why_not": refusal.as_dict(language()) if refusal else None}


@router.post(
    "/letters",
    summary="录入双方已在纸面签署的委托书 | Take over a letter that both sides signed on paper",
    response=answers(LetterOut),
)
@operation("delegation.issue")
def issue(request: HttpRequest, body: LetterIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        township = area(body.township)
        return _told(delegation.issue(**body.dict() | {"township": township}, **who_and_when(request)))

    return dict(once(request, f"issue {body.number}", run))


@router.post(
    "/letters/{number}/{kind}",
    summary="中止、恢复、收回委托书 | Suspend, resume or withdraw a letter",
    response=answers(LetterOut),
)
@operation("delegation.issue")
def event(
    request: HttpRequest, number: str, kind: Literal["suspend", "resume", "withdraw"], body: EventIn
) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        letter = letters.get(number)
        if letter is None:
            raise delegation.NoSuchLetter(number=number)
        told = body.dict()
        if kind == "withdraw":
            told.pop("item_code")
        EVENTS[kind](letter, **told, **signing(request))
        return _told(letter)

    return dict(once(request, f"{kind} {number}", run))


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
    item: Code = Field(examples=["MZ01-01"])
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


class DraftIn(Schema):
    """委托书草案 | A letter to be reviewed and signed."""

    township: AreaCode
    items: dict[Code, Limit | None] = Field(max_length=60, examples=[{"MZ01-01": 300000}])
    legal_form: Literal["entrusted", "statutory_township"]
    provincial_rule: Annotated[str, Field(max_length=120)] = ""
    basis: Line
    starts_on: Day
    stops_on: Day
    terms: dict[str, Line] = Field(
        max_length=20,
        description="委托书的各项约定 | The terms, by key (docs/glossary.md)",
        examples=[{"powers": "…"}],
    )
    amends: Annotated[str, Field(max_length=40)] = Field(
        "", description="替代的委托书编号 | The letter it takes over from"
    )


class ReviewIn(Schema):
    agrees: bool
    note: Annotated[str, Field(max_length=1000)] = ""
    seen: Annotated[str, Field(min_length=64, max_length=64)] = Field(
        description="阅读内容的 SHA-256 | SHA-256 of what was read", examples=["0" * 64]
    )


class SeenIn(Schema):
    seen: Annotated[str, Field(min_length=64, max_length=64)] = Field(examples=["0" * 64])


class PublishIn(Schema):
    published_in: Line


class DraftOut(Schema):
    id: int
    township: str
    state: str
    seen: str
    content: dict[str, Any]
    letter: str | None


class RunningOut(Schema):
    case: str
    stage: str
    decider: Literal["township", "county"]
    why_not_township: RefusalOut | None


def _plan(found: Any) -> dict[str, Any]:
    areas = list(found.areas.all())
    return {
        "id": found.pk, "number": found.number, "title": found.title, "starts_on": found.starts_on, "adopted_on": found.adopted_on,
        "items": sorted(one.item_code for one in found.items.all()), "townships": {one.township_id: one.starts_on for one in areas},
        "pilots": [one.township_id for one in areas if one.pilot], "demo": found.demo,
        "agreed": {body: said.agrees for body, said in letters.said_of(found).items()},
    }  # fmt: skip


def _draft(made: Any) -> dict[str, Any]:
    content = letters.draft_content(made)
    return {
        "id": made.pk, "township": made.township_id, "state": made.state, "seen": canonical.digest(content), "content": content,
        "letter": made.letter.number if made.letter else None,
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


@router.get("/letter-drafts", summary="委托书草案 | Drafts of letters", response=answers(list[DraftOut]))
@operation(
    "delegation.issue",
    "delegation.review",
    "delegation.sign_county",
    "delegation.sign_township",
    "supervision.see",
)
def drafts(request: HttpRequest) -> list[dict[str, Any]]:
    found = letters.drafts(request.reach, open_only=True)[:200]  # type: ignore[attr-defined]
    return [_draft(one) for one in found]


@router.post("/letter-drafts", summary="起草委托书 | Draft a letter", response=answers(DraftOut))
@operation("delegation.issue")
def draft(request: HttpRequest, body: DraftIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        told = body.dict()
        plan, old = (
            letters.plan_in_force(settings.COUNTY, max(clock.today(), body.starts_on)),
            told.pop("amends"),
        )
        if plan is None:
            raise delegation.NoSuchPlan
        amends = letters.get(old) if old else None
        if old and amends is None:
            raise delegation.NoSuchLetter(number=old)
        told["township"] = area(told["township"])
        return _draft(delegation.draft(plan=plan, amends=amends, **told, **who_and_when(request)))

    return dict(once(request, "draft letter", run))


def _mine(request: HttpRequest, pk: int) -> Any:
    made = letters.draft(pk)
    if not made.township_id.startswith(tuple(request.reach)):  # type: ignore[attr-defined]
        raise NoSuchDraft
    return made


@router.post(
    "/letter-drafts/{draft}/review",
    summary="合法性审查（同意时签名） | Legal review; signed when it agrees",
    response=answers(DraftOut),
)
@operation("delegation.review")
def review(request: HttpRequest, draft: Row, body: ReviewIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = _mine(request, draft)
        told = signing(request) if body.agrees else who_and_when(request)
        return _draft(delegation.review(made, **body.dict(), **told))

    return dict(once(request, f"review {draft}", run))


@router.post(
    "/letter-drafts/{draft}/sign-township",
    summary="代表乡镇签署 | Sign for the township",
    response=answers(DraftOut),
)
@operation("delegation.sign_township")
def sign_township(request: HttpRequest, draft: Row, body: SeenIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = _mine(request, draft)
        return _draft(delegation.sign_for_township(made, seen=body.seen, **signing(request)))

    return dict(once(request, f"sign township {draft}", run))


@router.post(
    "/letter-drafts/{draft}/sign-county",
    summary="代表县级民政部门签署 | Sign for the county bureau",
    response=answers(DraftOut),
)
@operation("delegation.sign_county")
def sign_county(request: HttpRequest, draft: Row, body: SeenIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = _mine(request, draft)
        return _draft(delegation.sign_for_county(made, seen=body.seen, **signing(request)))

    return dict(once(request, f"sign county {draft}", run))


@router.post(
    "/letter-drafts/{draft}/publish",
    summary="编号公布，委托书生效 | Number and publish: the letter is in force",
    response=answers(LetterOut),
)
@operation("delegation.issue")
def publish(request: HttpRequest, draft: Row, body: PublishIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return _told(delegation.publish(_mine(request, draft), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"publish {draft}", run))


@router.get(
    "/letters/{number}/running",
    summary="委托书下正在办理的申请由谁决定 | Running cases of a letter, and who decides each today",
    response=answers(list[RunningOut]),
)
@operation("cases.see")
def running(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    letter = letters.get(number)
    if letter is None or not letter.township_id.startswith(tuple(request.reach)):  # type: ignore[attr-defined]
        raise delegation.NoSuchLetter(number=number)
    return [
        {"case": one.case.number, "stage": one.case.stage, "decider": one.decider,
         "why_not_township": one.why_not_township.as_dict(language()) if one.why_not_township else None}
        for one in delegating.running_cases(letter, clock.today())
    ]  # fmt: skip
