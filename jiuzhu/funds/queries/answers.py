"""The bank's answers, what must be cleared, and the payments of one case."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Sum

from jiuzhu.funds import rules
from jiuzhu.funds.models import BankReturn, BankReturnRow, HeldLine, Payment, PaymentRun
from jiuzhu.funds.models.runs import GONE


def returns(run: PaymentRun) -> QuerySet[BankReturn]:
    return BankReturn.objects.filter(run=run).select_related("by").order_by("id")


def findings(run: PaymentRun, *, only_open: bool = False) -> QuerySet[BankReturnRow]:
    """Rows of the bank's answers; `only_open`: those that moved nothing and need a person."""
    found = BankReturnRow.objects.filter(bank_return__run=run).select_related("bank_return").order_by("id")
    return found.filter(finding__in=rules.NEEDS_A_PERSON) if only_open else found


def to_clear(area: str) -> QuerySet[Payment]:
    """Returned and not yet issued again or given up, and unknown ones: what must not be left lying, oldest first."""
    again = Payment.objects.filter(reissues_id=OuterRef("pk"))
    found = Payment.objects.filter(run__area_id=area, state__in=("returned", "unknown"))
    return found.filter(~Exists(again)).select_related("area", "run").order_by("month", "reference")


def of_case(number: str, *, limit: int = 60) -> list[Payment]:
    """The payments of a case, newest first. Without their runs: a township sees payments and no runs."""
    found = Payment.objects.filter(case_number=number).select_related("answered_in")
    return list(found.exclude(state="withdrawn").order_by("-month", "-id")[:limit])


def held_of_case(number: str) -> list[HeldLine]:
    """Months in which the case was held back and has not been paid since."""
    paid = Payment.objects.filter(entitlement_id=OuterRef("entitlement_id"), month=OuterRef("month"))
    return list(
        HeldLine.objects.filter(~Exists(paid.exclude(state__in=GONE)), case_number=number).order_by("-month")
    )


def paid_to_case_fen(number: str) -> int:
    return (
        Payment.objects.filter(case_number=number, state="paid").aggregate(fen=Sum("amount_fen"))["fen"] or 0
    )
