"""Complaints, and what the daily clock looks at before it proposes a suspension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiuzhu.delegation import queries as delegation
from jiuzhu.filings.models import Complaint, Filing, Proposal
from jiuzhu.filings.refusals import NoSuchRecord
from jiuzhu.offices import queries as offices
from jiuzhu.offices.scope import under
from jiuzhu.standards import queries as standards


def complaints(reach: Sequence[str], *, waiting: bool = False) -> QuerySet[Complaint]:
    """The register, what waits for an answer first."""
    found = Complaint.objects.filter(under(reach, "county__code"))
    found = found.select_related("case__area", "recorded_by", "answer__by").order_by(
        "answer", "due_on", "-id"
    )
    return found.filter(answer=None) if waiting else found


def complained_of(household: int) -> bool:
    """Whether somebody ever complained about a case of this household. Asked within the county's reach."""
    return Complaint.objects.filter(case__household=household).exists()


def complaint(pk: int) -> Complaint:
    found = (
        Complaint.objects.select_related("case__area", "case__village", "recorded_by", "answer__by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NoSuchRecord
    return found


def unanswered(reach: Sequence[str], on: date) -> int:
    """Complaints by name that are past their day."""
    return Complaint.objects.filter(under(reach, "county__code"), answer=None, due_on__lt=on).count()


def letters_in_force(area: str, on: date) -> list[Any]:
    return [one for one in delegation.listing((area,)) if delegation.state(one, on) == "in_force"]


def quarter_lates(township: str, first: date, after: date, on: date) -> list[tuple[Filing, bool]]:
    """The filings of a quarter in order of decision, each with whether it was late; those still within time are left out."""
    found = Filing.objects.filter(
        area_id=township, decided_on__gte=first, decided_on__lt=after, due_on__isnull=False
    )
    told = []
    for one in found.defer("body").order_by("decided_on", "id"):
        due: Any = one.due_on  # not null: filtered
        late = due < (one.complete_on or on)
        if late or one.complete_on is not None:
            told.append((one, late))
    return told


@dataclass(frozen=True)
class Gap:
    chiefs: int
    investigators: int
    needed: int

    @property
    def there(self) -> bool:
        return self.chiefs < 1 or self.investigators < self.needed


def gap(township: str, on: date) -> Gap:
    """Chief representatives and investigators in post, against what a home visit takes (57号 Art. 16)."""
    needed: Any = standards.number("investigators-in-post", township, on).value
    return Gap(
        offices.officers(role="chief_representative", area=township, on=on).count(),
        offices.officers(role="investigator", area=township, on=on).count(), int(needed),
    )  # fmt: skip


def proposals(reach: Sequence[str], *, waiting: bool = False) -> QuerySet[Proposal]:
    found = (
        Proposal.objects.filter(under(reach))
        .select_related("area", "letter", "verdict__by")
        .order_by("verdict", "-id")
    )
    return found.filter(verdict=None) if waiting else found


def proposal(pk: int) -> Proposal:
    found = Proposal.objects.select_related("area", "letter__township", "verdict__by").filter(pk=pk).first()
    if found is None:
        raise NoSuchRecord
    return found
