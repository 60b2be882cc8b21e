"""After a verification report: prints, telling, objections, corrections, and the way back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from jiuzhu.cases import queries as cases
from jiuzhu.journey import verifying, verifying_again
from jiuzhu.verification import actions as verification_actions
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.exchange.cases.operations import told
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when
from jiuzhu.web.exchange.refusals import NoSuchPerson
from jiuzhu.web.exchange.reports import shapes
from jiuzhu.web.exchange.shapes import CaseOut, PageQuery, Row, answers

router = Router()
MOST_ROWS = 200
RETURNS = ("verification.inquire", "approvals.review", "approvals.decide", "approvals.decide_county")


@router.get(
    "/verification/reports/{report_number}",
    summary="报告以后的事（留痕） | What became of a report; logged",
    response=answers(shapes.AfterReportOut),
)
@operation("verification.inquire", "verification.read")
def after(request: HttpRequest, report_number: str) -> dict[str, Any]:
    report = verification.report(report_number)
    verification_actions.look(report.case, purpose="API", **who_and_when(request))
    been, waived = verification.told(report), verification.visit_waived(report.case)
    later = getattr(report, "replaced_by", None)
    against = verification.why_not_rest_on(report.case, clock.today())
    return {
        "report": report.number, "told_on": been.on if been else None, "until": been.until if been else None,
        "waived": waived.law if waived is not None and waived.report_id == report.pk else None,
        "replaced_by": later.number if later else None,
        "objections": [shapes.objection(one) for one in verification.objections(report)],
        "corrections": [shapes.correction(one) for one in verification.corrections_of(report)],
        "prints": [shapes.printed(one) for one in verification.prints(report)],
        "why_not_rest_on": against.as_dict(language()) if against else None,
    }  # fmt: skip


@router.post(
    "/verification/reports/{report_number}/prints", response=answers(shapes.ReportPrintOut),
    summary="打印核对报告（编号、留痕） | Print a report; counted and logged",
)  # fmt: skip
@operation("verification.inquire", "verification.read")
def print_report(request: HttpRequest, report_number: str, body: shapes.PrintReportIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        report = verification.report(report_number)
        return shapes.printed(
            verification_actions.print_report(report, reason=body.reason, **who_and_when(request))
        )

    return dict(once(request, f"print {report_number}", run))


@router.post(
    "/verification/reports/{report_number}/told", response=answers(CaseOut),
    summary="登记已告知核对结果 | Record that the household was told",
)  # fmt: skip
@operation("intake.accept", "verification.inquire")
def tell(request: HttpRequest, report_number: str, body: shapes.TellHouseholdIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        report = verification.report(report_number)
        verification_actions.tell_household(report, **body.dict(), **who_and_when(request))
        return told(report.case)

    return dict(once(request, f"tell {report_number}", run))


@router.post(
    "/verification/reports/{report_number}/objections", response=answers(shapes.ReportObjectionOut),
    summary="登记说明或异议 | Record an explanation or objection",
)  # fmt: skip
@operation("intake.accept", "verification.inquire")
def object_to(request: HttpRequest, report_number: str, body: shapes.ObjectToReportIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        report = verification.report(report_number)
        made = verification_actions.object_to_report(report, **body.dict(), **who_and_when(request))
        return shapes.objection(made)

    return dict(once(request, f"object {report_number}", run))


@router.post(
    "/verification/objections/{objection}", response=answers(shapes.ReportObjectionOut),
    summary="答复异议 | Answer an objection",
)  # fmt: skip
@operation("verification.inquire")
def answer_objection(request: HttpRequest, objection: Row, body: shapes.AnswerObjectionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = verification.objection(objection)
        verification_actions.answer_objection(found, **body.dict(), **who_and_when(request))
        return shapes.objection(verification.objection(objection))

    return dict(once(request, f"objection {objection}", run))


@router.post(
    "/verification/reports/{report_number}/corrections", response=answers(shapes.CorrectionOut),
    summary="请部门校核一项记录 | Ask a department to check a record",
)  # fmt: skip
@operation("verification.inquire")
def ask_correction(request: HttpRequest, report_number: str, body: shapes.AskCorrectionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        report = verification.report(report_number)
        person = {one.pk: one for one in verification.persons(report.case, report.on)}.get(body.person)
        if person is None:
            raise NoSuchPerson("person")
        return shapes.correction(verification_actions.ask_correction(
            report, person=person, source=body.source, wrong=body.wrong, **who_and_when(request)
        ))  # fmt: skip

    return dict(once(request, f"correct {report_number}", run))


@router.get(
    "/verification/corrections", response=answers(list[shapes.CorrectionOut]),
    summary="等待部门答复的校核 | What departments still owe",
)  # fmt: skip
@operation("verification.inquire")
def corrections(request: HttpRequest, answered: bool = False, page: PageQuery = 1) -> list[dict[str, Any]]:
    found = verification.corrections_asked(request.reach, waiting=not answered)  # type: ignore[attr-defined]
    start = (page - 1) * MOST_ROWS
    return [shapes.correction(one) for one in found[start : start + MOST_ROWS]]


@router.post(
    "/verification/corrections/{correction}", response=answers(shapes.CorrectionOut),
    summary="登记部门对校核的答复 | Record what the department answered",
)  # fmt: skip
@operation("verification.inquire")
def record_correction(
    request: HttpRequest, correction: Row, body: shapes.RecordCorrectionIn
) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        found = verification.correction(correction)
        verification_actions.record_correction(found, **body.dict(), **who_and_when(request))
        return shapes.correction(verification.correction(correction))

    return dict(once(request, f"correction {correction}", run))


@router.post(
    "/cases/{number}/verify-again",
    summary="退回重新核对 | Back to be verified again",
    response=answers(CaseOut),
)
@operation(*RETURNS)
def verify_again(request: HttpRequest, number: str, body: shapes.VerifyAgainIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        verifying_again.verify_again(cases.get(number), **body.dict(), **who_and_when(request))
        return told(cases.get(number))

    return dict(once(request, f"verify again {number}", run))


@router.post(
    "/cases/{number}/visit-wanted", response=answers(CaseOut),
    summary="登记家庭要求入户 | The household asks to be visited",
)  # fmt: skip
@operation("intake.accept", "verification.inquire")
def visit_wanted(request: HttpRequest, number: str, body: shapes.VisitWantedIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        verifying.want_visit(cases.get(number), who=body.who, **who_and_when(request))
        return told(cases.get(number))

    return dict(once(request, f"visit wanted {number}", run))
