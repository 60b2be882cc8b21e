"""The record of a visit as it goes in and out (surveys/rules/record.py holds the shape that is signed)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from jiuzhu import rulebook
from jiuzhu.surveys import queries as surveys
from jiuzhu.web.exchange.shapes import Code, Day, Digest, Fen, Line, Row, Version

Note = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)]
Spent = Annotated[Fen, Field(ge=0)]


class RespondentIn(Schema):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    relation: Code = Field("", description="与申请人关系代码 | Code of the relation")


class HomeIn(Schema):
    tenure: Literal[
        "", "own", "self_built", "resettled", "public", "rented", "with_children", "borrowed", "other"
    ] = ""
    square_metres: Annotated[
        str, Field(max_length=10, pattern=r"^([0-9]{1,5}(\.[0-9]{1,2})?)?$", examples=["72.5"])
    ] = ""
    condition: Literal["", "good", "fair", "poor", "dangerous"] = ""


class BelongingsIn(Schema):
    vehicles: Line = ""
    machines: Line = ""
    livestock: Line = ""
    own_mu: Code = ""
    let_mu: Code = ""
    rented_mu: Code = ""


class SpendingIn(Schema):
    """一年，整数分 | A year, integer fen."""

    utilities_fen: Spent | None = None
    school_fen: Spent | None = None
    medical_fen: Spent | None = None


class ActualIn(Schema):
    """只填与申报不同的 | Only what was found otherwise than declared. 金额整数分 | Money in fen."""

    wage_fen: Spent | None = None
    business_fen: Spent | None = None
    property_fen: Spent | None = None
    transfer_fen: Spent | None = None
    other_fen: Spent | None = None
    rigid_spending_fen: Spent | None = None
    deposit_fen: Spent | None = None
    vehicles: Annotated[int, Field(ge=0, le=100)] | None = None
    other_houses: Annotated[int, Field(ge=0, le=100)] | None = None
    lives_with_household: bool | None = None
    health: Code | None = None
    labour_ability: Code | None = None
    employment: Code | None = None


class CareIn(Schema):
    """生活自理能力六项：能自主完成为 true | The six self-care items; true: alone."""

    eat: bool | None = None
    dress: bool | None = None
    bed: bool | None = None
    toilet: bool | None = None
    walk: bool | None = None
    wash: bool | None = None


class RefusedSignatureIn(Schema):
    """拒签的理由和见证人 | Why the household refuses to sign, and who saw it."""

    reason: Note = ""
    witness: Annotated[str, StringConstraints(max_length=60, strip_whitespace=True)] = ""


class VisitMemberIn(Schema):
    person: Row
    seen: bool | None = Field(None, description="是否见到本人 | Whether she was seen")
    self_care: Literal["", "full", "partial", "none"] = ""
    actual: ActualIn = ActualIn()
    reason: Note = Field("", description="填了 actual 就必须写 | Needed with `actual`")
    note: Note = ""
    illness: Line = ""
    care: CareIn = CareIn()


class NeighbourIn(Schema):
    name: Annotated[str, Field(min_length=1, max_length=60)]
    relation: Code = ""
    opinion: Note = ""


class VisitIn(Schema):
    """入户调查记录，第一名调查员签名 | The record, signed by the first visitor."""

    visited_on: Day
    visited_at: Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$", examples=["14:30"])] = ""
    place: Line = Field(examples=["东山社区 3 号楼 201"])
    mode: Literal["home", "phone", "video"] = Field(
        "home", description="电话、视频只在紧急情况下 | phone and video in an emergency only"
    )
    mode_reason: Note = ""
    outcome: Literal["surveyed", "not_cooperating", "nobody_home"] = "surveyed"
    cause: Code = ""
    respondent: RespondentIn | None = None
    home: HomeIn = HomeIn()
    belongings: BelongingsIn = BelongingsIn()
    spending: SpendingIn = SpendingIn()
    members: list[VisitMemberIn] = Field(max_length=40)
    neighbours: list[NeighbourIn] = Field([], max_length=10)
    staff_relative: bool = False
    staff_relative_of: Line = ""
    finding: Long
    differs: bool = False
    differs_how: Long = ""
    household_signed: Literal["signed", "fingerprint", "refused", "nobody"]
    refused: RefusedSignatureIn = RefusedSignatureIn()
    papers: list[Row] = Field(
        [], max_length=40, description="先用 visit/papers 存入的签名和照片 | Kept before by visit/papers"
    )
    corrects: Annotated[int, Field(ge=1, le=999)] | None = Field(
        None, description="更正第几次调查 | Number of the visit it corrects"
    )
    second: Code = Field(description="另一名调查员的工号 | Staff number of the second visitor")
    version: Version


class VisitConfirmIn(Schema):
    seen: Digest
    version: Version


class WaitingOut(Schema):
    """等第二名调查员签名 | Waits for the second visitor."""

    case: str
    first: str
    second: str
    seen: str = Field(description="第二人原样送回的摘要 | The digest that the second visitor sends back")
    version: int
    content: dict[str, Any]


class VisitOut(Schema):
    id: int
    number: int
    visited_on: date
    outcome: str
    differs_from_declared: bool
    visitors: list[str]
    digest: str
    content: dict[str, Any]


class VisitPaperOut(Schema):
    id: int
    sha256: str
    kind: str


def content(
    body: VisitIn,
    members: Sequence[Any],
    declared: Mapping[str, Mapping[str, Any]],
    kept: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The record in the shape that is signed; members that the call leaves out stand there as not spoken of."""
    told = body.dict(exclude={"second", "version", "members", "papers"})
    said = {one.person: one for one in body.members}
    known = [_member(person, said.get(person.pk), declared.get(str(person.pk), {})) for person in members]
    strange = [str(pk) for pk in said if pk not in {one.pk for one in members}]
    foreign: list[dict[str, Any]] = [
        {
            "person": pk,
            "name": "",
            "seen": None,
            "self_care": "",
            "actual": {},
            "declared": {},
            "reason": "",
            "note": "",
            "illness": "",
            "care": {},
        }
        for pk in strange
    ]
    return told | {
        "shape": surveys.SHAPE,
        "visited_on": body.visited_on.isoformat(),
        "members": known + foreign,
        "papers": [dict(one) for one in kept],
    }


def _member(person: Any, one: VisitMemberIn | None, declared: Mapping[str, Any]) -> dict[str, Any]:
    said = one or VisitMemberIn(person=person.pk, seen=None, reason="")
    return {
        "person": str(person.pk), "name": person.name, "seen": said.seen, "self_care": said.self_care, "reason": said.reason,
        "note": said.note, "illness": said.illness, "care": said.care.dict(), "actual": said.actual.dict(exclude_none=True),
        "declared": {key: declared[key] for key in surveys.ACTUAL if declared.get(key) not in (None, "")},
    }  # fmt: skip


def unknown_codes(body: VisitIn) -> list[tuple[str, str, str]]:
    """(field, list, code) of codes that the rulebook does not have."""
    asked = [("cause", "hardship-causes", body.cause)]
    if body.respondent:
        asked.append(("respondent.relation", "relations", body.respondent.relation))
    for one in body.members:
        for key, (kind, _zh, _en) in surveys.ACTUAL.items():
            if kind not in ("money", "count", "yes_no"):
                asked.append((f"members.{one.person}.{key}", kind, getattr(one.actual, key) or ""))
    return [
        (field, name, code)
        for field, name, code in asked
        if code and code not in rulebook.codes(name).entries
    ]
