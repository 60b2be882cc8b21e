"""Every township decision files itself within minutes; papers, lateness and complaints that come later are added."""

from __future__ import annotations

from datetime import date, datetime

from jiuzhu.journey import filing


def run(on: date, at: datetime) -> None:
    """Until nothing waits; one that was interrupted goes on where it was."""
    while filing.file_waiting(on=on, at=at, limit=500) == 500:
        pass
    filing.add_later_papers(on=on, at=at)
