"""Relatives: declared by each officer of herself, recorded for village officials, watched by the county."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.offices import queries as offices
from jiuzhu.relatives import actions as relatives
from jiuzhu.relatives import queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from .forms import KinForm, OfficialForm


def _shown(declaration: Any) -> list[tuple[Any, str]]:
    if declaration is None:
        return []
    kinds = rulebook.codes("kinship")
    return [(one, kinds.label(one.relation, pages.language())) for one in declaration.kin.all()]


@require_http_methods(["GET", "POST"])
@pages.power()
def mine(request: HttpRequest) -> HttpResponse:
    """One's own declaration of the year, and a new version of it."""
    me = request.officer  # type: ignore[attr-defined]
    latest = queries.latest(officer=me)
    villages = [
        (one.code, f"{one.parent.name} {one.name}")
        for one in offices.villages((settings.COUNTY,)).select_related("parent")
    ]  # type: ignore[union-attr]
    form = KinForm(request.POST or None, language=pages.language(), villages=villages)
    context = {"form": form, "latest": latest, "kin": _shown(latest), "year": clock.today().year}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/relatives/mine.html", context)

    def run() -> str:
        village = form.cleaned_data["home_village"]
        relatives.declare(
            form.kin(), home_village=offices.area(village) if village else None, actor=signing.officer(request),
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:relatives-mine")

    try:
        return pages.carry_out(request, "declare relatives", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/relatives/mine.html", context, form=form)


@require_safe
@pages.power("relatives.see")
def standing(request: HttpRequest) -> HttpResponse:
    """Who has declared this year and who owes it."""
    today = clock.today()
    rows = queries.standing((settings.COUNTY,), today.year, today)
    owed = sum(1 for one in rows if one.declaration is None)
    context = {"page": pages.page_of(request, rows), "owed": owed, "count": len(rows), "year": today.year}
    return pages.show(request, "office/relatives/standing.html", context)


@require_safe
@pages.power("relatives.see")
def filings(request: HttpRequest) -> HttpResponse:
    """Near relatives recorded with cases."""
    page = pages.page_of(request, cases.relative_filings(request.reach))  # type: ignore[attr-defined]
    return pages.show(request, "office/relatives/filings.html", {"page": page})


@require_http_methods(["GET", "POST"])
@pages.power("relatives.record")
def officials(request: HttpRequest) -> HttpResponse:
    """The members of village committees in this township."""
    reach = request.reach  # type: ignore[attr-defined]
    form = OfficialForm(
        request.POST or None, villages=[(one.code, one.name) for one in offices.villages(reach)]
    )
    rows = [(one, queries.latest(official=one)) for one in queries.officials(reach, clock.today())]
    context = {"form": form, "page": pages.page_of(request, rows)}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/relatives/officials.html", context)
    typed = form.cleaned_data

    def run() -> str:
        made = relatives.record_official(
            village=offices.area(typed["village"]), name=typed["name"], post=typed["post"], number=str(typed["number"]),
            starts_on=typed["starts_on"], actor=request.officer, on=clock.today(), at=clock.now(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:village-official", args=[made.pk])

    try:
        return pages.carry_out(request, "record village official", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/relatives/officials.html", context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power("relatives.record")
def official(request: HttpRequest, pk: int) -> HttpResponse:
    """What one village official told of her relatives, recorded and signed by the clerk."""
    found = queries.official(pk)
    if no := offices.why_not(request.officer, "relatives.record", found.village_id[:9], clock.today()):  # type: ignore[attr-defined]
        raise no
    latest = queries.latest(official=found)
    form = KinForm(request.POST or None, language=pages.language())
    context: dict[str, Any] = {"form": form, "official": found, "latest": latest, "kin": _shown(latest)}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/relatives/mine.html", context)

    def run() -> str:
        relatives.declare_for_official(
            found, form.kin(), actor=signing.officer(request), on=clock.today(), at=clock.now()
        )
        return reverse("office:village-officials")

    try:
        return pages.carry_out(request, f"declare for official {pk}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/relatives/mine.html", context, form=form)
