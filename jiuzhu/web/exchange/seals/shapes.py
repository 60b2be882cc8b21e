"""What the register of seals takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from jiuzhu.web.exchange.shapes import AreaCode, Code, Day, Line, Text

Kind = Literal["special", "county", "township"]
StepName = Literal[
    "approved", "turned_down", "filed", "kept", "issued", "suspended", "resumed", "lost", "declared_void", "withdrawn",
    "destroyed", "sealed_up",
]  # fmt: skip


class ApplyIn(Schema):
    """刻制申请 | An application to engrave a seal."""

    kind: Kind
    area: AreaCode
    text: Annotated[str, Field(min_length=1, max_length=60, examples=["新泰市民政局委托事项专用章"])]
    applying_office: Line
    purpose: Line
    basis: Line


class StepIn(Schema):
    """这一步应登记的内容 | What the step states."""

    told: dict[Code, Line] = Field(
        default={}, max_length=20, examples=[{"reason": "印面损坏"}],
        description="字段见印章页面；留存印模由系统生成，不填 | Fields as on the seal's page; none for keeping the imprint",
    )  # fmt: skip


class HandoverIn(Schema):
    """移交保管，移交人签字 | Hand a seal over; the giver signs."""

    receiver: Code = Field(description="接收人工号 | Receiver's staff number", examples=["T0008"])
    condition: Line
    until: Day | None = Field(
        default=None, description="临时保管的最后一天；正式移交不填 | Last day of a temporary custodian"
    )
    reason: Line = ""


class ReasonIn(Schema):
    reason: Line


class FindingIn(Schema):
    outcome: Literal["in_order", "careless", "misuse"]
    text: Text


class SealOut(Schema):
    id: int
    number: str
    kind: str
    kind_name: str
    area: str
    text: str
    state: str
    state_name: str
    custodian: str | None = Field(description="现由谁保管 | Who keeps it now")
    temporary: bool
    last_number: int = Field(description="已用到的编号 | The last use number")
    demo: bool


class EventOut(Schema):
    number: int
    kind: str
    name: str
    told: dict[str, str]
    by: str
    on: date
    at: datetime
    signed: bool


class CustodyOut(Schema):
    officer: str
    temporary: bool
    starts_at: datetime
    stops_at: datetime | None
    giver: str
    handover: int


class SealFullOut(SealOut):
    certificate: dict[str, str]
    events: list[EventOut]
    custodies: list[CustodyOut]
    steps: list[str] = Field(description="您现在可以登记的步骤 | Steps that you may record now")


class HandoverOut(Schema):
    id: int
    seal: str
    giver: str
    receiver: str
    until: date | None
    reason: str
    condition: str
    last_number: int
    digest: str
    state: Literal["waiting", "accepted", "retracted"]


class UseOut(Schema):
    """用印登记的一行 | One row of the register of uses."""

    id: int
    seal: str
    number: int
    at: datetime
    paper_kind: str
    title: str
    document_number: str
    case_number: str
    item: str
    letter: str
    legal_form: str
    copies: int
    pages: int
    applicant: str
    handler: str
    approver: str
    custodian: str
    purpose: str
    imprint_sha256: str
    signature_sha256: str
    sealed_sha256: str
    certificate_fingerprint: str
    provider: str
    stamped_at: datetime | None
    void: str | None = Field(description="作废原因 | Why it is void")


class UsesOut(Schema):
    count: int
    uses: list[UseOut]


class SignalOut(Schema):
    id: int
    kind: str
    name: str
    seal: str
    area: str
    officer: str | None
    at: datetime
    evidence: dict[str, Any]
    outcome: str | None
    finding: str | None
