"""Near relatives declared since are recorded with the open cases they concern."""

from __future__ import annotations

from datetime import date, datetime

from jiuzhu.cases import actions as cases


def run(on: date, at: datetime) -> None:
    cases.match_relatives(on=on, at=at)
