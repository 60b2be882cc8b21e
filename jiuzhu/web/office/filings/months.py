"""The summary of a month: every township on one line, signed by the supervisor, printed for the county."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.documents import queries as documents
from jiuzhu.filings import queries
from jiuzhu.journey import monthly
from jiuzhu.values.month import Month, parse
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out, signing
from jiuzhu.web.office import pages

from . import forms

READERS = ("filings.supervise", "filings.answer", "supervision.see", "audit.read")
SHOWN = 24  # months back, this one included


@require_safe
@pages.power(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """The last two years, month by month: signed by whom, or still to be signed."""
    signed = {one.month: one for one in queries.summaries(request.reach)}  # type: ignore[attr-defined]
    now = Month.of(clock.today())
    rows = [(one, signed.get(str(one)), one < now) for one in (now + -back for back in range(SHOWN))]
    return pages.show(
        request, "office/filings/months.html", {"page": pages.page_of(request, rows, per_page=SHOWN)}
    )


@require_http_methods(["GET", "POST"])
@pages.power(*READERS)
def one(request: HttpRequest, month: str) -> HttpResponse:
    """The figures as they are drawn now, or as they were signed; the supervisor compares them with the payments and signs."""
    wanted = parse(month)
    form = forms.MonthForm(request.POST or None)
    context, template = _context(request, wanted, form), "office/filings/month.html"
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)

    def run() -> str:
        monthly.sign(
            settings.COUNTY, wanted, seen=form.cleaned_data["seen"], note=form.cleaned_data["note"], actor=signing.officer(request),
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:month", args=[str(wanted)])

    try:
        return pages.carry_out(request, f"sign month {wanted}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_safe
@pages.power(*READERS)
def paper(request: HttpRequest, month: str) -> HttpResponse:
    """The sheet as it was printed when it was signed."""
    found = queries.signed_summary(settings.COUNTY, str(parse(month)))
    return handing_out.shown(documents.read(found.paper), f"month-{found.month}.pdf", found.paper.media_type)


def _context(request: HttpRequest, month: Month, form: Any) -> dict[str, Any]:
    signed = queries.summary(settings.COUNTY, str(month))
    content = signed.content if signed else monthly.drawn(settings.COUNTY, month)
    reach, english = tuple(request.reach), pages.language().startswith("en")  # type: ignore[attr-defined]
    units = [(name, unit) for name, (_zh, _en, unit) in queries.FIGURES.items()]
    rows = [
        (row["name"], [(row[name], unit) for name, unit in units])
        for row in content["rows"]
        if row["township"].startswith(reach)
    ]
    whole = len(rows) == len(content["rows"])
    officer, why = request.officer, None  # type: ignore[attr-defined]
    if signed is None:
        why = monthly.why_not_sign(settings.COUNTY, month, actor=officer, on=clock.today())
    if form.data.get("seen") is None:
        form.initial["seen"] = monthly.seen_of(content)
    return {
        "month": month, "name": month.chinese(), "signed": signed, "heads": [names[english] for names in queries.FIGURES.values()], "rows": rows,
        "total": [(content["total"][name], unit) for name, unit in units] if whole else None, "form": form, "why": why,
        "supervises": "filings.supervise" in request.powers,  # type: ignore[attr-defined]
    }  # fmt: skip
