"""What a telephone takes along, sends and is answered: no identity number, no account, nothing that a visit does not need."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import get_language
from ninja import Schema
from pydantic import Field

from jiuzhu.households import queries as households
from jiuzhu.journey import surveying
from jiuzhu.offices import queries as offices
from jiuzhu.surveys import queries as surveys
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock, visited
from jiuzhu.web.exchange.shapes import Code, Digest

Typed = Annotated[
    dict[
        Annotated[str, Field(max_length=60, pattern=r"^[a-z][a-z0-9_]*$")],
        Annotated[list[Annotated[str, Field(max_length=400_000)]], Field(max_length=20)],
    ],
    Field(max_length=2000, description="表单字段和填写的文字 | Fields of the form and what was typed"),
]


class TakeAlongIn(Schema):
    cases: list[Code] = Field(min_length=1, max_length=40, examples=[["370982002-2026-00017"]])


class GiveBackIn(Schema):
    why: Literal["left", "expired", "put_back", "sent"] = Field(
        description="退出、到期、不带了、已传送 | Logged out, days over, put back, sent"
    )


class SendVisitIn(Schema):
    """无网络时填写的入户记录 | A record written without a network."""

    uuid: UUID = Field(
        description="手机生成的编号，重传用同一个 | Made by the telephone; the same when sent again"
    )
    typed: Typed
    photographs: list[UUID] = Field([], max_length=40, description="已先传的照片 | Photographs sent before")


class SettleVisitIn(Schema):
    """逐项选择 | A choice for each field."""

    seen: Digest
    chosen: dict[Annotated[str, Field(max_length=60)], Literal["mine", "theirs"]] = Field(max_length=2000)


class AlongMemberOut(Schema):
    person: int
    name: str
    age: int
    declared: dict[str, str] = Field(description="申报的内容 | As declared, in words")


class AskOut(Schema):
    who: str
    ask: str


class ColleagueOut(Schema):
    id: int
    name: str


class TakenAlongOut(Schema):
    """带到手机上的一件 | One case on the telephone."""

    key: UUID
    case: str
    until: date = Field(description="手机上保留到 | Last day on the telephone")
    applicant: str
    phone: str
    village: str
    address: str
    version: int
    members: list[AlongMemberOut]
    questions: list[AskOut] = Field(description="核对报告要求问清的 | What the report asks about")
    colleagues: list[ColleagueOut]
    typed: dict[str, list[str]] = Field(description="已填写的草稿 | The draft as it was")


class KeptPhotographOut(Schema):
    uuid: UUID
    sha256: str
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None


class GivenBackOut(Schema):
    key: UUID
    given_back_at: datetime


class BesideOut(Schema):
    """一项内容的三个版本 | One field in its three versions."""

    field: str
    base: list[str]
    theirs: list[str]
    mine: list[str]
    clash: bool


class SentVisitOut(Schema):
    uuid: UUID
    case: str
    state: Literal["kept", "clash", "late"]
    settled: bool
    seen: str
    standing_by: str = Field(description="对方是谁 | Who wrote the other version")
    visit: int | None = Field(description="之后已提交的记录 | The record that was filed meanwhile")
    differing: list[BesideOut]


def taken_along(one: Any) -> dict[str, Any]:
    """One case as it goes along, in the reader's language."""
    case, language, on = one.case, get_language() or "zh-hans", clock.today()
    declared = surveying.declared(case)
    return {
        "key": one.key, "case": case.number, "until": one.until, "applicant": case.applicant_name, "phone": case.applicant.phone,
        "village": case.village.name, "address": case.household.address, "version": case.version, "typed": one.base,
        "members": [
            {
                "person": person.pk, "name": person.name, "age": households.age(person.born_on, on),
                "declared": _declared(declared.get(str(person.pk), {}), language),
            }
            for person in households.persons_of(case.household_id, on)
        ],
        "questions": [{"who": who, "ask": ask} for who, ask in verification.questions(case, language)],
        "colleagues": [
            {"id": officer.pk, "name": f"{officer.name}（{officer.staff_number}）"}
            for officer in offices.officers(area=case.area_id, power="surveys.visit", on=on)
            if officer.pk != one.officer_id
        ],
    }  # fmt: skip


def _declared(said: dict[str, Any], language: str) -> dict[str, str]:
    return {
        key: visited.value(key, said[key], language)
        for key in surveys.ACTUAL
        if said.get(key) not in (None, "")
    }


def photograph(one: Any) -> dict[str, Any]:
    place = {"latitude": one.latitude, "longitude": one.longitude}
    return {"uuid": one.pk, "sha256": one.file.sha256, "taken_at": one.taken_at} | {
        key: None if value is None else float(value) for key, value in place.items()
    }


def sent(one: Any) -> dict[str, Any]:
    """What came of a sent record, and where it clashes what stands beside it."""
    settled = hasattr(one, "settled")
    open_ = one.state != "kept" and not settled
    beside = surveys.compared(one) if open_ else None
    standing = beside.standing if beside else None
    return {
        "uuid": one.pk, "case": one.case.number, "state": one.state, "settled": settled, "seen": beside.seen if beside else "",
        "standing_by": standing.saved_by.name if standing else "",
        "visit": beside.visit.number if beside and beside.visit else None,
        "differing": [vars(field) for field in beside.differing] if beside else [],
    }  # fmt: skip
