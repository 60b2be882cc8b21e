"""Samples: freeze and publish a list, read the public number, draw, visit, sign as the second; and repeat the draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import forms

READERS = ("filings.supervise", "filings.receive", "audit.read")
VISITORS = ("filings.supervise", "filings.receive")
STATES = {"listed": _("名单已公布"), "drawn": _("已抽取"), "given_up": _("已放弃")}


def _named(names: Any) -> list[tuple[str, str]]:
    english = pages.language().startswith("en")
    return [(key, both[english]) for key, both in names.items()]


@require_safe
@pages.power(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Every list, also those given up; visits that wait for the second signature."""
    reach = request.reach  # type: ignore[attr-defined]
    page = pages.page_of(request, queries.draws(reach), per_page=25)
    for one in page.object_list:
        one.state = queries.state(one)
        one.state_name = STATES[one.state]
        one.rate = queries.error_rate(one) if one.state == "drawn" else None
    context = {
        "page": page, "to_confirm": [
            one for one in queries.waiting_visits(reach)[:50] if one.officer_id != request.officer.pk  # type: ignore[attr-defined]
        ],
    }  # fmt: skip
    return pages.show(request, "office/filings/samples.html", context)


@require_http_methods(["GET", "POST"])
@pages.power("filings.supervise")
def freeze(request: HttpRequest) -> HttpResponse:
    """Freeze the list of a township's quarter and publish its fingerprint."""
    townships = [(area.code, area.name) for area in offices.townships((settings.COUNTY,))]
    initial = {"quarter": queries.quarter_before(clock.today())}
    form = forms.FreezeForm(request.POST or None, townships=townships, initial=initial)
    template, context = "office/filings/freeze.html", {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)
    typed = form.cleaned_data

    def run() -> str:
        draw = filings.freeze(
            offices.area(typed["township"]), typed["quarter"].strip().upper(), entropy_named=typed["entropy_named"],
            entropy_on=typed["entropy_on"], actor=request.officer, on=clock.today(), at=clock.now(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:sample", args=[draw.number])

    try:
        return pages.carry_out(request, "freeze sample", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_safe
@pages.power(*READERS)
def one(request: HttpRequest, draw: str) -> HttpResponse:
    """One draw: what was promised in advance, what was read, the sample and its findings; repeated at every look."""
    return pages.show(request, "office/filings/sample.html", _context(request, queries.get_draw(draw)))


def _context(request: HttpRequest, found: Any) -> dict[str, Any]:
    english, state = pages.language().startswith("en"), queries.state(found)
    entries: list[Any] = list(queries.entries(found)) if state == "drawn" else []
    for entry in entries:
        entry.why_name = queries.WHY_DRAWN[entry.why][english]
        visits = list(entry.visits.all())
        entry.last = visits[-1] if visits else None
        if entry.last is not None:
            entry.finding_name = queries.FINDINGS[entry.last.finding][english]
            entry.confirmed = hasattr(entry.last, "confirmation")
    return {
        "draw": found, "state": state, "state_name": STATES[state], "lines": len(queries.lines(found)), "entries": entries,
        "read": list(found.entries_of_number.select_related("officer").order_by("id")),
        "rate": queries.error_rate(found) if state == "drawn" else None,
        "trouble": queries.redraw(found) if state == "drawn" else [],
        "may_supervise": "filings.supervise" in request.powers,  # type: ignore[attr-defined]
        "may_visit": bool(request.powers & set(VISITORS)),  # type: ignore[attr-defined]
        "known": clock.today() >= found.entropy_on,
    }  # fmt: skip


@require_safe
@pages.power(*READERS)
def export(request: HttpRequest, draw: str) -> HttpResponse:
    """List, number and seed for outsiders: fingerprints only, no names and no case numbers."""
    told = queries.published(queries.get_draw(draw))
    headers = {"Content-Disposition": f'attachment; filename="{draw}.json"'}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=headers)


#: address → (form, title, the action)
ACTS: dict[str, tuple[Any, Any, Callable[..., Any]]] = {
    "number": (forms.NumberForm, _("登记公开数字"), lambda found, typed, **told: filings.enter_number(found, typed["value"], **told)),
    "draw": (None, _("抽取"), lambda found, typed, **told: filings.draw(found, **told)),
    "give-up": (forms.AbortForm, _("放弃名单"), lambda found, typed, **told: filings.abort(found, reason=typed["reason"], **told)),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power(*VISITORS)
def act(request: HttpRequest, draw: str, draw_act: str) -> HttpResponse:
    """Enter the number, draw, or give the list up."""
    if draw_act not in ACTS:
        raise Http404
    found = queries.get_draw(draw)
    form_class, title, action = ACTS[draw_act]
    form = form_class(request.POST or None) if form_class else None
    template = "office/filings/sample_act.html"
    context = _context(request, found) | {"form": form, "title": title, "act": draw_act}
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return pages.show(request, template, context)

    def run() -> str:
        typed = form.cleaned_data if form is not None else {}
        action(found, typed, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]
        return reverse("office:sample", args=[draw])

    try:
        return pages.carry_out(request, f"{draw_act} {draw}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power(*VISITORS)
def visit(request: HttpRequest, sample_entry: int) -> HttpResponse:
    """What the first of two visitors found, signed."""
    entry = queries.entry(sample_entry)
    form = forms.VisitForm(
        request.POST or None, findings=_named(queries.FINDINGS), errors=_named(queries.ERRORS),
        initial={"visited_on": clock.today()},
    )  # fmt: skip
    template = "office/filings/visit.html"
    context = {"entry": entry, "form": form, "visits": queries.visits(entry), "content": entry.filing.content,
        "kind_name": queries.DECISIONS[entry.filing.kind][pages.language().startswith("en")],
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)
    typed = form.cleaned_data

    def run() -> str:
        filings.visit(
            entry, visited_on=typed["visited_on"], finding=typed["finding"], error_kind=typed["error_kind"],
            effect_fen=form.effect_fen(), text=typed["text"], actor=signing.officer(request), on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:sample", args=[entry.draw.number])

    try:
        return pages.carry_out(request, f"sample visit {sample_entry}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power(*VISITORS)
def confirm(request: HttpRequest, sample_visit: int) -> HttpResponse:
    """The second visitor reads the same content and signs it with her own login."""
    found, english = queries.visit(sample_visit), pages.language().startswith("en")
    form = forms.ConfirmForm(request.POST or None, initial={"seen": found.digest})
    template = "office/filings/confirm.html"
    context = {
        "visit": found, "form": form, "finding": queries.FINDINGS[found.finding][english],
        "error": queries.ERRORS[found.error_kind][english] if found.error_kind else "",
        "signed": hasattr(found, "confirmation"), "own": found.officer_id == request.officer.pk,  # type: ignore[attr-defined]
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)

    def run() -> str:
        filings.confirm_visit(
            found,
            seen=form.cleaned_data["seen"],
            actor=signing.officer(request),
            on=clock.today(),
            at=clock.now(),
        )
        return reverse("office:sample", args=[found.entry.draw.number])

    try:
        return pages.carry_out(request, f"confirm visit {sample_visit}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)
