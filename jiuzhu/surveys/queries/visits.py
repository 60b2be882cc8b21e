"""What others may read of visits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.cases import queries as cases
from jiuzhu.offices import scope
from jiuzhu.offices.refusals import NotYourArea
from jiuzhu.rulebook.refusals import NotInForce
from jiuzhu.signatures.acts import Act
from jiuzhu.standards import queries as standards
from jiuzhu.surveys.models import Visit, VisitDraft, Visitor
from jiuzhu.surveys.refusals import NoSuchVisit, RemoteAgain, RemoteNotAllowed
from jiuzhu.values.refusals import Refusal

_READERS = (
    "surveys.visit", "approvals.review", "approvals.decide", "approvals.decide_county", "publicity.appraise", "audit.read",
)  # fmt: skip


def why_not_visit(case: Any, officer: Any, on: date) -> Refusal | None:
    """Why this officer may not visit for this case; the database asks again when she signs."""
    return cases.why_not_duty(case, officer, "survey", on)


def signed_acts(case: Any) -> list[Act]:
    """Every visitor's signature under every visit."""
    rows = Visitor.objects.filter(case=case).select_related(
        "visit", "duty__officer__office", "signature__key"
    )
    return [
        Act(
            "survey", one.pk, one.duty.officer, one.duty_id, one.signed_at, one.visit.content, one.visit.digest,
            one.signature,
            figures={
                "outcome": (one.visit.outcome, one.visit.content.get("outcome")),
                "visited_on": (one.visit.visited_on.isoformat(), one.visit.content.get("visited_on")),
                "digest": (one.digest, one.visit.digest),
            },
        )
        for one in rows.order_by("id")
    ]  # fmt: skip


def why_not_read(case: Any, officer: Any, on: date) -> Refusal | None:
    """Records of visits are for those who visit, judge, decide and audit in that area."""
    found = [cases.why_not_power(case, officer, power, on) for power in _READERS]
    if None in found:
        return None
    return next((one for one in found if isinstance(one, NotYourArea)), found[0])


def draft(case: Any) -> VisitDraft | None:
    """The open draft of a case."""
    return (
        VisitDraft.objects.filter(case=case, filed=False)
        .select_related("saved_by", "first", "second")
        .first()
    )


def drafts_for(case_ids: list[int]) -> dict[int, VisitDraft]:
    """Open drafts of these cases, by case."""
    found = VisitDraft.objects.filter(case_id__in=case_ids, filed=False).select_related(
        "saved_by", "first", "second"
    )
    return {one.case_id: one for one in found.defer("typed", "content")}


def waiting_for(officer: Any) -> QuerySet[VisitDraft]:
    """Records that the first visitor signed and this officer must read and sign, the oldest first."""
    found = VisitDraft.objects.filter(second=officer, filed=False, first__isnull=False)
    return (
        found.select_related("case__village", "first").defer("typed", "content").order_by("first_signed_at")
    )


def of_case(case: Any) -> QuerySet[Visit]:
    """Visits, the newest first."""
    return Visit.objects.filter(case=case).select_related("signature", "corrects").order_by("-id")


def latest(case: Any) -> Visit | None:
    """The last visit that found somebody."""
    return of_case(case).exclude(outcome="nobody_home").first()


def visit(pk: int) -> Visit:
    """Raises NoSuchVisit, also out of reach."""
    found = Visit.objects.select_related("case__village", "signature", "corrects").filter(pk=pk).first()
    if found is None:
        raise NoSuchVisit
    return found


def visitors(of: Visit) -> QuerySet[Visitor]:
    return Visitor.objects.filter(visit=of).select_related("duty__officer__office").order_by("id")


def why_not_remote(case: Any, mode: str, on: date) -> Refusal | None:
    """Why this visit may not be made by telephone or video; None for one at the home."""
    if mode == "home":
        return None
    if follow_up_days(case, on) is None:
        return RemoteNotAllowed("mode")
    owed = owed_visit(case)
    return RemoteAgain("mode", follow_up_by=owed.follow_up_by) if owed else None


def follow_up_days(case: Any, on: date) -> int | None:
    """Within how many days a real visit follows one by telephone; None where the county has set nothing."""
    try:
        return _days("remote-visit-follow-up-days", case.area_id, on)
    except NotInForce:
        return None


def _days(name: str, area: str, on: date) -> int:
    value: Any = standards.number(name, area, on).value
    return int(value)


def owed_visit(case: Any) -> Visit | None:
    """The visit by telephone or video that no real visit has followed yet."""
    found = latest(case)
    return found if found is not None and found.mode != "home" else None


def owed_visits(reach: Sequence[str]) -> list[Visit]:
    """Visits by telephone or video that a real one has still to follow, the soonest due first."""
    remote = Visit.objects.filter(scope.under(reach, "case__area__code"), ~Q(mode="home")).select_related(
        "case__village"
    )
    return [one for one in remote.order_by("follow_up_by") if owed_visit(one.case) == one]


def recent_pairs(area_code: str, until: date, *, limit: int) -> list[frozenset[int]]:
    """Who visited together in a township up to a day: sets of officers, the latest visit first."""
    last = Visit.objects.filter(case__area_id=area_code, visited_on__lte=until).exclude(outcome="nobody_home")
    pks = list(last.order_by("-visited_on", "-id").values_list("pk", flat=True)[:limit])
    pairs: dict[int, set[int]] = {pk: set() for pk in pks}
    for visit, officer in Visitor.objects.filter(visit_id__in=pks).values_list(
        "visit_id", "duty__officer_id"
    ):
        pairs[visit].add(officer)
    return [frozenset(pairs[pk]) for pk in pks]


@dataclass(frozen=True)
class Seen:
    """One fact as visitors found it, otherwise than declared. `value` in the unit of rules.ACTUAL."""

    key: str
    value: Any
    reason: str
    visited_on: date
    visit: int


@dataclass(frozen=True)
class Findings:
    """What the latest visit established: household facts, corrections by person, and the whole signed record."""

    visit: Visit
    tenure: str
    lives_in_own_home: bool
    persons: Mapping[str, Mapping[str, Seen]]
    content: Mapping[str, Any]


def findings(case: Any) -> Findings | None:
    """The latest visit in a shape to reason with; None while nobody has visited."""
    found = latest(case)
    if found is None:
        return None
    tenure = found.content["home"]["tenure"]
    return Findings(
        found, tenure, tenure in ("own", "self_built", "resettled"), corrections(case), found.content
    )


def corrections(case: Any) -> dict[str, dict[str, Seen]]:
    """Person id (text) → fact → what visitors found. A later visit goes before an earlier one, fact by fact; what a
    correcting visit replaces does not count."""
    known: dict[str, dict[str, Seen]] = {}
    visits = list(of_case(case).exclude(outcome="nobody_home"))
    replaced = {one.corrects_id for one in visits}
    for found in reversed([one for one in visits if one.pk not in replaced]):
        for one in found.content["members"]:
            for key, value in one["actual"].items():
                seen = Seen(key, value, one["reason"], found.visited_on, found.number)
                known.setdefault(one["person"], {})[key] = seen
    return known
