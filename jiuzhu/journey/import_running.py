"""A sheet handed in at the office: small ones at once, long ones by the clock, where they can be left and taken up again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiuzhu.documents import queries as documents
from jiuzhu.households import actions as households
from jiuzhu.households import queries as register
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal

from . import import_sheet, importing

ROWS_AT_ONCE = 60  # a page that takes longer than a few seconds belongs in the background


def hand_in(body: bytes, *, name: str, area: str, actor: Any, on: date, at: datetime) -> Any:
    """Keep a sheet and, when it is small, take it over at once; else it waits for the clock (`finished_at` is empty).

    Raises NotYourPower, NotYourArea, what documents.store refuses, SheetUnreadable, HeadingsMissing, HeadingTwice.
    """
    refusal = offices.why_not(actor, "households.import", area, on)
    if refusal is not None:
        raise refusal
    _headings, rows = import_sheet.read(body)
    sheet = households.receive(
        body, name=name, rows=len(rows), area=offices.area(area), actor=actor, on=on, at=at
    )
    return run(sheet, on=on, at=at) if len(rows) <= ROWS_AT_ONCE else sheet


def run(sheet: Any, *, on: date, at: datetime) -> Any:
    """Take a kept sheet over in the name of whoever handed it in. Interrupted, running it again goes on where it was."""
    actor = sheet.received_by
    try:
        done = importing.import_households(
            documents.read(sheet.file), area=sheet.area_id, actor=actor, on=on, at=at,
            progress=lambda through, total: households.progress(sheet, through, total),
        )  # fmt: skip
    except Refusal as refusal:
        return households.turn_back(sheet, refusal, actor=actor, at=at)
    return households.finish(
        sheet, entered=done.entered, known=done.known, refused=done.refused, workbook=done.workbook, actor=actor, at=at
    )  # fmt: skip


def run_waiting(on: date, at: datetime) -> int:
    """The clock: every sheet that is not through yet, one after the other."""
    waiting = list(register.waiting_sheets())
    for sheet in waiting:
        run(sheet, on=on, at=at)
    return len(waiting)
