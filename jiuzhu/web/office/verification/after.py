"""After a report: print it, tell the household, take its explanation or objection and answer it, verify again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.journey import verifying, verifying_again
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.verification import actions as verification_actions
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock, opening
from jiuzhu.web.office import pages

from . import after_forms

TELLS = ("intake.accept", "verification.inquire")
READS = ("verification.inquire", "verification.read")
RETURNS = ("verification.inquire", "approvals.review", "approvals.decide", "approvals.decide_county")


def acting(request: HttpRequest) -> dict[str, Any]:
    """Who does it, on which day, at which moment."""
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


def page(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    context: dict[str, Any],
    what: str,
    run: Callable[[], str],
) -> HttpResponse:
    """Show a form, or run what it says and go on; what is refused stands on the same page with everything typed."""
    context = {**context, "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)
    try:
        return pages.carry_out(request, what, run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


def back_to(report: Any) -> str:
    """The report for those who may read it, else the case: the counter sees no results."""
    return reverse("office:verification-report", args=[report.number])


def _onward(request: HttpRequest, report: Any) -> str:
    may_read = verification.why_not_read(report.case, request.officer, clock.today()) is None  # type: ignore[attr-defined]
    return back_to(report) if may_read else reverse("office:case", args=[report.case.number])


@require_http_methods(["GET", "POST"])
@pages.power(*READS)
def print_one(request: HttpRequest, report_number: str) -> HttpResponse:
    """Why it is printed; then the PDF under the next number of print."""
    report = verification.report(report_number)
    form = after_forms.PrintForm(request.POST or None)
    context = {
        "report": report, "case": report.case, "prints": list(verification.prints(report)),
        "why_not": verification.why_not_print(report, request.officer, clock.today()),  # type: ignore[attr-defined]
    }  # fmt: skip

    def run() -> str:
        made = verification_actions.print_report(
            report, reason=form.cleaned_data["reason"], **acting(request)
        )
        return reverse("office:report-paper", args=[report.number, made.number])

    return page(request, "office/verification/print.html", form, context, f"print {report.number}", run)


@require_safe
@pages.power(*READS)
def paper(request: HttpRequest, report_number: str, print_number: int) -> HttpResponse:
    """A print as it was made; opening it is a look at everybody in it."""
    report = verification.report(report_number)
    made = verification.prints(report).filter(number=print_number).first()
    if made is None:
        raise Http404
    kept = opening.open_paper(made.file_id, **acting(request))
    headers = {"Content-Disposition": "inline", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(documents.read(kept), content_type=kept.media_type, headers=headers)


@require_http_methods(["GET", "POST"])
@pages.power(*TELLS)
def tell(request: HttpRequest, report_number: str) -> HttpResponse:
    """The household was told what the report says; its days to object begin."""
    report, today = verification.report(report_number), clock.today()
    form = after_forms.TellForm(
        request.POST or None, initial={"told_on": today, "who": report.case.applicant_name, "how": "counter"}
    )
    context = {
        "report": report, "case": report.case,
        "why_not": verification.why_not_tell(report, request.officer, today),  # type: ignore[attr-defined]
    }  # fmt: skip

    def run() -> str:
        verification_actions.tell_household(report, **form.cleaned_data, **acting(request))
        return _onward(request, report)

    return page(request, "office/verification/tell.html", form, context, f"tell {report.number}", run)


@require_http_methods(["GET", "POST"])
@pages.power(*TELLS)
def object_to(request: HttpRequest, report_number: str) -> HttpResponse:
    """What the household says of the report, with its paper."""
    report, today = verification.report(report_number), clock.today()
    form = after_forms.ObjectForm(
        request.POST or None, request.FILES or None,
        initial={"came_on": today, "who": report.case.applicant_name, "how": "counter", "kind": "objection"},
    )  # fmt: skip
    context = {
        "report": report, "case": report.case, "told": verification.told(report),
        "why_not": verification.why_not_object(report, request.officer, today),  # type: ignore[attr-defined]
    }  # fmt: skip

    def run() -> str:
        typed = dict(form.cleaned_data)
        scan = typed.pop("paper")
        made = verification_actions.object_to_report(
            report, **typed, paper=(scan.read(), scan.name) if scan else None, **acting(request)
        )
        return reverse("office:report-objection", args=[made.pk])

    return page(request, "office/verification/object.html", form, context, f"object {report.number}", run)


@require_http_methods(["GET", "POST"])
@pages.power("intake.accept", *READS)
def objection(request: HttpRequest, objection: int) -> HttpResponse:
    """One explanation or objection, and the verifier's answer."""
    found, today = verification.objection(objection), clock.today()
    form = after_forms.ObjectionAnswerForm(request.POST or None)
    context = {
        "objection": found, "report": found.report, "case": found.case, "answer": getattr(found, "answer", None),
        "why_not": verification.why_not_answer_objection(found, request.officer, today),  # type: ignore[attr-defined]
        "reads": verification.why_not_read(found.case, request.officer, today) is None,  # type: ignore[attr-defined]
    }  # fmt: skip

    def run() -> str:
        verification_actions.answer_objection(found, **form.cleaned_data, **acting(request))
        return reverse("office:report-objection", args=[found.pk])

    return page(request, "office/verification/objection.html", form, context, f"objection {objection}", run)


@require_http_methods(["GET", "POST"])
@pages.power(*RETURNS)
def recheck(request: HttpRequest, report_number: str) -> HttpResponse:
    """From its report: everybody is asked again on the same authorisations."""
    return _again(request, verification.report(report_number).case)


@require_http_methods(["GET", "POST"])
@pages.power(*RETURNS)
def verify_again(request: HttpRequest, number: str) -> HttpResponse:
    """From the case: the report has grown too old, was found wrong, or is doubted."""
    return _again(request, cases.get(number))


def _again(request: HttpRequest, case: Any) -> HttpResponse:
    form = after_forms.AgainForm(request.POST or None, initial={"version": case.version})
    against = verification.why_not_rest_on(case, clock.today())
    form.fields["note"].required = against is None
    context = {
        "case": case, "against": against, "report": verification.latest_report(case),
        "why_not": verifying_again.why_not_verify_again(case, request.officer, clock.today()),  # type: ignore[attr-defined]
    }  # fmt: skip

    def run() -> str:
        verifying_again.verify_again(case, **form.cleaned_data, **acting(request))
        return reverse("office:case", args=[case.number])

    return page(request, "office/verification/again.html", form, context, f"verify again {case.number}", run)


@require_POST
@pages.power(*TELLS)
def visit_wanted(request: HttpRequest, number: str) -> HttpResponse:
    """The household asks to be visited, whatever the report says."""
    found = cases.get(number)
    form = after_forms.VisitWantedForm(request.POST)

    def run() -> str:
        verifying.want_visit(found, who=form.data.get("who", ""), **acting(request))
        return reverse("office:case", args=[number])

    return pages.carry_out(request, f"visit wanted {number}", run)
