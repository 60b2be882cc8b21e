"""Plans: drawn up from the catalogue, signed off by the four bodies, adopted."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu import rulebook
from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from .forms import PlanForm, SignOffForm

READERS = ("delegation.plan", "delegation.review", "supervision.see")


@require_safe
@pages.power(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """All plans, the latest first."""
    return pages.show(
        request,
        "office/delegation/plans.html",
        {"page": pages.page_of(request, queries.plans(), per_page=25)},
    )


@require_http_methods(["GET", "POST"])
@pages.power("delegation.plan")
def draw_up(request: HttpRequest) -> HttpResponse:
    """A new plan: items of the catalogue, pilots and all others, each from its day."""
    catalogue = rulebook.catalogue(settings.COUNTY, clock.today())
    form = PlanForm(
        request.POST or None, items=[(one.code, one.name(pages.language())) for one in catalogue.items],
        townships=[(area.code, area.name) for area in offices.townships((settings.COUNTY,))],
    )  # fmt: skip
    context = {"form": form, "catalogue": catalogue}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/delegation/plan_new.html", context)
    typed = form.cleaned_data

    def run() -> str:
        made = delegation.draw_up(
            number=typed["number"], title=typed["title"], basis=typed["basis"], approval=typed["approval"],
            county=offices.area(settings.COUNTY), items=typed["items"], townships=form.days(), pilots=typed["pilots"],
            starts_on=typed["starts_on"], actor=request.officer, on=clock.today(), at=clock.now(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:plan", args=[made.pk])

    try:
        return pages.carry_out(request, "draw up plan", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/delegation/plan_new.html", context, form=form)


def _page(request: HttpRequest, pk: int, form: SignOffForm | None = None) -> dict[str, Any]:
    found = queries.plan(pk)
    said, language = queries.said_of(found), pages.language()
    powers = request.powers  # type: ignore[attr-defined]
    catalogue = rulebook.catalogue(found.county_id, found.starts_on)
    planned = {one.item_code for one in found.items.all()}
    return {
        "plan": found, "bodies": [(key, zh, said.get(key)) for key, zh in queries.BODIES], "areas": found.areas.select_related("township"),
        "categories": [
            (one.name(language), [(item.name(language), item.code) for item in one.items if item.code in planned]) for one in catalogue.categories
        ],
        "evidence": {key: both[language.startswith("en")] for key, both in rulebook.EVIDENCE.items()},
        "form": form or SignOffForm(initial={"signed_on": clock.today()}),
        "may_sign_off": found.adopted_on is None and bool(powers & {"delegation.plan", "delegation.review"}),
        "may_adopt": found.adopted_on is None and "delegation.plan" in powers,
    }  # fmt: skip


@require_safe
@pages.power(*READERS)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan with its items, townships and what each body said."""
    return pages.show(request, "office/delegation/plan.html", _page(request, pk))


@require_POST
@pages.power("delegation.plan", "delegation.review")
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what one body said; the record is signed."""
    found, form = queries.plan(pk), SignOffForm(request.POST)
    context = _page(request, pk, form)
    if not form.is_valid():
        return pages.show(request, "office/delegation/plan.html", context)
    typed = form.cleaned_data

    def run() -> str:
        delegation.sign_off(
            found, typed["body"], agrees=typed["agrees"] == "yes", signer=typed["signer"], opinion=typed["opinion"],
            signed_on=typed["signed_on"], actor=signing.officer(request), on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:plan", args=[pk])

    try:
        return pages.carry_out(request, f"sign off {pk}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/delegation/plan.html", context, form=form)


@require_POST
@pages.power("delegation.plan")
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on nothing of the plan changes."""
    found = queries.plan(pk)

    def run() -> str:
        delegation.adopt(found, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]
        return reverse("office:plan", args=[pk])

    try:
        return pages.carry_out(request, f"adopt {pk}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/delegation/plan.html", _page(request, pk))
