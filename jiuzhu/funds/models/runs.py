"""Payment runs, their lines, the files to and from the bank.

Which change is allowed when is held by triggers (migrations/0002), for the page, the shell and raw SQL alike.
"""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from jiuzhu.funds.rules import FINAL, HELD, KINDS, RUN_KINDS, STATES, STATUSES

MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
# A month that is paid as a whole is paid once, whatever the line is called.
WHOLE_MONTH = ("normal", "back_pay", "grace")
GONE = ("returned", "cancelled", "withdrawn")  # the money is not on its way and did not arrive


def _choices(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, names[0]) for key, names in words.items()]


class FundAccount(models.Model):
    """The account that assistance is paid from, and the file format its bank takes. One at a time."""

    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    holder = models.CharField(max_length=70)
    bank = models.CharField(max_length=70)
    number = models.CharField(max_length=34)
    format = models.CharField(max_length=20)  # banks/registry.py
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="funds_fundaccount_one_at_a_time",
                expressions=[
                    ("area", RangeOperators.EQUAL),
                    (Func("starts_on", "stops_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.number[-4:]}"


class PaymentRun(models.Model):
    """One batch of payments: prepared by one officer, released by another, sent once."""

    number = models.CharField(max_length=25, unique=True)
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the county
    month = models.CharField(max_length=7)
    serial = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=13, choices=_choices(RUN_KINDS))
    status = models.CharField(max_length=8, choices=_choices(STATUSES), default="drafting")
    account = models.ForeignKey(FundAccount, on_delete=models.PROTECT, related_name="+")
    lines = models.PositiveIntegerField(default=0)
    total_fen = models.BigIntegerField(default=0)
    prepared_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    released_on = models.DateField(null=True)
    released_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    settled_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(month__regex=MONTH), name="funds_paymentrun_month"),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("prepared_by")),
                name="funds_paymentrun_two_people",
            ),
            models.UniqueConstraint(fields=["area", "month", "serial"], name="funds_paymentrun_serial"),
            models.UniqueConstraint(
                fields=["area", "month"], condition=Q(kind="monthly"), name="funds_paymentrun_one_monthly"
            ),
            models.UniqueConstraint(
                fields=["area", "kind"],
                condition=Q(status="drafting") & ~Q(kind="monthly"),
                name="funds_paymentrun_one_draft",
            ),
        ]
        indexes = [models.Index(fields=["-month", "-serial"], name="funds_paymentrun_newest")]

    def __str__(self) -> str:
        return self.number


class BankFile(models.Model):
    """The one file of a run. Its bytes can be made again from the rows at any time: the same, or refused."""

    run = models.OneToOneField(PaymentRun, on_delete=models.PROTECT, related_name="bank_file")
    name = models.CharField(max_length=60, unique=True)
    format = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    lines = models.PositiveIntegerField()
    total_fen = models.BigIntegerField()
    written_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class BankReturn(models.Model):
    """A bank's answer, booked once however often it is uploaded."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="returns")
    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    format = models.CharField(max_length=20)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    rows_in_file = models.PositiveIntegerField()
    applied = models.PositiveIntegerField()
    unmatched = models.PositiveIntegerField()  # rows that moved nothing and need a person
    unmentioned = models.PositiveIntegerField()  # sent payments that the file does not name

    def __str__(self) -> str:
        return f"{self.name} ({self.run_id})"


class Payment(models.Model):
    """One payment to one household for one month. Everything but its fate is fixed when it is written."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="payments")
    line = models.PositiveIntegerField()
    reference = models.CharField(max_length=35, unique=True)
    entitlement = models.ForeignKey("entitlements.Entitlement", on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=40)
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=10)
    household_size = models.PositiveSmallIntegerField()
    month = models.CharField(max_length=7)
    kind = models.CharField(max_length=16, choices=_choices(KINDS))
    payee_name = models.CharField(max_length=60)
    payee_citizen_id = models.CharField(max_length=18, blank=True)
    bank = models.CharField(max_length=70)
    account_number = models.CharField(max_length=34)
    amount_fen = models.BigIntegerField()
    reissues = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reissued_as")
    state = models.CharField(max_length=9, choices=_choices(STATES), default="prepared")
    reason_code = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    answered_in = models.ForeignKey(BankReturn, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="funds_payment_above_zero"),
            models.CheckConstraint(condition=Q(month__regex=MONTH), name="funds_payment_month"),
            models.CheckConstraint(
                condition=~Q(state__in=FINAL) | Q(answered_in__isnull=False), name="funds_payment_answered"
            ),
            models.UniqueConstraint(fields=["run", "line"], name="funds_payment_line"),
            models.UniqueConstraint(
                fields=["entitlement", "month"],
                condition=Q(kind__in=WHOLE_MONTH) & ~Q(state__in=GONE),
                name="funds_payment_month_once",
            ),
            models.UniqueConstraint(
                fields=["entitlement", "month", "kind"],
                condition=Q(reissues=None) & ~Q(state="withdrawn"),
                name="funds_payment_once",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "state", "line"], name="funds_payment_run_state"),
            models.Index(fields=["case_number", "month"], name="funds_payment_case"),
            models.Index(fields=["state", "month"], condition=~Q(state="paid"), name="funds_payment_open"),
            models.Index(fields=["run", "payee_name"], name="funds_payment_name"),
        ]

    def __str__(self) -> str:
        return self.reference


class HeldLine(models.Model):
    """An entitlement that could not be paid in a run, and why; never skipped in silence. Insert-only."""

    run = models.ForeignKey(PaymentRun, on_delete=models.PROTECT, related_name="held")
    entitlement = models.ForeignKey("entitlements.Entitlement", on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(max_length=40)
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=10)
    month = models.CharField(max_length=7)
    payee_name = models.CharField(max_length=60)
    amount_fen = models.BigIntegerField()
    code = models.CharField(max_length=30, choices=_choices(HELD))
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "entitlement", "month"], name="funds_heldline_once")
        ]
        indexes = [models.Index(fields=["case_number", "month"], name="funds_heldline_case")]

    def __str__(self) -> str:
        return f"{self.case_number} {self.month} {self.code}"


class BankReturnRow(models.Model):
    """One row of a bank's answer and what became of it. Rows that fit nothing stay visible here."""

    bank_return = models.ForeignKey(BankReturn, on_delete=models.PROTECT, related_name="rows")
    line = models.PositiveIntegerField()
    reference = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8)
    amount_fen = models.BigIntegerField(null=True)
    reason_code = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="+")
    finding = models.CharField(max_length=20)  # rules.FINDINGS

    class Meta:
        indexes = [
            models.Index(fields=["bank_return", "finding", "line"], name="funds_bankreturnrow_finding"),
            models.Index(fields=["payment"], name="funds_bankreturnrow_payment"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.outcome}"
