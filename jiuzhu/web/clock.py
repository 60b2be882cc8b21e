"""What time it is: the doors are the only place that looks at a clock; everything below is told."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This instant, in the county's own time zone."""
    return timezone.localtime()


def today() -> date:
    """The day it is in the county."""
    return now().date()
