"""Verification as it goes in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from jiuzhu.verification import queries as verification
from jiuzhu.web.exchange.doorkeeper import language
from jiuzhu.web.exchange.shapes import Code, Day, RefusalOut, Row, Version


class SourceOut(Schema):
    key: str = Field(examples=["vehicles"])
    name: str
    department: str
    group: str = Field(description="people、income、assets、other")
    covers: str = Field(
        description="登记范围：nation、province、city、county | Where one must be registered to be found"
    )
    law: str


class AuthorisationIn(Schema):
    """一名成人（或监护人代签）的书面授权 | The written consent of one adult, or of the guardian."""

    person: Row = Field(description="被核对的成员 | The member")
    sources: list[Code] = Field(max_length=40, examples=[["vehicles", "pensions"]])
    period_from: Day
    period_to: Day
    starts_on: Day
    stops_on: Day | None = Field(None, description="不填：到本次救助终止 | Empty: until the assistance ends")
    signed_how: Literal["paper", "fingerprint", "screen"] = "paper"
    signed_on: Day
    guardian: Row | None = None
    guardian_ground: Literal["", "minor", "no_capacity"] = ""


class SupporterConsentIn(Schema):
    """家庭以外义务人本人的同意 | The own consent of a supporter outside the household."""

    name: Annotated[str, Field(max_length=60)]
    citizen_id: Annotated[str, Field(max_length=18)]
    obligation: Code = Field(
        description="与申请人的关系，codes/relations.yaml | Relation to the applicant", examples=["30"]
    )
    sources: list[Code] = Field(max_length=40, examples=[["tax", "social_insurance"]])
    period_from: Day
    period_to: Day
    starts_on: Day
    stops_on: Day | None = None
    signed_how: Literal["paper", "fingerprint", "screen"] = "paper"
    signed_on: Day


class AskDepartmentsIn(Schema):
    """收窄授权载明的来源和用途 | Narrows what was authorised."""

    sources: list[Code] = Field([], max_length=40, examples=[["vehicles"]])
    purpose: Literal["", "application", "review", "support"] = Field("", examples=["application"])


class AuthorisationOut(Schema):
    id: int
    person: int
    name: str
    obligation: str = Field(
        description="义务人与申请人的关系，成员为空 | A supporter's relation; empty for a member"
    )
    purposes: list[str]
    sources: list[str]
    period_from: date
    period_to: date
    starts_on: date
    stops_on: date | None
    withdrawn_on: date | None
    signed_on: date
    signed_how: str
    guardian: str | None
    validity: str = Field(description="期限的依据 | What its end rests on")
    withdrawn_how: str


class AuthorisationWithdrawalIn(Schema):
    withdrawn_on: Day
    note: Annotated[str, Field(max_length=300)] = ""


class PersonOut(Schema):
    person: str
    name: str
    citizen_id: str = Field(description="遮盖 | Masked")


class AnsweredOut(Schema):
    person: str
    source: str
    outcome: str = Field(
        description="waiting、not_authorised、found、not_found …… | Also name_mismatch, ambiguous, not_covered, source_error"
    )
    as_of: date | None
    inquiry: int | None


class GridOut(Schema):
    """申报和部门数据并排 | Declared beside found."""

    case: str
    version: int
    outcome: str = Field(
        description="今天出报告会是：clean、unanswered、hits、differs | What a report of today would say"
    )
    people: list[PersonOut]
    answers: list[AnsweredOut]
    lines: list[dict[str, Any]]
    figures: dict[str, Any]


class DoubtSettledIn(Schema):
    """姓名不符、记录不唯一用 same/other；没有答复用其余两种 | same/other settle a doubtful record; the others record silence."""

    verdict: Literal["same", "other", "not_covered", "source_error"]
    note: Annotated[str, Field(max_length=300, description="依据 | On what grounds")]


class ReportIn(Schema):
    incomplete_because: Annotated[
        str, Field(max_length=300, description="不等全部答复的理由 | Why it cannot wait for every answer")
    ] = ""
    version: Version


class ReportOut(Schema):
    number: str
    case: str
    outcome: str
    on: date
    by: str
    digest: str
    incomplete_because: str
    content: dict[str, Any]


class ExtractOut(Schema):
    """一次部门数据 | One delivery."""

    id: int
    source: str
    as_of: date
    name: str
    taken: bool
    rows_taken: int
    rows_refused: int
    at: datetime
    by: str | None
    why_not: RefusalOut | None = Field(description="整份退回的原因 | Why the whole file was turned back")


class RefusedRowOut(Schema):
    row: int
    column: str
    why: RefusalOut


def authorisation(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "person": one.person_id, "name": one.person.name, "obligation": one.obligation,
        "purposes": one.purposes, "withdrawn_how": one.withdrawn_how, "validity": one.validity,
        "sources": one.sources, "period_from": one.period_from,
        "period_to": one.period_to, "starts_on": one.starts_on, "stops_on": one.stops_on, "withdrawn_on": one.withdrawn_on,
        "signed_on": one.signed_on, "signed_how": one.signed_how, "guardian": one.guardian.name if one.guardian else None,
    }  # fmt: skip


def report(one: Any) -> dict[str, Any]:
    return {
        "number": one.number, "case": one.case.number, "outcome": one.outcome, "on": one.on, "by": one.duty.officer.name,
        "digest": one.digest, "incomplete_because": one.incomplete_because, "content": one.content,
    }  # fmt: skip


def extract(one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "source": one.source, "as_of": one.as_of, "name": one.name, "taken": one.taken,
        "rows_taken": one.rows_taken, "rows_refused": one.rows_refused, "at": one.at,
        "by": one.taken_by.name if one.taken_by else None,
        "why_not": verification.why_refused(**one.refusal).as_dict(language()) if one.refusal else None,
    }  # fmt: skip
