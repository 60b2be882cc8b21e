"""Recording and withdrawing authorisations: at the counter or by the verifier, one per adult."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jiuzhu.cases import queries as cases
from jiuzhu.journey import verifying
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.verification import actions as verification_actions
from jiuzhu.verification import queries as verification
from jiuzhu.verification.refusals import NoSuchAuthorisation
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import forms, shown

POWERS = ("intake.accept", "verification.inquire")


def _me(request: HttpRequest) -> Any:
    return request.officer  # type: ignore[attr-defined]


def _initial(case: Any, today: date, chosen: str) -> dict[str, Any]:
    return {
        "person": chosen, "sources": list(verification.SOURCES), "period_from": today - timedelta(days=365),
        "period_to": today - timedelta(days=1), "starts_on": today, "signed_on": today, "signed_how": "paper",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power(*POWERS)
def authorisations(request: HttpRequest, number: str) -> HttpResponse:
    """Who has signed what, and the form for one more."""
    found, today = cases.get(number), clock.today()
    members = verification.persons(found, today)
    signed = list(verification.authorisations(found))
    shown.obligations(signed)
    covered = {one.person_id for one in signed if one.ends_on is None or one.ends_on > today}
    lacking = [one for one in members if one.pk not in covered]
    form = forms.AuthorisationForm(
        request.POST or None, request.FILES or None, members=members, language=pages.language(),
        initial=_initial(found, today, str(lacking[0].pk) if lacking else ""),
    )  # fmt: skip
    context = {
        "case": found, "authorisations": signed, "lacking": lacking, "form": form, "today": today,
        "source_count": len(verification.SOURCES),
        "why_not": verification.why_not_record(found, _me(request), today),
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/verification/authorisations.html", context)

    def run() -> str:
        _record(found, form, {one.pk: one for one in members}, request)
        return reverse("office:case-authorisations", args=[number])

    try:
        return pages.carry_out(request, f"authorise {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/verification/authorisations.html", context, form=form)


def _record(case: Any, form: forms.AuthorisationForm, members: dict[int, Any], request: HttpRequest) -> None:
    typed = form.cleaned_data
    paper = typed["paper"]
    on_screen = typed["signed_how"] == "screen"
    signed = verification_actions.Signed(
        typed["signed_how"], typed["signed_on"],
        typed["signature"] if on_screen else paper.read() if paper else b"",
        "signature.png" if on_screen or not paper else paper.name, at=clock.now() if on_screen else None,
        device=request.headers.get("User-Agent", "") if on_screen else "",
    )  # fmt: skip
    terms: dict[str, Any] = {
        "sources": typed["sources"], "period": (typed["period_from"], typed["period_to"]), "starts_on": typed["starts_on"],
        "stops_on": typed["stops_on"], "signed": signed, "actor": _me(request), "on": clock.today(), "at": clock.now(),
        "guardian": members.get(typed["guardian"]) if typed["guardian"] else None, "guardian_ground": typed["guardian_ground"],
    }  # fmt: skip
    if typed["person"] == forms.SUPPORTER:
        verifying.record_supporter(
            case, name=typed["supporter_name"], citizen_id=typed["supporter_number"],
            obligation=typed["obligation"] or forms.UNSTATED, **terms,
        )  # fmt: skip
    else:
        verifying.record_authorisation(case, members[typed["person"]], **terms)


@require_http_methods(["GET", "POST"])
@pages.power(*POWERS)
def withdraw(request: HttpRequest, number: str, authorisation: int) -> HttpResponse:
    """The person takes the authorisation back."""
    found, signed = cases.get(number), verification.authorisation(authorisation)
    if signed.case_id != found.pk:
        raise NoSuchAuthorisation
    form = forms.WithdrawalForm(request.POST or None, initial={"withdrawn_on": clock.today()})
    context = {"case": found, "authorisation": signed, "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/verification/withdraw.html", context)

    def run() -> str:
        verifying.withdraw_authorisation(
            signed,
            **form.cleaned_data,
            actor=_me(request),
            on=clock.today(),
            at=clock.now(),
        )
        return reverse("office:case-authorisations", args=[number])

    try:
        return pages.carry_out(request, f"withdraw {authorisation}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/verification/withdraw.html", context, form=form)
