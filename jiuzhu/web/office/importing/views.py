"""Hand in a sheet of existing recipients, watch it, take the answered workbook home."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.documents import queries as documents
from jiuzhu.households import queries as households
from jiuzhu.journey import import_running, importing
from jiuzhu.scheduled import timetable
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out
from jiuzhu.web.office import pages

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TASK = "every_few_minutes.sheets"


class SheetForm(forms.Form):
    """The workbook or CSV file of existing recipients."""

    file = forms.FileField(label=_("填好的表格（Excel 或 CSV）"))


@require_http_methods(["GET", "POST"])
@pages.power("households.import")
def listing(request: HttpRequest) -> HttpResponse:
    """What was handed in so far, and the place to hand in another."""
    form = SheetForm(request.POST or None, request.FILES or None)
    context = {"form": form, "page": pages.page_of(request, households.sheets(), per_page=25)}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/importing/listing.html", context)
    upload = form.cleaned_data["file"]

    def run() -> str:
        sheet = import_running.hand_in(
            upload.read(), name=upload.name or "", area=settings.COUNTY, actor=request.officer,  # type: ignore[attr-defined]
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
        if sheet.finished_at is None:
            timetable.soon(_TASK)
        return reverse("office:import", args=[sheet.pk])

    try:
        return pages.carry_out(request, "households.import", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/importing/listing.html", context, form=form)


@require_safe
@pages.power("households.import")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: how far it is, or what became of it."""
    found = households.sheet(pk)
    return pages.show(request, "office/importing/sheet.html", {"sheet": found, "share": _share(found)})


@require_safe
@never_cache
@pages.power("households.import")
def progress(request: HttpRequest, pk: int) -> JsonResponse:
    """What the page asks every second."""
    found = households.sheet(pk)
    done = found.finished_at is not None
    text = gettext("已处理 %(done)s 户，共 %(total)s 户") % {
        "done": found.households_done, "total": found.households or "…",
    }  # fmt: skip
    address = reverse("office:import", args=[pk]) if done else ""
    return JsonResponse({"share": _share(found), "text": text, "done": done, "next": address})


@require_safe
@never_cache
@pages.power("households.import")
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as it came, with what became of each row beside it."""
    found = households.sheet(pk)
    if found.answer is None:
        raise Http404
    return handing_out.kept(documents.read(found.answer), found.answer.original_name, _XLSX)


@require_safe
@pages.power("households.import")
def template(request: HttpRequest) -> HttpResponse:
    """The empty workbook with the villages and items of this county."""
    return handing_out.kept(importing.template(settings.COUNTY), gettext("在享家庭导入模板.xlsx"), _XLSX)


def _share(found: Any) -> int:
    return found.households_done * 100 // found.households if found.households else 0
