"""Confidentiality of the demo county, signed level by level; and two queries that the county should look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from jiuzhu.cases import queries as cases
from jiuzhu.cases.refusals import NoSuchCase
from jiuzhu.confidentiality import actions as confidentiality
from jiuzhu.confidentiality import queries
from jiuzhu.rulebook import calendars
from jiuzhu.verification import actions as verification

from .moments import moment

if TYPE_CHECKING:
    from .county import County

FIRST = "370982002"
UNTIL = date(2035, 1, 1)


def sign(county: County, since: date, *, townships: Iterable[str] = ()) -> None:
    """Both sides of every township named (of all, when none is), then everybody there who may ask or see; once."""
    told: dict[str, Any] = {"on": since, "at": moment(since)}
    wanted = set(townships)
    for township in county.townships:
        if (wanted and township.code not in wanted) or queries.in_force(township.code, since):
            continue
        offered = confidentiality.offer(
            township,
            starts_on=since,
            stops_on=UNTIL,
            actor=county.of(township.code, "county-supervisor"),
            **told,
        )
        confidentiality.countersign(offered, actor=county.of(township.code, "head"), **told)
        for desk in ("clerk", "reviewer", "chief"):
            confidentiality.accept(offered, actor=county.of(township.code, desk), **told)
    for one in queries.standing((settings.COUNTY,), since):
        if one.acceptance is None and len(one.officer.office.area_id) == len(settings.COUNTY):
            confidentiality.accept(None, actor=county.holding(one.officer), **told)


def watch(county: County, on: date) -> None:
    """A number that no case has, typed by hand; and a look at night that was allowed."""
    day = on - timedelta(days=1)
    while calendars.calendar().why_off(day):
        day -= timedelta(days=1)
    verification.attempted(
        [NoSuchCase(number=f"{FIRST}-{on.year}-999999")], door="page", case_number=f"{FIRST}-{on.year}-999999",
        actor=county.of(FIRST, "clerk"), on=day, at=moment(day, 15, 20),
    )  # fmt: skip
    known = [
        one
        for one in cases.listing(cases.Wanted(area=FIRST, closed=False, order="due"), reach=(FIRST,))
        if one.accepted_on
    ]
    if known:
        verification.look(
            known[0], actor=county.of(FIRST, "reviewer"), on=day, at=moment(day, 21, 45), purpose="核对页面"
        )
