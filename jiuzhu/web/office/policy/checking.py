"""What waits for a second person, one entry with what it changes, and her verdict."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jiuzhu import rulebook
from jiuzhu.documents import queries as documents
from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import actions, rules
from jiuzhu.standards import queries as standards
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out
from jiuzhu.web.office import pages

from .forms import VerdictForm
from .shown import STATES, value

TEMPLATE = "office/policy/entry.html"


@require_safe
@pages.power("standards.enter", "standards.check")
def waiting(request: HttpRequest) -> HttpResponse:
    """What I may check, and what became of what I entered."""
    officer = request.officer  # type: ignore[attr-defined]
    mine = pages.page_of(request, standards.entered_by(officer), per_page=20)
    others = list(standards.waiting_for(officer, clock.today()))
    context = {
        "others": [_line(one) for one in others], "mine": mine, "my_lines": [_line(one) for one in mine.object_list],
        "may_enter": "standards.enter" in request.powers,  # type: ignore[attr-defined]
    }  # fmt: skip
    return pages.show(request, "office/policy/checking.html", context)


def _line(entry: Any) -> dict[str, Any]:
    parameter = rulebook.figures().parameter(entry.name)
    return {
        "entry": entry, "label": parameter.label(pages.language()), "value": _value_of(entry),
        "verdict": standards.verdict_on(entry),
    }  # fmt: skip


def _value_of(entry: Any) -> str:
    parameter = rulebook.figures().parameter(entry.name)
    return value(entry.unit, None if entry.value is None else rules.restored(parameter, entry.value))


@require_safe
@pages.power()
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what it says, by which paper, what changes through it, and the verdict or the form for it."""
    return pages.show(request, TEMPLATE, {**_about(request, pk), "form": VerdictForm()})


@require_POST
@pages.power("standards.check")
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree or send back, once."""
    form = VerdictForm(request.POST)
    number = standards.get(pk)

    def run() -> str:
        actions.check(
            number, agrees=form.cleaned_data["verdict"] == "agree", remark=form.cleaned_data["remark"],
            actor=request.officer, at=clock.now(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:number-entry", args=[pk])

    if not form.is_valid():
        return render(request, TEMPLATE, {**_about(request, pk), "form": form}, status=422)
    try:
        return pages.carry_out(request, "standards.check", run)
    except (Refusal, Refusals) as no:
        return pages.refused(request, no, TEMPLATE, _about(request, pk), form=form)


@require_safe
@pages.power()
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice itself, as it was handed in."""
    stored = standards.get(pk).notice_file
    if stored is None:
        raise Http404
    return handing_out.kept(documents.read(stored), stored.original_name, stored.media_type)


def _about(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Everything the second officer needs beside the paper: what held until now, what will, and since when."""
    number = standards.get(pk)
    officer, today = request.officer, clock.today()  # type: ignore[attr-defined]
    parameter = rulebook.figures().parameter(number.name)
    found = standards.verdict_on(number)
    cannot = None if found else standards.why_not_check(number, officer=officer, on=today)
    state = next(
        one.state
        for one in standards.history(number.name, number.area_id)
        if one.entry and one.entry.pk == pk
    )
    return {
        "entry": number, "verdict": found, "parameter": parameter, "label": parameter.label(pages.language()),
        "value": _value_of(number), "state": state, "state_name": STATES[state],
        "old_value": _value_of(number.replaces) if number.replaces else None,
        "before": _held_on(number.name, number.area_id, number.starts_on),
        "day_before": _held_on(number.name, number.area_id, number.starts_on - timedelta(days=1)),
        "next": _next_start(number), "late_days": (timezone.localdate(number.entered_at) - number.starts_on).days,
        "cannot": cannot, "cannot_agree": None if found or cannot else standards.why_not_agree(number),
        "may_correct": standards.why_not_correct(number, officer=officer, on=today) is None,
    }  # fmt: skip


def _held_on(name: str, area: str, on: date) -> dict[str, Any] | None:
    try:
        figure = standards.number(name, area, on)
    except NotInForce:
        return None
    return {"figure": figure, "value": value(figure.unit, figure.value)}


def _next_start(number: Any) -> date | None:
    """The first day of the agreed value that ends this one; None when nothing later is on record."""
    later = [
        one.figure.starts_on
        for one in standards.history(number.name, number.area_id)
        if one.entry and one.state == "agreed" and one.figure.area == number.area_id
        and one.figure.starts_on > number.starts_on
    ]  # fmt: skip
    return min(later, default=None)
