"""The second pair of eyes: a treasurer compares the totals and releases; the cashier takes out what must not go."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from jiuzhu.audit import actions as audit
from jiuzhu.funds import queries
from jiuzhu.funds.actions import acts
from jiuzhu.funds.actions.common import book, found, locked, not_in_state, require
from jiuzhu.funds.models import HeldLine, Payment, PaymentRun
from jiuzhu.funds.refusals import NoSuchPayment, ReasonNeeded, TotalsDiffer
from jiuzhu.funds.rules import HELD
from jiuzhu.offices.database import refusing
from jiuzhu.values import figures


def release_run(
    number: str, *, seen_lines: int, seen_fen: int, actor: Any, on: date, at: datetime
) -> PaymentRun:
    """Release what the treasurer saw: ``seen_lines`` and ``seen_fen`` are the totals on her page.

    Once released, a second call answers the run. Raises what ``queries.why_not_release`` answers, and from the
    database ReleaseByPreparer, NotPrepared, ReleaseWithoutPower, TotalsDiffer, EmptyRun, NoAppropriation,
    AppropriationExceeded.
    """
    require(actor, "funds.release", found(number).area_id, on)
    with transaction.atomic(), refusing():
        run = locked(number)
        if run.status in ("released", "sent", "settled"):
            return found(number)
        refusal = queries.why_not_release(run, actor=actor, on=on)
        if refusal is not None:
            raise refusal
        if (seen_lines, seen_fen) != (run.lines, run.total_fen):
            raise TotalsDiffer(
                number=number, stated_lines=seen_lines, stated_fen=seen_fen, found_lines=run.lines,
                found_fen=run.total_fen,
            )  # fmt: skip
        run.status, run.released_by, run.released_on, run.released_at = "released", actor, on, at
        run.save(update_fields=["status", "released_by", "released_on", "released_at"])
        new = Payment.objects.filter(run=run, state="prepared", reissues=None)
        book(
            "release", f"release:{number}", area_code=run.area_id, run=run, on=on, at=at, by=actor,
            fen=new.aggregate(fen=Coalesce(Sum("amount_fen"), 0))["fen"],
        )  # fmt: skip
        audit.record(
            acts.RELEASED, actor=actor, at=at, run=number, lines=run.lines, total_fen=run.total_fen,
            total=figures.plain_yuan(run.total_fen),
        )  # fmt: skip
    return found(number)


def withdraw(reference: str, *, reason: str, actor: Any, on: date, at: datetime) -> Payment:
    """Take one payment out of a prepared run before its release, with a reason that stays. Power funds.prepare.

    Taking it out again answers it. It is held back like any other line: once its cause is gone, a later run pays
    it as back pay. Raises ReasonNeeded, NoSuchPayment, and from the database NoSuchChange.
    """
    if not reason.strip():
        raise ReasonNeeded("reason")
    payment = Payment.objects.select_related("run").filter(reference=reference).first()
    if payment is None:
        raise NoSuchPayment(reference=reference)
    require(actor, "funds.prepare", payment.run.area_id, on)
    with transaction.atomic(), refusing():
        run = locked(payment.run.number)
        payment = Payment.objects.select_for_update().get(pk=payment.pk)
        if payment.state == "withdrawn":
            return payment
        if run.status != "drafted":
            raise not_in_state(run, "移出明细", "changed")
        _take_out(run, payment, reason.strip(), actor, at)
        return payment


def withdraw_stale(number: str, *, actor: Any, on: date, at: datetime) -> int:
    """Take out every payment whose entitlement has been stopped, suspended or changed since; how many."""
    require(actor, "funds.prepare", found(number).area_id, on)
    with transaction.atomic(), refusing():
        run = locked(number)
        if run.status != "drafted":
            raise not_in_state(run, "移出明细", "changed")
        stale = queries.stale(run, on)
        for payment, why in stale:
            _take_out(
                run,
                payment,
                f"{HELD[why.code][0]}：{why.detail}" if why.detail else HELD[why.code][0],
                actor,
                at,
            )
        return len(stale)


def _take_out(run: PaymentRun, payment: Payment, reason: str, actor: Any, at: datetime) -> None:
    payment.state, payment.reason_code, payment.reason = "withdrawn", "taken-out", reason[:200]
    payment.save(update_fields=["state", "reason_code", "reason"])
    PaymentRun.objects.filter(pk=run.pk).update(
        lines=F("lines") - 1, total_fen=F("total_fen") - payment.amount_fen
    )
    HeldLine.objects.create(
        run=run, entitlement_id=payment.entitlement_id, case_number=payment.case_number, area_id=payment.area_id,
        item_code=payment.item_code, month=payment.month, payee_name=payment.payee_name,
        amount_fen=payment.amount_fen, code="taken-out", detail=reason[:300],
    )  # fmt: skip
    audit.record(
        acts.WITHDRAWN,
        actor=actor,
        at=at,
        case=payment.case_number,
        reference=payment.reference,
        reason=reason,
    )
