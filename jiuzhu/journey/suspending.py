"""What the daily clock looks at: grounds of the measures on which the county considers suspending a letter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.standards import queries as standards

from .seal_signals import signals_of


def propose(area: str, *, on: date, at: datetime) -> int:
    """Look at every letter in force; how many new proposals. A ground with the same evidence is put once.

    Source: 委托事项监管办法 Art. 26 (D). Nothing is suspended here: a supervisor decides.
    """
    return sum(_look(letter, on, at) for letter in queries.letters_in_force(area, on))


def _look(letter: Any, on: date, at: datetime) -> int:
    found = [_late(letter, on, at), _gap(letter, on, at), _seal(letter, on, at), *_errors(letter, on, at)]
    return sum(one is not None for one in found)


def _late(letter: Any, on: date, at: datetime) -> Any:
    quarter = queries.quarter_of(on)
    rows = queries.quarter_lates(letter.township_id, *queries.span(quarter), on)
    late = [one for one, is_late in rows if is_late]
    in_a_row = queries.longest_run(is_late for _one, is_late in rows)
    known = standards.figures()
    most_in_a_row: Any = known.number("late-filings-in-a-row", letter.township_id, on).value
    most: Any = known.number("late-filings-in-a-quarter", letter.township_id, on).value
    if in_a_row < most_in_a_row and len(late) < most:
        return None
    return filings.propose(
        letter, "late_filings", period=quarter, on=on, at=at,
        figures={"quarter": quarter, "in_quarter": len(late), "in_a_row": in_a_row},
        evidence=[
            {"what": "filing", "number": one.number, "key": one.pk, "on": str(one.due_on)} for one in late
        ],
    )  # fmt: skip


def _errors(letter: Any, on: date, at: datetime) -> list[Any]:
    made = []
    for draw in queries.draws((letter.township_id,)):
        if queries.state(draw) != "drawn" or draw.stops_on < letter.starts_on:
            continue
        rate = queries.error_rate(draw)
        if rate.above:
            made.append(filings.propose(
                letter, "error_rate", period=draw.number, on=on, at=at,
                figures={"quarter": draw.quarter, "visited": rate.visited, "errors": rate.errors, "percent": rate.percent},
                evidence=[
                    {"what": "filing", "number": one.entry.filing.number, "key": one.entry.filing_id, "on": one.visited_on.isoformat()}
                    for one in queries.errors_of(draw)
                ],
            ))  # fmt: skip
    return made


def _gap(letter: Any, on: date, at: datetime) -> Any:
    gap = queries.gap(letter.township_id, on)
    if not gap.there:
        return None
    figures = {"chiefs": gap.chiefs, "investigators": gap.investigators, "needed": gap.needed}
    return filings.propose(
        letter, "staff_gap", period=f"{queries.quarter_of(on)}:{gap.chiefs}:{gap.investigators}", on=on, at=at, figures=figures,
        evidence=[{"what": "staff", "number": letter.township.name, "key": letter.township_id, "on": on.isoformat()}],
    )  # fmt: skip


def _seal(letter: Any, on: date, at: datetime) -> Any:
    quarter = queries.quarter_of(on)
    signals = signals_of(letter.township_id, queries.span(quarter)[0])
    if not signals:
        return None
    return filings.propose(
        letter,
        "seal_misuse",
        period=quarter,
        on=on,
        at=at,
        figures={"signals": len(signals)},
        evidence=signals,
    )
