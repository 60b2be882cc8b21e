"""Grounds for considering a suspension are put before the supervisor, with their evidence; nothing is suspended."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.conf import settings

from jiuzhu.journey import suspending

log = logging.getLogger(__name__)


def run(on: date, at: datetime) -> None:
    found = suspending.propose(settings.COUNTY, on=on, at=at)
    log.info("%s new proposals to suspend a letter", found)
