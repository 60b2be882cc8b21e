"""The log: what was done and looked at, by whom, when; for the auditor, who changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.audit import actions as audit_actions
from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.values import citizen_id
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, operation
from jiuzhu.web.exchange.refusals import NoSuchPerson
from jiuzhu.web.exchange.shapes import Code, Day, EntryOut, Row, answers

router = Router()
MOST_ROWS = 200
_HIDDEN = ("citizen_id", "hash", "password")


class WantedEntries(Schema):
    """都可以不填 | All optional."""

    who: Code = Field(
        "", description="姓名或工号；“系统”是系统自己 | Name or staff number; “system” is the clock"
    )
    acts: Code = Field(
        "", description="事项代码或它的开头，如 intake | Code of an act or its room", examples=["intake"]
    )
    case: Code = Field("", description="办理编号 | Case number")
    since: Day | None = None
    until: Day | None = None
    before: Row | None = Field(
        None, description="上一页最后一条的编号 | Number of the last entry of the page before"
    )


class LogEntryOut(EntryOut):
    id: int
    case: str
    person: str


class LogOut(Schema):
    entries: list[LogEntryOut]
    older: int | None = Field(
        description="下一页的 before；没有了为空 | `before` of the next page; null at the end"
    )


class NumberIn(Schema):
    citizen_id: Annotated[
        str, Field(max_length=18, description="公民身份号码 | Citizen ID", examples=["37098219850304002X"])
    ]


class RowChangeOut(Schema):
    id: int
    at: datetime
    table: str
    row: str
    kind: str
    by: str
    cells: dict[str, list[Any]] = Field(
        description="列：之前、之后；敏感列遮盖 | Column: before and after; sensitive ones are masked"
    )


def _page(found: Any) -> dict[str, Any]:
    entries = list(found[: MOST_ROWS + 1])
    shown = entries[:MOST_ROWS]
    return {
        "entries": [
            {
                "id": one.pk, "at": one.at, "act": one.act, "by": one.actor_name, "case": one.case_number,
                "person": one.person_key, "text": audit.line_of(one).text(language()), "facts": one.facts,
            }
            for one in shown
        ],
        "older": shown[-1].pk if len(entries) > MOST_ROWS else None,
    }  # fmt: skip


@router.get("/log", summary="操作记录，新的在前 | The log, newest first", response=answers(LogOut))
@operation("audit.read")
def listing(request: HttpRequest, wanted: Query[WantedEntries]) -> dict[str, Any]:
    actors = None
    if wanted.who:
        clocks = wanted.who.lower() in ("系统", "system")
        actors = (
            [""]
            if clocks
            else [one.staff_number for one in offices.officers(words=wanted.who, on=clock.today())[:100]]
        )
    found = audit.search(
        actors=actors, acts=wanted.acts, case=wanted.case, since=wanted.since, until=wanted.until, before=wanted.before
    )  # fmt: skip
    return _page(found)


@router.post(
    "/log/person",
    summary="谁看过、改过某人的信息 | Who looked at or changed a person's records",
    response=answers(LogOut),
)
@operation("audit.read")
def person(request: HttpRequest, body: NumberIn) -> dict[str, Any]:
    """身份证号放在请求体里，地址里不留；这次查询本身也记入操作记录。 | The number stays out of addresses; asking is logged too."""
    number = citizen_id.parse(body.citizen_id, on=clock.today(), field="citizen_id").number
    someone = households.person(number)
    if someone is None:
        raise NoSuchPerson("citizen_id")
    audit_actions.searched_person(str(someone.pk), someone.name, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    return _page(
        audit.touching(str(someone.pk), list(cases.of_person(number).values_list("number", flat=True)))
    )


@router.get(
    "/log/rows",
    summary="数据行改动前后 | Rows before and after their changes",
    response=answers(list[RowChangeOut]),
)
@operation("audit.read")
def rows(
    request: HttpRequest,
    table: Annotated[str, Query(max_length=80)] = "",
    row: Annotated[str, Query(max_length=80)] = "",
    before: Annotated[Row | None, Query()] = None,
) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "at": one.at,
            "table": one.table,
            "row": one.row,
            "kind": one.kind,
            "by": one.actor_key,
            "cells": _cells(one),
        }
        for one in audit.rows_changed(table=table, row=row, before=before)[:MOST_ROWS]
    ]


def _cells(change: Any) -> dict[str, list[Any]]:
    before, after = change.before or {}, change.after or {}
    return {
        name: [
            "＊＊＊" if any(word in name for word in _HIDDEN) else side.get(name) for side in (before, after)
        ]
        for name in sorted(set(before) | set(after))
    }
