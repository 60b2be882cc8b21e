"""Signals on odd queries, and how much each officer asks and looks."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.verification import actions, queries
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when
from jiuzhu.web.exchange.shapes import Row, answers

router = Router()
SEES = ("verification.watch", "audit.read")


class QuerySignalOut(Schema):
    """一条查询提示 | A signal on a query."""

    id: int
    kind: str = Field(examples=["no_case"])
    name: str
    officer: str
    case: str
    refused: str = Field(
        description="拒绝代码，没有拒绝为空 | Code of the refusal; empty where it was allowed"
    )
    evidence: dict[str, Any]
    at: datetime
    outcome: str | None
    text: str | None


class QueryFindingIn(Schema):
    outcome: Literal["explained", "reminded", "misuse"]
    text: Annotated[str, Field(min_length=1, max_length=500)]


class AskingOut(Schema):
    """一名人员查询了多少 | How much one officer asked and looked."""

    officer: str
    name: str
    office: str
    cases: int
    looks: int
    signals: int


def _told(one: Any) -> dict[str, Any]:
    finding = getattr(one, "finding", None)
    return {
        "id": one.pk, "kind": one.kind, "name": queries.SIGNALS[one.kind][language().startswith("en")],
        "officer": one.officer.staff_number, "case": one.case_number, "refused": one.refused, "evidence": one.evidence, "at": one.at,
        "outcome": finding.outcome if finding else None, "text": finding.text if finding else None,
    }  # fmt: skip


@router.get(
    "/query-signals",
    summary="查询提示 | Signals on odd queries",
    response=answers(list[QuerySignalOut]),
)
@operation(*SEES)
def signals(
    request: HttpRequest, kind: Annotated[str, Query(max_length=20)] = "", open_only: bool = True
) -> list[dict[str, Any]]:
    found = queries.query_signals(request.reach, kind=kind, open_only=open_only)  # type: ignore[attr-defined]
    return [_told(one) for one in found[:500]]


@router.post(
    "/query-signals/{query_signal}/finding",
    summary="核查查询提示 | Close a signal with a finding",
    response=answers(QuerySignalOut),
)
@operation("verification.watch")
def close(request: HttpRequest, query_signal: Row, body: QueryFindingIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = queries.query_signal(query_signal, request.reach)  # type: ignore[attr-defined]
        actions.close_signal(found, **body.dict(), **who_and_when(request))
        return _told(queries.query_signal(query_signal))

    return dict(once(request, f"close query signal {query_signal}", run))


@router.get(
    "/query-signals/by-officer",
    summary="谁查询了多少 | How much each officer asked and looked",
    response=answers(list[AskingOut]),
)
@operation(*SEES)
def by_officer(
    request: HttpRequest, since: date | None = None, until: date | None = None
) -> list[dict[str, Any]]:
    """不填日期为最近 30 天。 | Without days: the last thirty."""
    today = clock.today()
    found = queries.asking(request.reach, since or today - timedelta(days=30), until or today)  # type: ignore[attr-defined]
    return [
        {
            "officer": one.staff_number, "name": one.name, "office": one.office, "cases": one.cases, "looks": one.looks,
            "signals": one.signals,
        }
        for one in found
    ]  # fmt: skip
