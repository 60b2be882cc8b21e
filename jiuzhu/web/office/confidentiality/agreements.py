"""Agreements of the county with townships: who has signed, who has accepted, and the county's revocation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.confidentiality import queries
from jiuzhu.journey import agreeing
from jiuzhu.offices import queries as offices
from jiuzhu.signatures.acts import trouble_with
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from .forms import AgreementForm, EndForm

SEES = ("confidentiality.county", "confidentiality.township", "supervision.see", "audit.read")
COUNTY = "confidentiality.county"


def state(found: Any, today: date) -> str:
    """Where an agreement stands: waiting, coming, in_force, ended, over."""
    ending = getattr(found, "ending", None)
    if ending is not None and ending.stops_on <= today:
        return "ended"
    if getattr(found, "countersignature", None) is None:
        return "waiting"
    if found.stops_on <= today:
        return "over"
    return "coming" if found.starts_on > today else "in_force"


def _when(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


@require_safe
@pages.power(*SEES)
def listing(request: HttpRequest) -> HttpResponse:
    """Agreements within reach, and everybody who may ask or see with her own acceptance, those who owe it first."""
    reach, today = request.reach, clock.today()  # type: ignore[attr-defined]
    page = pages.page_of(request, queries.agreements(reach))
    for one in page.object_list:
        one.state = state(one, today)
    standing = queries.standing(reach, today)
    context = {
        "page": page, "standing": standing, "owed": sum(one.acceptance is None for one in standing),
        "may_sign": COUNTY in request.powers,  # type: ignore[attr-defined]
    }  # fmt: skip
    return pages.show(request, "office/confidentiality/listing.html", context)


@require_http_methods(["GET", "POST"])
@pages.power(COUNTY)
def new(request: HttpRequest) -> HttpResponse:
    """The county's side: the rulebook's text of the day, a township, a period, a signature."""
    today = clock.today()
    townships = [(one.code, one.name) for one in offices.townships((settings.COUNTY,))]
    form = AgreementForm(request.POST or None, townships=townships, initial={"starts_on": today})
    context = {"form": form, "text": _said(queries.text("township", today))}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/confidentiality/new.html", context)
    typed = form.cleaned_data

    def run() -> str:
        made = agreeing.offer(
            offices.area(typed["township"]), starts_on=typed["starts_on"], stops_on=typed["stops_on"],
            **_when(request) | {"actor": signing.officer(request)},
        )  # fmt: skip
        return reverse("office:confidentiality-agreement", args=[made.pk])

    try:
        return pages.carry_out(request, "offer confidentiality", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/confidentiality/new.html", context, form=form)


def _said(text: Any) -> dict[str, Any]:
    """A text of the rulebook in the language of the page."""
    language = pages.language()
    return {"title": text.title(language), "paragraphs": text.text(language), "law": text.law}


@require_http_methods(["GET", "POST"])
@pages.power(*SEES)
def agreement(request: HttpRequest, agreement: int) -> HttpResponse:
    """One agreement in the words that were signed; the township's head signs here, everybody else reads."""
    found, today = queries.agreement(agreement, request.reach), clock.today()  # type: ignore[attr-defined]
    found.state = state(found, today)
    form = signing.PasswordForm(request.POST or None)
    waits = found.state == "waiting" and offices.why_not(
        request.officer, "confidentiality.township", found.township_id, today  # type: ignore[attr-defined]
    ) is None  # fmt: skip
    context = {
        "agreement": found, "text": found.content["text"], "form": form, "waits": waits,
        "sides": [(one.officer, one.at, trouble_with(one)) for one in queries.signed_acts(found)],
        "accepted": queries.accepted(found), "may_end": COUNTY in request.powers and found.state in ("in_force", "coming", "waiting"),  # type: ignore[attr-defined]
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/confidentiality/agreement.html", context)

    def run() -> str:
        agreeing.countersign(found, **_when(request) | {"actor": signing.officer(request)})
        return reverse("office:confidentiality-agreement", args=[agreement])

    try:
        return pages.carry_out(request, f"countersign {agreement}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/confidentiality/agreement.html", context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power(COUNTY)
def end(request: HttpRequest, agreement: int) -> HttpResponse:
    """Revoke the township's account: nobody there asks or sees from that day on."""
    found = queries.agreement(agreement, request.reach)  # type: ignore[attr-defined]
    return _end(request, found, None)


@require_http_methods(["GET", "POST"])
@pages.power(COUNTY)
def end_one(request: HttpRequest, acceptance: int) -> HttpResponse:
    """Revoke one officer's acceptance."""
    found = queries.acceptance(acceptance, request.reach)  # type: ignore[attr-defined]
    return _end(request, found.agreement, found)


def _end(request: HttpRequest, agreement: Any, acceptance: Any) -> HttpResponse:
    form = EndForm(request.POST or None, initial={"stops_on": clock.today()})
    context = {"agreement": agreement, "acceptance": acceptance, "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/confidentiality/end.html", context)

    def run() -> str:
        if acceptance is not None:
            agreeing.end_acceptance(acceptance, **form.cleaned_data, **_when(request))
        else:
            agreeing.end_agreement(agreement, **form.cleaned_data, **_when(request))
        return reverse("office:confidentiality")

    what = f"end acceptance {acceptance.pk}" if acceptance is not None else f"end agreement {agreement.pk}"
    try:
        return pages.carry_out(request, what, run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/confidentiality/end.html", context, form=form)
