"""Whether a run may go: what has changed since it was prepared, who may release it, what the bank is told."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu.funds import rules
from jiuzhu.funds.banks.base import Batch, Instruction
from jiuzhu.funds.models import Payment, PaymentRun
from jiuzhu.funds.models.runs import WHOLE_MONTH
from jiuzhu.funds.queries.owed import payables, stays
from jiuzhu.funds.refusals import LinesNoLongerPayable, NotInState, NotPrepared, ReleaseByPreparer
from jiuzhu.funds.rules import Held, Payable
from jiuzhu.offices import queries as offices
from jiuzhu.values.month import parse as month_of
from jiuzhu.values.refusals import Refusal


def stale(run: PaymentRun, on: date) -> list[tuple[Payment, Held]]:
    """Prepared payments that the entitlements or a death since do not bear out any more, each with the reason."""
    waiting = Payment.objects.filter(run=run, state="prepared", reissues=None, kind__in=WHOLE_MONTH)
    found: list[tuple[Payment, Held]] = []
    for month in waiting.order_by("month").values_list("month", flat=True).distinct():
        stayed = stays(run.area_id)
        owed = {one.entitlement_id: one for one in payables(month_of(month), run.area_id, on)}
        for payment in waiting.filter(month=month).order_by("line"):
            why = stayed.get(payment.entitlement_id) or _why_stale(payment, owed.get(payment.entitlement_id))
            if why is not None:
                found.append((payment, why))
    return found


def _why_stale(payment: Payment, owed: Payable | None) -> Held | None:
    if owed is None:
        return Held("not-owed")
    if owed.died:
        return Held("death", "、".join(owed.died))
    if owed.amount_fen != payment.amount_fen:
        return Held("amount-changed")
    if (owed.account_number, owed.payee_name) != (payment.account_number, payment.payee_name):
        return Held("account-changed")
    return None


def why_not_release(run: PaymentRun, *, actor: Any, on: date) -> Refusal | None:
    """Why this officer cannot release this run, or None. Money and power are asked again by the database."""
    refusal = offices.why_not(actor, "funds.release", run.area_id, on)
    if refusal is not None:
        return refusal
    if run.status != "drafted":
        zh, en = rules.STATUSES[run.status]
        return NotInState(number=run.number, status_zh=zh, status_en=en, act_zh="复核发放", act_en="released")
    if run.prepared_by_id is None:
        return NotPrepared(number=run.number)
    if run.prepared_by_id == actor.pk:
        return ReleaseByPreparer(number=run.number, officer=actor.name)
    found = stale(run, on)
    if found:
        return LinesNoLongerPayable(number=run.number, count=len(found), example=found[0][0].case_number)
    return None


def batch(run: PaymentRun) -> Batch:
    """The run as a bank file tells it. Made from frozen rows only: the same batch whenever it is asked for."""
    if run.released_at is None or run.released_on is None:
        raise ValueError(f"run {run.number} has not been released")
    rows = Payment.objects.filter(run=run).exclude(state="withdrawn").order_by("line")
    return Batch(
        number=run.number, created_at=run.released_at, pay_on=run.released_on, payer_name=run.account.holder,
        payer_bank=run.account.bank, payer_account=run.account.number,
        instructions=tuple(
            Instruction(
                reference=row.reference, payee_name=row.payee_name, citizen_id=row.payee_citizen_id, bank=row.bank,
                account=row.account_number, amount_fen=row.amount_fen, purpose=rules.purpose(row.month, row.kind),
            )
            for row in rows
        ),
    )  # fmt: skip
