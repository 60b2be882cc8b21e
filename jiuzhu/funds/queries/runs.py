"""Runs and their lines, filtered and counted in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet, Sum

from jiuzhu.funds.models import HeldLine, Payment, PaymentRun
from jiuzhu.funds.refusals import NoSuchPayment, NoSuchRun
from jiuzhu.funds.rules import Reconciliation


def runs(area: str = "", *, status: str = "", year: str = "") -> QuerySet[PaymentRun]:
    """Runs, newest first, with the number of held lines."""
    found = PaymentRun.objects.select_related("prepared_by", "released_by").order_by("-month", "-serial")
    if area:
        found = found.filter(area_id=area)
    if status:
        found = found.filter(status=status)
    return found.filter(month__startswith=year) if year else found


def run(number: str) -> PaymentRun:
    """Raises NoSuchRun, also when it is out of reach."""
    found = (
        PaymentRun.objects.select_related("account", "prepared_by", "released_by", "bank_file")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NoSuchRun(number=number)
    return found


@dataclass(frozen=True)
class Wanted:
    """What a list of payments is narrowed by; empty means any."""

    words: str = ""  # reference, case number, citizen ID, account or name
    state: str = ""
    area: str = ""
    item: str = ""


def lines(run: PaymentRun, wanted: Wanted) -> QuerySet[Payment]:
    """Payments of a run, filtered in the database, in the order of the file; page it with a slice."""
    found = Payment.objects.filter(run=run).select_related("area").order_by("line")
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.area:
        found = found.filter(area_id=wanted.area)
    if wanted.item:
        found = found.filter(item_code=wanted.item)
    words = wanted.words.strip()
    if not words:
        return found
    if words.isascii():
        return found.filter(
            Q(reference=words)
            | Q(case_number=words)
            | Q(payee_citizen_id=words.upper())
            | Q(account_number=words)
        )
    return found.filter(payee_name__startswith=words)


def held(run: PaymentRun, *, code: str = "") -> QuerySet[HeldLine]:
    """Held lines of a run with their reasons."""
    found = HeldLine.objects.filter(run=run).select_related("area").order_by("code", "case_number")
    return found.filter(code=code) if code else found


def held_counts(run: PaymentRun) -> dict[str, tuple[int, int]]:
    """Reason → lines and fen held back."""
    rows = HeldLine.objects.filter(run=run).values("code").annotate(n=Count("id"), fen=Sum("amount_fen"))
    return {row["code"]: (row["n"], row["fen"]) for row in rows.order_by("code")}


def reconciliation(run: PaymentRun) -> Reconciliation:
    """The run by state, counted in the database."""
    rows = Payment.objects.filter(run=run).values("state").annotate(n=Count("id"), fen=Sum("amount_fen"))
    found = {row["state"]: (row["n"], row["fen"]) for row in rows.order_by()}
    return Reconciliation({k: v[0] for k, v in found.items()}, {k: v[1] for k, v in found.items()})


def by_area(run: PaymentRun) -> list[Any]:
    """Lines and fen by township and item, for comparing with last month."""
    rows = (
        Payment.objects.filter(run=run)
        .exclude(state="withdrawn")
        .values("area_id", "area__name", "item_code")
    )
    return list(rows.annotate(n=Count("id"), fen=Sum("amount_fen")).order_by("area_id", "item_code"))


def check_sum(run: PaymentRun) -> str:
    """SHA-256 over every line (reference, payee, account, fen): preparer and treasurer compare its beginning."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(sha256(convert_to(string_agg(reference || '|' || payee_name || '|' || account_number || '|'"
            " || amount_fen, E'\\n' ORDER BY line), 'UTF8')), 'hex') FROM funds_payment"
            " WHERE run_id = %s AND state <> 'withdrawn'",
            [run.pk],
        )
        return str(cursor.fetchone()[0] or "")


def payment(reference: str) -> Payment:
    """Raises NoSuchPayment, also when it is out of reach."""
    found = Payment.objects.select_related("area").filter(reference=reference).first()
    if found is None:
        raise NoSuchPayment(reference=reference)
    return found


def run_before(run: PaymentRun) -> PaymentRun | None:
    """The monthly run of the month before: what the treasurer compares with."""
    found = PaymentRun.objects.filter(area_id=run.area_id, kind="monthly", month__lt=run.month)
    return found.order_by("-month").first()
