"""Which townships decide what, in the words of the letters; nothing personal but the officials who signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jiuzhu import rulebook
from jiuzhu.delegation import queries as letters
from jiuzhu.documents import queries as documents
from jiuzhu.journey import delegating
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.web import clock, handing_out

LIVE = ("in_force", "suspended", "not_yet")


@dataclass(frozen=True)
class Line:
    """One item of a letter: its limit in fen per household and month, and where it stands today."""

    name: str
    limit_fen: int | None
    state: str
    state_name: str
    since: date


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Township by township what it decides; those without a letter too, for there the county decides."""
    found = [_described(one) for one in letters.published(settings.COUNTY)]
    rows = [
        (area, [one for one in found if one.township_id == area.code and one.state in LIVE])
        for area in offices.townships((settings.COUNTY,))
    ]
    context = {
        "with_letter": [row for row in rows if row[1]], "without": [area for area, many in rows if not many],
        "ended": [one for one in found if one.state not in LIVE],
    }  # fmt: skip
    return render(request, "portal/letters/listing.html", context)


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter: what it says, what happened to it, who answers for a decision under it and how to contest one."""
    letter, english = _described(_get(pk)), _language().startswith("en")
    form = letters.legal_form_of(letter)
    with scope.whole_county():
        issued = delegating.letter_issued(letter)
    context = {
        "letter": letter, "county": _office(letter.county), "township": _office(letter.township), "form": form, "issued": issued,
        "form_name": letters.LEGAL_FORMS[letter.legal_form][english],
        "remedy": form.remedy_en if english else form.remedy_zh,
        "terms": [(names[english], letter.terms[key]) for key, names in letters.TERMS.items() if letter.terms.get(key)],
        "events": [
            (event, letters.EVENTS[event.kind][english], _item(event.item_code) if event.item_code else "")
            for event in letter.events.order_by("effective_on", "id")
        ],
    }  # fmt: skip
    return render(request, "portal/letters/letter.html", context)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The published file under both seals; a letter that was signed on paper has none here."""
    letter = _get(pk)
    with scope.whole_county():
        issued = delegating.letter_issued(letter)
        if issued is None:
            raise Http404
        body = documents.read(issued.file)
    return handing_out.shown(body, f"letter-{letter.pk}.pdf", documents.PDF)


def _get(pk: int) -> Any:
    found = letters.published(settings.COUNTY).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _described(letter: Any) -> Any:
    today, english = clock.today(), _language().startswith("en")
    letter.state, letter.since = letters.state(letter, today), letters.since(letter, today)
    letter.state_name = letters.STATES[letter.state][english]
    letter.last_day = letter.stops_on - timedelta(days=1)
    letter.lines = []
    for item in letter.items.all():
        state = letters.state(letter, today, item.item_code) if letter.state in LIVE else letter.state
        since = letters.since(letter, today, item.item_code) if letter.state in LIVE else letter.since
        name = letters.STATES[state][english]
        letter.lines.append(Line(_item(item.item_code), item.limit_fen, state, name, since))
    return letter


def _office(area: Any) -> str:
    found = offices.office_of(area.code)
    return found.name if found else area.name


def _item(code: str) -> str:
    return rulebook.item(code).name(_language())


def _language() -> str:
    return get_language() or "zh-hans"
