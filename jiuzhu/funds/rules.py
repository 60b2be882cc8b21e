"""Paying, as values in and answers out: words of the room, who is held back, what a bank's answer means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from jiuzhu.funds.banks.base import Connector, Instruction, Outcome, ReturnRow, ReturnRows
from jiuzhu.funds.stays import STAYS
from jiuzhu.values.month import Month

STATUSES = {
    "drafting": ("编制中", "being prepared"),
    "drafted": ("待复核", "waiting for release"),
    "released": ("已复核", "released"),
    "sent": ("已发送银行", "sent to the bank"),
    "settled": ("已结清", "settled"),
}
RUN_KINDS = {
    "monthly": ("按月发放", "monthly"),
    "supplementary": ("补充发放", "supplementary"),
    "reissue": ("退回重发", "re-issue"),
}
STATES = {
    "prepared": ("待发送", "prepared"),
    "withdrawn": ("已移出", "taken out"),
    "sent": ("已发送", "sent"),
    "paid": ("已到账", "paid"),
    "returned": ("已退回", "returned"),
    "unknown": ("结果未明", "unknown"),
    "cancelled": ("不再发放", "not to be paid"),
}
FINAL = ("paid", "returned", "cancelled")
OPEN = ("prepared", "sent", "unknown")
# china.md §9: 正常, 补发, 渐退, 价格临时补贴, 一次性, 死亡结清. Money that comes back (扣回) is no payment.
KINDS = {
    "normal": ("正常", "regular"),
    "back_pay": ("补发", "back pay"),
    "difference": ("补差", "difference"),
    "grace": ("渐退", "grace exit"),
    "price_subsidy": ("价格临时补贴", "temporary price subsidy"),
    "one_off": ("一次性", "one-off"),
    "death_settlement": ("死亡结清", "settlement after death"),
}
HELD = STAYS | {
    "account-missing": ("未登记银行账户", "no bank account is registered"),
    "death": ("家庭成员死亡，待复核", "a member has died; to be reviewed"),
    "not-writable": ("户名或账号不能写入银行文件", "name or account cannot be written into the bank file"),
    "nothing-due": ("核定金额为零", "the amount is zero"),
    "account-unchanged": ("退回后账户未更正", "the account was not corrected after the return"),
    "taken-out": ("编制后移出", "taken out after preparation"),
    "not-owed": ("待遇已停发或暂停", "the entitlement was stopped or suspended"),
    "amount-changed": ("核定金额已变", "the amount was changed"),
    "account-changed": ("收款账户已变", "the account was changed"),
}
SOURCES = {
    "central": ("中央", "central"),
    "province": ("省级", "province"),
    "city": ("市级", "city"),
    "county": ("县级", "county"),
    "carried": ("上年结转", "carried over"),
}
FINDINGS = {
    "applied": ("已入账", "booked"),
    "repeated": ("重复回报", "said before"),
    "unknown-reference": ("明细号不属于本批次", "no payment of this run"),
    "amount-differs": ("金额不符", "the amount differs"),
    "account-differs": ("账号不符", "the account differs"),
    "contradicts": ("与已有结果矛盾", "contradicts what is known"),
    "pending": ("银行处理中", "still pending"),
}
NEEDS_A_PERSON = ("unknown-reference", "amount-differs", "account-differs", "contradicts")
ACCOUNTS = {
    "bank": ("专户存款", "fund account"),
    "appropriated": ("财政拨款", "appropriations"),
    "assistance": ("救助支出", "assistance granted"),
    "payable": ("应付救助金", "assistance payable"),
    "in_transit": ("在途资金", "payments in transit"),
}
BOOKINGS = {
    "appropriation": ("收到拨款", "appropriation"),
    "release": ("复核发放", "release"),
    "sending": ("发送银行", "sending"),
    "answer": ("银行回盘", "bank's answer"),
    "cancellation": ("不再发放", "cancellation"),
}
# The return is about the account: the same account would only bring the money back again.
OF_THE_ACCOUNT = frozenset({"AC01", "AC04", "AC06", "BE01", "RC01", "MD07"})


class Payable(Protocol):
    """What one entitlement is owed in one month, as `entitlements.queries.payable` answers it."""

    @property
    def entitlement_id(self) -> int: ...
    @property
    def case_number(self) -> str: ...
    @property
    def area_code(self) -> str: ...
    @property
    def item_code(self) -> str: ...
    @property
    def household_size(self) -> int: ...
    @property
    def payee_name(self) -> str: ...
    @property
    def payee_citizen_id(self) -> str: ...
    @property
    def bank(self) -> str: ...
    @property
    def account_number(self) -> str: ...
    @property
    def amount_fen(self) -> int: ...
    @property
    def died(self) -> Sequence[str]: ...
    @property
    def because(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Held:
    code: str
    detail: str = ""


def run_number(area: str, month: Month, serial: int) -> str:
    """``370982-202611-01``: the bank's own double check and every reference begin with it."""
    return f"{area}-{month.year:04d}{month.month:02d}-{serial:02d}"


def reference(run: str, line: int) -> str:
    """``370982-202611-01-000123``, 23 of the 35 characters that ISO 20022 leaves."""
    return f"{run}-{line:06d}"


def purpose(month: str, kind: str) -> str:
    """What the household reads on its bank statement; which assistance it is, is nobody's business there."""
    year, number = month.split("-")
    return f"{year}年{int(number)}月社会救助金" + ("" if kind == "normal" else f"（{KINDS[kind][0]}）")


def why_held(one: Payable, connector: Connector) -> Held | None:
    """Why this entitlement cannot be paid now, or None."""
    if one.died:
        return Held("death", "、".join(one.died))
    if one.amount_fen <= 0:
        return Held("nothing-due")
    if not one.account_number.strip():
        return Held("account-missing")
    refusal = connector.why_not(
        Instruction(
            "", one.payee_name, one.payee_citizen_id, one.bank, one.account_number, one.amount_fen, ""
        )
    )
    return None if refusal is None else Held("not-writable", refusal.wrong())


@dataclass(frozen=True, slots=True)
class Sent:
    """A payment of the run that a bank's answer is held against."""

    id: int
    reference: str
    state: str
    amount_fen: int
    account_number: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What becomes of one row: the payment it names, if any, and the finding (``FINDINGS``)."""

    row: ReturnRow
    payment_id: int | None
    finding: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A bank's file understood: rows with findings, and new state and reason of each payment it moves."""

    matched: tuple[Matched, ...]
    moves: Mapping[int, tuple[Outcome, str, str]]
    unmentioned: int


def understand(answer: ReturnRows, payments: Iterable[Sent], *, whole: bool = True) -> Answer:
    """Hold a bank's answer against the payments of its run.

    Only ``sent`` and ``unknown`` payments move; what is paid or returned stays. A row whose amount or account
    is another, and rows that contradict each other, move nothing: the payment becomes ``unknown`` and a person
    asks the bank. Sent payments that a ``whole`` file does not name become ``unknown`` too.
    """
    known = {one.reference: one for one in payments}
    said: dict[str, set[Outcome]] = defaultdict(set)
    for row in answer.rows:
        said[row.reference].add(row.outcome)
    seen: Counter[str] = Counter()
    moves: dict[int, tuple[Outcome, str, str]] = {}
    matched = []
    for row in answer.rows:
        one = known.get(row.reference)
        finding = _finding(row, one, contradictory=len(said[row.reference]) > 1, seen=seen[row.reference])
        seen[row.reference] += 1
        matched.append(Matched(row, one.id if one else None, finding))
        if one is not None and one.state in ("sent", "unknown"):
            _move(moves, one, row, finding)
    unmentioned = [
        one for one in known.values() if whole and one.state == "sent" and one.reference not in said
    ]
    why = answer.rest_reason_code if answer.rest else "NOT-IN-RETURN"
    moves |= {one.id: (answer.rest or "unknown", why, "") for one in unmentioned}
    return Answer(tuple(matched), moves, 0 if answer.rest else len(unmentioned))


def _finding(row: ReturnRow, one: Sent | None, *, contradictory: bool, seen: int) -> str:
    if one is None:
        return "unknown-reference"
    if contradictory:
        return "contradicts"
    if row.amount_fen is not None and row.amount_fen != one.amount_fen:
        return "amount-differs"
    if row.account and row.account != one.account_number:
        return "account-differs"
    if one.state in ("sent", "unknown"):
        if seen:
            return "repeated"
        return "pending" if row.outcome == "unknown" else "applied"
    told = "returned" if one.state == "cancelled" else one.state
    return "repeated" if told == row.outcome else "contradicts"


def _move(moves: dict[int, tuple[Outcome, str, str]], one: Sent, row: ReturnRow, finding: str) -> None:
    if finding == "applied":
        moves[one.id] = (row.outcome, row.reason_code, row.reason)
    elif finding == "pending" and one.state == "sent":
        moves[one.id] = ("unknown", row.reason_code or "PENDING", row.reason)
    elif finding in NEEDS_A_PERSON and one.state == "sent":
        moves[one.id] = ("unknown", finding.upper(), row.reason)
    elif finding in NEEDS_A_PERSON:  # a good row beside it does not decide what a person has to ask the bank
        moves.pop(one.id, None)


Entries = dict[str, int]


def booking(kind: str, *, fen: int = 0, paid_fen: int = 0, returned_fen: int = 0) -> Entries:
    """Entries of an event, debit above zero. They sum to zero; entries of zero are left out.

    appropriation, release (of what was not owed before), sending, cancellation: ``fen``;
    answer: ``paid_fen`` left the account, ``returned_fen`` is owed again.
    """
    entries: Entries = {
        "appropriation": Entries(bank=fen, appropriated=-fen),
        "release": Entries(assistance=fen, payable=-fen),
        "sending": Entries(payable=fen, in_transit=-fen),
        "answer": Entries(in_transit=paid_fen + returned_fen, bank=-paid_fen, payable=-returned_fen),
        "cancellation": Entries(payable=fen, assistance=-fen),
    }[kind]
    return {account: amount for account, amount in entries.items() if amount}


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A run as it stands with the bank: lines and fen by state. ``sent`` counts everything handed over."""

    lines: Mapping[str, int]
    fen: Mapping[str, int]

    def of(self, *states: str) -> tuple[int, int]:
        """Lines and fen of the payments in these states."""
        return sum(self.lines.get(one, 0) for one in states), sum(self.fen.get(one, 0) for one in states)

    @property
    def sent(self) -> tuple[int, int]:
        return self.of("sent", "paid", "returned", "cancelled", "unknown")

    @property
    def paid(self) -> tuple[int, int]:
        return self.of("paid")

    @property
    def returned(self) -> tuple[int, int]:
        return self.of("returned", "cancelled")

    @property
    def unknown(self) -> tuple[int, int]:
        """Without a final answer: not answered at all, or the bank does not say."""
        return self.of("sent", "unknown")

    @property
    def balances(self) -> bool:
        """sent = paid + returned + unknown, in lines and in fen."""
        parts = (self.paid, self.returned, self.unknown)
        return self.sent == (sum(one[0] for one in parts), sum(one[1] for one in parts))
