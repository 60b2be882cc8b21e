"""What a re-check of everybody needs of verification, for all cases at once: authorisations, and what reports rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery

from jiuzhu.verification.facts import known
from jiuzhu.verification.models import Answer, Authorisation, Report


@dataclass(frozen=True, slots=True)
class Held:
    """An authorisation in few words; of several of one person and case the latest counts."""

    pk: int
    case: int
    person: int
    starts_on: date
    stops_on: date | None
    withdrawn_on: date | None


def authorisations_of_live_cases() -> Iterator[Held]:
    """Every authorisation of every case that is not closed, the earliest first."""
    rows = Authorisation.objects.filter(case__closed_on=None).order_by("starts_on", "id")
    for row in rows.values_list(
        "pk", "case_id", "person_id", "starts_on", "stops_on", "withdrawn_on"
    ).iterator(20_000):
        yield Held(*row)


@dataclass(frozen=True, slots=True)
class Reported:
    """What the latest report rests on about a person, of one source."""

    facts: dict[str, Any]
    at: datetime


def reported(source: str) -> dict[int, Reported]:
    """Person → what a source said when a live case of hers was last reported on. Mismatches, silence and doubt give nothing."""
    latest = Report.objects.filter(case=OuterRef("inquiry__case")).order_by("-id")
    rows = (
        Answer.objects.filter(inquiry__source=source, inquiry__case__closed_on=None)
        .annotate(
            upto=Subquery(latest.values("last_answer")[:1]), on=Subquery(latest.values("on")[:1]),
            reported_at=Subquery(latest.values("at")[:1]),
        )
        .filter(pk__lte=F("upto"))
        .order_by("inquiry__person", "-id")
        .distinct("inquiry__person")
        .values_list(
            "inquiry__person_id", "outcome", "facts", "inquiry__authorisation__period_from",
            "inquiry__authorisation__period_to", "on", "reported_at",
        )
    )  # fmt: skip
    found = {}
    for person, outcome, records, begins, ends, on, at in rows.iterator(20_000):
        if outcome == "not_found":
            found[person] = Reported({}, at)
        elif outcome == "found":
            found[person] = Reported(dict(known(source, records, period=(begins, ends), on=on).facts), at)
    return found
