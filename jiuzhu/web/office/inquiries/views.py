"""The inquiries of a case: letters with their answers, and neighbours, whom the household's pages never name."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.households import queries as households
from jiuzhu.journey import along, surveying
from jiuzhu.surveys import queries as surveys
from jiuzhu.surveys.refusals import NoSuchLetter
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out
from jiuzhu.web.office import pages

from .forms import AnswerForm, LetterForm, NeighbourForm


def _now(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


def _context(request: HttpRequest, case: Any) -> dict[str, Any]:
    """The case, and why the officer may not ask for it."""
    return {"case": case, "why_not": surveys.why_not_visit(case, _now(request)["actor"], clock.today())}


@require_safe
@pages.power()
def listing(request: HttpRequest, number: str) -> HttpResponse:
    """Letters with what is left of their time, and what neighbours said. The look leaves its trace."""
    case = cases.get(number)
    surveying.look(case, purpose=_("信函索证和邻里访问"), **_now(request))
    context = _context(request, case) | {
        "letters": surveys.letters(case), "neighbours": surveys.neighbours(case), "owed": surveys.owed_visit(case),
    }  # fmt: skip
    return pages.show(request, "office/inquiries/listing.html", context)


@require_http_methods(["GET", "POST"])
@pages.power("surveys.visit")
def write(request: HttpRequest, number: str) -> HttpResponse:
    """Ask somebody outside for a proof; the letter is typeset and entered as sent today."""
    case = cases.get(number)
    members = {one.pk: one for one in households.persons_of(case.household_id, clock.today())}
    form = LetterForm(request.POST or None, members=list(members.values()))
    template, context = "office/inquiries/letter.html", _context(request, case) | {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)

    def run() -> str:
        told = dict(form.cleaned_data)
        along.write_letter(case, members[told.pop("person")], **told, **_now(request))
        return reverse("office:case-inquiries", args=[number])

    try:
        return pages.carry_out(request, f"letter {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power("surveys.visit")
def answer(request: HttpRequest, letter: int) -> HttpResponse:
    """Enter what was answered, with its scan."""
    found = surveys.letter(letter)
    form = AnswerForm(request.POST or None, request.FILES or None, initial={"answered_on": clock.today()})
    template, context = (
        "office/inquiries/answer.html",
        _context(request, found.case) | {"form": form, "letter": found},
    )
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)

    def run() -> str:
        told = dict(form.cleaned_data)
        scan = told.pop("scan")
        along.enter_answer(found, **told, scan=scan.read(), name=scan.name, **_now(request))
        return reverse("office:case-inquiries", args=[found.case.number])

    try:
        return pages.carry_out(request, f"answer letter {letter}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power("surveys.visit")
def neighbour(request: HttpRequest, number: str) -> HttpResponse:
    """Enter who was asked about the household, and what was said."""
    case = cases.get(number)
    form = NeighbourForm(request.POST or None, initial={"asked_on": clock.today()})
    template, context = "office/inquiries/neighbour.html", _context(request, case) | {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)

    def run() -> str:
        along.ask_neighbour(case, **form.cleaned_data, **_now(request))
        return reverse("office:case-inquiries", args=[number])

    try:
        return pages.carry_out(request, f"neighbour {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_safe
@pages.power()
def paper(request: HttpRequest, letter: int) -> HttpResponse:
    """The letter as it was sent."""
    found = surveys.letter(letter)
    return _file(request, found, found.paper)


@require_safe
@pages.power()
def scan(request: HttpRequest, letter: int) -> HttpResponse:
    """The scan of the answer. Raises NoSuchLetter while there is none."""
    found = surveys.letter(letter)
    answered = getattr(found, "answer", None)
    return _file(request, found, answered.scan if answered else None)


def _file(request: HttpRequest, letter: Any, kept: Any) -> HttpResponse:
    surveying.look(
        letter.case, purpose=_("第%(number)s号索证函") % {"number": letter.number}, **_now(request)
    )
    if kept is None:
        raise NoSuchLetter
    return handing_out.shown(documents.read(kept), kept.original_name, kept.media_type)
