"""The summary of a month: figures by township, signed once by the supervisor."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from jiuzhu.filings import queries
from jiuzhu.journey import monthly
from jiuzhu.values.month import parse
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.doorkeeper import once, operation, signing
from jiuzhu.web.exchange.shapes import answers

router = Router()
READERS = ("filings.supervise", "filings.answer", "supervision.see", "audit.read")


class MonthOut(Schema):
    """月度汇总 | The summary of a month."""

    month: str
    rows: list[dict[str, str | int]] = Field(
        description="每个乡镇一行，件数、户数，或者以 _fen 结尾的整数分 | One row per township: counts, or fen where the name ends in _fen"
    )
    seen: str = Field(description="签署时原样送回 | To be sent back when signing")
    signed_by: str | None
    signed_on: date | None
    note: str
    paper: bool = Field(
        description="有汇总表可取：/months/{month}/paper | The sheet can be fetched at /months/{month}/paper"
    )


class MonthSignIn(Schema):
    """签署月度汇总 | To sign a month."""

    seen: Annotated[str, Field(min_length=64, max_length=64)] = Field(examples=["0" * 64])
    note: Annotated[str, Field(max_length=2000)] = Field(
        "", description="与发放台账核对的情况 | What comparing with the payments showed"
    )


def _told(request: HttpRequest, typed: str) -> dict[str, Any]:
    month = parse(typed)
    signed = queries.summary(settings.COUNTY, str(month))
    content = signed.content if signed else monthly.drawn(settings.COUNTY, month)
    reach = tuple(request.reach)  # type: ignore[attr-defined]
    return {
        "month": str(month), "rows": [row for row in content["rows"] if row["township"].startswith(reach)],
        "seen": monthly.seen_of(content), "signed_by": signed.by.name if signed else None, "signed_on": signed.on if signed else None,
        "note": signed.note if signed else "", "paper": signed is not None,
    }  # fmt: skip


@router.get("/months", response=answers(list[MonthOut]), summary="已签署的月度汇总 | Months that were signed")
@operation(*READERS)
def listing(request: HttpRequest) -> list[dict[str, Any]]:
    return [_told(request, one.month) for one in queries.summaries(request.reach)[:60]]  # type: ignore[attr-defined]


@router.get(
    "/months/{month}",
    response=answers(MonthOut),
    summary="一个月的汇总，签署前为当前数字 | One month: as signed, or as drawn now",
)
@operation(*READERS)
def one(request: HttpRequest, month: str) -> dict[str, Any]:
    return _told(request, month)


@router.get(
    "/months/{month}/paper",
    summary="签署时打印的汇总表（PDF） | The sheet as it was printed when it was signed",
)
@operation(*READERS)
def paper(request: HttpRequest, month: str) -> HttpResponse:
    return papers.handed_out(queries.signed_summary(settings.COUNTY, str(parse(month))).paper)


@router.post("/months/{month}/sign", response=answers(MonthOut), summary="签署月度汇总 | Sign a month")
@operation("filings.supervise")
def sign(request: HttpRequest, month: str, body: MonthSignIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        monthly.sign(settings.COUNTY, parse(month), **body.dict(), **signing(request))
        return _told(request, month)

    return dict(once(request, f"sign month {month}", run))
