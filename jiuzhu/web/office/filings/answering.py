"""The township's side: what the county asks and orders, with the forms to answer; and filing without waiting for the clock."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.journey import filing as journey
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import forms

TEMPLATE = "office/filings/answer.html"


@require_safe
@pages.power("filings.answer")
def listing(request: HttpRequest) -> HttpResponse:
    """What the township owes the county an answer to, the soonest first."""
    english = pages.language().startswith("en")
    page = pages.page_of(request, queries.asked_of(request.reach), per_page=25)  # type: ignore[attr-defined]
    for one in page.object_list:
        one.state_name = queries.STATES[one.state][english]
    return pages.show(request, "office/filings/asked.html", {"page": page})


@require_http_methods(["GET", "POST"])
@pages.power("filings.answer")
def answer(request: HttpRequest, filing: int) -> HttpResponse:
    """Answer a question, report a correction, or object with reasons."""
    found = queries.get(filing)
    papers = [(str(one.pk), one.original_name) for one in documents.of_case(found.case.number)]
    ordered = found.state == "ordered"
    form_class: Any = forms.CorrectForm if ordered else forms.AnswerForm
    form = form_class(request.POST or None, papers=papers)
    language = pages.language()
    context = {
        "filing": found, "form": form, "ordered": ordered, "waits": found.state in queries.TOWNSHIP_ACTS,
        "acts": [(one, queries.ACTS[one.kind].name(language)) for one in queries.acts(found)],
        "marks": queries.marks(found, language), "state": queries.STATES[found.state][language.startswith("en")],
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, TEMPLATE, context)
    typed = form.cleaned_data

    def run() -> str:
        told: dict[str, Any] = {
            "text": typed["text"], "paper": documents.get(int(typed["paper"])) if typed["paper"] else None,
            "actor": request.officer, "on": clock.today(), "at": clock.now(),  # type: ignore[attr-defined]
        }  # fmt: skip
        if not ordered:
            filings.answer(found, **told)
        elif typed["act"] == "corrected":
            filings.correct(found, names=typed["names"], **told)
        else:
            filings.object_to(found, **told)
        return reverse("office:filings-asked")

    try:
        return pages.carry_out(request, f"answer filing {filing}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, TEMPLATE, context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power("filings.answer")
def file_now(request: HttpRequest, number: str) -> HttpResponse:
    """File the decision of a case now instead of within minutes."""
    found = cases.get(number)
    template, context = "office/filings/file_now.html", {"case": found, "filings": queries.of_case(found)}
    if request.method != "POST":
        return pages.show(request, template, context)

    def run() -> str:
        journey.file_now(found, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]
        return reverse("office:case", args=[number])

    try:
        return pages.carry_out(request, f"file {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context)
