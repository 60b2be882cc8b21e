"""Every night the register of seals is counted anew: gaps, uses before their decision, substitutes for too long."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings

from jiuzhu.seals import actions as seals


def run(on: date, at: datetime) -> None:
    seals.check(settings.COUNTY, on=on, at=at)
