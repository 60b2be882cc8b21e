"""What departments give: which sources are connected, the facts of a case with their source, and what the household says to them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.journey import asked, confirming, following
from jiuzhu.offices import scope
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock, facts_said
from jiuzhu.web.exchange.doorkeeper import language, once, open_to_all, operation, who_and_when
from jiuzhu.web.exchange.shapes import Code, Text, answers

router = Router()


class SourceConnectedOut(Schema):
    """一个来源接通没有，表单因此少问什么 | Whether a source is connected, and which questions hang on it."""

    source: str = Field(examples=["vehicles"])
    name: str
    connected: bool
    since: date | None
    latest: date | None = Field(description="最近数据的截至日 | Day of the latest data")
    until: date | None = Field(description="算接通到哪天 | Last day on which it counts as connected")
    removes: list[str] = Field(description="不再问的问题 | Questions that are not asked")
    would_remove: list[str] = Field(description="接通后还能不问的 | What it would spare if it were connected")


class FactSaidOut(Schema):
    text: str
    reason: str
    on: date
    by: str


class FactOut(Schema):
    """一名成员的一项信息：谁怎么说，采用哪个，为什么 | One fact: who says what, which counts, and why."""

    member: str
    name: str
    fact: str
    label: str
    declared: str
    found: str
    source: str
    as_of: date | None
    until: date | None = Field(description="数据有效到哪天 | Until when the data is recent enough")
    rows: list[int] = Field(description="部门数据的行号 | Rows of the delivery")
    counts: str
    why: str
    law: str
    differs: bool
    meaning: str = Field(description="对照说明 | How the two compare")
    to_fill_in: bool = Field(
        description="没问过，部门也说不清：要问 | Not asked, and no department could say: to be asked"
    )
    asked: bool
    said: list[FactSaidOut] = Field(
        description="家庭的说法，只增不改 | The household's words; only ever added to"
    )


class FactSaidIn(Schema):
    """家庭对一项信息的说法；两个值都保留 | What the household says of one fact; both values stay."""

    member: Code = Field(examples=["m1"])
    fact: Code = Field(examples=["vehicles"])
    says: Literal["agrees", "differs", "supplies"] = Field(examples=["differs"])
    value: Text = Field(
        "", description="家庭的值，照原样 | The household's own value, as typed", examples=["0"]
    )
    reason: Text = Field("", examples=["三月已卖，没有过户"])


class OwnFactsIn(Schema):
    """受理通知书上的编号和查询码 | Number and code of the receipt."""

    number: Code = Field(examples=["370982002-2026-00017"])
    code: Code = Field(examples=["7QX2-M9KD"])


class OwnFactSaidIn(OwnFactsIn, FactSaidIn):
    """家庭自己说这一项不对 | The household itself says that a fact is not so."""


@router.get(
    "/verification/connected",
    summary="已接通的来源和表单问题 | Connected sources and the questions they spare",
    response=answers(list[SourceConnectedOut]),
)
@operation()
def connected(
    request: HttpRequest, item: Annotated[str, Query(max_length=60, examples=["MZ01-01"])] = "MZ01-01"
) -> list[dict[str, Any]]:
    return [
        {
            "source": one.connection.source, "name": verification.SOURCES[one.connection.source].name(language()),
            "connected": one.connection.connected, "since": one.connection.since, "latest": one.connection.latest,
            "until": one.connection.until, "removes": one.removes, "would_remove": one.would_remove,
        }
        for one in asked.spared(rulebook.item(item).code, clock.today(), language())
    ]  # fmt: skip


@router.get(
    "/cases/{number}/facts",
    summary="部门信息和家庭的说法（留痕） | Facts with their source; logged",
    response=answers(list[FactOut]),
)
@operation("intake.accept", "verification.inquire", "verification.read")
def facts(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    """窗口只看到表单本来要问的。 | The counter sees what its form would have asked."""
    case = cases.get(number)
    limited = confirming.look(case, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]
    return _told(case, form_only=limited)


@router.post(
    "/cases/{number}/facts/said",
    summary="登记家庭对一项信息的说法 | Record what the household says of a fact",
    response=answers(list[FactOut]),
)
@operation("intake.accept", "verification.inquire")
def said(request: HttpRequest, number: str, body: FactSaidIn) -> list[dict[str, Any]]:
    def run() -> list[dict[str, Any]]:
        case = cases.get(number)
        confirming.say(case, **body.dict(), **who_and_when(request))
        return _told(
            case, form_only=verification.why_not_read(case, request.officer, clock.today()) is not None
        )  # type: ignore[attr-defined]

    return list(once(request, f"fact {number}", run))


@router.post(
    "/own-case/facts", auth=None, response=answers(list[FactOut]),
    summary="凭编号和查询码看部门提供的自家信息 | What departments give of one's own household",
)  # fmt: skip
@open_to_all
def own_facts(request: HttpRequest, body: OwnFactsIn) -> list[dict[str, Any]]:
    """不改变任何内容，不需要 Idempotency-Key。 | Changes nothing, needs no key."""
    case = _opened(body)
    with scope.within((case.area_id,)):
        return _told(case)


@router.post(
    "/own-case/facts/said", auth=None, response=answers(list[FactOut]),
    summary="家庭自己说明一项信息不对 | The household says that a fact is not so",
)  # fmt: skip
@open_to_all
def own_said(request: HttpRequest, body: OwnFactSaidIn) -> list[dict[str, Any]]:
    """重复提交只多留一条说法，不改任何值。 | Sent twice it is said twice; no value changes."""
    case = _opened(body)
    told = {name: text for name, text in body.dict().items() if name not in ("number", "code")}
    with scope.within((case.area_id,)):
        confirming.say_oneself(case, **told, on=clock.today(), at=clock.now())
        return _told(case)


def _opened(body: OwnFactsIn) -> Any:
    with scope.whole_county():
        return following.open_own(body.number.strip(), body.code, at=clock.now())


def _told(case: Any, *, form_only: bool = False) -> list[dict[str, Any]]:
    lines = confirming.lines(case, clock.today(), form_only=form_only)
    return [
        {**{name: getattr(row, name) for name in FactOut.model_fields if name != "said"}, "said": [vars(one) for one in row.said]}
        for row in facts_said.rows(lines, language())
    ]  # fmt: skip
