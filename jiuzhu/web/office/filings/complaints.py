"""The register of complaints, kept by the county; the township never sees who complained."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import forms

POWERS = ("filings.receive", "filings.supervise")


@require_safe
@pages.power(*POWERS)
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for an answer first."""
    reach, english = request.reach, pages.language().startswith("en")  # type: ignore[attr-defined]
    waiting = bool(request.GET.get("waiting"))
    page = pages.page_of(request, queries.complaints(reach, waiting=waiting), per_page=25)
    for one in page.object_list:
        one.channel_name = queries.CHANNELS[one.channel][english]
        answered = getattr(one, "answer", None)
        one.finding_name = queries.COMPLAINT_FINDINGS[answered.finding][english] if answered else ""
    context = {"page": page, "waiting": waiting, "overdue": queries.unanswered(reach, clock.today())}
    return pages.show(request, "office/filings/complaints.html", context)


@require_http_methods(["GET", "POST"])
@pages.power(*POWERS)
def record(request: HttpRequest) -> HttpResponse:
    """Record a complaint about a case; anonymous ones are taken as well."""
    english, template = pages.language().startswith("en"), "office/filings/complaint_new.html"
    channels = [(key, names[english]) for key, names in queries.CHANNELS.items()]
    form = forms.ComplaintForm(
        request.POST or None, channels=channels, initial={"case": request.GET.get("case", "")}
    )
    context = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)

    def run() -> str:
        typed = dict(form.cleaned_data)
        made = filings.complain(
            cases.get(typed.pop("case").strip()), **typed, actor=request.officer, on=clock.today(), at=clock.now()  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:complaint", args=[made.pk])

    try:
        return pages.carry_out(request, "complaint", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power(*POWERS)
def one(request: HttpRequest, complaint: int) -> HttpResponse:
    """One complaint, what was found, what the complainant was told."""
    found, english = queries.complaint(complaint), pages.language().startswith("en")
    findings = [(key, names[english]) for key, names in queries.COMPLAINT_FINDINGS.items()]
    form = forms.ComplaintAnswerForm(request.POST or None, findings=findings)
    answered = getattr(found, "answer", None)
    context = {
        "complaint": found, "form": form, "answer": answered, "channel": queries.CHANNELS[found.channel][english],
        "finding": queries.COMPLAINT_FINDINGS[answered.finding][english] if answered else "",
    }  # fmt: skip
    template = "office/filings/complaint.html"
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)

    def run() -> str:
        filings.answer_complaint(
            found, **form.cleaned_data, actor=request.officer, on=clock.today(), at=clock.now()  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:complaint", args=[complaint])

    try:
        return pages.carry_out(request, f"answer complaint {complaint}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)
