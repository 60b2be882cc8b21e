"""我的近亲属申报: every officer declares for the year; the latest declaration counts."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jiuzhu.offices import queries as offices
from jiuzhu.relatives import actions, queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import shown
from .forms import DeclarationForm

TEMPLATE = "office/relatives/mine.html"


def villages() -> list[tuple[str, str]]:
    """Every village of the county, under the name of its township."""
    townships = {one.code: one.name for one in offices.townships((settings.COUNTY,))}
    return [
        (one.code, f"{townships.get(one.code[:9], '')} {one.name}")
        for one in offices.villages((settings.COUNTY,))
    ]


@require_http_methods(["GET", "POST"])
@pages.power()
def mine(request: HttpRequest) -> HttpResponse:
    """The latest declaration, and the form of the next."""
    latest = queries.latest(officer=request.officer)  # type: ignore[attr-defined]
    form = DeclarationForm(
        request.POST or None, language=pages.language(), villages=villages(),
        initial={"home_village": latest.home_village_id if latest else ""},
    )  # fmt: skip
    year = clock.today().year
    context = {
        "form": form, "latest": shown.declaration(latest), "year": year,
        "owed": latest is None or latest.year < year,
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, TEMPLATE, context)

    def run() -> str:
        home = form.cleaned_data["home_village"]
        actions.declare(
            form.kin(), home_village=offices.area(home) if home else None, actor=signing.officer(request),
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:relatives-mine")

    try:
        return pages.carry_out(request, f"declare relatives {year}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, TEMPLATE, context, form=form)
