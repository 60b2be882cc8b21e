"""What the rulebook says beside its numbers: processes with their drawings, items, working-day calendars."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from typing import Any

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jiuzhu import rulebook
from jiuzhu.journey import diagram, labels, shape
from jiuzhu.rulebook import ProcessVersion
from jiuzhu.rulebook import calendars as calendar_book
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from jiuzhu.web.office import pages

# The drawing carries its own style; the page allows exactly this text and no other.
_STYLE_HASH = base64.b64encode(hashlib.sha256(diagram.STYLE.encode()).digest()).decode()
CONFIDENCE_ORDER = "ABCD"


class NoSuchVersion(Refusal):
    code = "policy.no-such-version"
    zh = "没有“{key}”自 {starts_on} 起的流程版本。"
    en = "There is no version of the process “{key}” from {starts_on}."


@require_safe
@pages.power()
def processes(request: HttpRequest) -> HttpResponse:
    """Every dated version of every process, newest first."""
    language, today = pages.language(), clock.today()
    rows = []
    for key in sorted({item.process for item in rulebook.items()}):
        for version in reversed(rulebook.process_versions(key)):
            road = shape.from_body(version.body)
            rows.append(
                {
                    "version": version, "name": _pair(road, "zh", "en"), "summary": _pair(road, "summary_zh", "summary_en"),
                    "area_name": rulebook.area_name(version.area, language), "now": version.in_force(today),
                    "confidence": road.confidence,
                }
            )  # fmt: skip
    return pages.show(request, "office/policy/processes.html", {"rows": rows})


@require_safe
@csp_update({"style-src": f"'sha256-{_STYLE_HASH}'"})  # type: ignore[arg-type]
@pages.power()
def process(request: HttpRequest, key: str, starts_on: str, area: str) -> HttpResponse:
    """One version: its drawing, and the same road as a table for those who do not see it."""
    version = _version(key, starts_on, area)
    language = pages.language()
    road = shape.from_body(version.body)
    stages = [
        {
            "key": stage.key, "name": stage.label(language), "owner": labels.owner_name(stage, language),
            "limits": [(labels.limit_in_words(one, language), one.law, one.confidence) for one in stage.limits],
            "now": stage.now(language), "law": stage.law, "ends": stage.ends,
            "outcomes": [
                (one.label(language), [road.stage(to).label(language) for to in one.targets], one.aside)
                for one in stage.outcomes
            ],
        }
        for stage in road.stages.values()
    ]  # fmt: skip
    context = {
        "version": version, "road": road, "name": _pair(road, "zh", "en"), "stages": stages,
        "summary": _pair(road, "summary_zh", "summary_en"), "note": _pair(road.clock, "note_zh", "note_en"),
        "area_name": rulebook.area_name(version.area, language), "totals": _totals(road, language),
        "drawing": mark_safe(diagram.draw(road, language)),  # noqa: S308 — our own drawing, every word escaped there
        "items": [item for item in rulebook.items() if item.process == key],
        "others": [one for one in reversed(rulebook.process_versions(key)) if one is not version],
    }  # fmt: skip
    return pages.show(request, "office/policy/process.html", context)


def _pair(what: Any, zh: str, en: str) -> str:
    return str(getattr(what, en if pages.language().startswith("en") else zh))


def _totals(road: shape.Process, language: str) -> list[tuple[str, str, str]]:
    found = []
    extended = road.clock.extended.limit if road.clock.extended else None
    for said, limit in (
        (_("由县级审核确认"), road.clock.county),
        (_("委托乡镇（街道）确认"), road.clock.delegated),
        (_("延长后"), extended),
    ):
        if limit is not None:
            found.append((said, labels.limit_in_words(limit, language), limit.law))
    return found


def _version(key: str, starts_on: str, area: str) -> ProcessVersion:
    for version in rulebook.process_versions(key):
        if (version.starts_on.isoformat(), version.area) == (starts_on, area):
            return version
    raise NoSuchVersion(key=key, starts_on=starts_on)


@require_safe
@pages.power()
def items(request: HttpRequest) -> HttpResponse:
    """What can be applied for."""
    return pages.show(request, "office/policy/items.html", {"items": rulebook.items()})


@require_safe
@pages.power()
def item(request: HttpRequest, slug: str) -> HttpResponse:
    """One item: who may have it, its papers, its numbers, its process."""
    found = rulebook.item(slug)
    english = pages.language().startswith("en")
    said = "en" if english else "zh"
    figures = rulebook.figures()
    context = {
        "item": found, "name": found.name(pages.language()), "what": found.body["what"][said],
        "category": found.category_en if english else found.category_zh,
        "who": [(one[said], one["law"]) for one in found.body["who"]],
        "asked": [(one.en if english else one.zh, _note(one, english), one.law) for one in found.documents if one.asked],
        "given": [(one.en if english else one.zh, one.given_by, one.law) for one in found.documents if not one.asked],
        "numbers": [
            (one, one.label(pages.language())) for one in figures_of(figures, found.code, found.numbers)
        ],
        "versions": list(reversed(rulebook.process_versions(found.process))),
    }  # fmt: skip
    return pages.show(request, "office/policy/item.html", context)


def _note(document: rulebook.Document, english: bool) -> str:
    return document.note_en if english else document.note_zh


def figures_of(figures: rulebook.Figures, code: str, needed: tuple[str, ...]) -> list[rulebook.Parameter]:
    """The numbers an item depends on: what it cannot do without first, then every other that names it."""
    first = [figures.parameter(name) for name in needed]
    return first + [
        one for one in rulebook.book().parameters.values() if code in one.items and one.name not in needed
    ]


@require_safe
@pages.power()
def calendars(request: HttpRequest) -> HttpResponse:
    """The years of the working-day calendar, the notice behind each, and what is missing ahead."""
    calendar = calendar_book.calendar()
    rows = [(year, calendar_book.notices(year)) for year in sorted(calendar.years, reverse=True)]
    this_year = clock.today().year
    missing = [year for year in range(this_year, this_year + 2) if year not in calendar.years]
    chosen = _year(request, calendar.years)
    context = {
        "rows": rows, "missing": missing, "chosen": chosen, "months": _months(calendar, chosen) if chosen else (),
    }  # fmt: skip
    return pages.show(request, "office/policy/calendars.html", context)


def _year(request: HttpRequest, years: tuple[int, ...]) -> int | None:
    asked = request.GET.get("year", "")
    if not asked:
        return max(years, default=None)
    if not asked.isdigit() or int(asked) not in years:
        raise Http404
    return int(asked)


def _months(calendar: Any, year: int) -> list[dict[str, Any]]:
    """Each month as weeks of days, Monday first; a day knows whether it is worked and why not."""
    months = []
    for month in range(1, 13):
        first = date(year, month, 1)
        days: list[dict[str, Any] | None] = [None] * first.weekday()
        on = first
        while on.month == month:
            working = calendar.is_working(on)
            days.append(
                {
                    "on": on, "working": working, "why": calendar.why_off(on) or "",
                    "moved": working and on.weekday() > 4,  # a weekend that is worked (调休)
                }
            )  # fmt: skip
            if on == date.max:
                break
            on = date.fromordinal(on.toordinal() + 1)
        days += [None] * (-len(days) % 7)
        weeks = [days[start : start + 7] for start in range(0, len(days), 7)]
        months.append(
            {"first": first, "weeks": weeks, "worked": sum(1 for one in days if one and one["working"])}
        )
    return months
