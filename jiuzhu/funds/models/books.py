"""Budget and double-entry ledger. Amounts are fen; what may change is held by triggers (migrations/0003)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jiuzhu.funds.models.runs import PaymentRun


class Appropriation(models.Model):
    """Money granted for a year by a budget document. Insert-only; a cut is a negative row with its document."""

    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10)  # rules.SOURCES
    document = models.CharField(max_length=80)
    amount_fen = models.BigIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount_fen=0), name="funds_appropriation_not_zero"),
            models.UniqueConstraint(fields=["area", "year", "document"], name="funds_appropriation_once"),
        ]

    def __str__(self) -> str:
        return self.document


class Budget(models.Model):
    """What is granted and what is committed in a year; counted by triggers, under a row lock, never set by hand."""

    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    granted_fen = models.BigIntegerField(default=0)
    committed_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="funds_budget_once"),
            models.CheckConstraint(
                condition=Q(committed_fen__gte=0) & Q(committed_fen__lte=F("granted_fen")),
                name="funds_budget_not_overspent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.year}"


class LedgerTransaction(models.Model):
    """One event in the books. ``source`` makes it happen once; the number of entries is stated and checked."""

    source = models.CharField(max_length=60, unique=True)  # release:370982-202611-01, return:17 …
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=15)  # rules.BOOKINGS
    entries_stated = models.PositiveSmallIntegerField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return self.source


class LedgerEntry(models.Model):
    """Debit above zero, credit below; the entries of a transaction sum to zero at commit."""

    transaction = models.ForeignKey(LedgerTransaction, on_delete=models.PROTECT, related_name="entries")
    account = models.CharField(max_length=15)  # rules.ACCOUNTS
    amount_fen = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(amount_fen=0), name="funds_ledgerentry_not_zero"),
            models.UniqueConstraint(fields=["transaction", "account"], name="funds_ledgerentry_once"),
        ]
        indexes = [models.Index(fields=["account", "id"], name="funds_ledgerentry_account")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount_fen}"
