"""Take over the sheets of existing recipients that were handed in and are not through yet."""

from __future__ import annotations

from datetime import date, datetime

from jiuzhu.journey import import_running


def run(on: date, at: datetime) -> None:
    """All that wait; one that was interrupted goes on where it was."""
    import_running.run_waiting(on, at)
