"""Who receives what, on which day, and whom a month's run has to pay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Count, F, Max, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Concat

from jiuzhu.documents import queries as documents
from jiuzhu.households import queries as households
from jiuzhu.offices.scope import under
from jiuzhu.signatures.acts import Act
from jiuzhu.values.month import Month

from .models import Amount, Change, ChangeDecision, Entitlement, Revocation
from .rules import GROUNDS

__all__ = [
    "GROUNDS",
    "Payable",
    "Summary",
    "active",
    "amount_before",
    "amount_on",
    "amounts",
    "changes",
    "holder_of",
    "missed_months",
    "of_case",
    "on_day",
    "open_change",
    "payable",
    "restored_from",
    "signed_acts",
    "summary",
    "township_changes",
]  # fmt: skip


@dataclass(frozen=True)
class Payable:
    """One household to be paid for one month; `died`: members whose death nobody has reviewed yet."""

    entitlement_id: int
    case_number: str
    area_code: str
    item_code: str
    household_id: int
    household_size: int
    payee_name: str
    payee_citizen_id: str
    bank: str
    account_number: str
    amount_fen: int
    starts_on: date
    stops_on: date | None
    legacy: bool
    died: tuple[str, ...]
    because: str  # what the amount in force rests on: granted, imported, raised, reduced, grace


def on_day(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(stops_on=None) | Q(stops_on__gt=day))


def payable(month: Month, *, area: str, account_on: date | None = None) -> Iterator[Payable]:
    """Everybody with an amount in force on the first of the month, in the order of areas and cases.

    A household without an account, or with a member who died, is listed too: the run shows it as held.
    `account_on`: the day whose account counts (a late payment goes to today's), else the first of the month.
    """
    first = month.first_day
    amounts = (
        Amount.objects.filter(on_day(first), entitlement__area__code__startswith=area)
        .filter(Q(entitlement__stops_on=None) | Q(entitlement__stops_on__gt=first))
        .select_related("entitlement__case")
        .order_by("entitlement__area_id", "entitlement__case__number")
    )
    accounts = households.accounts_on(account_on or first, area=area)
    deaths = households.deaths_before(first, area=area)
    reviewed = _reviewed(area)
    for amount in amounts.iterator(chunk_size=2000):
        right = amount.entitlement
        account = accounts.get(right.household_id)
        yield Payable(
            entitlement_id=right.pk, case_number=right.case.number, area_code=right.area_id, item_code=right.item_code,
            household_id=right.household_id, household_size=right.case.household_size,
            payee_name=account.holder_name if account else right.case.applicant_name,
            payee_citizen_id=account.holder_citizen_id if account else right.case.applicant_citizen_id,
            bank=account.bank if account else "", account_number=account.number if account else "",
            amount_fen=amount.amount_fen, starts_on=right.starts_on, stops_on=right.stops_on, legacy=right.legacy,
            because=amount.because,
            died=tuple(
                name
                for name, died_on in deaths.get(right.household_id, ())
                if died_on >= max(right.starts_on, reviewed.get(right.pk, date.min))
            ),
        )  # fmt: skip


def _reviewed(area: str) -> dict[int, date]:
    """Entitlement → the last day on which a change of it was decided, even if everything was kept."""
    decided = ChangeDecision.objects.filter(change__entitlement__area__code__startswith=area)
    return dict(decided.values_list("change__entitlement_id").annotate(Max("on")).order_by())


def of_case(case: Any) -> Entitlement | None:
    return Entitlement.objects.filter(case=case).prefetch_related("amounts", "beneficiaries__person").first()


def amount_on(right: Entitlement, day: date) -> Amount | None:
    """The amount in force on a day, or the first one to come when the right has not begun yet."""
    found = Amount.objects.filter(on_day(day), entitlement=right).first()
    return found or Amount.objects.filter(entitlement=right, starts_on__gt=day).order_by("starts_on").first()


def amounts(right: Entitlement) -> QuerySet[Amount]:
    return Amount.objects.filter(entitlement=right).order_by("starts_on")


def changes(case: Any) -> QuerySet[Change]:
    return (
        Change.objects.filter(case=case)
        .select_related("hearing", "decision", "duty__officer")
        .order_by("-id")
    )


def without_paper(reach: Sequence[str]) -> QuerySet[ChangeDecision]:
    """Decided changes within reach whose sealed paper is not issued yet, oldest first. What stays as it was has none."""
    about = Concat(Value("entitlements.changedecision:"), Cast("id", CharField()))
    found = ChangeDecision.objects.annotate(about=about).exclude(kind="kept")
    found = found.exclude(about__in=documents.abouts("entitlements.changedecision")).filter(
        under(reach, "case__area__code")
    )
    return found.select_related("case__area", "letter", "change__hearing", "change__entitlement").order_by(
        "on", "id"
    )


def change_decision(pk: int) -> ChangeDecision | None:
    found = ChangeDecision.objects.select_related("case", "letter", "change__hearing", "change__entitlement")
    return found.filter(pk=pk).first()


def open_change(case: Any) -> Change | None:
    """The proposed change that no decision has closed yet."""
    decided = ChangeDecision.objects.filter(case=case).values("change_id")
    return changes(case).exclude(pk__in=decided).first()


def restored_from(change: Change, on: date) -> date:
    """From when a change revoked on a day no longer counts: the first of the next month, or the change's own day if that is
    later; where the change ended the right before that, from that end, so that no gap remains."""
    from_ = max(Month.of(on).next().first_day, change.effective_on)
    ends = change.until if change.kind == "grace" else change.effective_on if change.kind == "stop" else None
    return from_ if ends is None else min(from_, max(ends, change.entitlement.starts_on))


def amount_before(change: Change) -> Amount:
    """The amount that the change took the place of."""
    cut = [
        one
        for one in Amount.objects.filter(entitlement_id=change.entitlement_id).exclude(change=change)
        if one.stops_on == max(change.effective_on, one.starts_on)
    ]
    return min(
        cut,
        key=lambda one: (
            one.starts_on > change.effective_on,
            abs(one.starts_on - change.effective_on),
            -one.pk,
        ),
    )


def missed_months(area: str, before: Month) -> dict[Month, set[int]]:
    """Months before one for which nothing was due until a revocation said otherwise → the rights that are owed them."""
    found: dict[Month, set[int]] = {}
    rows = Revocation.objects.filter(
        case__area__code__startswith=area, restored_from__lt=before.first_day, restored_from__lte=F("on")
    )
    for from_, on, right in rows.values_list("restored_from", "on", "decision__change__entitlement_id"):
        month = Month.of(from_)
        while month < before and month.first_day <= on:
            found.setdefault(month, set()).add(right)
            month = month.next()
    return found


def active(day: date, *, reach: Sequence[str], item: str = "") -> QuerySet[Entitlement]:
    """Rights in force on a day, within reach."""
    within = under(reach)
    found = Entitlement.objects.filter(on_day(day), within)
    return found.filter(item_code=item) if item else found


def township_changes(*, except_for: Any, area: str = "", case: Any = None) -> QuerySet[ChangeDecision]:
    """Decisions of townships on changes whose key is not among `except_for` (a query of keys), oldest first."""
    found = ChangeDecision.objects.filter(decided_by_level="township").exclude(pk__in=except_for)
    if area:
        found = found.filter(case__area__code__startswith=area)
    if case is not None:
        found = found.filter(case=case)
    wanted = ("case__area", "case__village", "duty__officer__office", "letter", "change")
    return found.select_related(*wanted).order_by("id")


@dataclass(frozen=True)
class Summary:
    item_code: str
    households: int
    persons: int
    amount_fen: int


def summary(day: date, *, reach: Sequence[str]) -> list[Summary]:
    """Per item: households, persons and monthly amount in force on a day."""
    rights = active(day, reach=reach)
    people = dict(
        rights.values("item_code").annotate(n=Count("beneficiaries", filter=Q(beneficiaries__stops_on=None)))
        .values_list("item_code", "n")
    )  # fmt: skip
    sums = (
        Amount.objects.filter(on_day(day), entitlement__in=rights.values("pk"))
        .values("entitlement__item_code")
        .annotate(n=Count("id"), fen=Sum("amount_fen"))
        .order_by("entitlement__item_code")
    )
    return [
        Summary(
            row["entitlement__item_code"], row["n"], people.get(row["entitlement__item_code"], 0), row["fen"]
        )
        for row in sums
    ]


def due_in(month: Month, area: str) -> dict[str, tuple[int, int]]:
    """Township → households with an amount in force on the first of a month, and fen: what the month's runs have to pay."""
    first = month.first_day
    rows = Amount.objects.filter(on_day(first), entitlement__area__code__startswith=area)
    rows = rows.filter(Q(entitlement__stops_on=None) | Q(entitlement__stops_on__gt=first))
    counted = rows.values_list("entitlement__area_id").annotate(Count("id"), Sum("amount_fen")).order_by()
    return {code: (count, fen) for code, count, fen in counted}


def holder_of(citizen_ids: Sequence[str], day: date) -> dict[str, str]:
    """Citizen ID → case number of the allowance in force on a day (duplicates, county-wide)."""
    rows = Entitlement.objects.filter(
        on_day(day),
        beneficiaries__person__citizen_id__in=citizen_ids,
        beneficiaries__stops_on=None,
    ).values_list("beneficiaries__person__citizen_id", "case__number")
    return {citizen_id: number for citizen_id, number in rows if citizen_id}


def signed_acts(case: Any) -> list[Act]:
    """Decisions on changes, with the amount proposed and signed."""
    rows = ChangeDecision.objects.filter(case=case).select_related(
        "change", "duty__officer__office", "signature__key", "letter"
    )
    return [
        Act(
            "change_decision", one.pk, one.duty.officer, one.duty_id, one.at, one.content, one.digest, one.signature,
            authority=f"放权委托书{one.letter.number}" if one.letter else "县级审核确认",
            figures={
                "to_fen": (one.change.new_amount_fen or 0, one.content.get("to_fen")),
                "change": (one.change.kind, one.content.get("change")),
                "effective_on": (one.change.effective_on.isoformat(), one.content.get("effective_on")),
            },
        )
        for one in rows.order_by("id")
    ]  # fmt: skip
