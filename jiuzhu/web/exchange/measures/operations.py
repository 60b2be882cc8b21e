"""The two measures with what carries each article out, and how often which rule refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu import rulebook
from jiuzhu.audit import queries as audit
from jiuzhu.web import articles, clock
from jiuzhu.web.exchange.doorkeeper import language, operation
from jiuzhu.web.exchange.shapes import Day, Row, answers

router = Router()
MOST_ROWS = 200
Year = Annotated[int, Query(ge=2019, le=2100, description="年份，缺省今年 | Year, this one by default")]


class CarrierOut(Schema):
    """由什么执行 | What carries an article out."""

    kind: str = Field(
        description="refusal、number、constraint、trigger、table、job、check、screen", examples=["refusal"]
    )
    name: str = Field(examples=["delegation.no-letter-in-force"])
    words: str
    count: int | None = Field(description="今年全县拒绝次数 | Times refused this year in the county")


class ArticleOut(Schema):
    """一条 | One article."""

    number: int
    heading: str = Field(examples=["第八条"])
    chapter: str
    text: str
    starts_on: date
    stops_on: date | None
    law: str
    source: str
    confidence: str
    carried_out_by: list[CarrierOut]
    reason: str = Field(description="没有规则执行的理由 | Why no rule carries it out")
    count: int


class MeasureOut(Schema):
    """一个办法 | One measure."""

    key: str = Field(examples=["supervision"])
    name: str
    means: str
    area: str


class MeasureTextOut(MeasureOut):
    on: date
    articles: list[ArticleOut]


class CountedOut(Schema):
    """一个编码的拒绝次数 | How often one code was refused."""

    code: str
    count: int


class CountedByAreaOut(Schema):
    area: str = Field(description="乡镇代码，县级为县代码 | Township; the county's own code for the county")
    count: int


class RefusedOut(Schema):
    """一次拒绝；不含所填内容 | One refusal, without anything that was typed."""

    id: int
    at: datetime
    code: str
    door: str = Field(description="page、api、command、clock")
    staff_number: str
    case: str
    area: str


class RefusedPageOut(Schema):
    refusals: list[RefusedOut]
    older: int | None = Field(
        description="下一页的 before；没有了为空 | `before` of the next page; null at the end"
    )


class WantedRefusals(Schema):
    """都可以不填 | All optional."""

    code: Annotated[str, Field(max_length=80, description="拒绝的编码 | Code of the refusal")] = ""
    area: Annotated[
        str,
        Field(
            pattern=r"^([0-9]{6}([0-9]{3}){0,2})?$", description="地区代码及以下 | An area with all below it"
        ),
    ] = ""
    before: Row | None = None


def _measure(one: Any) -> dict[str, Any]:
    return {"key": one.key, "name": one.name(language()), "means": one.means(language()), "area": one.area}


@router.get("/measures", summary="两个办法 | The two measures", response=answers(list[MeasureOut]))
@operation()
def measures(request: HttpRequest) -> list[dict[str, Any]]:
    return [_measure(one) for one in rulebook.book().measures.values()]


@router.get(
    "/measures/{measure}",
    summary="一个办法的条文和执行它的规则 | One measure, article by article, with what carries it out",
    response=answers(MeasureTextOut),
)
@operation()
def measure(request: HttpRequest, measure: str, on: Annotated[Day | None, Query()] = None) -> dict[str, Any]:
    found, day = rulebook.book().measure(measure), on or clock.today()
    read = articles.shown(
        found, on=day, language=language(), counts=articles.counted(clock.today().year), powers=None
    )  # fmt: skip
    told = [_article(one) for _chapter, many in read for one in many]
    return {**_measure(found), "on": day, "articles": told}


def _article(one: articles.Shown) -> dict[str, Any]:
    version = one.version
    return {
        "number": one.article.number, "heading": one.heading, "chapter": one.article.chapter,
        "text": version.text(language()), "starts_on": version.starts_on, "stops_on": version.stops_on,
        "law": version.law, "source": version.source, "confidence": version.confidence, "reason": one.reason,
        "carried_out_by": [
            {"kind": c.kind, "name": c.name, "words": c.words, "count": c.count} for c in one.carriers
        ],
        "count": one.count,
    }  # fmt: skip


@router.get(
    "/refusals/counted",
    summary="一年里各编码在全县拒绝的次数 | How often each code was refused in the county in a year",
    response=answers(list[CountedOut]),
)
@operation()
def counted(request: HttpRequest, year: Year | None = None) -> list[dict[str, Any]]:
    found = articles.counted(year or clock.today().year)
    return [{"code": code, "count": count} for code, count in sorted(found.items())]


@router.get(
    "/refusals/by-area",
    summary="一年里各乡镇被拒绝的次数 | How often townships were refused in a year",
    response=answers(list[CountedByAreaOut]),
)
@operation("supervision.see", "audit.read")
def by_area(
    request: HttpRequest, year: Year | None = None, code: Annotated[str, Query(max_length=80)] = ""
) -> list[dict[str, Any]]:
    found = audit.refusals_by_area(year or clock.today().year, [code] if code else None)
    return [{"area": area, "count": count} for area, count in sorted(found.items())]


@router.get(
    "/refusals/listed",
    summary="每一次拒绝，新的在前 | The refusals themselves, newest first",
    response=answers(RefusedPageOut),
)
@operation("supervision.see", "audit.read")
def listed(request: HttpRequest, wanted: Query[WantedRefusals], year: Year | None = None) -> dict[str, Any]:
    found = audit.refusals_listed(
        year or clock.today().year, codes=[wanted.code] if wanted.code else None, area=wanted.area, before=wanted.before
    )  # fmt: skip
    rows = list(found[: MOST_ROWS + 1])
    shown = rows[:MOST_ROWS]
    return {
        "refusals": [
            {"id": one.pk, "at": one.at, "code": one.code, "door": one.door, "staff_number": one.actor_key,
             "case": one.case_number, "area": one.area_code}
            for one in shown
        ],
        "older": shown[-1].pk if len(rows) > MOST_ROWS else None,
    }  # fmt: skip
