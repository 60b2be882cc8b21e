"""What follows a report, as it goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from jiuzhu.web.exchange.shapes import Code, Day, RefusalOut, Row, Version

Words = Annotated[str, Field(min_length=1, max_length=500)]
Who = Annotated[str, Field(min_length=1, max_length=60)]


class PrintReportIn(Schema):
    reason: Annotated[str, Field(min_length=1, max_length=200, description="打印事由 | Why it is printed")]


class TellHouseholdIn(Schema):
    who: Who
    how: Literal["counter", "home", "phone", "paper"]
    told_on: Day


class ObjectToReportIn(Schema):
    """家庭的说明或异议 | What the household says of the report."""

    kind: Literal["explanation", "objection"]
    who: Who
    how: Literal["counter", "home", "phone", "letter"]
    grounds: Annotated[str, Field(min_length=1, max_length=2000)]
    came_on: Day


class AnswerObjectionIn(Schema):
    upheld: bool = Field(description="属实为 true，之后须重新核对 | true: the report was wrong")
    reasons: Annotated[str, Field(min_length=1, max_length=2000)]


class AskCorrectionIn(Schema):
    person: Row
    source: Code = Field(examples=["deposits"])
    wrong: Words


class RecordCorrectionIn(Schema):
    verdict: Literal["corrected", "confirmed", "refused"]
    words: Words
    answered_on: Day


class VerifyAgainIn(Schema):
    note: Annotated[str, Field(max_length=300)] = ""
    version: Version


class VisitWantedIn(Schema):
    who: Who


class ReportPrintOut(Schema):
    number: int = Field(description="第几次打印 | Which print")
    paper: int = Field(description="取文件用 /papers/{id} | Fetch it at /papers/{id}")
    reason: str
    by: str
    at: datetime


class ReportObjectionOut(Schema):
    id: int
    report: str
    kind: str
    who: str
    how: str
    grounds: str
    on: date
    upheld: bool | None = Field(description="未答复为空 | Empty until it is answered")
    reasons: str


class CorrectionOut(Schema):
    id: int
    report: str
    case: str
    person: int
    source: str
    wrong: str
    sent_on: date
    due_on: date
    verdict: str | None
    words: str


class AfterReportOut(Schema):
    """报告以后的事 | What became of a report."""

    report: str
    told_on: date | None
    until: date | None = Field(description="可提出异议的最后一日 | Last day to object")
    waived: str | None = Field(description="不再入户的依据 | On what law no visit is made")
    replaced_by: str | None
    objections: list[ReportObjectionOut]
    corrections: list[CorrectionOut]
    prints: list[ReportPrintOut]
    why_not_rest_on: RefusalOut | None = Field(
        description="为什么不能据此决定 | Why no decision may rest on it"
    )


def printed(one: Any) -> dict[str, Any]:
    return {
        "number": one.number, "paper": one.file_id, "reason": one.reason, "by": one.printed_by.name, "at": one.at,
    }  # fmt: skip


def objection(one: Any) -> dict[str, Any]:
    answer = getattr(one, "answer", None)
    return {
        "id": one.pk, "report": one.report.number, "kind": one.kind, "who": one.who, "how": one.how, "grounds": one.grounds,
        "on": one.on, "upheld": answer.upheld if answer else None, "reasons": answer.reasons if answer else "",
    }  # fmt: skip


def correction(one: Any) -> dict[str, Any]:
    answer = getattr(one, "answer", None)
    return {
        "id": one.pk, "report": one.report.number, "case": one.case.number, "person": one.person_id, "source": one.source,
        "wrong": one.wrong, "sent_on": one.sent_on, "due_on": one.due_on, "verdict": answer.verdict if answer else None,
        "words": answer.words if answer else "",
    }  # fmt: skip
