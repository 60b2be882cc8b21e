"""Drafts and applications as they go in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, StringConstraints

from jiuzhu.intake.form import keys_of
from jiuzhu.journey import asked
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language
from jiuzhu.web.exchange.shapes import AreaCode, CaseOut, Code, Day, Line, RefusalOut, Text, Version

Path = Annotated[
    str,
    StringConstraints(max_length=80),
    Field(
        description="字段路径，见 /items/{item} 的表单 | Path of a field, see the form in /items/{item}",
        examples=["m1.wage_fen"],
    ),
]
# Whatever was typed is kept, right or wrong; the room says what is too long, by field.
Typed = Annotated[str, StringConstraints(max_length=10_000)]


class DraftIn(Schema):
    item: Code = Field(examples=["MZ01-01"])
    area: AreaCode
    channel: Literal["counter", "phone", "proxy", "visit", "online"] | Code = Field(
        "counter", examples=["counter"]
    )


class FieldsIn(Schema):
    """按字段路径保存，照原样保留 | Saved by path as it was typed, right or wrong."""

    changes: dict[Path, Typed] = Field(
        max_length=500, examples=[{"household.residence": "东山社区 3 号楼 201", "m1.wage_fen": "900/月"}]
    )
    seen: Version


class LineIn(Schema):
    """名单里的一行 | One line of the household."""

    line: dict[Code, Typed] = Field(
        max_length=60, examples=[{"name": "卫小满", "relation": "20", "citizen_id": "370982201506070011"}]
    )


class ChoiceIn(Schema):
    path: Path
    value: Typed


class DiscardIn(Schema):
    reason: Line = ""


class SubmissionIn(Schema):
    deadline_on: Day | None = Field(
        None,
        description="要补正的，补到哪一天；不填用规定期限 | Until when to supply; the lawful term by default",
    )


class VersionIn(Schema):
    version: Version


class SupplyIn(Schema):
    """申请人补来的内容 | What the applicant brought."""

    typed: dict[Path, Typed] = Field(
        {}, max_length=500, description="字段路径 → 答复 | Path → answer as typed"
    )
    seen_papers: list[Code] = Field(
        [], max_length=60, description="看过原件的材料 | Papers that were shown", examples=[["identity-card"]]
    )
    version: Version


class RefusedAcceptanceIn(Schema):
    reason: Text = Field(description="书面理由 | The reason in writing")
    law: Line = Field(description="依据条文 | Its article", examples=["民发〔2021〕57号第十条"])
    version: Version


class MissingOut(Schema):
    key: str = Field(description="字段路径，或 papers.材料 | Path of a field, or papers.<kind>")
    name: str
    member: str
    law: str


class DraftLineOut(Schema):
    key: str = Field(examples=["m1"])
    name: str


class DraftHeadOut(Schema):
    key: str
    item: str
    area: str
    applicant: str
    version: int
    changed_at: datetime
    changed_by: str


class DraftsOut(Schema):
    total: int
    drafts: list[DraftHeadOut]


class DraftOut(DraftHeadOut):
    """草稿：填了什么、错在哪里、还缺什么 | A draft: what was typed, what is wrong, what is missing."""

    channel: str
    open: bool
    case: str = Field(description="提交后的办理编号 | Case number once it was submitted")
    typed: dict[str, str]
    members: list[DraftLineOut]
    supporters: list[DraftLineOut]
    two_values: list[dict[str, Any]] = Field(
        description="两人填得不同、待选定的字段 | Fields of which two values are kept"
    )
    against: list[RefusalOut] = Field(description="不能提交的原因 | What stands against submitting")
    missing: list[MissingOut]
    not_asked: dict[str, list[str]] = Field(
        description="部门提供、不用填的字段；填了的作为家庭的说法保留 | Given by departments; filled in all the same, kept as the household's word"
    )
    conflicts: list[RefusalOut] = Field(
        [], description="这次保存与他人冲突的字段 | Fields that a colleague had set meanwhile"
    )
    added: str | None = Field(None, description="新加的行 | Key of the line that was added")


class CheckOut(Schema):
    against: list[RefusalOut]
    missing: list[MissingOut]


class TakenOut(CaseOut):
    """登记或办理后的申请 | The case after registration or settlement."""

    outcome: Literal["accepted", "told-missing", "waiting", "refused"]
    paper: int | None = Field(
        description="打印的通知书；查询码只印在上面 | The printed notice; the follow-up code is on it and nowhere else"
    )


class NoticeOut(Schema):
    told_on: date
    deadline_on: date


class ApplicationOut(Schema):
    """申报内容（证件号、账号遮盖）和缺少的材料 | What was declared, numbers masked, and what is missing."""

    case: str
    item: str
    received_on: date
    channel: str
    content: dict[str, Any]
    notice: NoticeOut | None
    missing: list[MissingOut]


def missing(one: Any) -> dict[str, Any]:
    english = language().startswith("en")
    line = one if isinstance(one, dict) else one.as_json()
    return {
        "key": line["key"],
        "name": line["en"] if english else line["zh"],
        "member": line.get("member", ""),
        "law": line.get("law", ""),
    }


def head(draft: Any) -> dict[str, Any]:
    return {
        "key": str(draft.pk), "item": draft.item_code, "area": draft.area_id, "applicant": draft.applicant_name,
        "version": draft.version, "changed_at": draft.changed_at, "changed_by": draft.changed_by.name,
    }  # fmt: skip


def draft(request: HttpRequest, found: Any, **more: Any) -> dict[str, Any]:
    """A draft with what stands against submitting it today."""
    reading = asked.reading(found, clock.today())
    lines = {
        name: [{"key": key, "name": found.typed.get(f"{key}.name", "")} for key in keys_of(found.typed, name)]
        for name in ("members", "supporters")
    }
    return {
        **head(found), **lines, "channel": found.channel, "open": found.open, "case": found.case_number, "typed": found.typed,
        "two_values": found.aside, "against": [one.as_dict(language()) for one in reading.against],
        "missing": [missing(one) for one in reading.missing],
        "not_asked": {path: list(givers) for path, givers in reading.asking.given.items()}, **more,
    }  # fmt: skip
