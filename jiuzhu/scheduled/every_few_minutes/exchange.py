"""Send departments what is asked, and take up what they answered."""

from __future__ import annotations

from datetime import date, datetime

from jiuzhu.verification import exchanging


def run(on: date, at: datetime) -> None:
    """One round with every connection."""
    exchanging.run(on, at)
