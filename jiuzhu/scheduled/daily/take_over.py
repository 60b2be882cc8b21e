"""On the day a law comes into force, the running cases it takes over are pinned to its version of the process."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from jiuzhu.journey import receiving


def run(on: date, at: datetime) -> None:
    while receiving.take_over(settings.COUNTY, on=on, at=at, limit=500) >= 500:
        pass
