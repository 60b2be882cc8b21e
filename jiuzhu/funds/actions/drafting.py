"""Prepare a run: every entitlement of the month becomes a payment or a held line with its reason, never nothing.

Lines are written in chunks of one transaction each. Killed in between, the run stays ``drafting``; calling again
goes on where it stopped, because every chunk looks first at what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Coalesce

from jiuzhu.audit import actions as audit
from jiuzhu.funds import queries, rules
from jiuzhu.funds.actions import acts
from jiuzhu.funds.actions.common import found, locked, not_in_state, one_drafter_at_a_time, require
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.funds.models import HeldLine, Payment, PaymentRun
from jiuzhu.funds.models.runs import WHOLE_MONTH
from jiuzhu.funds.refusals import MonthTooFar, NoFundAccount, NothingLeft, RunOpen
from jiuzhu.funds.rules import Held, Payable
from jiuzhu.offices.database import refusing
from jiuzhu.values import figures, money
from jiuzhu.values.month import Month

CHUNK = 1000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Due:
    """One line to be: who is owed, for which month, under which name, or why not now."""

    payable: Payable
    month: str
    kind: str
    held: Held | None
    reissues: int | None = None


def draft_run(
    month: Month, *, area: str, actor: Any | None, on: date, at: datetime, kind: str = "monthly",
    progress: Progress | None = None,
) -> PaymentRun:  # fmt: skip
    """Prepare the run of a month; the run that is there already when called again. Power funds.prepare.

    ``kind``: ``monthly``, or ``supplementary`` for those who came too late for it. Both also pay, as back pay,
    earlier months that were held back and can be paid now. ``actor=None`` is the clock: a cashier must then sign
    the preparation. Raises MonthTooFar, NoFundAccount, RunOpen, NothingLeft and what the offices refuse.
    """
    if actor is not None:
        require(actor, "funds.prepare", area, on)
    latest = Month.of(on).next()
    if month > latest:
        raise MonthTooFar("month", month=str(month), latest=str(latest))
    with refusing():
        run = _open(month, area=area, kind=kind, actor=actor, on=on, at=at)
        if run.status != "drafting":
            return run
        due = list(_due(run, month, on))
        for start in range(0, len(due), CHUNK):
            write_lines(run, due[start : start + CHUNK])
            if progress is not None:
                progress(min(start + CHUNK, len(due)), len(due))
        return complete(run, actor=actor, at=at)


def _open(month: Month, *, area: str, kind: str, actor: Any | None, on: date, at: datetime) -> PaymentRun:
    """The run of that month and kind: an unfinished one, the monthly one there is, or a new one."""
    with transaction.atomic():
        one_drafter_at_a_time(area)
        runs = PaymentRun.objects.filter(area_id=area, month=str(month))
        before = runs.filter(kind=kind).order_by("-serial").first()
        if before is not None and (kind == "monthly" or before.status in ("drafting", "drafted")):
            return found(before.number)
        if kind == "supplementary":
            waiting = runs.filter(kind="monthly", lines__gt=0, status__in=("drafting", "drafted")).first()
            if waiting is not None:
                raise RunOpen(number=waiting.number, month=str(month))
            if not queries.missing(month, area=area, on=on):
                raise NothingLeft(month=str(month))
        return open_run(month, area=area, kind=kind, actor=actor, on=on, at=at)


def open_run(month: Month, *, area: str, kind: str, actor: Any | None, on: date, at: datetime) -> PaymentRun:
    """A new empty run, in the caller's transaction. Raises NoFundAccount."""
    account = queries.fund_account(area, on)
    if account is None:
        raise NoFundAccount(on=on)
    last = PaymentRun.objects.filter(area_id=area, month=str(month)).aggregate(n=Max("serial"))["n"] or 0
    number = rules.run_number(area, month, last + 1)
    run = PaymentRun.objects.create(
        number=number,
        area_id=area,
        month=str(month),
        serial=last + 1,
        kind=kind,
        account=account,
        opened_at=at,
    )
    audit.record(acts.OPENED, actor=actor, at=at, run=number, kind=kind)
    return run


def _due(run: PaymentRun, month: Month, on: date) -> Iterable[Due]:
    connector = CONNECTORS[run.account.format]
    stayed = queries.stays(run.area_id)
    for wanted, kind in [
        (month, "normal"),
        *((late, "back_pay") for late in queries.months_owed(run.area_id, month)),
    ]:
        only = None if kind == "normal" else queries.owed_entitlements(run.area_id, wanted, month)
        paid = queries.paid_for(wanted, area=run.area_id)
        for one in queries.payables(wanted, run.area_id, on):
            if only is None or one.entitlement_id in only:
                named = "grace" if (kind, one.because) == ("normal", "grace") else kind
                otherwise = _paid_otherwise(one.entitlement_id, paid.get(one.household_id, ()))
                if otherwise is None or kind == "normal":  # said once, in the run of its own month
                    held = otherwise or stayed.get(one.entitlement_id) or rules.why_held(one, connector)
                    yield Due(one, str(wanted), named, held)


def _paid_otherwise(entitlement_id: int, paid: Sequence[queries.PaidFor]) -> Held | None:
    """A household is paid once for a month, even if its right was replaced by another after the payment (57号 Art. 28)."""
    for one in paid:
        if one.entitlement_id != entitlement_id:
            return Held("nothing-due", f"本月已按{one.case_number}发放{money.format(one.amount_fen)}")
    return None


def write_lines(run: PaymentRun, due: Sequence[Due]) -> None:
    """One chunk in one transaction; what is there already, in this run or another, is left alone."""
    with transaction.atomic():
        one_drafter_at_a_time(run.area_id)
        if locked(run.number).status != "drafting":
            return  # somebody else finished the same run meanwhile
        ids = [one.payable.entitlement_id for one in due]
        there = set(
            Payment.objects.filter(entitlement_id__in=ids, kind__in=WHOLE_MONTH)
            .exclude(
                Q(state="withdrawn")
                | Q(state="returned", id__in=[one.reissues for one in due if one.reissues])
            )
            .values_list("entitlement_id", "month")
        )
        held = set(
            HeldLine.objects.filter(run=run, entitlement_id__in=ids).values_list("entitlement_id", "month")
        )
        new = [one for one in due if (one.payable.entitlement_id, one.month) not in there | held]
        last = Payment.objects.filter(run=run).aggregate(n=Max("line"))["n"] or 0
        paying = [one for one in new if one.held is None]
        Payment.objects.bulk_create(_payment(run, one, line) for line, one in enumerate(paying, last + 1))
        HeldLine.objects.bulk_create(_held(run, one, one.held) for one in new if one.held is not None)


def _payment(run: PaymentRun, due: Due, line: int) -> Payment:
    one = due.payable
    return Payment(
        run=run, line=line, reference=rules.reference(run.number, line), entitlement_id=one.entitlement_id,
        case_number=one.case_number, area_id=one.area_code, item_code=one.item_code,
        household_size=one.household_size, month=due.month, kind=due.kind, payee_name=one.payee_name,
        payee_citizen_id=one.payee_citizen_id, bank=one.bank, account_number=one.account_number,
        amount_fen=one.amount_fen, reissues_id=due.reissues,
    )  # fmt: skip


def _held(run: PaymentRun, due: Due, held: Held) -> HeldLine:
    one = due.payable
    return HeldLine(
        run=run, entitlement_id=one.entitlement_id, case_number=one.case_number, area_id=one.area_code,
        item_code=one.item_code, month=due.month, payee_name=one.payee_name, amount_fen=one.amount_fen,
        code=held.code, detail=held.detail[:300],
    )  # fmt: skip


def complete(run: PaymentRun, *, actor: Any | None, at: datetime) -> PaymentRun:
    """Close the run for lines and state its totals; the trigger counts again."""
    with transaction.atomic():
        run = locked(run.number)
        if run.status != "drafting":
            return found(run.number)
        counted = Payment.objects.filter(run=run).aggregate(n=Count("id"), fen=Coalesce(Sum("amount_fen"), 0))
        run.status, run.lines, run.total_fen = "drafted", counted["n"], counted["fen"]
        if actor is not None:
            run.prepared_by, run.prepared_at = actor, at
        run.save(update_fields=["status", "lines", "total_fen", "prepared_by", "prepared_at"])
        audit.record(
            acts.DRAFTED, actor=actor, at=at, run=run.number, lines=run.lines, total_fen=run.total_fen,
            total=figures.plain_yuan(run.total_fen),
            held=HeldLine.objects.filter(run=run).count(),
        )  # fmt: skip
    return found(run.number)


def sign_preparation(number: str, *, actor: Any, on: date, at: datetime) -> PaymentRun:
    """A cashier has checked a run that the clock drafted, and answers for it. Power funds.prepare."""
    require(actor, "funds.prepare", found(number).area_id, on)
    with transaction.atomic(), refusing():
        run = locked(number)
        if run.status == "drafting":
            raise not_in_state(run, "确认编制", "signed as prepared")
        if run.prepared_by_id is None:
            run.prepared_by, run.prepared_at = actor, at
            run.save(update_fields=["prepared_by", "prepared_at"])
            audit.record(acts.SIGNED, actor=actor, at=at, run=run.number)
    return found(number)
