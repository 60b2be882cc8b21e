"""What is handed down to whom, readable by every officer; issued, suspended and withdrawn by the county."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries as letters
from jiuzhu.journey import delegating
from jiuzhu.offices import queries as offices
from jiuzhu.seals import queries as seals
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import drafts
from .forms import EventForm, LetterForm, LetterSealForm

EVENTS = {"suspend": delegation.suspend, "resume": delegation.resume, "withdraw": delegation.withdraw}


@require_safe
@pages.power("cases.see")
def listing(request: HttpRequest) -> HttpResponse:
    """Letters of the townships within reach, with their state today."""
    reach = request.reach  # type: ignore[attr-defined]
    page = pages.page_of(
        request, letters.listing(reach, township=request.GET.get("township", "")), per_page=25
    )
    for one in page.object_list:
        _describe(one)
    context = {"page": page, "townships": offices.townships(reach), "chosen": request.GET.get("township", "")}
    return pages.show(request, "office/delegation/listing.html", context)


def _describe(letter: Any) -> None:
    language = pages.language()
    english = language.startswith("en")
    letter.state = letters.state(letter, clock.today())
    letter.state_name = letters.STATES[letter.state][english]
    letter.form_name = letters.LEGAL_FORMS[letter.legal_form][english]
    letter.lines = [
        (rulebook.item(item.item_code).name(language), item.limit_fen, item) for item in letter.items.all()
    ]


@require_safe
@pages.power("cases.see")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter with its items, its limits and everything that happened to it."""
    return pages.show(request, "office/delegation/letter.html", told(request, get(request, pk)))


def told(request: HttpRequest, found: Any) -> dict[str, Any]:
    """What the page of a letter shows."""
    _describe(found)
    next_ = {
        "in_force": ("suspend", "withdraw"),
        "suspended": ("resume", "withdraw"),
        "not_yet": ("withdraw",),
    }
    may = "delegation.issue" in request.powers  # type: ignore[attr-defined]
    language = pages.language()
    return _seals(request, found) | {
        "reads_drafts": not request.powers.isdisjoint(drafts.READERS),  # type: ignore[attr-defined]
        "letter": found, "events": next_.get(found.state, ()) if may else (), "may": may,
        "terms": [(both[language.startswith("en")], found.terms.get(key, "")) for key, both in letters.TERMS.items()
                  if found.terms.get(key)],
        "form": letters.legal_form_of(found), "running": len(delegating.running_cases(found, clock.today())),
    }  # fmt: skip


def _seals(request: HttpRequest, letter: Any) -> dict[str, Any]:
    """What the letter's page says of its seals; for the keeper of the next one the form, or why not."""
    side, officer, at = delegating.next_side(letter), request.officer, clock.now()  # type: ignore[attr-defined]
    area = letter.county_id if side == "county" else letter.township_id
    keeps = any((one.seal.kind, one.seal.area_id) == (side, area) for one in seals.kept_by(officer, at))
    why, form = None, None
    if side is not None and keeps:
        why = delegating.why_not_seal_letter(letter, side=side, actor=officer, on=clock.today(), at=at)
        form = LetterSealForm(initial={"side": side}, english=pages.language().startswith("en"))
    return {
        "issued": delegating.letter_issued(letter), "uses": seals.uses_of_letter(letter), "next_side": side,
        "seal_form": None if why else form, "why_not_seal": why,
    }  # fmt: skip


@require_safe
@pages.power("cases.see")
def running(request: HttpRequest, pk: int) -> HttpResponse:
    """Open, undecided cases of the letter, and where the law sends each today."""
    found = get(request, pk)
    _describe(found)
    names, english = cases.stage_names(), pages.language().startswith("en")
    rows = [(one, names[one.case.stage][english]) for one in delegating.running_cases(found, clock.today())]
    return pages.show(
        request, "office/delegation/running.html", {"letter": found, "page": pages.page_of(request, rows)}
    )


def get(request: HttpRequest, pk: int) -> Any:
    found = letters.listing(request.reach).filter(pk=pk).first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@pages.power("delegation.issue")
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a letter; what both sides signed on paper is entered here and binds the database."""
    english = pages.language().startswith("en")
    form = LetterForm(
        request.POST or None,
        townships=[(area.code, area.name) for area in offices.townships((settings.COUNTY,))],
        forms_=[(key, names[english]) for key, names in letters.LEGAL_FORMS.items()],
        items=[(item.code, item.name(pages.language())) for item in rulebook.items()],
    )
    context = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/delegation/issue.html", context)
    typed = form.cleaned_data

    def run() -> str:
        made = delegation.issue(
            number=typed["number"], township=offices.area(typed["township"]), items=form.limits(),
            legal_form=typed["legal_form"], basis=typed["basis"], starts_on=typed["starts_on"],
            stops_on=typed["stops_on"], signed_for_township=typed["signed_for_township"], actor=request.officer,  # type: ignore[attr-defined]
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:letter", args=[made.pk])

    try:
        return pages.carry_out(request, "issue letter", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/delegation/issue.html", context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power("delegation.issue")
def event(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Suspend, resume or withdraw from a day on, with the reason."""
    if kind not in EVENTS:
        raise Http404
    found = get(request, pk)
    _describe(found)
    items = [] if kind == "withdraw" else [(item.item_code, name) for name, _limit, item in found.lines]
    form = EventForm(request.POST or None, initial={"effective_on": clock.today()}, items=items)
    context = {"form": form, "letter": found, "kind": kind}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/delegation/event.html", context)
    typed = form.cleaned_data

    def run() -> str:
        EVENTS[kind](
            found, reason=typed["reason"], effective_on=typed["effective_on"], actor=signing.officer(request), **form.item(kind),
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:letter", args=[pk])

    try:
        return pages.carry_out(request, f"{kind} letter {pk}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/delegation/event.html", context, form=form)
