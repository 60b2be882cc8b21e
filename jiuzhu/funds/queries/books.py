"""The account that pays, the budget of the year, the ledger."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet, Sum

from jiuzhu.funds import rules
from jiuzhu.funds.models import Appropriation, Budget, FundAccount, LedgerEntry, LedgerTransaction, PaymentRun


def fund_account(area: str, on: date) -> FundAccount | None:
    """The account that pays on a day."""
    current = Q(stops_on=None) | Q(stops_on__gt=on)
    return FundAccount.objects.filter(current, area_id=area, starts_on__lte=on).first()


def budget(area: str, year: int) -> Budget | None:
    return Budget.objects.filter(area_id=area, year=year).first()


def appropriations(area: str, year: int) -> QuerySet[Appropriation]:
    return Appropriation.objects.filter(area_id=area, year=year).select_related("by").order_by("on", "id")


def balances(area: str, *, run: PaymentRun | None = None) -> dict[str, int]:
    """Ledger account → fen, debit above zero; of one run when told. They sum to zero."""
    found = LedgerEntry.objects.filter(transaction__area_id=area)
    if run is not None:
        found = found.filter(transaction__run=run)
    rows = {
        row["account"]: row["fen"]
        for row in found.values("account").annotate(fen=Sum("amount_fen")).order_by()
    }
    return {account: rows.get(account, 0) for account in rules.ACCOUNTS}


def transactions(area: str, *, account: str = "") -> QuerySet[LedgerTransaction]:
    """Ledger transactions, newest first, with their entries."""
    found = (
        LedgerTransaction.objects.filter(area_id=area).select_related("by", "run").prefetch_related("entries")
    )
    if account:
        found = found.filter(entries__account=account)
    return found.order_by("-id")
