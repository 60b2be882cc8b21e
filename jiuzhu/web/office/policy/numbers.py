"""政策数字: every number as of a day, what is missing and who waits for it, and each number through time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiuzhu import rulebook
from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import queries as standards
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from .forms import AskForm
from .shown import SET_BY, STATES, Row, cells, drawing, item_name, value


@require_safe
@pages.power()
def listing(request: HttpRequest) -> HttpResponse:
    """Every number in force for a place on a day, and every number that is not."""
    form = AskForm(request.GET)
    area, on, words, show = form.answers()
    rows = rows_of(area, on)
    gaps = [row for row in rows if row.figure is None and row.needed_by]
    found = [row for row in rows if row.fits(words, show)]
    context = {
        "form": form, "area": area, "area_name": rulebook.area_name(area, pages.language()), "on": on, "gaps": gaps,
        "page": pages.page_of(request, found), "may_enter": "standards.enter" in request.powers,  # type: ignore[attr-defined]
    }  # fmt: skip
    return pages.show(request, "office/policy/numbers.html", context)


def rows_of(area: str, on: date) -> Sequence[Row]:
    """What items cannot do without first, then what is missing, then the rest by name."""
    needed: dict[str, list[str]] = defaultdict(list)
    for item in rulebook.items():
        for name in item.numbers:
            needed[name].append(item_name(item.code))
    waits: dict[str, int] = defaultdict(int)
    for entry in standards.waiting():
        waits[entry.name] += 1
    rows = []
    for name, found in standards.numbers(area, on).items():
        missing = found if isinstance(found, NotInForce) else None
        figure = None if isinstance(found, NotInForce) else found
        rows.append(
            Row(rulebook.figures().parameter(name), figure, missing, tuple(needed[name]), waits[name])
        )
    return sorted(rows, key=lambda row: (not row.needed_by, row.figure is not None, row.parameter.name))


@require_safe
@pages.power()
def number(request: HttpRequest, name: str) -> HttpResponse:
    """One number: what it means, what holds today, every version ever, and what depends on it."""
    parameter = rulebook.figures().parameter(name)
    form = AskForm(request.GET)
    area, on, _words, _show = form.answers()
    known, figure, missing = standards.figures(), None, None
    try:
        figure = known.number(name, area, on)
    except NotInForce as refusal:
        missing = refusal
    language = pages.language()
    versions = [
        {
            "figure": one.figure, "entry": one.entry, "state": one.state, "state_name": STATES[one.state],
            "value": value(one.figure.unit, one.figure.value),
            "area_name": rulebook.area_name(one.figure.area, language),
        }
        for one in standards.history(name, area)
    ]  # fmt: skip
    context = {
        "parameter": parameter, "label": parameter.label(language), "form": form, "area": area, "on": on,
        "area_name": rulebook.area_name(area, language), "figure": figure,
        "value": None if figure is None else value(figure.unit, figure.value),
        "cells": cells(figure.unit, figure.value) if figure else (),
        "refusals": (missing,) if missing else (), "versions": versions, "set_by": SET_BY[parameter.set_by],
        "means": parameter.means_en if language.startswith("en") else parameter.means_zh,
        "items": [rulebook.item(code) for code in parameter.items],
        "blocks": [item_name(one.code) for one in rulebook.items() if name in one.numbers],
        "drawing": drawing(standards.spans(name, area, known), clock.today()),
        "may_enter": "standards.enter" in request.powers and parameter.set_by != "nation",  # type: ignore[attr-defined]
    }  # fmt: skip
    return pages.show(request, "office/policy/number.html", context)
