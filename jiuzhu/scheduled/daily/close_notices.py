"""Notices whose last day is over come down in order of areas; undisputed cases go on."""

from __future__ import annotations

from datetime import date, datetime

from jiuzhu.journey import posting


def run(on: date, at: datetime) -> None:
    while posting.close_notices(on=on, at=at, limit=500) == 500:
        pass
