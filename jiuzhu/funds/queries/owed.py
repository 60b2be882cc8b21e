"""What is owed: entitlements of a month, who was held back, where a household is paid to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from jiuzhu.cases import queries as cases
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.funds.models import HeldLine, Payment, Stay
from jiuzhu.funds.models.runs import GONE, WHOLE_MONTH
from jiuzhu.funds.rules import Held
from jiuzhu.households import queries as households
from jiuzhu.values.month import Month
from jiuzhu.values.month import parse as month_of


def payables(month: Month, area: str, on: date) -> list[entitlements.Payable]:
    """What the entitlements owe for a month, to the accounts of the day ``on``, in the order of areas and cases."""
    return list(entitlements.payable(month, area=area, account_on=on))


def stays(area: str) -> dict[int, Held]:
    """Entitlement → why nothing is paid to it now."""
    standing = Stay.objects.filter(lifted_on=None, entitlement__area__code__startswith=area).order_by("-id")
    return {one.entitlement_id: Held(one.code, one.detail) for one in standing}


def _held_and_unpaid(area: str) -> QuerySet[HeldLine]:
    paid = Payment.objects.filter(
        entitlement_id=OuterRef("entitlement_id"), month=OuterRef("month"), kind__in=WHOLE_MONTH
    ).exclude(state="withdrawn")
    return HeldLine.objects.filter(~Exists(paid), run__area_id=area)


def months_owed(area: str, before: Month) -> list[Month]:
    """Earlier months in which somebody was held back and has not been paid since, or that a revocation gave back to a right."""
    held = _held_and_unpaid(area).filter(month__lt=str(before)).values_list("month", flat=True).distinct()
    return sorted({month_of(one) for one in held} | set(entitlements.missed_months(area, before)))


def owed_entitlements(area: str, month: Month, before: Month) -> frozenset[int]:
    """Whoever is owed a month by a run of the later month `before`; what is paid already is left alone by whoever writes lines."""
    held = _held_and_unpaid(area).filter(month=str(month)).values_list("entitlement_id", flat=True)
    return frozenset(held) | frozenset(entitlements.missed_months(area, before).get(month, ()))


@dataclass(frozen=True, slots=True)
class PaidFor:
    """What a household already has for a month."""

    entitlement_id: int
    case_number: str
    amount_fen: int


def paid_for(month: Month, *, area: str) -> dict[int, list[PaidFor]]:
    """Household → its payments of a whole month, under whichever of its rights."""
    rows = Payment.objects.filter(month=str(month), kind__in=WHOLE_MONTH, run__area_id=area).exclude(
        state__in=GONE
    )
    columns = ("entitlement__household_id", "entitlement_id", "case_number", "amount_fen")
    found: dict[int, list[PaidFor]] = {}
    for home, right, case, fen in rows.values_list(*columns):
        found.setdefault(home, []).append(PaidFor(right, case, fen))
    return found


def missing(month: Month, *, area: str, on: date) -> list[entitlements.Payable]:
    """Entitlements of a month that no payment covers: what a supplementary run would look at."""
    covered = set(
        Payment.objects.filter(month=str(month), kind__in=WHOLE_MONTH, run__area_id=area)
        .exclude(state="withdrawn")
        .values_list("entitlement_id", flat=True)
    )
    return [one for one in payables(month, area, on) if one.entitlement_id not in covered]


@dataclass(frozen=True, slots=True)
class PaidTo:
    """The account that a household is paid to on a day, and whether its holder has died."""

    bank: str
    number: str
    holder: str
    citizen_id: str
    holder_died: bool


def account_of_case(number: str, on: date) -> PaidTo | None:
    """Where the household of a case is paid to on a day; None when no account is registered."""
    account = households.account(cases.get(number).household_id, on)
    if account is None:
        return None
    holder = account.holder
    return PaidTo(
        account.bank, account.number, holder.name, holder.citizen_id or "", holder.died_on is not None
    )


def accounts_today(payments: Iterable[Payment], on: date) -> dict[int, tuple[str, str]]:
    """Payment → holder and account number that its household is paid to on a day; two queries for a page of them."""
    homes = dict(
        Payment.objects.filter(pk__in=[one.pk for one in payments]).values_list(
            "pk", "entitlement__household_id"
        )
    )
    found = households.accounts_on(on, area="", only=set(homes.values()))
    return {pk: (found[home].holder_name, found[home].number) for pk, home in homes.items() if home in found}


def paid_in(month: Month, area: str) -> dict[str, tuple[int, int]]:
    """Township → households paid for a month, and fen; what the bank has not confirmed is not in it."""
    rows = Payment.objects.filter(month=str(month), state="paid", area__code__startswith=area).values_list(
        "area_id"
    )
    return {
        code: (count, fen) for code, count, fen in rows.annotate(Count("id"), Sum("amount_fen")).order_by()
    }
