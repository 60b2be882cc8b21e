"""What is put on file: drawn from the case by itself, so that nobody types and nobody leaves anything out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from jiuzhu import rulebook
from jiuzhu.approvals import queries as approvals
from jiuzhu.cases import queries as cases
from jiuzhu.delegation import queries as delegation
from jiuzhu.documents import queries as documents
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.offices import queries as offices
from jiuzhu.publicity import queries as publicity
from jiuzhu.rulebook import calendars
from jiuzhu.standards import queries as standards
from jiuzhu.surveys import queries as surveys
from jiuzhu.verification import queries as verification

from .models import Complaint
from .rules import Decided, Figures, run_of_pairs

# Duties of the township: whoever holds one from another office stood in for somebody (china.md §7.5, minimum staffing).
_TOWNSHIP_DUTIES = (
    "accept",
    "verify",
    "survey",
    "review",
    "decide",
    "propose_change",
    "hear",
    "post",
    "appraise",
)


@dataclass(frozen=True)
class Township:
    """One decision of a township, of either kind, as filings see it."""

    about: str  # approvals.decision:12, entitlements.changedecision:7
    row: Any
    case: Any
    kind: str
    amount_fen: int  # a month; 0 where nothing is paid
    words: str  # the reasons that the household was given
    starts_on: date | None
    change: bool

    @property
    def columns(self) -> dict[str, Any]:
        return {"change": self.row} if self.change else {"decision": self.row}


def of_decision(row: Any) -> Township:
    return Township(
        f"approvals.decision:{row.pk}", row, row.case, row.kind, row.amount_fen, row.grounds or row.remark, row.starts_on, False
    )  # fmt: skip


def of_change(row: Any) -> Township:
    amount = 0 if row.kind in ("kept", "stopped") else row.change.new_amount_fen or 0
    return Township(
        f"entitlements.changedecision:{row.pk}", row, row.case, row.kind, amount, row.reasons, row.change.effective_on, True
    )  # fmt: skip


def numbers_on(area: str, on: date) -> Figures:
    """The numbers that marks are measured against, in force on the day. Raises NotInForce."""
    known = standards.figures()

    def value(name: str) -> Any:
        return known.number(name, area, on).value

    hours = value("office-hours")
    return Figures(
        dict(value("filing-mark-points")), value("near-limit-percent"), hours["from"], hours["to"],
        value("quick-decision-minutes"), value("same-pair-cases"),
    )  # fmt: skip


def facts(one: Township, relatives: Sequence[str], numbers: Figures) -> Decided:
    """Everything that marks look at, on the day of the decision."""
    case, row = one.case, one.row
    opinion = None if one.change else row.opinion
    cover = delegation.covering(case.item_code, case.area_id, row.on)
    visit, report = surveys.latest(case), verification.latest_report(case)
    differs = []
    if visit is not None and visit.differs_from_declared:
        differs.append(f"{visit.visited_on.isoformat()}入户调查与申报不一致")
    if report is not None and report.outcome != "clean":
        differs.append(f"核对报告{report.number}：{report.get_outcome_display()}")
    return Decided(
        kind=one.kind, amount_fen=one.amount_fen, limit_fen=cover.limit_fen if cover else None, on=row.on,
        at=timezone.localtime(row.at), working_day=calendars.calendar().next_working(row.on).on == row.on,
        opinion_at=timezone.localtime(opinion.at) if opinion else None,
        due_on=None if one.change or case.due_provisional else case.due_on, relatives=relatives,
        objections=publicity.objections(case).count(), complaints=Complaint.objects.filter(case=case).count(),
        visit_refused=_refused(visit), differs=differs, substitutes=substitutes(case),
        same_pair=None if one.change else _same_pair(case, visit, row.on, numbers.same_pair_cases),
    )  # fmt: skip


def _refused(visit: Any) -> tuple[date, str] | None:
    if visit is None:
        return None
    if visit.outcome == "not_cooperating" or visit.household_signed == "refused":
        return visit.visited_on, visit.get_outcome_display() + "，" + visit.get_household_signed_display()
    return None


def substitutes(case: Any) -> list[str]:
    """Officers of other offices who did a duty of the township on this case."""
    return sorted({
        f"{one.officer.name}（{one.officer.office.name}）"
        for one in cases.duties(case)
        if one.duty in _TOWNSHIP_DUTIES and not one.officer.office.area_id.startswith(case.area_id)
    })  # fmt: skip


def _same_pair(case: Any, visit: Any, on: date, cases_in_a_row: int) -> tuple[str, int, int] | None:
    if visit is None:
        return None
    pair = {one.duty.officer for one in surveys.visitors(visit)}
    run = run_of_pairs(surveys.recent_pairs(case.area_id, visit.visited_on, limit=cases_in_a_row * 4))
    others = set(offices.officers(role="investigator", area=case.area_id, on=on)) - pair
    return "、".join(sorted(one.name for one in pair)), run, len(others)


def content(one: Township, number: str) -> dict[str, Any]:
    """The text of a filing (china.md §11.16): who decided what, on which authority, in how many days, and who did what."""
    case, row = one.case, one.row
    found = eligibility.latest(case)
    cover = delegation.covering(case.item_code, case.area_id, row.on)
    return {
        "filing": number, "case": case.number, "item": case.item_code, "item_name": rulebook.item(case.item_code).zh,
        "township": case.area.name, "village": case.village.name, "applicant": case.applicant_name,
        "persons": case.household_size if one.change else row.persons,
        "decision": {
            "about": one.about, "kind": one.kind, "amount_fen": one.amount_fen, "on": row.on.isoformat(),
            "at": timezone.localtime(row.at).isoformat(), "by": row.duty.officer.name, "office": row.duty.officer.office.name,
            "in_the_name_of": row.in_the_name_of, "digest": row.digest, "reasons": one.words,
            "starts_on": one.starts_on.isoformat() if one.starts_on else None,
        },
        "authority": {
            "letter": row.letter.number, "legal_form": row.legal_form, "limit_fen": cover.limit_fen if cover else None,
        },
        "days": _days(case, row.on),
        "determination": {"digest": found.digest, "outcome": found.outcome, "on": found.on.isoformat()} if found else None,
        "opinions": [
            {"kind": opinion.kind, "by": opinion.duty.officer.name, "on": opinion.on.isoformat(), "proposes": opinion.proposes,
             "amount_fen": opinion.amount_fen, "digest": opinion.digest}
            for opinion in approvals.opinions(case)
        ],
        "chain": [
            {"duty": duty.duty, "officer": duty.officer.name, "office": duty.officer.office.name, "on": duty.on.isoformat()}
            for duty in cases.duties(case)
        ],
        "papers": [
            {"name": paper.original_name, "kind": paper.kind, "sha256": paper.sha256} for paper in papers(case, row.at)
        ],
    }  # fmt: skip


def papers(case: Any, until: Any) -> list[Any]:
    """The papers of the case as they lay there when it was decided."""
    return [one for one in documents.of_case(case.number) if one.at <= until]


def _days(case: Any, decided_on: date) -> dict[str, Any]:
    """Working days used against those promised; nothing to promise where nothing was accepted."""
    if case.accepted_on is None:
        return {}
    calendar = calendars.calendar()
    return {
        "accepted_on": case.accepted_on.isoformat(), "due_on": case.due_on.isoformat() if case.due_on else None,
        "used": calendar.count(case.accepted_on, decided_on).days,
        "promised": calendar.count(case.accepted_on, case.due_on).days if case.due_on else None,
    }  # fmt: skip
