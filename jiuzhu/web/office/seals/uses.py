"""Every use of seals: as a list, as the printed register page, as a CSV file; one use; a void one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu.documents import queries as documents
from jiuzhu.seals import actions, queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import handing_out
from jiuzhu.web.office import pages

from . import shown
from .forms import PeriodForm, ReasonForm
from .register import SEES


def _period(request: HttpRequest) -> tuple[PeriodForm, dict[str, Any]]:
    form = PeriodForm(request.GET or None)
    typed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    return form, {name: value for name, value in typed.items() if value}


@require_safe
@pages.power(*SEES)
def listing(request: HttpRequest) -> HttpResponse:
    """用印登记: the uses of every seal within reach, newest first."""
    form, asked = _period(request)
    page = pages.page_of(request, queries.uses(reach=request.reach, **asked), per_page=50)  # type: ignore[attr-defined]
    shown.uses(page.object_list)
    return pages.show(request, "office/seals/uses.html", {"page": page, "form": form, "seal": None})


@require_safe
@pages.power(*SEES)
def of_seal(request: HttpRequest, pk: int) -> HttpResponse:
    """The register of one seal, by number."""
    seal = queries.get(pk)
    form, asked = _period(request)
    page = pages.page_of(request, queries.uses(seal, **asked), per_page=50)
    shown.seals([seal])
    shown.uses(page.object_list)
    return pages.show(request, "office/seals/uses.html", {"page": page, "form": form, "seal": seal})


@require_safe
@never_cache
@pages.power(*SEES)
def csv_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same rows as a file; the export is in the log."""
    seal = queries.get(pk)
    _form, asked = _period(request)
    text = actions.export(seal, since=asked.get("since"), until=asked.get("until"), **shown.told(request))
    name = f"用印登记 {seal.number}.csv"
    return handing_out.kept(text.encode("utf-8-sig"), name, "text/csv; charset=utf-8")


@require_POST
@pages.power(*SEES)
def print_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Print the register of a period; the paper is kept."""
    seal = queries.get(pk)
    form = PeriodForm(request.POST)
    asked = form.cleaned_data if form.is_valid() else {}

    def run() -> str:
        made = actions.print_register(
            seal, since=asked.get("since"), until=asked.get("until"), **shown.told(request)
        )
        return reverse("office:seal-uses-printed", args=[pk, made.pk])

    try:
        return pages.carry_out(request, f"print uses {pk}", run)
    except (Refusal, Refusals) as refusal:
        page = pages.page_of(request, queries.uses(seal), per_page=50)
        shown.uses(page.object_list)
        return pages.refused(
            request, refusal, "office/seals/uses.html", {"page": page, "seal": seal}, form=form
        )


@require_safe
@never_cache
@pages.power(*SEES)
def printed(request: HttpRequest, pk: int, stored: int) -> HttpResponse:
    """A printed register page of this seal, proved against its hash."""
    seal = queries.get(pk)
    found = documents.among([stored]).get(stored)
    if found is None or found.kind != "seal-use-register" or found.area_code != seal.area_id:
        raise Http404
    return handing_out.shown(documents.read(found), found.original_name, found.media_type)


@require_safe
@pages.power(*SEES)
def use(request: HttpRequest, use: int) -> HttpResponse:
    """One use with every field of the register."""
    return pages.show(request, "office/seals/use.html", _use_page(use) | {"watches": shown.watches(request)})


def _use_page(use: int) -> dict[str, Any]:
    found = queries.use(use)
    shown.uses([found])
    shown.seals([found.seal])
    signals = list(queries.signals(seal=found.seal).filter(use=found))
    shown.signals(signals)
    return {"use": found, "seal": found.seal, "signals": signals}


@require_http_methods(["GET", "POST"])
@pages.power("seals.use", "seals.register")
def void(request: HttpRequest, use: int) -> HttpResponse:
    """Declare a use void, with its reason; the number stays."""
    context = _use_page(use)
    form = ReasonForm(request.POST or None)
    context |= {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/seals/void.html", context)

    def run() -> str:
        actions.void(context["use"], reason=form.cleaned_data["reason"], **shown.told(request))
        return reverse("office:seal-use", args=[use])

    try:
        return pages.carry_out(request, f"void use {use}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/seals/void.html", context, form=form)
