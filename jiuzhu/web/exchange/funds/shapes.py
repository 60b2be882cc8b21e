"""Runs, payments, books as they go in and out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from jiuzhu.funds import rules
from jiuzhu.values import masking
from jiuzhu.web.exchange.doorkeeper import language
from jiuzhu.web.exchange.shapes import Code, Day, Fen

Month = Annotated[str, Field(max_length=10, description="月份 | Month", examples=["2026-08"])]


class RunIn(Schema):
    month: Month
    kind: Literal["monthly", "supplementary"] = "monthly"


class ReleaseIn(Schema):
    """复核人看到的合计，原样送回 | The totals that the treasurer saw, sent back."""

    seen_lines: Annotated[int, Field(ge=0, le=10**8)]
    seen_fen: Fen


class PaymentReasonIn(Schema):
    reason: Annotated[str, Field(max_length=200)]


class ReferencesIn(Schema):
    references: list[Code] = Field(
        max_length=5000, description="退回款项的明细号 | References of returned payments"
    )


class BankLetterIn(Schema):
    outcome: Literal["paid", "returned"]
    evidence: Annotated[
        str, Field(max_length=120, description="银行书面答复的文号或日期 | The bank's letter")
    ]


class AppropriationIn(Schema):
    year: Annotated[int, Field(ge=2012, le=2099)]
    source: Literal["central", "province", "city", "county", "carried"]
    document: Annotated[str, Field(max_length=80, examples=["新财社〔2026〕7号"])]
    amount_fen: Fen = Field(description="整数分；核减为负 | Integer fen; a cut is negative")
    on: Day


class FundAccountIn(Schema):
    holder: Annotated[str, Field(min_length=1, max_length=70)]
    bank: Annotated[str, Field(min_length=1, max_length=70)]
    number: Code
    file_format: Code = Field(description="见 /funds/formats | See /funds/formats")


class FormatOut(Schema):
    key: str
    name: str


class RunOut(Schema):
    """一个发放批次 | A payment run."""

    number: str = Field(examples=["370982-202608-01"])
    month: str
    kind: str
    status: str
    status_name: str
    lines: int
    total_fen: int = Field(description="合计，整数分 | Total in fen")
    prepared_by: str | None
    released_by: str | None
    released_on: date | None
    settled_on: date | None


class CountOut(Schema):
    lines: int
    fen: int


class RunInFullOut(RunOut):
    check_sum: str = Field(
        description="编制人和复核人对照开头几位 | Preparer and treasurer compare its beginning"
    )
    states: dict[str, CountOut]
    balances: bool = Field(description="发送 = 到账 + 退回 + 未明 | Sent = paid + returned + unknown")
    held: dict[str, CountOut] = Field(description="暂未发放的原因 | Held back, by reason")


class PaymentOut(Schema):
    reference: str
    case: str
    item: str
    month: str
    kind: str
    payee: str
    account: str = Field(description="遮盖 | Masked")
    amount_fen: int
    state: str
    state_name: str
    reason: str


class PaymentsOut(Schema):
    total: int
    payments: list[PaymentOut]


class HeldOut(Schema):
    case: str
    month: str
    payee: str
    amount_fen: int
    code: str
    reason: str


class OfCaseOut(Schema):
    paid_fen: int
    payments: list[PaymentOut]
    held: list[HeldOut]


class AnswerRowOut(Schema):
    line: int
    reference: str
    outcome: str
    finding: str
    finding_name: str
    amount_fen: int | None


class BankFileOut(Schema):
    name: str
    format: str
    sha256: str
    lines: int
    total_fen: int


class ReturnOut(Schema):
    run: str
    name: str
    rows_in_file: int
    applied: int
    unmatched: int = Field(description="需人工处理的行 | Rows that need a person")
    unmentioned: int = Field(description="文件没有提到的已发款项 | Sent payments that the file does not name")


class GrantOut(Schema):
    document: str
    source: str
    amount_fen: int
    on: date


class FundAccountOut(Schema):
    holder: str
    bank: str
    number: str = Field(description="遮盖 | Masked")
    format: str
    starts_on: date


class BudgetOut(Schema):
    year: int
    granted_fen: int
    committed_fen: int
    left_fen: int
    appropriations: list[GrantOut]
    account: FundAccountOut | None


class LedgerEntryOut(Schema):
    account: str
    amount_fen: int = Field(description="借正贷负 | Debit above zero, credit below")


class TransactionOut(Schema):
    source: str
    kind: str
    on: date
    at: datetime
    entries: list[LedgerEntryOut]


class LedgerOut(Schema):
    balances: dict[str, int]
    transactions: list[TransactionOut]


def word(words: dict[str, tuple[str, str]], key: str) -> str:
    return words[key][language().startswith("en")] if key in words else key


def run(one: Any) -> dict[str, Any]:
    return {
        "number": one.number, "month": one.month, "kind": one.kind, "status": one.status, "lines": one.lines,
        "status_name": word(rules.STATUSES, one.status), "total_fen": one.total_fen,
        "prepared_by": one.prepared_by.name if one.prepared_by else None,
        "released_by": one.released_by.name if one.released_by else None, "released_on": one.released_on,
        "settled_on": one.settled_on,
    }  # fmt: skip


def payment(one: Any) -> dict[str, Any]:
    return {
        "reference": one.reference, "case": one.case_number, "item": one.item_code, "month": one.month, "kind": one.kind,
        "payee": one.payee_name, "account": masking.account(one.account_number), "amount_fen": one.amount_fen,
        "state": one.state, "state_name": word(rules.STATES, one.state), "reason": one.reason,
    }  # fmt: skip


def held(one: Any) -> dict[str, Any]:
    return {
        "case": one.case_number, "month": one.month, "payee": one.payee_name, "amount_fen": one.amount_fen, "code": one.code,
        "reason": word(rules.HELD, one.code),
    }  # fmt: skip


def account(one: Any) -> dict[str, Any]:
    return {
        "holder": one.holder, "bank": one.bank, "number": masking.account(one.number), "format": one.format,
        "starts_on": one.starts_on,
    }  # fmt: skip
