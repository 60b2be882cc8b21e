"""Moments of the demo county, in the office's own time."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def moment(on: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=timezone.get_default_timezone())
