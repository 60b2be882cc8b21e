"""What the filings of a township's day name: a filing that is asked about, a complaint, a draw, a visit, a proposal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from jiuzhu.documents import actions as documents
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.filings.models import Filing
from jiuzhu.journey import filing as journey
from tests import filing as desk
from tests import people
from tests.rooms import verification_cases as made


def put(world: Any) -> None:
    """A case decided in the last quarter and drawn, one decided today and asked about."""
    where, things = world.where, world.things
    today: date = things["case"].opened_on
    quarter = queries.quarter_before(today)
    before = queries.span(quarter)[1] - timedelta(days=20)
    early = desk.decided(where, before)
    case = desk.decided(where, today)
    documents.store(
        made.PNG, name="证明.png", kind="spending-evidence", area_code=case.area_id, case=case.number, actor=where.clerk,
        at=people.at(today, 9),
    )  # fmt: skip
    journey.file_waiting(on=today, at=people.at(today, 11))
    drawn, asked = Filing.objects.get(case=early), Filing.objects.get(case=case)
    filings.ask(asked, text="请说明收入怎样认定。", **desk.told(where.filing, today))
    things["filing"], things["filing_paper"] = asked, asked.papers.get()
    things["complaint"] = filings.complain(
        drawn.case, channel="phone", text="不公平", **desk.told(where.filing, today)
    )
    listed, known = today - timedelta(days=6), today - timedelta(days=3)
    draw = filings.freeze(
        where.areas[people.TOWNSHIP],
        quarter,
        entropy_named="演示开奖号码",
        entropy_on=known,
        **desk.told(where.supervisor, listed),
    )
    for officer in (where.supervisor, where.filing):
        filings.enter_number(draw, "03 11 17", **desk.told(officer, known))
    entry = filings.draw(draw, **desk.told(where.supervisor, known))[0]
    things["draw"] = draw
    things["sample_visit"] = filings.visit(
        entry, visited_on=known, finding="confirmed", text="相符。", **desk.told(where.supervisor, known)
    )
    things["proposal"] = filings.propose(
        asked.letter, "staff_gap", period="x", figures={"chiefs": 0, "investigators": 1, "needed": 2}, evidence=[], on=today,
        at=people.at(today),
    )  # fmt: skip
