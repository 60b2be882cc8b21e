"""What goes in and out about filings and complaints."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from jiuzhu.web.exchange.shapes import Day, Line, Row, Text

Days = Annotated[
    int, Field(ge=1, le=60, description="几个工作日内 | Within how many working days", examples=[5])
]


class MarkOut(Schema):
    code: str
    name: str
    why: str = Field(description="理由，含数字 | The reason with its figures")
    points: int


class ActOut(Schema):
    """县级和乡镇的一次往来 | One act of county or township."""

    kind: str
    name: str
    by: str
    text: str
    law: str
    due_on: date | None
    freezes: bool = Field(description="暂缓发放 | Payment waits")
    signed: bool
    at: datetime


class FilingOut(Schema):
    """一件备案 | A filing."""

    id: int
    number: str
    case: str
    township: str
    item: str
    kind: str = Field(description="给予、不予、增发…… | granted, refused, raised …", examples=["granted"])
    amount_fen: int = Field(description="每月，整数分 | A month, in fen")
    decided_on: date
    state: str
    risk: int = Field(description="风险提示分值合计 | Points of its marks")
    digest: str = Field(description="内容指纹 SHA-256 | Fingerprint of the content")
    due_on: date | None = Field(description="备齐盖章决定书的期限 | Last day for the sealed decision")
    complete_on: date | None
    review_due_on: date


class FilingWholeOut(FilingOut):
    content: dict[str, Any] = Field(
        description="备案内容，指纹即由此计算 | The content under the fingerprint"
    )
    marks: list[MarkOut]
    papers: list[dict[str, Any]]
    acts: list[ActOut]


class TextIn(Schema):
    text: Text = ""


class AskIn(Schema):
    """询问乡镇 | Ask the township."""

    text: Text = Field(examples=["请说明收入怎样认定。"])
    due_on: Day | None = Field(None, description="不填按规定计算 | By rule when left out")


class PressIn(Schema):
    text: Text
    law: Line = Field(description="依据的条文 | The article", examples=["社会救助法第十八条"])
    working_days: Days


class OrderIn(PressIn):
    """责令更正，须签名 | Order a correction; signed."""

    freezes: bool = Field(False, description="办结前暂缓发放 | Payment waits until it is closed")


class AnswerIn(Schema):
    text: Text
    paper: Row | None = Field(None, description="本案卷中文书的编号 | A paper of the case")


class CorrectIn(AnswerIn):
    names: Line = Field(description="更正体现在哪里 | What carries the correction")


class HearIn(Schema):
    """撤销前听取意见 | One side heard before a revocation."""

    side: Literal["household", "township"]
    how: Literal["visit", "meeting", "phone", "letter", "absent"]
    who_spoke: Annotated[str, Field(pattern=r"\S", max_length=60)]
    told: Annotated[Text, Field(pattern=r"\S")]
    said: Annotated[Text, Field(pattern=r"\S")]
    considered: Annotated[Text, Field(pattern=r"\S")]


class RevokeDecisionIn(Schema):
    """撤销决定，须签名 | Revoke the decision; signed."""

    text: Text
    law: Line


class AcceptManyIn(Schema):
    filings: list[Row] = Field(max_length=200)


class AcceptedManyOut(Schema):
    count: int


class ComplaintIn(Schema):
    """投诉，可以匿名 | A complaint; anonymous ones are taken."""

    channel: Literal["counter", "phone", "online", "letter", "handed_on"]
    text: Text
    by_name: Annotated[str, Field(max_length=60)] = ""
    by_phone: Annotated[str, Field(max_length=20)] = ""


class ComplaintAnswerIn(Schema):
    finding: Literal["substantiated", "partly", "unfounded"]
    text: Text
    told: Text = ""


class ComplaintOut(Schema):
    id: int
    case: str
    channel: str
    by_name: str
    text: str
    on: date
    due_on: date | None
    finding: str | None
