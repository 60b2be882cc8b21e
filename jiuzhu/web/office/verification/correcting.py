"""Departments asked to check and correct what they answered: from a report, and the list of what is still owed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.verification import actions as verification_actions
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import after_forms
from .after import acting, back_to, page


@require_http_methods(["GET", "POST"])
@pages.power("verification.inquire")
def correct(request: HttpRequest, report_number: str) -> HttpResponse:
    """Ask the department behind one answer of the report to check it."""
    report, language = verification.report(report_number), pages.language()
    names = {one["person"]: one["name"] for one in report.content["people"]}
    choices = [
        (f"{person} {source}", f"{names[person]} · {verification.SOURCES[source].name(language)}")
        for person, source in verification.correctable(report)
    ]
    form = after_forms.CorrectForm(
        request.POST or None, choices=choices, initial={"about": request.GET.get("about", "")}
    )
    asked = list(verification.corrections_of(report))
    context = {
        "report": report, "case": report.case, "corrections": [_named(one) for one in asked],
        "why_not": verification.why_not_correct(report, request.officer, clock.today()),  # type: ignore[attr-defined]
    }  # fmt: skip

    def run() -> str:
        key, source = form.cleaned_data["about"].split(" ")
        person = next(one for one in verification.persons(report.case, report.on) if str(one.pk) == key)
        verification_actions.ask_correction(
            report, person=person, source=source, wrong=form.cleaned_data["wrong"], **acting(request)
        )
        return back_to(report)

    return page(request, "office/verification/correct.html", form, context, f"correct {report.number}", run)


@require_safe
@pages.power("verification.inquire")
def listing(request: HttpRequest) -> HttpResponse:
    """What departments still owe, soonest due first; or what they answered."""
    answered = request.GET.get("answered") == "1"
    found = verification.corrections_asked(request.reach, waiting=not answered)  # type: ignore[attr-defined]
    shown = pages.page_of(request, found, per_page=25)
    for one in shown.object_list:
        _named(one)
    return pages.show(request, "office/verification/corrections.html", {"page": shown, "answered": answered})


@require_http_methods(["GET", "POST"])
@pages.power("verification.inquire")
def one(request: HttpRequest, correction: int) -> HttpResponse:
    """One request, and the department's answer."""
    found = _named(verification.correction(correction))
    form = after_forms.CorrectionAnswerForm(request.POST or None, initial={"answered_on": clock.today()})
    context = {
        "correction": found, "report": found.report, "case": found.case, "answer": getattr(found, "answer", None),
        "why_not": verification.why_not_record_correction(found, request.officer, clock.today()),  # type: ignore[attr-defined]
    }  # fmt: skip

    def run() -> str:
        verification_actions.record_correction(found, **form.cleaned_data, **acting(request))
        return reverse("office:correction", args=[found.pk])

    return page(
        request, "office/verification/correction.html", form, context, f"correction {correction}", run
    )


def _named(found: Any) -> Any:
    """The row with its source and department in the language of the page."""
    source, language = verification.SOURCES[found.source], pages.language()
    found.source_name, found.department = source.name(language), source.department(language)
    return found
