"""A county's numbers: what is in force, what is missing, entering, checking, correcting."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu import rulebook
from jiuzhu.rulebook import Figure, NotInForce
from jiuzhu.standards import actions, rules
from jiuzhu.standards import queries as standards
from jiuzhu.values.figures import plain
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when
from jiuzhu.web.exchange.shapes import AreaCode, AreaQuery, Code, Day, RefusalOut, Row, answers

router = Router()

# The unit of each number decides which of these fits; the room says what does not.
Whole = Annotated[int, Field(ge=0, le=10**12)]
Words = Annotated[str, Field(max_length=40)]
Cell = bool | Whole | Words | list[Words]
Value = Cell | dict[Words, Cell]


class NumberOut(Schema):
    """一个政策数字在某地某天的值 | A number for a place on a day."""

    name: str = Field(examples=["urban-minimum-living-standard"])
    label: str
    unit: str = Field(examples=["fen_per_person_month"])
    area: str
    value: Any = Field(
        description="按单位：整数分、小数文本、真假、词 | By its unit: fen, decimal text, bool, words"
    )
    shown: str
    starts_on: date | None
    stops_on: date | None
    law: str
    source: str
    confidence: str = Field(description="A 到 D | A to D")
    demo: bool
    why_not: RefusalOut | None = Field(description="没有有效值的原因 | Why there is none in force")


class GapOut(Schema):
    name: str
    items: list[str] = Field(description="等着它的事项 | Items that wait for it")
    waiting: int = Field(description="已录入、待复核的条数 | Entries that only lack their second person")
    why_not: RefusalOut


class NoticeIn(Schema):
    """数字所依据的文件 | The paper that the number is copied from."""

    title: Annotated[str, Field(max_length=200)]
    number: Annotated[str, Field(max_length=80, examples=["新民发〔2026〕12号"])]
    issuing_body: Annotated[str, Field(max_length=100)]
    issued_on: Day


class NumberEntryIn(Schema):
    name: Code = Field(examples=["urban-minimum-living-standard"])
    area: AreaCode
    value: Value = Field(examples=[98000])
    starts_on: Day
    stops_on: Day | None = None
    notice: NoticeIn


class CorrectionIn(Schema):
    value: Value = Field(examples=[98500])
    starts_on: Day
    stops_on: Day | None = None
    notice: NoticeIn
    reason: Annotated[str, Field(max_length=300)]


class NumberWithdrawalIn(Schema):
    reason: Annotated[str, Field(max_length=300)]


class VerdictIn(Schema):
    agrees: bool
    remark: Annotated[str, Field(max_length=300, description="退回时必填 | Needed when sending back")] = ""


class NumberEntryOut(Schema):
    id: int
    name: str
    area: str
    unit: str
    value: Any
    starts_on: date
    stops_on: date | None
    notice_number: str
    entered_by: str
    entered_at: datetime
    replaces: int | None
    agrees: bool | None = Field(description="空：待复核 | Null: waits for its second person")
    checked_by: str | None
    remark: str
    demo: bool


def _number(name: str, area: str, found: Figure | NotInForce) -> dict[str, Any]:
    parameter, said = rulebook.figures().parameter(name), language()
    head = {"name": name, "label": parameter.label(said), "unit": parameter.unit}
    if isinstance(found, NotInForce):
        return head | {
            "area": area, "value": None, "shown": "", "starts_on": None, "stops_on": None, "law": "", "source": "",
            "confidence": "", "demo": False, "why_not": found.as_dict(said),
        }  # fmt: skip
    return head | {
        "area": found.area, "value": plain(found.value), "shown": rules.shown(found.unit, found.value, said, standards.words(said)),
        "starts_on": found.starts_on, "stops_on": found.stops_on, "law": found.law, "source": found.source,
        "confidence": found.confidence, "demo": found.demo, "why_not": None,
    }  # fmt: skip


def _entry(pk: int) -> dict[str, Any]:
    one = standards.get(pk)
    verdict = standards.verdict_on(one)
    return {
        "id": one.pk, "name": one.name, "area": one.area_id, "unit": one.unit, "value": one.value, "starts_on": one.starts_on,
        "stops_on": one.stops_on, "notice_number": one.notice_number, "entered_by": one.entered_by.name,
        "entered_at": one.entered_at, "replaces": one.replaces_id, "demo": one.demo,
        "agrees": verdict.agrees if verdict else None, "checked_by": verdict.checked_by.name if verdict else None,
        "remark": verdict.remark if verdict else "",
    }  # fmt: skip


def _typed(name: str, value: Any) -> Any:
    """JSON as the room takes it: lists become tuples; decimals come as text and stay text until the room reads them."""
    unit = rulebook.UNITS[rulebook.figures().parameter(name).unit]

    def cell(one: Any) -> Any:
        if isinstance(one, list):
            return tuple(one)
        return (
            Decimal(one) if unit == "decimal" and isinstance(one, int) and not isinstance(one, bool) else one
        )

    return {key: cell(one) for key, one in value.items()} if isinstance(value, dict) else cell(value)


def _said(body: Any, name: str) -> dict[str, Any]:
    return {
        "starts_on": body.starts_on, "stops_on": body.stops_on, "value": _typed(name, body.value),
        "notice": actions.Notice(**body.notice.dict()),
    }  # fmt: skip


@router.get(
    "/numbers",
    summary="某地某天的全部政策数字 | Every number for a place on a day",
    response=answers(list[NumberOut]),
)
@operation()
def numbers(
    request: HttpRequest,
    area: AreaQuery = settings.COUNTY,
    on: Annotated[Day | None, Query()] = None,
) -> list[dict[str, Any]]:
    found = standards.numbers(area, on or clock.today())
    return [_number(name, area, one) for name, one in found.items()]


@router.get(
    "/numbers/missing",
    summary="缺少、需要本县录入的数字 | Numbers that the county must enter",
    response=answers(list[GapOut]),
)
@operation()
def missing(
    request: HttpRequest,
    area: AreaQuery = settings.COUNTY,
    on: Annotated[Day | None, Query()] = None,
) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "items": list(one.items),
            "waiting": one.waiting,
            "why_not": one.refusal.as_dict(language()),
        }
        for one in standards.missing(area, on or clock.today())
    ]


@router.get(
    "/numbers/entries/waiting",
    summary="待复核的录入 | Entries that wait for me",
    response=answers(list[NumberEntryOut]),
)
@operation("standards.check")
def waiting(request: HttpRequest) -> list[dict[str, Any]]:
    return [_entry(one.pk) for one in standards.waiting_for(request.officer, clock.today())[:200]]  # type: ignore[attr-defined]


@router.get("/numbers/entries/{entry}", summary="一条录入 | One entry", response=answers(NumberEntryOut))
@operation()
def entry(request: HttpRequest, entry: Row) -> dict[str, Any]:
    return _entry(entry)


@router.post("/numbers/entries", summary="录入数字 | Enter a number", response=answers(NumberEntryOut))
@operation("standards.enter")
def enter(request: HttpRequest, body: NumberEntryIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when, said = who_and_when(request), _said(body, body.name)
        made = actions.enter(
            body.name,
            body.area,
            said.pop("value"),
            **said,
            demo=settings.DEMO,
            actor=when["actor"],
            at=when["at"],
        )
        return _entry(made.pk)

    return dict(once(request, f"enter {body.name}", run))


@router.post(
    "/numbers/entries/{entry}/check", summary="复核 | Check an entry", response=answers(NumberEntryOut)
)
@operation("standards.check")
def check(request: HttpRequest, entry: Row, body: VerdictIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when = who_and_when(request)
        actions.check(standards.get(entry), **body.dict(), actor=when["actor"], at=when["at"])
        return _entry(entry)

    return dict(once(request, f"check {entry}", run))


@router.post(
    "/numbers/entries/{entry}/correct", summary="更正 | Correct an entry", response=answers(NumberEntryOut)
)
@operation("standards.enter")
def correct(request: HttpRequest, entry: Row, body: CorrectionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when, old = who_and_when(request), standards.get(entry)
        said = _said(body, old.name)
        made = actions.correct(
            old, said.pop("value"), **said, reason=body.reason, actor=when["actor"], at=when["at"]
        )
        return _entry(made.pk)

    return dict(once(request, f"correct {entry}", run))


@router.post(
    "/numbers/entries/{entry}/withdraw",
    summary="申请撤销 | Ask to withdraw an entry",
    response=answers(NumberEntryOut),
)
@operation("standards.enter")
def withdraw(request: HttpRequest, entry: Row, body: NumberWithdrawalIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        when = who_and_when(request)
        made = actions.withdraw(standards.get(entry), reason=body.reason, actor=when["actor"], at=when["at"])
        return _entry(made.pk)

    return dict(once(request, f"withdraw number {entry}", run))


@router.get(
    "/numbers/{name}",
    summary="一个数字的全部版本 | One number through time",
    response=answers(list[NumberOut]),
)
@operation()
def history(request: HttpRequest, name: str, area: AreaQuery = settings.COUNTY) -> list[dict[str, Any]]:
    rulebook.figures().parameter(name)
    return [_number(name, area, one.figure) for one in standards.history(name, area) if one.state == "agreed"]
