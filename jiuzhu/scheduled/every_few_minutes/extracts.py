"""Take up what departments put into the watched folder."""

from __future__ import annotations

from datetime import date, datetime

from jiuzhu.verification import folder


def run(on: date, at: datetime) -> None:
    """One look at the folder."""
    folder.look(on, at)
