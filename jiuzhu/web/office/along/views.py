"""The cases that wait for a visit by village, the day's route in the visitor's own order, and taking cases along."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.journey import along
from jiuzhu.surveys import queries as surveys
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

TEMPLATE = "office/along/listing.html"
MOST = 200  # of waiting cases on one page: more than a month of a township
_STEPS = {"up": -1, "down": 1}


def _me(request: HttpRequest) -> Any:
    return request.officer  # type: ignore[attr-defined]


def _context(request: HttpRequest) -> dict[str, Any]:
    on = clock.today()
    rows = list(surveys.waiting_cases(request.reach)[:MOST])  # type: ignore[attr-defined]
    taken = surveys.taken_by([one.pk for one in rows])
    stops = surveys.route(_me(request), on)
    on_route = {one.case_id for one in stops}
    for one in rows:
        one.taken = taken.get(one.pk, [])
        one.on_route = one.pk in on_route
    return {
        "villages": [(village, list(many)) for village, many in groupby(rows, key=lambda one: one.village)],
        "stops": stops, "unsettled": list(surveys.unsettled(_me(request))), "today": on, "chosen": request.POST.getlist("case"),
        "mine": list(surveys.along_with(_me(request))),
    }  # fmt: skip


@require_safe
@pages.power("surveys.visit")
def listing(request: HttpRequest) -> HttpResponse:
    """The work list, the route, what is on my telephone and what waits for my choice."""
    return pages.show(request, TEMPLATE, _context(request))


def _done(request: HttpRequest, what: str, run: Callable[[], str]) -> HttpResponse:
    try:
        return pages.carry_out(request, what, run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, TEMPLATE, _context(request))


def _chosen(request: HttpRequest) -> list[Any]:
    return [cases.get(number) for number in dict.fromkeys(request.POST.getlist("case"))]


@require_POST
@pages.power("surveys.visit")
def plan(request: HttpRequest) -> HttpResponse:
    """The chosen cases are the day's stops, proposed by village and nearness."""

    def run() -> str:
        along.plan_route(_chosen(request), actor=_me(request), on=clock.today())
        return reverse("office:visits-along")

    return _done(request, "plan route", run)


@require_POST
@pages.power("surveys.visit")
def stop(request: HttpRequest, number: str) -> HttpResponse:
    """One stop earlier, later, or not today."""
    case, step = cases.get(number), request.POST.get("step", "")
    told = {"actor": _me(request), "on": clock.today()}

    def run() -> str:
        if step in _STEPS:
            along.move_stop(case, _STEPS[step], **told)
        else:
            along.drop_stop(case, **told)
        return reverse("office:visits-along") + f"#stop-{case.pk}"

    return _done(request, f"stop {number} {step}", run)


@require_POST
@pages.power("surveys.visit")
def take(request: HttpRequest) -> HttpResponse:
    """Onto the telephone: the chosen cases, or all stops of the route."""

    def run() -> str:
        found = _chosen(request) or [one.case for one in surveys.route(_me(request), clock.today())]
        along.take_along(found, actor=_me(request), on=clock.today(), at=clock.now())
        return reverse("office:visits-along-phone")

    return _done(request, "take along", run)
