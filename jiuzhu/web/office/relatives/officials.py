"""Members of village committees: listed and recorded by the township's clerk, with what each declared."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.offices import queries as offices
from jiuzhu.relatives import actions, queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import shown
from .forms import KinForm, OfficialForm


def _reach(request: HttpRequest) -> tuple[str, ...]:
    return offices.reach(request.officer, clock.today(), "relatives.record")  # type: ignore[attr-defined]


@require_safe
@pages.power("relatives.record")
def listing(request: HttpRequest) -> HttpResponse:
    """Those in office within reach, and whether their relatives of this year are recorded."""
    page = pages.page_of(request, queries.officials(_reach(request), clock.today()))
    year = clock.today().year
    declared = queries.declared_in(year, page.object_list)
    rows = [(one, declared.get(one.pk)) for one in page.object_list]
    return pages.show(request, "office/relatives/officials.html", {"page": page, "rows": rows, "year": year})


@require_http_methods(["GET", "POST"])
@pages.power("relatives.record")
def add(request: HttpRequest) -> HttpResponse:
    """Record a member of a village committee."""
    villages = [(one.code, one.name) for one in offices.villages(_reach(request))]
    form = OfficialForm(request.POST or None, villages=villages)
    context = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/relatives/official_new.html", context)
    typed = dict(form.cleaned_data)

    def run() -> str:
        made = actions.record_official(
            **typed | {"village": offices.area(typed["village"])}, **_told(request)
        )
        return reverse("office:village-official", args=[made.pk])

    try:
        return pages.carry_out(request, "record village official", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/relatives/official_new.html", context, form=form)


def _told(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@pages.power("relatives.record")
def declare(request: HttpRequest, official: int) -> HttpResponse:
    """What one of them told, recorded and signed by the clerk."""
    found = queries.official(official)
    if not found.village_id.startswith(_reach(request)):
        raise Http404
    form = KinForm(request.POST or None, language=pages.language())
    latest = queries.latest(official=found)
    context = {
        "form": form,
        "official": found,
        "latest": shown.declaration(latest),
        "year": clock.today().year,
    }
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/relatives/official.html", context)

    def run() -> str:
        actions.declare_for_official(
            found, form.kin(), **_told(request) | {"actor": signing.officer(request)}
        )
        return reverse("office:village-official", args=[official])

    try:
        return pages.carry_out(request, f"declare for official {official}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/relatives/official.html", context, form=form)
