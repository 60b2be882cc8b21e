"""Who declared what; who has not declared yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.offices import queries as offices
from jiuzhu.offices.scope import under

from .models import Declaration, VillageOfficial
from .refusals import NoSuchOfficial

__all__ = ["Standing", "declared_in", "latest", "official", "officials", "standing"]


def latest(*, officer: Any = None, official: Any = None) -> Declaration | None:
    """The declaration that counts: the last one, of whatever year."""
    found = (
        Declaration.objects.filter(officer=officer)
        if officer
        else Declaration.objects.filter(official=official)
    )
    return found.prefetch_related("kin").select_related("home_village").order_by("-id").first()


@dataclass(frozen=True)
class Standing:
    """An officer and her declaration of the year, or None while it is owed."""

    officer: Any
    declaration: Declaration | None


def standing(reach: Sequence[str], year: int, on: date) -> list[Standing]:
    """Every officer in post within reach with her declaration of the year, those who owe it first."""
    within = [
        one for prefix in reach for one in offices.officers(area=prefix, role="", power="cases.see", on=on)
    ]
    made = {
        one.officer_id: one
        for one in Declaration.objects.filter(officer__in=within, year=year).select_related("home_village").prefetch_related("kin").order_by("id")
    }  # fmt: skip
    found = [Standing(one, made.get(one.pk)) for one in dict.fromkeys(within)]
    return sorted(
        found,
        key=lambda one: (one.declaration is not None, one.officer.office.area_id, one.officer.staff_number),
    )


def officials(reach: Sequence[str], on: date) -> QuerySet[VillageOfficial]:
    """Village officials in office within reach."""
    wanted = under(reach, "village__code")
    held = Q(stops_on=None) | Q(stops_on__gt=on)
    return (
        VillageOfficial.objects.select_related("village")
        .filter(wanted, held, starts_on__lte=on)
        .order_by("village_id", "id")
    )


def declared_in(year: int, officials: Iterable[Any]) -> dict[int, Declaration]:
    """Official → the last declaration of a year made for her, in one query."""
    found = Declaration.objects.filter(official__in=[one.pk for one in officials], year=year).order_by("id")
    return {one.official_id: one for one in found if one.official_id is not None}


def official(pk: int) -> VillageOfficial:
    """Raises NoSuchOfficial."""
    found = VillageOfficial.objects.select_related("village").filter(pk=pk).first()
    if found is None:
        raise NoSuchOfficial
    return found
