"""Entering a number from its notice, correcting one that is in force, asking to withdraw one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jiuzhu import rulebook
from jiuzhu.documents import actions as documents
from jiuzhu.rulebook import NotInForce, Parameter
from jiuzhu.standards import actions, rules
from jiuzhu.standards import queries as standards
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from .forms import NumberForm, PickForm, WithdrawForm
from .shown import value

TEMPLATE = "office/policy/enter.html"
CORRECT = "office/policy/correct.html"
WITHDRAW = "office/policy/withdraw.html"


@require_http_methods(["GET", "POST"])
@pages.power("standards.enter")
def enter(request: HttpRequest) -> HttpResponse:
    """First which number and for which place, then its value and its notice."""
    name, area = request.GET.get("name", ""), request.GET.get("area") or settings.COUNTY
    if not name:
        return _pick(request)
    parameter = rulebook.figures().parameter(name)
    if no := standards.why_not_enter(name, area, officer=request.officer, on=clock.today()):  # type: ignore[attr-defined]
        raise no
    context = _around(parameter, area)
    form = NumberForm(parameter, request.POST or None, request.FILES or None, initial=_prefilled(request))
    if request.method == "GET" or not form.is_valid():
        return _page(request, TEMPLATE, context, form)

    def act(file: Any) -> int:
        said = form.cleaned_data
        return actions.enter(
            name, area, said["value"], starts_on=said["starts_on"], stops_on=said["stops_on"], notice=form.notice(),
            notice_file=file, demo=settings.DEMO, actor=request.officer, at=clock.now(),  # type: ignore[attr-defined]
        ).pk  # fmt: skip

    return _carry_out(request, form, TEMPLATE, context, "standards.enter", act)


@require_http_methods(["GET", "POST"])
@pages.power("standards.enter")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form with the old value in it, and a reason."""
    old = standards.get(pk)
    parameter = rulebook.figures().parameter(old.name)
    if no := standards.why_not_correct(old, officer=request.officer, on=clock.today()):  # type: ignore[attr-defined]
        raise no
    initial: dict[str, Any] = {
        **rules.typed_again(parameter, rules.restored(parameter, old.value)),
        "starts_on": old.starts_on, "stops_on": old.stops_on, "notice_title": old.notice_title,
        "notice_number": old.notice_number, "issuing_body": old.issuing_body, "notice_on": old.notice_on,
    }  # fmt: skip
    context = {**_around(parameter, old.area_id), "old": old, "old_value": _value_of(parameter, old.value)}
    form = NumberForm(
        parameter, request.POST or None, request.FILES or None, initial=initial, correcting=True
    )
    if request.method == "GET" or not form.is_valid():
        return _page(request, CORRECT, context, form)

    def act(file: Any) -> int:
        said = form.cleaned_data
        return actions.correct(
            old, said["value"], starts_on=said["starts_on"], stops_on=said["stops_on"], notice=form.notice(),
            notice_file=file, reason=said["reason"], actor=request.officer, at=clock.now(),  # type: ignore[attr-defined]
        ).pk  # fmt: skip

    return _carry_out(request, form, CORRECT, context, "standards.correct", act)


@require_http_methods(["GET", "POST"])
@pages.power("standards.enter")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that a value be taken out with nothing in its place."""
    old = standards.get(pk)
    parameter = rulebook.figures().parameter(old.name)
    if no := standards.why_not_correct(old, officer=request.officer, on=clock.today()):  # type: ignore[attr-defined]
        raise no
    context = {**_around(parameter, old.area_id), "old": old, "old_value": _value_of(parameter, old.value)}
    form = WithdrawForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, WITHDRAW, context, form)

    def act(_file: Any) -> int:
        reason = form.cleaned_data["reason"]
        return actions.withdraw(old, reason=reason, actor=request.officer, at=clock.now()).pk  # type: ignore[attr-defined]

    return _carry_out(request, form, WITHDRAW, context, "standards.withdraw", act)


def _pick(request: HttpRequest) -> HttpResponse:
    """Which number, for which place; then on to the form with that address."""
    language = pages.language()
    mine = [one for one in rulebook.book().parameters.values() if one.set_by != "nation"]
    form = PickForm(sorted(mine, key=lambda one: one.label(language)), request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = {"name": form.cleaned_data["name"], "area": form.cleaned_data["area"]}
        return HttpResponseRedirect(f"{reverse('office:number-enter')}?{urlencode(chosen)}")
    return _page(request, "office/policy/pick.html", {}, form)


def _page(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


def _carry_out(
    request: HttpRequest, form: Any, template: str, context: dict[str, Any], what: str, act: Callable[[Any], int]
) -> HttpResponse:  # fmt: skip
    """Once, with the notice's file kept in the same transaction; refusals at their fields, everything typed kept."""

    def run() -> str:
        with transaction.atomic():
            pk = act(_kept_file(request, form, context["area"]))
        return reverse("office:number-entry", args=[pk])

    try:
        return pages.carry_out(request, what, run)
    except (Refusal, Refusals) as no:
        return pages.refused(request, no, template, context, form=form)


def _kept_file(request: HttpRequest, form: Any, area: str) -> Any:
    file = form.cleaned_data.get("notice_file")
    if file is None:
        return None
    return documents.store(
        file.read(), name=file.name, kind="notice", area_code=area, actor=request.officer,  # type: ignore[attr-defined]
        at=clock.now(), field="notice_file",
    )  # fmt: skip


def _around(parameter: Parameter, area: str) -> dict[str, Any]:
    language = pages.language()
    return {
        "parameter": parameter, "label": parameter.label(language), "area": area,
        "area_name": rulebook.area_name(area, language), "now": _now(parameter, area),
        "means": parameter.means_en if language.startswith("en") else parameter.means_zh,
        "items": [rulebook.item(code) for code in parameter.items],
        "crumb": _("政策数字"),
    }  # fmt: skip


def _now(parameter: Parameter, area: str) -> dict[str, Any] | None:
    """What is in force today, so that a slip of the key shows."""
    try:
        figure = standards.number(parameter.name, area, clock.today())
    except NotInForce:
        return None
    return {"figure": figure, "value": value(figure.unit, figure.value)}


def _value_of(parameter: Parameter, stored: Any) -> str:
    return value(parameter.unit, None if stored is None else rules.restored(parameter, stored))


def _prefilled(request: HttpRequest) -> dict[str, Any]:
    """What the refusal's link says about the day that was asked."""
    try:
        return {"starts_on": date.fromisoformat(request.GET.get("from", ""))}
    except ValueError:
        return {}
