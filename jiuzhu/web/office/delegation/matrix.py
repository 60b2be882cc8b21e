"""Items × townships: handed down since when, under which letter, or what hinders it; the checklist behind each cell."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiuzhu import rulebook
from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import queries
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import plans
from .forms import HandDownForm, ReadinessForm, TakeBackForm

#: State of a cell → zh, en, the sign shown beside the colour.
STATES: dict[str, tuple[str, str, str]] = {
    "in_force": ("已下放", "handed down", "●"), "suspended": ("中止", "suspended", "‖"), "not_yet": ("待生效", "not yet in force", "◔"),
    "handed_down": ("待签委托书", "no letter yet", "◐"), "ready": ("可下放", "ready", "○"), "lacking": ("条件不足", "lacking", "△"),
    "later": ("未到试点后批次", "later round", "…"), "not_planned": ("方案未列", "not planned", "–"), "taken_back": ("已收回", "taken back", "×"),
    "expired": ("期满", "expired", "×"), "withdrawn": ("收回", "withdrawn", "×"),
}  # fmt: skip


def _cell(one: queries.Cell, language: str) -> dict[str, Any]:
    english = language.startswith("en")
    lacking = [queries.CRITERIA[key][english] for key in one.lacking]
    return {"cell": one, "word": STATES[one.state][english], "sign": STATES[one.state][2], "lacking": lacking}


@require_safe
@pages.power("cases.see")
def matrix(request: HttpRequest) -> HttpResponse:
    """20 items × the townships within reach."""
    language, today = pages.language(), clock.today()
    within = [
        area
        for area in offices.townships((settings.COUNTY,))
        if area.code.startswith(tuple(p[:9] for p in request.reach))  # type: ignore[attr-defined]
    ]
    chosen = request.GET.get("township", "")
    areas = [area for area in within if area.code == chosen] or within
    codes = [area.code for area in areas]
    cells = {
        (one.item_code, one.township_code): _cell(one, language)
        for one in queries.matrix(settings.COUNTY, today, codes)
    }
    catalogue = rulebook.catalogue(settings.COUNTY, today)
    rows = [
        (category.name(language), item, item.name(language), rulebook.EVIDENCE[item.evidence][language.startswith("en")],
         [cells[item.code, area.code] for area in areas], n == 0, len(category.items))
        for category in catalogue.categories
        for n, item in enumerate(category.items)
    ]  # fmt: skip
    counted: dict[str, int] = {}
    for one in cells.values():
        counted[one["cell"].state] = counted.get(one["cell"].state, 0) + 1
    legend = [
        (both[2], both[language.startswith("en")], counted.get(key, 0), key)
        for key, both in STATES.items()
        if counted.get(key)
    ]
    context = {
        "areas": areas, "townships": within, "chosen": chosen, "rows": rows, "legend": legend, "catalogue": catalogue,
        "reads_plans": not request.powers.isdisjoint(plans.READERS),  # type: ignore[attr-defined]
        "plan": queries.plan_in_force(settings.COUNTY, today), "can_process": {item.code for item in rulebook.items()},
    }  # fmt: skip
    return pages.show(request, "office/delegation/matrix.html", context)


def _page(request: HttpRequest, item: str, township: str, **forms: Any) -> dict[str, Any]:
    language, today = pages.language(), clock.today()
    told = rulebook.catalogue(settings.COUNTY, today).item(item)
    area = offices.township_of(township)
    if told is None or area is None or area.code != township or not township.startswith(tuple(request.reach)):  # type: ignore[attr-defined]
        raise Http404
    [cell] = [one for one in queries.matrix(settings.COUNTY, today, [township]) if one.item_code == item]
    lines = [
        {"line": one, "name": one.name(language), "open": one.source == "checked"}
        for one in queries.checklist(item, township, today)
    ]
    may = "delegation.plan" in request.powers  # type: ignore[attr-defined]
    return {
        "item": told, "name": told.name(language), "area": area, "shown": _cell(cell, language), "lines": lines, "may": may,
        "plan": queries.plan_in_force(settings.COUNTY, today), "last": queries.hand_over(item, township, today),
        "evidence": rulebook.EVIDENCE[told.evidence][language.startswith("en")],
        "readiness": forms.get("readiness") or ReadinessForm(language=language),
        "hand_down": forms.get("hand_down") or HandDownForm(initial={"starts_on": today}),
        "take_back": forms.get("take_back") or TakeBackForm(initial={"starts_on": today}),
    }  # fmt: skip


@require_safe
@pages.power("cases.see")
def cell(request: HttpRequest, item: str, township: str) -> HttpResponse:
    """The checklist of one item in one township, with the evidence on record."""
    return pages.show(request, "office/delegation/cell.html", _page(request, item, township))


@require_POST
@pages.power("delegation.plan")
def act(request: HttpRequest, item: str, township: str, act: str) -> HttpResponse:
    """Record a criterion, hand the item down, take it back."""
    kinds = {"readiness": ReadinessForm, "hand_down": HandDownForm, "take_back": TakeBackForm}
    if act not in kinds:
        raise Http404
    form = (
        ReadinessForm(request.POST, language=pages.language())
        if act == "readiness"
        else kinds[act](request.POST)
    )
    context = _page(request, item, township, **{act: form})
    if not form.is_valid():
        return pages.show(request, "office/delegation/cell.html", context)
    typed, area, plan = form.cleaned_data, context["area"], context["plan"]
    told = {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]

    def run() -> str:
        if act == "readiness":
            delegation.note_readiness(
                area, typed["criterion"], met=typed["met"] == "yes", evidence=typed["evidence"], **told
            )
        elif plan is None:
            raise delegation.NoSuchPlan
        elif act == "hand_down":
            delegation.hand_down(plan, area, item, starts_on=typed["starts_on"], **told)
        else:
            delegation.take_back(
                plan, area, item, reason=typed["reason"], starts_on=typed["starts_on"], **told
            )
        return reverse("office:delegation-cell", args=[item, township])

    try:
        return pages.carry_out(request, f"{act} {item} {township}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/delegation/cell.html", context, form=form)
