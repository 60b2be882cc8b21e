"""Connections to departments: how each stands, its batches and strays, and a try out of turn. No result about anybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema
from pydantic import Field

from jiuzhu.scheduled import timetable
from jiuzhu.verification import actions
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when
from jiuzhu.web.exchange.shapes import PageQuery, RefusalOut, answers

router = Router()
READERS = ("verification.connect", "supervision.see")
PER_PAGE = 200
Key = Annotated[
    str, Path(max_length=30, description="连接的代号 | Key of the connection", examples=["demo-files"])
]


class DepartmentConnectionOut(Schema):
    """一个部门连接和它的情况 | A connection and how it stands."""

    key: str
    name: str
    sources: list[str]
    adapter: str = Field(description="files、gateway、tables")
    starts_on: date
    stops_on: date | None
    waiting: int = Field(description="已发出、等待答复 | Sent and without an answer")
    unsent: int = Field(description="待发出 | Not sent yet")
    late: int = Field(description="逾期未答 | Expired")
    sent_at: datetime | None
    answered_at: datetime | None
    opens_at: datetime | None = Field(description="暂停重试到何时 | Until when no try is made")
    fault: RefusalOut | None


class DepartmentBatchOut(Schema):
    """一批发出的核对 | One batch of questions."""

    number: str
    lines: int
    answered: int
    made_at: datetime
    submitted_at: datetime | None
    expired_at: datetime | None
    closed_at: datetime | None


class StrayReplyOut(Schema):
    """对不上任何一项核对的回复，没有记到任何人名下 | A reply that answers nobody."""

    message: str
    record: int
    reference: str
    source: str
    whom: str = Field(description="遮盖 | Masked")
    why: str = Field(description="not_asked、other_person、other_source、reported、not_lawful")


def _told(state: verification.State) -> dict[str, Any]:
    one, fault = state.connection, state.fault
    return {
        "key": one.key, "name": one.name(language()), "sources": one.sources, "adapter": one.adapter, "starts_on": one.starts_on,
        "stops_on": one.stops_on, "waiting": state.waiting, "unsent": state.unsent, "late": state.late,
        "sent_at": state.sent_at, "answered_at": state.answered_at, "opens_at": state.opens_at,
        "fault": verification.why_refused(fault.code, fault.figures).as_dict(language()) if fault else None,
    }  # fmt: skip


@router.get(
    "/connections",
    summary="部门连接 | Connections to departments",
    response=answers(list[DepartmentConnectionOut]),
)
@operation(*READERS)
def listing(request: HttpRequest) -> list[dict[str, Any]]:
    return [_told(verification.state(one, clock.today())) for one in verification.connections()]


@router.get(
    "/connections/{connection}/batches",
    summary="发出的批次 | Its batches",
    response=answers(list[DepartmentBatchOut]),
)
@operation(*READERS)
def batches(request: HttpRequest, connection: Key, page: PageQuery = 1) -> list[Any]:
    start = (page - 1) * PER_PAGE
    return list(verification.batches(verification.connection(connection))[start : start + PER_PAGE])


@router.get(
    "/connections/{connection}/strays",
    summary="无主回复 | Replies that answer nobody",
    response=answers(list[StrayReplyOut]),
)
@operation(*READERS)
def strays(request: HttpRequest, connection: Key, page: PageQuery = 1) -> list[dict[str, Any]]:
    start = (page - 1) * PER_PAGE
    return [
        {
            "message": one.inbound.number, "record": one.number, "reference": one.reference, "source": one.source,
            "whom": one.whom, "why": one.why,
        }
        for one in verification.strays(verification.connection(connection))[start : start + PER_PAGE]
    ]  # fmt: skip


@router.post(
    "/connections/{connection}/try-again",
    summary="立即重试 | Try again at once",
    response=answers(DepartmentConnectionOut),
)
@operation("verification.connect")
def try_again(request: HttpRequest, connection: Key) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = verification.connection(connection)
        actions.wish_retry(found, **who_and_when(request))
        timetable.soon("every_few_minutes.exchange")
        return _told(verification.state(found, clock.today()))

    return dict(once(request, f"try {connection} again", run))
