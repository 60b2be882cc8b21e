"""What was taken along, what came back, how the two stand beside each other, and the route of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from jiuzhu.cases import queries as cases
from jiuzhu.standards import queries as standards
from jiuzhu.surveys.models import Photograph, Sent, Stop, Taken, Visit, VisitDraft
from jiuzhu.surveys.refusals import NoSuchTaken, NotAtVisit, NothingSent
from jiuzhu.surveys.rules import merging, routing
from jiuzhu.values import canonical
from jiuzhu.values.refusals import Refusal

from .visits import why_not_visit

AT_VISIT = "surveying"  # the stage at which a case waits for its visit


def why_not_take_along(case: Any, officer: Any, on: date) -> Refusal | None:
    """Why an officer may not have this case on her telephone: only what she is about to visit goes along."""
    if case.stage != AT_VISIT:
        return NotAtVisit("cases", number=case.number)
    return why_not_visit(case, officer, on)


def last_day_along(area: str, on: date) -> date:
    """The last day on which a case taken along today may be on a telephone. Raises NotInForce."""
    days: Any = standards.number("visit-on-phone-days", area, on).value
    return on + timedelta(days=int(days))


def taken(key: UUID) -> Taken:
    """Raises NoSuchTaken, also out of reach."""
    found = Taken.objects.select_related("case__household", "officer").filter(pk=key).first()
    if found is None:
        raise NoSuchTaken
    return found


def along_with(officer: Any) -> QuerySet[Taken]:
    """What an officer has on her telephone now."""
    found = Taken.objects.filter(officer=officer, given_back_at=None)
    return found.select_related("case__household", "case__village", "case__applicant").order_by(
        "case__village_id", "at"
    )


def taken_by(case_ids: Sequence[int]) -> dict[int, list[Taken]]:
    """Who has which of these cases with her, by case."""
    found: dict[int, list[Taken]] = {}
    for one in Taken.objects.filter(case_id__in=case_ids, given_back_at=None).select_related("officer"):
        found.setdefault(one.case_id, []).append(one)
    return found


def overdue_along(on: date) -> QuerySet[Taken]:
    """What should have left the telephones before this day."""
    return Taken.objects.filter(given_back_at=None, until__lt=on).select_related("case", "officer")


def sent(number: UUID) -> Sent:
    """Raises NothingSent, also out of reach."""
    found = Sent.objects.select_related("case", "officer", "taken", "settled").filter(pk=number).first()
    if found is None:
        raise NothingSent
    return found


def unsettled(officer: Any) -> QuerySet[Sent]:
    """What an officer sent and has still to choose about."""
    found = Sent.objects.filter(officer=officer, settled=None).exclude(state="kept")
    return found.select_related("case__village").order_by("at")


@dataclass(frozen=True)
class Compared:
    """What came beside what stands there now; `seen` is what a choice is made over."""

    differing: tuple[merging.Beside, ...]
    merged: merging.Merged
    seen: str
    standing: VisitDraft | None
    visit: Visit | None


def compared(one: Sent) -> Compared:
    """The three versions of every field that differs: as taken along, as it stands now, as it was sent."""
    standing = (
        VisitDraft.objects.filter(case=one.case, filed=False).select_related("first", "saved_by").first()
    )
    filed = Visit.objects.filter(case=one.case, at__gte=one.taken.at).order_by("-id").first()
    theirs = standing.typed if standing is not None else one.theirs
    merged = merging.three_way(one.taken.base, theirs, one.typed)
    return Compared(merged.differing, merged, canonical.digest(merging.plain(theirs)), standing, filed)


def waiting_photographs(case: Any) -> list[Photograph]:
    """Photographs that came from telephones and stand in no filed record yet."""
    used = {
        paper["id"]
        for content in Visit.objects.filter(case=case).values_list("content", flat=True)
        for paper in content["papers"]
    }
    numbers = [
        one.pk for one in Sent.objects.filter(case=case).select_related("settled")
        if one.state == "kept" or (hasattr(one, "settled") and "mine" in one.settled.chosen.values())
    ]  # fmt: skip
    found = Photograph.objects.filter(case=case, visit_uuid__in=numbers).select_related("file")
    return [one for one in found.order_by("taken_at", "at") if one.file_id not in used]


def as_papers(photographs: Sequence[Photograph]) -> list[dict[str, Any]]:
    """Photographs as the record names them, with the time and place that the visitor let be noted."""
    return [
        {
            "id": one.file_id, "sha256": one.file.sha256, "kind": "survey-photograph",
            "taken_at": one.taken_at.isoformat() if one.taken_at else "",
            "place": f"{one.latitude},{one.longitude}" if one.latitude is not None else "",
        }
        for one in photographs
    ]  # fmt: skip


def waiting_cases(reach: Sequence[str]) -> QuerySet[Any]:
    """Cases that wait for their visit, by village."""
    wanted = cases.Wanted(stages=(AT_VISIT,), closed=False)
    found: QuerySet[Any] = cases.listing(wanted, reach=reach)
    return found.order_by("village_id", "stage_due_on", "id")


def route(officer: Any, on: date) -> list[Stop]:
    """An officer's stops of a day in the order she goes."""
    found = Stop.objects.filter(officer=officer, on=on)
    return list(
        found.select_related("case__household", "case__village", "case__applicant").order_by("position", "id")
    )


def places(found: Sequence[Any]) -> list[routing.Place]:
    """Where these cases' households lie, as far as a photograph of an earlier visit tells."""
    known: dict[int, tuple[float, float]] = {}
    noted = Photograph.objects.filter(case__household_id__in=[one.household_id for one in found])
    noted = noted.exclude(latitude=None).order_by("at")
    for household, north, east in noted.values_list("case__household_id", "latitude", "longitude"):
        known[household] = (float(north or 0), float(east or 0))
    return [
        routing.Place(
            one.pk, one.village_id, one.household.address, *known.get(one.household_id, (None, None))
        )
        for one in found
    ]
