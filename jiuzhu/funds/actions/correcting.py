"""What came back: issued again as a new payment that names the old one, or given up with a reason. Never silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.funds import queries, rules
from jiuzhu.funds.actions import acts
from jiuzhu.funds.actions.common import book, found, one_drafter_at_a_time, require
from jiuzhu.funds.actions.drafting import Due, complete, open_run, write_lines
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.funds.models import Payment, PaymentRun
from jiuzhu.funds.refusals import NoSuchPayment, NothingChosen, NothingToReissue, NotReturned, ReasonNeeded
from jiuzhu.funds.rules import OF_THE_ACCOUNT, STATES, Held
from jiuzhu.offices.database import refusing
from jiuzhu.values.month import Month


@dataclass(frozen=True, slots=True)
class Again:
    """A returned payment as it would be issued again: the old claim, the account of today."""

    entitlement_id: int
    case_number: str
    area_code: str
    item_code: str
    household_size: int
    payee_name: str
    payee_citizen_id: str
    bank: str
    account_number: str
    amount_fen: int
    died: tuple[str, ...]
    because: str = ""


def reissue(references: Sequence[str], *, area: str, actor: Any, on: date, at: datetime) -> PaymentRun:
    """Put returned payments into a re-issue run of this month, each as a new payment that names the old one.

    Only ``returned`` ones: a payment whose fate is unknown is never sent again. Whoever still has the account that
    the bank refused is held back with that reason. All or nothing, in one transaction; the same references again
    answer the run that has them. Power funds.prepare. Raises NotReturned, NoSuchPayment, NothingToReissue.
    """
    require(actor, "funds.prepare", area, on)
    if not references:
        raise NothingChosen
    with transaction.atomic(), refusing():
        one_drafter_at_a_time(area)
        olds = list(
            Payment.objects.select_for_update(of=("self",))
            .filter(reference__in=references, run__area_id=area)
            .order_by("reference")
        )
        if missing := set(references) - {one.reference for one in olds}:
            raise NoSuchPayment(reference=min(missing))
        again = {
            one.reissues_id: one for one in Payment.objects.filter(reissues__in=olds).select_related("run")
        }
        if olds and len(again) == len(olds):
            return found(again[olds[0].pk].run.number)
        todo = [one for one in olds if one.pk not in again]
        for one in todo:
            _check_returned(one)
        run = open_run(Month.of(on), area=area, kind="reissue", actor=actor, on=on, at=at)
        due = [_due(run, one, on) for one in todo]
        write_lines(run, due)
        if all(one.held for one in due):
            raise NothingToReissue(why_zh=_why(due, 0), why_en=_why(due, 1))
        for payment in Payment.objects.filter(run=run).select_related("reissues"):
            if payment.reissues is not None:
                audit.record(
                    acts.REISSUED, actor=actor, at=at, case=payment.case_number, old=payment.reissues.reference,
                    new=payment.reference,
                )  # fmt: skip
        return complete(run, actor=actor, at=at)


def _check_returned(payment: Payment) -> None:
    if payment.state != "returned":
        zh, en = STATES[payment.state]
        raise NotReturned(reference=payment.reference, state_zh=zh, state_en=en)


def _due(run: PaymentRun, old: Payment, on: date) -> Due:
    today = queries.account_of_case(old.case_number, on)
    again = Again(
        entitlement_id=old.entitlement_id, case_number=old.case_number, area_code=old.area_id,
        item_code=old.item_code, household_size=old.household_size,
        payee_name=today.holder if today else old.payee_name,
        payee_citizen_id=today.citizen_id if today else old.payee_citizen_id,
        bank=today.bank if today else "", account_number=today.number if today else "",
        amount_fen=old.amount_fen, died=(today.holder,) if today and today.holder_died else (),
    )  # fmt: skip
    held = rules.why_held(again, CONNECTORS[run.account.format])
    same = (again.account_number, again.payee_name) == (old.account_number, old.payee_name)
    if held is None and same and old.reason_code in OF_THE_ACCOUNT:
        held = Held("account-unchanged", old.reason_code)
    return Due(again, old.month, old.kind, held, reissues=old.pk)


def _why(due: Sequence[Due], language: int) -> str:
    codes = {one.held.code for one in due if one.held is not None}
    return "、".join(sorted(rules.HELD[code][language] for code in codes))


def cancel_returned(reference: str, *, reason: str, actor: Any, on: date, at: datetime) -> Payment:
    """A returned payment that is not owed any more (death, wrongly granted): give its money back to the budget.

    Power funds.release. Doing it again answers it. Raises ReasonNeeded, NotReturned, AlreadyReissued.
    """
    if not reason.strip():
        raise ReasonNeeded("reason")
    payment = Payment.objects.select_related("run").filter(reference=reference).first()
    if payment is None:
        raise NoSuchPayment(reference=reference)
    require(actor, "funds.release", payment.run.area_id, on)
    with transaction.atomic(), refusing():
        payment = Payment.objects.select_for_update(of=("self",)).select_related("run").get(pk=payment.pk)
        if payment.state == "cancelled":
            return payment
        _check_returned(payment)
        payment.state, payment.reason = "cancelled", reason.strip()[:200]
        payment.save(update_fields=["state", "reason"])
        book(
            "cancellation", f"cancellation:{reference}", area_code=payment.run.area_id, run=payment.run, on=on,
            at=at, by=actor, fen=payment.amount_fen,
        )  # fmt: skip
        audit.record(
            acts.CANCELLED, actor=actor, at=at, case=payment.case_number, reference=reference, reason=reason
        )
        return payment
