"""On the first days of a month its payment run is drafted; a cashier checks and signs it, a treasurer releases it."""

from __future__ import annotations

import logging
from datetime import date, datetime

from django.conf import settings

from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.values.month import Month

log = logging.getLogger(__name__)


def run(on: date, at: datetime) -> None:
    """Draft the run of this month, or finish a draft that was interrupted; once it stands, nothing."""
    if queries.fund_account(settings.COUNTY, on) is None:
        log.warning("no fund account is registered: the run of %s was not drafted", Month.of(on))
        return
    file_decisions.run(on, at)  # money follows the filing: nobody waits a month because the clock was off
    drafted = funds.draft_run(Month.of(on), area=settings.COUNTY, actor=None, on=on, at=at)
    log.info("run %s: %s lines", drafted.number, drafted.lines)
