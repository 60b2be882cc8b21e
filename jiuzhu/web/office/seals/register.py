"""The register: which seals there are, one seal with its life and hands, and each step of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.offices import queries as offices
from jiuzhu.seals import actions, queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out, signing
from jiuzhu.web.office import pages
from jiuzhu.web.parts import Entry, Station

from . import shown
from .forms import ApplyForm, StepForm

SEES = ("seals.register", "seals.use", "seals.approve", "supervision.see", "audit.read")
#: The line of a seal's life as its page draws it; suspension is a state of it, not a station.
HASHES = ("imprint_sha256", "certificate_fingerprint")  # they stand in the sheet of the seal
LINE = ("applied", "approved", "filed", "kept", "in_use")


@require_safe
@pages.power(*SEES)
def listing(request: HttpRequest) -> HttpResponse:
    """Every seal within reach, with its state and who keeps it now."""
    reach = request.reach  # type: ignore[attr-defined]
    kind, state, words = (request.GET.get(name, "") for name in ("kind", "state", "words"))
    page = pages.page_of(request, queries.listing(reach, kind=kind, state=state, words=words), per_page=50)
    shown.seals(page.object_list)
    waiting = queries.waiting_for(request.officer)  # type: ignore[attr-defined]
    context = {
        "page": page, "kinds": shown.choices(queries.KINDS), "states": shown.choices(queries.STATES), "kind": kind,
        "state": state, "words": words, "waiting": waiting, "open_signals": queries.signals(reach, open_only=True).count(),
    }  # fmt: skip
    return pages.show(request, "office/seals/listing.html", context)


def _seal(request: HttpRequest, pk: int) -> Any:
    seal = queries.get(pk)
    shown.seals([seal])
    return seal


@require_safe
@pages.power(*SEES)
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """One seal: imprint, line of its life, who kept it when, its events, its latest uses and open signals."""
    found = _seal(request, pk)
    officer, now = request.officer, clock.now()  # type: ignore[attr-defined]
    events = list(queries.events(found))
    uses = list(queries.uses(found)[:10])
    shown.uses(uses)
    signals = list(queries.signals(seal=found, open_only=True)[:10])
    shown.signals(signals)
    steps = [
        (key, queries.SAYS[key][shown.english()], key in queries.GRAVE)
        for key in queries.offered(found, officer, clock.today())
    ]
    keeps = found.custody is not None and found.custody.officer_id == officer.pk
    context = {
        "seal": found, "stations": _stations(found, events), "entries": [_entry(one) for one in events], "steps": steps,
        "custodies": queries.custodies(found), "waiting": [one for one in queries.handovers(found) if queries.is_open(one)],
        "uses": uses, "signals": signals, "certificate": queries.certificate(found), "now": now,
        "watches": shown.watches(request),
        "may_give": found.state in ("in_use", "suspended") and (keeps or "seals.register" in request.powers),  # type: ignore[attr-defined]
    }  # fmt: skip
    return pages.show(request, "office/seals/seal.html", context)


def _stations(seal: Any, events: list[Any]) -> list[Station]:
    reached = {event.leads: event for event in events}
    found = []
    for state in LINE:
        event = reached.get(state)
        name = shown.word(queries.STATES, state)
        found.append(Station(name, "done", event.by.name, event.on) if event else Station(name, "to-come"))
    if seal.state not in LINE:
        last = events[-1]
        found = [one for one in found if one.state == "done"]
        found.append(Station(seal.state_name, "over", last.by.name, last.on))
    return found


def _entry(event: Any) -> Entry:
    english = shown.english()
    told = [
        f"{names[english]}{': ' if english else '：'}{event.told[name]}"
        for name, names in queries.FIELDS.items()
        if name in event.told and name not in HASHES
    ]
    between = "; " if english else "；"
    return Entry(
        event.at,
        f"{queries.STEPS[event.kind][english]}{' – ' if english else '——'}{between.join(told)}",
        event.by.name,
    )


@require_safe
@pages.power(*SEES)
def imprint(request: HttpRequest, pk: int) -> HttpResponse:
    """The imprint as a drawing, the same that is put on papers."""
    return handing_out.shown(actions.drawing(queries.get(pk)), "seal.svg", "image/svg+xml")


@require_http_methods(["GET", "POST"])
@pages.power("seals.register")
def apply(request: HttpRequest) -> HttpResponse:
    """Enter a seal by its application."""
    areas = [offices.area(settings.COUNTY), *offices.townships((settings.COUNTY,))]
    form = ApplyForm(
        request.POST or None,
        kinds=shown.choices(queries.KINDS),
        areas=[(area.code, area.name) for area in areas],
    )
    context = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/seals/apply.html", context)
    typed = form.cleaned_data

    def run() -> str:
        made = actions.apply(**typed | {"area": offices.area(typed["area"])}, **shown.told(request))
        return reverse("office:seal", args=[made.pk])

    try:
        return pages.carry_out(request, "apply for seal", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/seals/apply.html", context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power("seals.register", "seals.approve")
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of a seal's life, with what it must state."""
    if step not in queries.STEPS or step == "applied":
        raise Http404
    found = _seal(request, pk)
    english = shown.english()
    form = StepForm(request.POST if request.method == "POST" else None, step=step, english=english)
    context = {
        "form": form, "seal": found, "says": queries.SAYS[step][english], "step_name": queries.STEPS[step][english],
        "law": queries.LAWS[step], "grave": step in queries.GRAVE,
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/seals/step.html", context)
    typed = form.cleaned_data

    def run() -> str:
        now = shown.told(request)
        if queries.is_signed(step):
            now["actor"] = signing.officer(request)
        if step == "kept":
            actions.keep_imprint(found, **now)
        else:
            actions.take(found, step, typed, **now)
        return reverse("office:seal", args=[pk])

    try:
        return pages.carry_out(request, f"{step} seal {pk}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/seals/step.html", context, form=form)
