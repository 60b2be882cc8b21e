"""Proposals of the clock to suspend a letter: evidence, and the supervisor's verdict."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu import rulebook
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import forms

READERS = ("filings.supervise", "supervision.see", "audit.read")


@require_safe
@pages.power(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """What waits for a verdict first."""
    language = pages.language()
    page = pages.page_of(request, queries.proposals(request.reach), per_page=25)  # type: ignore[attr-defined]
    for one in page.object_list:
        one.ground_name = queries.GROUNDS[one.ground].name(language)
        one.why = queries.GROUNDS[one.ground].why(one.figures, language)
        one.decided = getattr(one, "verdict", None)
    return pages.show(request, "office/filings/suspensions.html", {"page": page})


@require_http_methods(["GET", "POST"])
@pages.power("filings.supervise")
def one(request: HttpRequest, proposal: int) -> HttpResponse:
    """Agree, and the letter is suspended, or decline; signed, with reasons."""
    found, language = queries.proposal(proposal), pages.language()
    items = [
        (code, rulebook.item(code).name(language))
        for code in found.letter.items.values_list("item_code", flat=True)
    ]
    form = forms.VerdictForm(request.POST or None, items=items)
    template = "office/filings/suspension.html"
    context = {
        "proposal": found, "form": form, "verdict": getattr(found, "verdict", None),
        "ground": queries.GROUNDS[found.ground].name(language), "why": queries.GROUNDS[found.ground].why(found.figures, language),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)
    typed = form.cleaned_data

    def run() -> str:
        filings.decide(
            found, agrees=typed["agrees"] == "yes", reasons=typed["reasons"], effective_on=typed["effective_on"], item_code=typed["item_code"],
            actor=signing.officer(request), on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:suspensions")

    try:
        return pages.carry_out(request, f"verdict {proposal}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)
