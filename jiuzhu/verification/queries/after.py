"""What became of a report: prints, telling, objections, corrections, and why something may not be done any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiuzhu.offices.scope import under
from jiuzhu.rulebook import calendars
from jiuzhu.standards import queries as standards
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.models import (
    Correction,
    Objection,
    Report,
    ReportPrint,
    Told,
    VisitWaived,
    VisitWanted,
)
from jiuzhu.verification.refusals import (
    AlreadyDecidedOn,
    AlreadyTold,
    CorrectionAnswered,
    CorrectionAsked,
    NoSuchCorrection,
    NoSuchObjection,
    ObjectionAnswered,
    ObjectionLate,
    ReportReplaced,
    SourceNotInReport,
    ToldBefore,
    VisitAlreadyWanted,
)

from .powers import why_not_ask, why_not_read, why_not_record

#: Answers that hold something a department could correct; that it knows of nothing may be wrong too.
ANSWERED = ("found", "not_found", "name_mismatch", "ambiguous")


def prints(report: Report) -> QuerySet[ReportPrint]:
    return ReportPrint.objects.filter(report=report).select_related("printed_by", "file").order_by("number")


def told(report: Report) -> Told | None:
    return Told.objects.select_related("told_by").filter(report=report).first()


def objections(report: Report) -> QuerySet[Objection]:
    """Explanations and objections, each with its answer if it has one, oldest first."""
    named = ("recorded_by", "paper", "answer__duty__officer")
    return Objection.objects.filter(report=report).select_related(*named).order_by("id")


def objection(pk: int) -> Objection:
    """Raises NoSuchObjection, also out of reach."""
    named = ("report", "case__village", "recorded_by", "paper", "answer__duty__officer")
    found = Objection.objects.select_related(*named).filter(pk=pk).first()
    if found is None:
        raise NoSuchObjection
    return found


def corrections_of(report: Report) -> QuerySet[Correction]:
    return _corrections().filter(report=report).order_by("id")


def corrections_asked(reach: Sequence[str], *, waiting: bool = True) -> QuerySet[Correction]:
    """Within reach: what waits for an answer, soonest due first; or what was answered, the latest first."""
    found = _corrections().filter(under(reach, "case__area__code"))
    return (
        found.filter(answer=None).order_by("due_on", "id")
        if waiting
        else found.exclude(answer=None).order_by("-answer__on", "-id")
    )


def correction(pk: int) -> Correction:
    """Raises NoSuchCorrection, also out of reach."""
    found = _corrections().filter(pk=pk).first()
    if found is None:
        raise NoSuchCorrection
    return found


def _corrections() -> QuerySet[Correction]:
    return Correction.objects.select_related(
        "report", "case__village", "person", "duty__officer", "answer__recorded_by"
    )


def visit_wanted(case: Any) -> VisitWanted | None:
    return VisitWanted.objects.select_related("recorded_by").filter(case=case).first()


def visit_waived(case: Any) -> VisitWaived | None:
    """Why the case goes without a visit: of its latest report only."""
    latest = Report.objects.filter(case=case).order_by("-id").first()
    return VisitWaived.objects.select_related("report").filter(report=latest).first() if latest else None


def last_day_to_object(case: Any, told_on: date) -> date:
    """Natural days; a last day off moves to the next working day. Raises NotInForce."""
    days = standards.number("report-objection-days", case.area_id, told_on).value
    return calendars.calendar().natural_deadline(told_on, int(str(days))).on


def correction_due(case: Any, sent_on: date) -> date:
    """政务数据共享条例 Art. 26. Raises NotInForce before that law."""
    days = standards.number("source-correction-working-days", case.area_id, sent_on).value
    return calendars.calendar().add(sent_on, int(str(days))).on


def why_replaced(report: Report) -> Refusal | None:
    later = Report.objects.filter(case=report.case_id, id__gt=report.pk).exists()
    return ReportReplaced(number=report.number) if later else None


def why_not_print(report: Report, officer: Any, on: date) -> Refusal | None:
    return why_not_read(report.case, officer, on)


def why_not_tell(report: Report, officer: Any, on: date, *, told_on: date | None = None) -> Refusal | None:
    """The counter or the verifier tells, once; `told_on` is the day that is typed."""
    already = told(report)
    return (
        why_not_record(report.case, officer, on)
        or why_replaced(report)
        or (AlreadyTold(on=already.on) if already else None)
        or _outside(report, told_on, on)
    )


def why_not_object(report: Report, officer: Any, on: date, *, came_on: date | None = None) -> Refusal | None:
    """Before the decision and within the days since the household was told; not told yet, its time has not begun."""
    been, day = told(report), came_on or on
    if refusal := why_not_record(report.case, officer, on) or why_replaced(report):
        return refusal
    if report.case.decided_on is not None:
        return AlreadyDecidedOn(on=report.case.decided_on)
    if been is not None and day > been.until:
        return ObjectionLate("on", on=day, until=been.until)
    return _outside(report, came_on, on)


def why_not_answer_objection(wanted: Objection, officer: Any, on: date) -> Refusal | None:
    if hasattr(wanted, "answer"):
        return ObjectionAnswered()
    return why_not_ask(wanted.case, officer, on)


def why_not_correct(
    report: Report, officer: Any, on: date, *, person: str = "", source: str = ""
) -> Refusal | None:
    """Only what the report rests on, and each record once; `person` and `source` where they are chosen already."""
    if refusal := why_not_ask(report.case, officer, on) or why_replaced(report):
        return refusal
    if not person and not source:
        return None
    if (person, source) not in correctable(report):
        return SourceNotInReport("source", number=report.number, source=source)
    asked = Correction.objects.filter(report=report, person_id=int(person), source=source).first()
    return CorrectionAsked("source", sent_on=asked.sent_on) if asked else None


def correctable(report: Report) -> list[tuple[str, str]]:
    """(person, source) of every answer in the report that a department could correct."""
    return [(one["person"], one["source"]) for one in report.content["grid"] if one["outcome"] in ANSWERED]


def why_not_record_correction(wanted: Correction, officer: Any, on: date) -> Refusal | None:
    return (CorrectionAnswered() if hasattr(wanted, "answer") else None) or why_not_ask(
        wanted.case, officer, on
    )


def why_not_want_visit(case: Any, officer: Any, on: date) -> Refusal | None:
    already = visit_wanted(case)
    return VisitAlreadyWanted(on=already.on) if already else why_not_record(case, officer, on)


def _outside(report: Report, day: date | None, on: date) -> Refusal | None:
    if day is not None and not report.on <= day <= on:
        return ToldBefore("on", on=day, filed_on=report.on)
    return None
