"""Work through the re-checks of everybody that were asked for and are not finished."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from jiuzhu.rechecks import actions


def run(on: date, at: datetime) -> None:
    """All that wait; one that was interrupted goes on with the part it had not settled."""
    actions.run_waiting(on, timezone.localtime)
