"""What hangs where, what was objected to, what is due to come down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.offices.scope import under

from .models import Appraisal, Objection, Posting
from .rules import CAPACITIES, lawful_fields

__all__ = [
    "CAPACITIES", "appraisals", "cases_objected_to", "ended_runs", "lawful_fields", "listing", "objected_to", "objections", "open_posting",
    "postings", "public_board",
]  # fmt: skip


def open_posting(case: Any, stage: str = "") -> Posting | None:
    found = Posting.objects.filter(case=case, ended_on=None).order_by("-id")
    return (found.filter(stage=stage) if stage else found).first()


def postings(case: Any) -> QuerySet[Posting]:
    return Posting.objects.filter(case=case).select_related("area", "duty__officer").order_by("id")


def objections(case: Any) -> QuerySet[Objection]:
    return Objection.objects.filter(posting__case=case).select_related("posting").order_by("id")


def appraisals(case: Any) -> QuerySet[Appraisal]:
    return Appraisal.objects.filter(case=case).select_related("duty__officer").order_by("id")


def ended_runs(on: date, *, limit: int = 500) -> QuerySet[Posting]:
    """Open notices whose last day is over: the clock ends them, in the order of areas."""
    return (
        Posting.objects.filter(ended_on=None, closes_on__lt=on)
        .select_related("case")
        .order_by("area_id", "id")[:limit]
    )


def listing(reach: Sequence[str], *, open_only: bool = True, village: str = "") -> QuerySet[Posting]:
    within = under(reach)
    found = (
        Posting.objects.filter(within).select_related("case", "area").order_by("closes_on", "area_id", "id")
    )
    if open_only:
        found = found.filter(ended_on=None)
    return found.filter(area_id=village) if village else found


def public_board(on: date, *, village: str) -> QuerySet[Posting]:
    """What anybody may read about a village on a day: running notices and long-term displays, lawful fields only."""
    return (
        Posting.objects.filter(area_id=village, posted_on__lte=on)
        .filter(Q(ended_on=None) | Q(ended_on__gte=on))
        .filter(Q(closes_on=None) | Q(closes_on__gte=on))
        .select_related("area")
        .order_by("-posted_on", "id")
    )


def objected_to(household: int) -> bool:
    """Whether somebody ever objected to a notice of this household."""
    return Objection.objects.filter(posting__case__household=household).exists()


def cases_objected_to() -> Any:
    """Cases whose notices somebody objected to, as a query of keys."""
    return Objection.objects.values("posting__case_id")
