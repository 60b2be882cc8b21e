"""What happened to the filings of each township in a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from jiuzhu.filings.models import Act, Complaint, Filing, SampleVisit, Summary
from jiuzhu.filings.refusals import NoSuchRecord
from jiuzhu.offices.scope import under

_ADJUSTED = ("raised", "reduced", "grace_given", "kept")
_ACTS = {"question": "questioned", "order": "ordered", "corrected": "corrected", "revoked": "revoked"}


def month_figures(county: str, first: date, after: date) -> dict[str, dict[str, int]]:
    """Township → figures of what is on file, each counted on its own day, so that a month that is over stays as it was.

    On time and late are the filings that were due in the month; the others those that were received, or acts done, in it.
    """
    found: dict[str, dict[str, int]] = {}
    within = Q(on__gte=first, on__lt=after)
    received = Filing.objects.filter(within, area__code__startswith=county).values("area_id").order_by()
    _add(found, received.annotate(
        received=Count("id"), granted=Count("id", filter=Q(kind="granted")), refused=Count("id", filter=Q(kind="refused")),
        adjusted=Count("id", filter=Q(kind__in=_ADJUSTED)), stopped=Count("id", filter=Q(kind="stopped")),
        granted_fen=Sum("amount_fen", filter=Q(kind="granted"), default=0),
    ))  # fmt: skip
    due = Filing.objects.filter(area__code__startswith=county, due_on__gte=first, due_on__lt=after)
    on_time = Q(complete_on__lte=F("due_on"))
    _add(
        found,
        due.values("area_id")
        .order_by()
        .annotate(
            on_time=Count("id", filter=on_time), late=Count("id", filter=~on_time | Q(complete_on=None))
        ),
    )
    acts = Act.objects.filter(within, filing__area__code__startswith=county).order_by()
    counts = {name: Count("id", filter=Q(kind=kind)) for kind, name in _ACTS.items()}
    _add(found, acts.values(area_id=F("filing__area_id")).annotate(**counts))
    visits = SampleVisit.objects.filter(
        within, confirmation__isnull=False, case__area__code__startswith=county
    ).order_by()
    _add(found, visits.values(area_id=F("case__area_id")).annotate(
        sampled=Count("id"), errors=Count("id", filter=Q(finding="error"))
    ))  # fmt: skip
    complained = Complaint.objects.filter(within, county_id=county).order_by()
    _add(found, complained.values(area_id=F("case__area_id")).annotate(complaints=Count("id")))
    return found


def _add(found: dict[str, dict[str, int]], rows: Iterable[Mapping[str, Any]]) -> None:
    for row in rows:
        found.setdefault(row["area_id"], {}).update((name, n) for name, n in row.items() if name != "area_id")


def summaries(reach: Iterable[str]) -> QuerySet[Summary]:
    """Signed months within reach, the latest first."""
    return (
        Summary.objects.filter(under(reach, "county__code")).select_related("county", "by").order_by("-month")
    )


def summary(county: str, month: str) -> Summary | None:
    return (
        Summary.objects.filter(county_id=county, month=month)
        .select_related("county", "by", "paper", "signature")
        .first()
    )


def signed_summary(county: str, month: str) -> Summary:
    """Raises NoSuchRecord."""
    found = summary(county, month)
    if found is None:
        raise NoSuchRecord
    return found
