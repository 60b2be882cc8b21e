"""What goes in and out, in types: bounds that the database keeps, units, and the shapes that several topics share.

Descriptions and summaries are written ``中文 | English``; the documentation shows the half of its reader (docs.py).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Schema
from pydantic import Field, StringConstraints

# The columns behind are bigint and integer; a day beyond these is a slip of the key.
_MOST_FEN, _MOST_ROW, _MOST_VERSION = 10**14, 2**63 - 1, 2**31 - 1
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)

Fen = Annotated[
    int,
    Field(ge=-_MOST_FEN, le=_MOST_FEN, description="金额，整数分 | Money in integer fen", examples=[63000]),
]
Day = Annotated[
    date, Field(ge=_FIRST_DAY, le=_LAST_DAY, description="日期 | A day, ISO 8601", examples=["2026-07-01"])
]
Version = Annotated[
    int,
    Field(
        ge=0, le=_MOST_VERSION, examples=[3],
        description="读到时的版本号；他人已先办理的，答 409 | The version that was read; 409 when somebody was faster",
    ),
]  # fmt: skip
Row = Annotated[int, Field(ge=1, le=_MOST_ROW, examples=[17])]
Page = Annotated[int, Field(ge=1, le=100_000, description="第几页，从 1 起 | Page, from 1", examples=[1])]
PageQuery = Annotated[int, Query(ge=1, le=100_000, description="第几页，从 1 起 | Page, from 1")]
AreaQuery = Annotated[
    str, Query(pattern=r"^[0-9]{6}([0-9]{3}){0,2}$", description="行政区划代码 | Area code")
]
Code = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]
AreaCode = Annotated[
    str,
    Field(
        max_length=12, examples=["370982002"],
        description="行政区划代码：县 6 位、乡镇 9 位、村 12 位 | Area code: county 6, township 9, village 12 digits",
    ),
]  # fmt: skip
Line = Annotated[str, StringConstraints(max_length=200)]
Text = Annotated[str, StringConstraints(max_length=2000)]
Words = Annotated[str, Field(max_length=80, description="查找的字词 | What is looked for", examples=["罗安"])]
Digest = Annotated[
    str, Field(max_length=64, description="签署内容的摘要 SHA-256 | SHA-256 of what is signed")
]

REFUSED = frozenset({401, 403, 404, 409, 422})


class RefusalOut(Schema):
    """为什么不予办理、怎么办 | Why not, and what to do about it."""

    code: str = Field(description="固定代码 | Stable code", examples=["approvals.no-letter-in-force"])
    message: str = Field(description="哪里不对 | What is wrong")
    next: str = Field(description="怎么办 | What to do")
    law: str = Field(description="依据 | Article")
    field: str | None = Field(description="有问题的字段 | The field it is about")
    figures: dict[str, Any] = Field(default={}, description="话里的数字 | The figures in the sentence")


class RefusalsOut(Schema):
    refusals: list[RefusalOut]


class CaseOut(Schema):
    """一件申请在列表里的样子 | A case as lists show it."""

    number: str = Field(description="办理编号 | Case number", examples=["370982002-2026-00017"])
    item: str = Field(description="事项代码 | Item code", examples=["MZ01-01"])
    area: AreaCode
    village: AreaCode
    applicant: str = Field(description="申请人姓名 | Applicant's name")
    household_size: int = Field(description="家庭人数 | Persons in the household")
    stage: str = Field(description="环节 | Stage", examples=["reviewing"])
    stage_name: str
    stage_due_on: date | None = Field(description="本环节到期日 | Last day of this stage")
    due_on: date | None = Field(description="办结期限 | Last day for the whole case")
    due_provisional: bool = Field(
        description="工作日历未发布，期限为暂定 | Provisional: the calendar of that year is not out yet"
    )
    opened_on: date
    accepted_on: date | None
    decided_on: date | None
    closed_on: date | None
    closed_as: str
    extended: bool = Field(description="已延长 | Extended once")
    delegated: bool = Field(description="已下放乡镇 | Handed down to the township")
    legacy: bool = Field(description="导入的在享家庭 | Imported recipient")
    version: int = Field(description="办理时原样送回 | Send it back with every act")


class EntryOut(Schema):
    """操作记录的一行 | One line of the log."""

    at: datetime
    act: str = Field(examples=["intake.accepted"])
    by: str
    text: str
    facts: dict[str, Any]


class TextOut(Schema):
    """代码和名称 | A code and its name."""

    code: str
    name: str


def answers(shape: Any) -> dict[Any, Any]:
    """What an operation answers: its shape, or refusals."""
    return {200: shape, REFUSED: RefusalsOut}
