"""What every step of paying needs: the power, the run held for this transaction, a booking in the ledger."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

from jiuzhu.funds.models import LedgerEntry, LedgerTransaction, PaymentRun
from jiuzhu.funds.refusals import NoSuchRun, NotInState
from jiuzhu.funds.rules import STATUSES, booking
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal


def require(actor: Any, power: str, area: str, on: date) -> None:
    """Raises the refusal of the offices when the officer lacks the power in the county."""
    refusal = offices.why_not(actor, power, area, on)
    if refusal is not None:
        raise refusal


def found(number: str) -> PaymentRun:
    run = (
        PaymentRun.objects.select_related("account", "prepared_by", "released_by")
        .filter(number=number)
        .first()
    )
    if run is None:
        raise NoSuchRun(number=number)
    return run


def locked(number: str) -> PaymentRun:
    """The run, held until this transaction ends: steps of one run queue up. Raises NoSuchRun."""
    run = (
        PaymentRun.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(number=number)
        .first()
    )
    if run is None:
        raise NoSuchRun(number=number)
    return run


def not_in_state(run: PaymentRun, zh: str, en: str) -> Refusal:
    status_zh, status_en = STATUSES[run.status]
    return NotInState(number=run.number, status_zh=status_zh, status_en=status_en, act_zh=zh, act_en=en)


def one_drafter_at_a_time(area: str) -> None:
    """Until this transaction ends nobody else adds lines in this county, so that looking before adding is safe."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('funds.draft'), hashtext(%s))", [area])


def book(
    kind: str,
    source: str,
    *,
    area_code: str,
    run: PaymentRun | None,
    on: date,
    at: datetime,
    by: Any,
    **fen: int,
) -> None:
    """Write the event into the ledger once; `source` names it, a second call finds it written. Zero is no event."""
    entries = booking(kind, **fen)
    if not entries or LedgerTransaction.objects.filter(source=source).exists():
        return
    written = LedgerTransaction.objects.create(
        source=source, area_id=area_code, run=run, kind=kind, entries_stated=len(entries), on=on, at=at, by=by
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(transaction=written, account=account, amount_fen=amount)
        for account, amount in entries.items()
    )
