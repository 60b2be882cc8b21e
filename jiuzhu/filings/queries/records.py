"""The county's inbox, one filing, and what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from jiuzhu.approvals import queries as approvals
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.filings import rules
from jiuzhu.filings.assembling import Township, of_change, of_decision
from jiuzhu.filings.models import Act, Complaint, Filing, FilingPaper, Hearing, Mark, Opened
from jiuzhu.filings.refusals import NoSuchFiling
from jiuzhu.offices.scope import under
from jiuzhu.publicity import queries as publicity
from jiuzhu.standards import queries as standards


@dataclass(frozen=True)
class Wanted:
    """What the inbox is narrowed by; empty means any."""

    words: str = ""  # applicant, case number, filing number
    township: str = ""
    item: str = ""
    states: tuple[str, ...] = ()
    risk: str = ""  # low, middle, high
    mark: str = ""
    incomplete: bool = False  # the sealed decision has not come yet
    order: str = "risk"  # risk | oldest | newest | review


_ORDERS = {
    "risk": ("-risk", "review_due_on", "id"), "oldest": ("decided_on", "id"), "newest": ("-decided_on", "-id"),
    "review": ("review_due_on", "id"),
}  # fmt: skip


def levels(area: str, on: date) -> tuple[int, int]:
    """Points below which a filing is low, and from which it is high."""
    value: Any = standards.number("risk-levels", area, on).value
    return int(value["low_below"]), int(value["high_from"])


def inbox(wanted: Wanted, *, reach: Sequence[str], bounds: tuple[int, int]) -> QuerySet[Filing]:
    """Filings within reach, narrowed and ordered in the database; `bounds` are `levels`."""
    found = Filing.objects.filter(under(reach)).select_related("case__village", "area").defer("body")
    if wanted.words:
        words = wanted.words.strip()
        found = found.filter(
            Q(number__startswith=words)
            | Q(case__number__startswith=words)
            | Q(applicant_name__startswith=words)
        )
    if wanted.township:
        found = found.filter(area_id=wanted.township)
    if wanted.item:
        found = found.filter(item_code=wanted.item)
    if wanted.states:
        found = found.filter(state__in=wanted.states)
    if wanted.mark:
        found = found.filter(Exists(Mark.objects.filter(filing=OuterRef("pk"), code=wanted.mark)))
    if wanted.incomplete:
        found = found.filter(complete_on=None)
    ranges = {"low": Q(risk__lt=bounds[0]), "high": Q(risk__gte=bounds[1])}
    ranges["middle"] = ~ranges["low"] & ~ranges["high"]
    if wanted.risk in ranges:
        found = found.filter(ranges[wanted.risk])
    return found.order_by(*_ORDERS.get(wanted.order, _ORDERS["risk"]))


def figures(reach: Sequence[str], on: date, bounds: tuple[int, int]) -> dict[str, int]:
    """What stands on top of the inbox."""
    waits = Q(state__in=rules.COUNTY_ACTS)
    return Filing.objects.filter(under(reach)).aggregate(
        waiting=Count("id", filter=waits),
        high=Count("id", filter=waits & Q(risk__gte=bounds[1])),
        review_over=Count("id", filter=Q(state="open", review_due_on__lt=on)),
        incomplete=Count("id", filter=Q(complete_on=None, due_on__isnull=False)),
        late=Count("id", filter=Q(complete_on=None, due_on__lt=on)),
        asked=Count("id", filter=Q(state="questioned")),
        ordered=Count("id", filter=Q(state="ordered")),
    )


def get(pk: int) -> Filing:
    """One filing with what its page needs. Raises NoSuchFiling, also out of reach."""
    wanted = (
        "case__area",
        "case__village",
        "case__process",
        "area",
        "letter",
        "decided_by__office",
        "filed_by",
        "decision",
    )
    found = Filing.objects.select_related(*wanted).filter(pk=pk).first()
    if found is None:
        raise NoSuchFiling
    return found


def of_case(case: Any) -> QuerySet[Filing]:
    return Filing.objects.filter(case=case).select_related("area").defer("body").order_by("id")


def marks(filing: Filing, language: str = "zh-hans") -> list[tuple[Mark, str, str]]:
    """Each mark with its name and its reason in words."""
    return [
        (one, rules.MARKS[one.code].name(language), rules.MARKS[one.code].why(one.figures, language))
        for one in filing.marks.order_by("-points", "id")
    ]


def marks_of(filings: Sequence[Filing], language: str = "zh-hans") -> dict[int, list[str]]:
    """Filing → the names of its marks, for a page of them."""
    found: dict[int, list[str]] = {}
    for key, code in (
        Mark.objects.filter(filing__in=filings).order_by("-points", "id").values_list("filing_id", "code")
    ):
        found.setdefault(key, []).append(rules.MARKS[code].name(language))
    return found


def level_of(points: int, bounds: tuple[int, int]) -> str:
    return rules.level(points, *bounds)


def papers(filing: Filing) -> QuerySet[FilingPaper]:
    return filing.papers.select_related("stored").order_by("id")


def acts(filing: Filing) -> QuerySet[Act]:
    return filing.acts.select_related("by__office", "signature", "paper").order_by("id")


def hearings(filing: Filing) -> QuerySet[Hearing]:
    return filing.hearings.select_related("by").order_by("id")


def opened_by(officer: Any, filings: Sequence[Filing]) -> set[int]:
    return set(Opened.objects.filter(officer=officer, filing__in=filings).values_list("filing_id", flat=True))


def is_open(filing: Filing, kind: str) -> bool:
    """Whether an act may follow now."""
    return filing.state in rules.ACTS[kind].after


def _due() -> Subquery:
    last = Act.objects.filter(filing=OuterRef("pk"), kind__in=("question", "order", "pressed")).order_by(
        "-id"
    )
    return Subquery(last.values("due_on")[:1])


def asked_of(reach: Sequence[str]) -> QuerySet[Any]:
    """What the township owes the county an answer to, the soonest first; `answer_due` is the day."""
    found = Filing.objects.filter(under(reach), state__in=rules.TOWNSHIP_ACTS).annotate(answer_due=_due())
    return found.select_related("case__village", "area").defer("body").order_by("answer_due", "id")


def overdue(reach: Sequence[str], on: date) -> QuerySet[Any]:
    return asked_of(reach).filter(answer_due__lt=on)


def unfiled(*, area: str = "", case: Any = None, limit: int = 500) -> list[Township]:
    """Township decisions that are not on file yet, oldest first of each kind."""
    filed = Filing.objects.exclude(decision=None).values("decision_id")
    changed = Filing.objects.exclude(change=None).values("change_id")
    found = [
        of_decision(one)
        for one in approvals.township_decisions(except_for=filed, area=area, case=case)[:limit]
    ]
    rest = entitlements.township_changes(except_for=changed, area=area, case=case)[: limit - len(found)]
    return found + [of_change(one) for one in rest]


def incomplete(*, limit: int = 500, after: int = 0) -> list[Filing]:
    """Filings whose sealed decision has not come, oldest first."""
    found = Filing.objects.filter(complete_on=None, pk__gt=after).select_related("case", "decision", "change")
    return list(found.order_by("id")[:limit])


def late(on: date, *, limit: int = 500) -> list[Filing]:
    """Filings past their day and not marked for it yet."""
    marked = Mark.objects.filter(filing=OuterRef("pk"), code="late")
    found = Filing.objects.filter(~Exists(marked), due_on__lt=on, complete_on=None)
    return list(found.select_related("case").order_by("id")[:limit])


def uncomplained(*, limit: int = 500) -> list[Any]:
    """Cases with a complaint or an objection whose filings do not say so yet."""
    marked = Mark.objects.filter(filing=OuterRef("pk"), code="complained")
    unmarked = Filing.objects.filter(~Exists(marked))
    about = Q(case__in=Complaint.objects.values("case_id")) | Q(case__in=publicity.cases_objected_to())
    seen = {
        one.case_id: one.case for one in unmarked.filter(about).select_related("case").order_by("id")[:limit]
    }
    return list(seen.values())


def missing(filing: Filing) -> list[str]:
    """Which sides have not been heard yet."""
    heard = set(filing.hearings.values_list("side", flat=True))
    return [side for side in ("household", "township") if side not in heard]
