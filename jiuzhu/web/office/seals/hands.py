"""Hand a seal over and take it over: the second side confirms with her own login and password."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from jiuzhu.offices import queries as offices
from jiuzhu.seals import actions, queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import shown
from .forms import HandOverForm, ReasonForm

HANDS = ("seals.use", "seals.register")


@require_http_methods(["GET", "POST"])
@pages.power(*HANDS)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The giver chooses the receiver, states the condition, and signs."""
    found = queries.get(pk)
    shown.seals([found])
    own = request.officer.pk  # type: ignore[attr-defined]
    receivers = [
        (one.staff_number, f"{one.name}（{one.office.name}）")
        for one in queries.receivers(found, clock.today())
        if one.pk != own
    ]
    form = HandOverForm(request.POST or None, receivers=receivers)
    context = {"form": form, "seal": found}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/seals/hand_over.html", context)
    typed = form.cleaned_data

    def run() -> str:
        made = actions.hand_over(
            found, receiver=offices.officer(typed["receiver"]), condition=typed["condition"], until=typed["until"],
            reason=typed["reason"], **shown.told(request) | {"actor": signing.officer(request)},
        )  # fmt: skip
        return reverse("office:seal-handover", args=[made.pk])

    try:
        return pages.carry_out(request, f"hand over seal {pk}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/seals/hand_over.html", context, form=form)


def _page(request: HttpRequest, handover: int) -> dict[str, Any]:
    found = queries.handover(handover)
    shown.seals([found.seal])
    officer, open_ = request.officer, queries.is_open(found)  # type: ignore[attr-defined]
    return {
        "handover": found, "seal": found.seal, "open": open_, "acceptance": getattr(found, "acceptance", None),
        "retraction": getattr(found, "retraction", None), "receives": open_ and found.receiver_id == officer.pk,
        "gave": open_ and found.giver_id == officer.pk, "signing": signing.PasswordForm(), "reason_form": ReasonForm(),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power(*HANDS)
def handover(request: HttpRequest, handover: int) -> HttpResponse:
    """What the giver signed, in full; the receiver signs the same words or declines."""
    context = _page(request, handover)
    if request.method != "POST":
        return pages.show(request, "office/seals/handover.html", context)
    form = context["signing"] = signing.PasswordForm(request.POST)
    if not form.is_valid():
        return pages.show(request, "office/seals/handover.html", context)

    def run() -> str:
        actions.accept(context["handover"], **shown.told(request) | {"actor": signing.officer(request)})
        return reverse("office:seal", args=[context["seal"].pk])

    try:
        return pages.carry_out(request, f"accept handover {handover}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/seals/handover.html", context, form=form)


@require_POST
@pages.power(*HANDS)
def decline(request: HttpRequest, handover: int) -> HttpResponse:
    """The receiver declines, or the giver takes it back."""
    context = _page(request, handover)
    form = context["reason_form"] = ReasonForm(request.POST)
    if not form.is_valid():
        return pages.show(request, "office/seals/handover.html", context)

    def run() -> str:
        actions.decline(context["handover"], reason=form.cleaned_data["reason"], **shown.told(request))
        return reverse("office:seal", args=[context["seal"].pk])

    try:
        return pages.carry_out(request, f"decline handover {handover}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/seals/handover.html", context, form=form)
