"""Connections on the screen. No result about anybody stands here: numbers, faults in words, strays masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from jiuzhu.scheduled import timetable
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.verification import actions
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.office import pages

POWERS = ("verification.connect", "supervision.see")
DAYS, HEIGHT, WIDTH = 30, 80, 16
SIMULATED = "demo-"


@dataclass(frozen=True)
class Bar:
    """One day of the chart, in its own units."""

    day: date
    count: int
    x: int
    y: int
    height: int


def bars(counts: dict[date, int], today: date) -> list[Bar]:
    """The last days, also those on which nothing came."""
    most = max(counts.values(), default=0) or 1
    found = []
    for place in range(DAYS):
        day = today - timedelta(days=DAYS - 1 - place)
        height = -(-counts.get(day, 0) * HEIGHT // most)
        found.append(Bar(day, counts.get(day, 0), place * WIDTH, HEIGHT - height, height))
    return found


def _fault(state: verification.State) -> str:
    return (
        verification.why_refused(state.fault.code, state.fault.figures).text(pages.language())
        if state.fault
        else ""
    )


@require_safe
@pages.power(*POWERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Every connection and how it stands."""
    today, language = clock.today(), pages.language()
    found = [verification.state(one, today) for one in verification.connections()]
    rows = [
        {
            "state": one, "name": one.connection.name(language), "fault": _fault(one),
            "ended": one.connection.stops_on is not None and one.connection.stops_on <= today,
            "open": one.opens_at is not None and one.opens_at > clock.now(),
        }
        for one in found
    ]  # fmt: skip
    simulated = any(one.connection.key.startswith(SIMULATED) for one in found)
    return pages.show(request, "office/connections/listing.html", {"rows": rows, "simulated": simulated})


@require_safe
@pages.power(*POWERS)
def one(request: HttpRequest, connection: str) -> HttpResponse:
    """One connection: its terms, its batches, messages, strays and faults."""
    return pages.show(request, "office/connections/connection.html", _context(request, connection))


def _context(request: HttpRequest, key: str) -> dict[str, Any]:
    found, today, language = verification.connection(key), clock.today(), pages.language()
    state = verification.state(found, today)
    since = today - timedelta(days=DAYS - 1)
    counts = dict(verification.answers_by_day(found, since))
    received = list(verification.messages(found)[:25])
    for message in received:
        message.why = verification.why_refused(**message.refusal).text(language) if message.refusal else ""  # type: ignore[attr-defined]
    contacts = list(verification.contacts(found)[:25])
    for contact in contacts:
        contact.words = (  # type: ignore[attr-defined]
            verification.why_refused(contact.code, contact.figures).text(language)
            if contact.kind == "fault"
            else ""
        )
    strays = pages.page_of(request, verification.strays(found), per_page=25)
    for stray in strays.object_list:
        stray.words = stray_words(stray.why)
    return {
        "connection": found, "name": found.name(language), "state": state, "fault": _fault(state),
        "open": state.opens_at is not None and state.opens_at > clock.now(),
        "sources": [verification.SOURCES[one].name(language) for one in found.sources if one in verification.SOURCES],
        "bars": bars(counts, today), "width": DAYS * WIDTH, "height": HEIGHT, "total": sum(counts.values()),
        "batches": list(verification.batches(found)[:25]), "received": received, "contacts": contacts, "page": strays,
        "why_not": verification.why_not_retry(found, request.officer, today),  # type: ignore[attr-defined]
        "simulated": found.key.startswith(SIMULATED),
    }  # fmt: skip


def stray_words(why: str) -> str:
    """Why a reply answers nobody."""
    return {
        "not_asked": _("没有问过这一条"), "other_person": _("答的是另一个人"), "other_source": _("答的是另一个来源"),
        "reported": _("已经出了报告"), "not_lawful": _("授权已结束或申请已办结"),
    }[why]  # fmt: skip


@require_POST
@pages.power("verification.connect")
def try_again(request: HttpRequest, connection: str) -> HttpResponse:
    """Ask for a try at once: written down here, done by the clock."""

    def run() -> str:
        actions.wish_retry(
            verification.connection(connection),
            actor=request.officer,
            on=clock.today(),
            at=clock.now(),  # type: ignore[attr-defined]
        )
        timetable.soon("every_few_minutes.exchange")
        return reverse("office:connection", args=[connection])

    try:
        return pages.carry_out(request, f"try {connection} again", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(
            request, refusal, "office/connections/connection.html", _context(request, connection)
        )
