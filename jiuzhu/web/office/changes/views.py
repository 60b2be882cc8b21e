"""A change to what a household receives: proposed, heard where the law says so, decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jiuzhu.approvals import actions as approvals
from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.journey import receiving
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import forms

TEMPLATES = {name: f"office/changes/{name}.html" for name in ("propose", "hear", "decide")}


@require_http_methods(["GET", "POST"])
@pages.power("entitlements.propose")
def propose(request: HttpRequest, number: str) -> HttpResponse:
    """Propose to raise, reduce, stop or phase out."""
    found = cases.get(number)
    right = entitlements.of_case(found)
    form = forms.ChangeForm(
        request.POST or None, english=pages.language().startswith("en"), initial={"version": found.version}
    )
    context = {
        "case": found,
        "form": form,
        "at_stage": found.stage == "receiving",
        "current": entitlements.amount_on(right, clock.today()) if right else None,
    }
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, TEMPLATES["propose"], context)
    typed = form.cleaned_data

    def run() -> str:
        effective, until = form.months()
        receiving.propose_change(
            found, kind=typed["kind"], ground=typed["ground"], explanation=typed["explanation"], new_fen=form.amount(),
            effective_on=effective.first_day, until=until.first_day if until else None, actor=request.officer,  # type: ignore[attr-defined]
            on=clock.today(), at=clock.now(), version=typed["version"],
        )  # fmt: skip
        return reverse("office:case", args=[number])

    return _carried_out(request, f"change {number}", run, "propose", context)


@require_http_methods(["GET", "POST"])
@pages.power("entitlements.propose")
def hear(request: HttpRequest, number: str) -> HttpResponse:
    """Record the hearing."""
    found = cases.get(number)
    form = forms.HearingForm(
        request.POST or None, initial={"version": found.version, "who_spoke": found.applicant_name}
    )
    context = {
        "case": found,
        "form": form,
        "change": entitlements.open_change(found),
        "at_stage": found.stage == "hearing",
    }
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, TEMPLATES["hear"], context)

    def run() -> str:
        receiving.hear(found, **form.cleaned_data, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]
        return reverse("office:case", args=[number])

    return _carried_out(request, f"hearing {number}", run, "hear", context)


@require_http_methods(["GET", "POST"])
@pages.power("approvals.decide", "approvals.decide_county")
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """The change, the hearing and the present amount on one sheet; then the decision with its reasons."""
    found = cases.get(number)
    at_stage = found.stage == "deciding_change"
    context: dict[str, Any] = {"case": found, "at_stage": at_stage}
    content = receiving.change_content(found) if at_stage else None
    initial = {"version": found.version, "seen": approvals.digest_of(content)}
    form = forms.ChangeDecisionForm(request.POST or None, initial=initial)
    context |= {"form": form, "content": content, "change": entitlements.open_change(found)}
    if at_stage:
        context["why_not"] = receiving.why_not_decide_change(found, request.officer, on=clock.today())  # type: ignore[attr-defined]
    if request.method != "POST" or not form.is_valid():
        if request.method == "GET":
            case_actions.look(found, actor=request.officer, at=clock.now(), purpose="change")  # type: ignore[attr-defined]
        return pages.show(request, TEMPLATES["decide"], context)
    typed = form.cleaned_data

    def run() -> str:
        receiving.decide_change(
            found, agrees=typed["agrees"] == "yes", reasons=typed["reasons"], seen=typed["seen"],
            officer=signing.officer(request), on=clock.today(), at=clock.now(), version=typed["version"],
        )  # fmt: skip
        return reverse("office:case", args=[number])

    return _carried_out(request, f"change decision {number}", run, "decide", context)


def _carried_out(
    request: HttpRequest, what: str, run: Any, page: str, context: dict[str, Any]
) -> HttpResponse:
    try:
        return pages.carry_out(request, what, run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, TEMPLATES[page], context, form=context["form"])
