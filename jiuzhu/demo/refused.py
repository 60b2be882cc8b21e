"""Refusals that the demo county has met this year: invented, so that the page of counts has something to tell."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from jiuzhu.audit import actions as audit
from jiuzhu.cases import queries as cases
from jiuzhu.rulebook import calendars

from .county import County
from .moments import moment

FIRST = "370982002"
# code, desk that was refused, door, how often this year
MET = (
    ("delegation.beyond-the-amount", "chief", "page", 6),
    ("cases.incompatible-duties", "reviewer", "page", 5),
    ("cases.relative-of-the-household", "visitor2", "page", 3),
    ("cases.own-village", "visitor", "page", 2),
    ("seals.not-the-custodian", "head", "page", 4),
    ("seals.checklist-incomplete", "chief", "page", 3),
    ("seals.took-part", "chief", "api", 1),
    ("publicity.notice-still-runs", "clerk", "page", 5),
    ("approvals.changed-since-seen", "chief", "page", 3),
    ("verification.not-authorised", "clerk", "page", 3),
    ("offices.not-your-power", "clerk", "page", 2),
    ("offices.not-your-area", "reviewer", "page", 1),
    ("funds.release-by-preparer", "county-cashier", "page", 1),
    ("filings.number-read-differently", "county-filing", "page", 1),
)


def load(county: County, on: date) -> int:
    """Count each of them on working days of this year up to today; answers how many. To be called once."""
    known = [
        one.number
        for one in cases.listing(cases.Wanted(area=FIRST, closed=False, order="due"), reach=(FIRST,))[:20]
    ]
    place = 0
    for code, desk, door, times in MET:
        for _ in range(times):
            actor = county.of(FIRST, desk)
            case = known[place % len(known)] if known and not desk.startswith("county-") else ""
            audit.count_refusals(
                (code,), door=door, actor=actor, at=_moment(on, place), case=case, area=FIRST if case else actor.office.area_id
            )  # fmt: skip
            place += 1
    return place


def _moment(on: date, place: int) -> datetime:
    """Spread over the days of this year so far."""
    first = date(on.year, 1, 1)
    day = first + timedelta(days=place * 29 % max((on - first).days, 1))
    working = calendars.calendar().next_working(day).on
    return moment(min(working, on), 8 + place % 9, place * 13 % 60)
