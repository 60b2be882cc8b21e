"""The inbox of departments' files: what came, what was entered, which rows were refused and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.journey import verifying
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.verification import queries as verification
from jiuzhu.verification.refusals import UnknownSource
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import forms

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _me(request: HttpRequest) -> Any:
    return request.officer  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@pages.power("verification.inquire")
def inbox(request: HttpRequest) -> HttpResponse:
    """Deliveries, newest first, and the place to hand one in."""
    language = pages.language()
    form = forms.DeliveryForm(
        request.POST or None, request.FILES or None, language=language, initial={"as_of": clock.today()}
    )
    source = request.GET.get("source", "")
    page = pages.page_of(
        request,
        verification.inbox(source=source, only_trouble=request.GET.get("trouble") == "1"),
        per_page=25,
    )
    for one in page.object_list:
        one.source_name = (
            verification.SOURCES[one.source].name(language)
            if one.source in verification.SOURCES
            else one.source
        )
        one.why = verification.why_refused(**one.refusal).text(language) if one.refusal else ""
    context = {
        "page": page, "form": form, "chosen": source, "trouble": request.GET.get("trouble") == "1",
        "sources": [(key, one.name(language)) for key, one in verification.SOURCES.items()],
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/verification/inbox.html", context)

    def run() -> str:
        typed = form.cleaned_data
        taken = verifying.take_extract(
            typed["file"].read(), name=typed["file"].name, source=typed["source"], as_of=typed["as_of"],
            actor=_me(request), on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:extract", args=[taken.pk])

    try:
        return pages.carry_out(request, "take extract", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/verification/inbox.html", context, form=form)


@require_safe
@pages.power("verification.inquire")
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """One delivery with the rows that were not taken."""
    found, language = verification.extract(pk), pages.language()
    page = pages.page_of(request, verification.refused_rows(found), per_page=100)
    for row in page.object_list:
        row.why = verification.why_refused(row.code, row.figures)
        row.text = row.why.text(language)
    source = verification.SOURCES[found.source]
    context = {
        "extract": found, "page": page, "source": source.name(language), "department": source.department(language),
        "why": verification.why_refused(**found.refusal) if found.refusal else None,
    }  # fmt: skip
    return pages.show(request, "office/verification/extract.html", context)


@require_safe
@pages.power("verification.inquire")
def template(request: HttpRequest, source: str) -> HttpResponse:
    """The empty workbook of a source."""
    known = verification.of(source)
    if known is None:
        raise UnknownSource("source", source=source, known="、".join(verification.SOURCES))
    name, body = verification.template(known)
    return HttpResponse(
        body, content_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
