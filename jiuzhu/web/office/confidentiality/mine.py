"""我的保密承诺: what an officer has accepted, and what waits for her own signature."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.confidentiality import queries
from jiuzhu.confidentiality.refusals import NoSuchAgreement
from jiuzhu.journey import agreeing
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

WITH_THE_COUNTY = "county"


@require_safe
@pages.power()
def mine(request: HttpRequest) -> HttpResponse:
    """Her acceptances, newest first, and the agreements that she may accept today."""
    officer, today = request.officer, clock.today()  # type: ignore[attr-defined]
    offered = [(one, str(one.pk) if one else WITH_THE_COUNTY) for one in queries.offered_to(officer, today)]
    context = {"accepted": queries.mine(officer), "offered": offered}
    return pages.show(request, "office/confidentiality/mine.html", context)


@require_http_methods(["GET", "POST"])
@pages.power()
def accept(request: HttpRequest, under: str) -> HttpResponse:
    """The personal acceptance in full; she signs it with her own password."""
    officer, today = request.officer, clock.today()  # type: ignore[attr-defined]
    agreement = _offered(officer, under)
    text, language = queries.text("person", today), pages.language()
    form = signing.PasswordForm(request.POST or None)
    context: dict[str, Any] = {
        "agreement": agreement, "form": form,
        "text": {"title": text.title(language), "paragraphs": text.text(language), "law": text.law},
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/confidentiality/accept.html", context)

    def run() -> str:
        agreeing.accept(agreement, actor=signing.officer(request), on=today, at=clock.now())
        return reverse("office:confidentiality-mine")

    try:
        return pages.carry_out(request, f"accept confidentiality {under}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/confidentiality/accept.html", context, form=form)


def _offered(officer: Any, under: str) -> Any:
    """What the address names, if it is hers to accept: the agreement, or None for the county's own."""
    for one in queries.offered_to(officer, clock.today()):
        if under == (str(one.pk) if one else WITH_THE_COUNTY):
            return one
    raise NoSuchAgreement
