"""操作记录: what was done and looked at, by whom, when; for the auditor, who changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.audit import actions as audit_actions
from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from .forms import LogForm, PersonForm

PER_PAGE = 50
CLOCK_WORDS = ("系统", "system")


@require_safe
@pages.power("audit.read")
def listing(request: HttpRequest) -> HttpResponse:
    """The newest entries first. The log is long: pages go on from an entry, nothing is counted."""
    form = LogForm(request.GET or None)
    asked = form.asked()
    asked["actors"] = _actors(asked.pop("who"))
    found = audit.search(**asked, before=_before(request))
    return pages.show(request, "office/log/listing.html", {"form": form, **_lines(found)})


def _actors(words: str) -> Sequence[str] | None:
    if not words:
        return None
    if words.lower() in CLOCK_WORDS:
        return [""]
    return [one.staff_number for one in offices.officers(words=words, on=clock.today())[:100]]


def _before(request: HttpRequest) -> int | None:
    typed = request.GET.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def _lines(found: QuerySet[Any]) -> dict[str, Any]:
    entries = list(found[: PER_PAGE + 1])
    shown = entries[:PER_PAGE]
    language = pages.language()
    lines = [
        {
            "entry": entry, "text": audit.line_of(entry).text(language),
            "facts": sorted(entry.facts.items()),
        }
        for entry in shown
    ]  # fmt: skip
    return {"lines": lines, "older": shown[-1].pk if len(entries) > PER_PAGE else None}


@require_http_methods(["GET", "POST"])
@never_cache
@pages.power("audit.read")
def person(request: HttpRequest) -> HttpResponse:
    """Who looked at or changed a person's records. The number is sent as a form, so that no address holds it."""
    form = PersonForm(request.POST or None)
    template, context = "office/log/person.html", {"form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, template, context, status=422 if form.is_bound else 200)
    citizen_id = form.cleaned_data["citizen_id"]
    someone = households.person(citizen_id)
    if someone is None:
        return pages.show(request, template, {**context, "nobody": True})
    officer = request.officer  # type: ignore[attr-defined]
    audit_actions.searched_person(str(someone.pk), someone.name, actor=officer, at=clock.now())
    numbers = list(cases.of_person(citizen_id).values_list("number", flat=True))
    found = audit.touching(str(someone.pk), numbers)
    return pages.show(request, template, {**context, "person": someone, **_lines(found)})


@require_safe
@pages.power("audit.read")
def rows(request: HttpRequest) -> HttpResponse:
    """Changed rows as they were and as they became, written by the database itself."""
    table, row = request.GET.get("table", "")[:80], request.GET.get("row", "")[:80]
    found = list(audit.rows_changed(table=table, row=row, before=_before(request))[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    context = {
        "changes": [{"change": one, "cells": _cells(one)} for one in shown], "table": table, "row": row,
        "tables": audit.tables_tracked(), "older": shown[-1].pk if len(found) > PER_PAGE else None,
    }  # fmt: skip
    return pages.show(request, "office/log/rows.html", context)


# Columns that a reader of the log has no need of: identity numbers and the hash behind a receipt.
_HIDDEN = ("citizen_id", "hash", "password")


def _cells(change: Any) -> list[tuple[str, Any, Any]]:
    before, after = change.before or {}, change.after or {}
    names = sorted(set(before) | set(after))
    return [
        (
            name,
            *(
                "＊＊＊" if any(word in name for word in _HIDDEN) else side.get(name, "—")
                for side in (before, after)
            ),
        )
        for name in names
    ]
