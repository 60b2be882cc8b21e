"""Filings of the demo county: some accepted, one question with its answer, one correction, one sample of the last quarter.

Everything is done by the same acts as on the screens, by the officers of the demo; the "public number" is invented and says so.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.filings.refusals import NothingToList
from jiuzhu.journey import filing as journey
from jiuzhu.rulebook import calendars
from jiuzhu.scheduled.every_few_minutes import file_decisions

from .county import County
from .moments import moment

FIRST = "370982002"  # 新汶街道
NUMBER = "演示号码 03 11 17 22 30 31 + 05"


def load(county: County, on: date) -> None:
    """Put every decision on file, act on some of them, draw the last quarter. Called again, nothing happens twice."""
    file_decisions.run(on, moment(on, 8))
    bounds = queries.levels(settings.COUNTY, on)
    wanted = queries.Wanted(township=FIRST, states=("open",), order="oldest")
    waiting = list(queries.inbox(wanted, reach=(settings.COUNTY,), bounds=bounds)[:5])
    if len(waiting) == 5 and not queries.draws((FIRST,)).exists():
        _accept(county, waiting[:2], on)
        _ask(county, queries.get(waiting[2].pk), on)
        _order(county, queries.get(waiting[3].pk), on)
        filings.complain(
            waiting[4].case, channel="phone", text="（演示）听说他家在城里还有房子。", by_name="闻先生", by_phone="0538-0000000",
            **_by(county, "county-filing", on),
        )  # fmt: skip
        _sample(county, on)


def _by(county: County, desk: str, on: date, hour: int = 10) -> dict[str, Any]:
    return {"actor": county.of(FIRST, desk), "on": on, "at": moment(on, hour)}


def _accept(county: County, some: list[Any], on: date) -> None:
    for one in some:
        filings.accept(queries.get(one.pk), text="", **_by(county, "county-filing", on))


def _ask(county: County, one: Any, on: date) -> None:
    filings.ask(one, text="请说明灵活就业收入按什么凭据认定。", **_by(county, "county-filing", on))
    filings.answer(
        one, text="按近三个月务工流水和村里证明认定，已附在调查记录中。", **_by(county, "reviewer", on, 11)
    )


def _order(county: County, one: Any, on: date) -> None:
    journey.order(
        one, text="决定书没有写明复议期限，请更正后重新送达。", law="行政复议法第二十条（告知救济途径）", working_days=5,
        **_by(county, "county-filing", on, 14),
    )  # fmt: skip


def _sample(county: County, on: date) -> None:
    """The list of the last quarter, drawn three days later, its first home visited by two."""
    calendar = calendars.calendar()
    quarter = queries.quarter_before(on)
    listed = max(queries.span(quarter)[1], on - timedelta(days=10))
    listed = calendar.next_working(listed).on
    known = calendar.add(listed, 2).on
    area = next(one for one in county.townships if one.code == FIRST)
    try:
        draw = filings.freeze(
            area,
            quarter,
            entropy_named="（演示）福利彩票双色球开奖号码",
            entropy_on=known,
            **_by(county, "county-supervisor", listed),
        )
    except NothingToList:
        return
    if known > on:  # the quarter has just ended: the number is not known yet
        return
    for desk in ("county-supervisor", "county-filing"):
        filings.enter_number(draw, NUMBER, **_by(county, desk, known, 16))
    entries = filings.draw(draw, **_by(county, "county-supervisor", known, 17))
    if entries:
        made = filings.visit(
            entries[0], visited_on=known, finding="confirmed", text="（演示）家庭情况与决定相符。",
            **_by(county, "county-supervisor", known, 18),
        )  # fmt: skip
        filings.confirm_visit(made, seen=made.digest, **_by(county, "county-filing", known, 18))
