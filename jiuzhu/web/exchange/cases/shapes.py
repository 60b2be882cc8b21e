"""Cases as they go out."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from jiuzhu.web.exchange.shapes import CaseOut


class CasesOut(Schema):
    total: int = Field(description="辖区内符合条件的件数 | How many fit, within reach")
    page: int
    cases: list[CaseOut]


class OutcomeOut(Schema):
    outcome: str
    name: str
    to: str


class MemberOut(Schema):
    person: int
    name: str
    relation: str = Field(description="与申请人关系代码 | Code of the relation to the applicant")
    citizen_id: str = Field(description="遮盖 | Masked")
    born_on: date
    died_on: date | None


class StepOut(Schema):
    """一步 | A step."""

    came_from: str = Field(alias="from")
    outcome: str
    to: str
    on: date
    note: str
    by: str | None = Field(description="空：系统 | Null: the clock")


class CaseInFullOut(CaseOut):
    """一件申请的全貌 | A case with its household and steps."""

    process: str = Field(description="流程版本 | Process version", examples=["minimum-living/2026-07-01"])
    household: int
    owner: str = Field(description="现在由哪个岗位办理 | The role that acts now")
    now: str
    outcomes: list[OutcomeOut]
    members: list[MemberOut]
    steps: list[StepOut]


class RevealedOut(Schema):
    citizen_id: str
