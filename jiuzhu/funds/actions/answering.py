"""The bank's answer: booked once however often it comes, every row kept with what became of it."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.funds import rules
from jiuzhu.funds.actions import acts
from jiuzhu.funds.actions.common import book, found, locked, not_in_state, require
from jiuzhu.funds.banks import reasons
from jiuzhu.funds.banks.base import Outcome, ReturnRow, ReturnRows
from jiuzhu.funds.banks.registry import of_content
from jiuzhu.funds.models import BankReturn, BankReturnRow, Payment, PaymentRun
from jiuzhu.funds.refusals import (
    NoSuchPayment,
    NotUnknown,
    ReasonNeeded,
    ReturnBeforeSending,
    ReturnOfUnknownRun,
)
from jiuzhu.funds.rules import STATES, Answer, Sent
from jiuzhu.offices.database import refusing

_MOVE = """
UPDATE funds_payment p SET state = m.state, reason_code = m.code, reason = m.reason, answered_in_id = %s
  FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS m (id, state, code, reason)
 WHERE p.id = m.id
"""


def record_return(content: bytes, *, name: str, area: str, actor: Any, on: date, at: datetime) -> BankReturn:
    """Book a bank's return file. Power funds.prepare. The same bytes again answer the first booking.

    All in one transaction: rows, new states, ledger, log. Rows that fit no payment, or another amount or account,
    or contradict what is known, move nothing and stay visible (``queries.findings``). Raises UnknownFormat,
    Unreadable, ControlDiffers, ReturnOfUnknownRun, ReturnBeforeSending.
    """
    require(actor, "funds.prepare", area, on)
    sha256 = hashlib.sha256(content).hexdigest()
    before = BankReturn.objects.filter(sha256=sha256).first()
    if before is not None:
        return before
    connector = of_content(content)
    parsed = connector.read_return(content)
    with transaction.atomic(), refusing():
        run = PaymentRun.objects.filter(area_id=area, number=parsed.number).first()
        if run is None:
            raise ReturnOfUnknownRun(number=parsed.number[:60])
        run = locked(run.number)
        before = BankReturn.objects.filter(sha256=sha256).first()  # two uploads at once queue at the lock
        if before is not None:
            return before
        if run.status not in ("sent", "settled"):
            raise ReturnBeforeSending(number=run.number)
        return _record(run, parsed, sha256, name, connector.key, actor, on, at)


def confirm_unknown(
    reference: str, *, outcome: Outcome, evidence: str, actor: Any, on: date, at: datetime
) -> Payment:
    """The bank has answered in writing what became of one unknown payment; `evidence` names its letter.

    Power funds.release, so that whoever then prepares a re-issue is somebody else. The same letter again answers
    the payment. Raises ReasonNeeded, NoSuchPayment, NotUnknown.
    """
    if not evidence.strip() or outcome == "unknown":
        raise ReasonNeeded("evidence")
    payment = Payment.objects.select_related("run").filter(reference=reference).first()
    if payment is None:
        raise NoSuchPayment(reference=reference)
    require(actor, "funds.release", payment.run.area_id, on)
    said = ReturnRow(1, reference, outcome, None, "", "" if outcome == "paid" else "NARR", evidence.strip())
    letter = hashlib.sha256(f"{reference}|{outcome}|{said.reason}".encode()).hexdigest()
    with transaction.atomic(), refusing():
        run = locked(payment.run.number)
        payment.refresh_from_db()
        if payment.state == "unknown":
            parsed = ReturnRows(run.number, (said,))
            _record(run, parsed, letter, said.reason, "letter", actor, on, at, whole=False)
            payment.refresh_from_db()
        elif not BankReturn.objects.filter(sha256=letter).exists():
            zh, en = STATES[payment.state]
            raise NotUnknown(reference=reference, state_zh=zh, state_en=en)
    return payment


def _record(
    run: PaymentRun,
    parsed: ReturnRows,
    sha256: str,
    name: str,
    file_format: str,
    actor: Any,
    on: date,
    at: datetime,
    *,
    whole: bool = True,
) -> BankReturn:
    payments = {
        one.id: one
        for one in (
            Sent(*row)
            for row in Payment.objects.filter(run=run)
            .exclude(state="withdrawn")
            .values_list("id", "reference", "state", "amount_fen", "account_number")
        )
    }
    answer = rules.understand(parsed, payments.values(), whole=whole)
    unmatched = sum(one.finding in rules.NEEDS_A_PERSON for one in answer.matched)
    written = BankReturn.objects.create(
        run=run, sha256=sha256, name=name[:120], format=file_format, received_on=on, received_at=at, by=actor,
        rows_in_file=len(parsed.rows), applied=sum(one.finding == "applied" for one in answer.matched),
        unmatched=unmatched, unmentioned=answer.unmentioned,
    )  # fmt: skip
    BankReturnRow.objects.bulk_create(_rows(written, answer), batch_size=2000)
    _move(written, answer)
    fen = {
        outcome: sum(payments[pk].amount_fen for pk, move in answer.moves.items() if move[0] == outcome)
        for outcome in ("paid", "returned", "unknown")
    }
    book(
        "answer", f"answer:{written.pk}", area_code=run.area_id, run=run, on=on, at=at, by=actor,
        paid_fen=fen["paid"], returned_fen=fen["returned"],
    )  # fmt: skip
    _log(run, written, answer, actor, at)
    return written


def _rows(written: BankReturn, answer: Answer) -> list[BankReturnRow]:
    return [
        BankReturnRow(
            bank_return=written, line=one.row.line, reference=one.row.reference[:60], outcome=one.row.outcome,
            amount_fen=one.row.amount_fen, reason_code=one.row.reason_code[:20], reason=one.row.reason[:200],
            payment_id=one.payment_id, finding=one.finding,
        )
        for one in answer.matched
    ]  # fmt: skip


def _move(written: BankReturn, answer: Answer) -> None:
    moves = sorted(answer.moves.items())
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            [
                written.pk, [pk for pk, _ in moves], [move[0] for _, move in moves],
                [move[1][:20] for _, move in moves], [move[2][:200] for _, move in moves],
            ],
        )  # fmt: skip


def _log(run: PaymentRun, written: BankReturn, answer: Answer, actor: Any, at: datetime) -> None:
    outcomes = [move[0] for move in answer.moves.values()]
    audit.record(
        acts.ANSWERED, actor=actor, at=at, run=run.number, name=written.name, sha256=written.sha256,
        paid=outcomes.count("paid"), returned=outcomes.count("returned"), unknown=outcomes.count("unknown"),
        unmatched=written.unmatched,
    )  # fmt: skip
    came_back = Payment.objects.filter(answered_in=written, state="returned").order_by("line")
    for payment in came_back:
        audit.record(
            acts.CAME_BACK, actor=actor, at=at, case=payment.case_number, reference=payment.reference,
            month=payment.month, reason=reasons.words(payment.reason_code),
        )  # fmt: skip


def settle(number: str, *, actor: Any, on: date, at: datetime) -> PaymentRun:
    """Close a run whose every payment has its final answer. Power funds.prepare. Raises Unanswered, NotInState."""
    require(actor, "funds.prepare", found(number).area_id, on)
    with transaction.atomic(), refusing():
        run = locked(number)
        if run.status == "settled":
            return found(number)
        if run.status != "sent":
            raise not_in_state(run, "结清", "settled")
        run.status, run.settled_on = "settled", on
        run.save(update_fields=["status", "settled_on"])
        audit.record(acts.SETTLED, actor=actor, at=at, run=number)
    return found(number)
