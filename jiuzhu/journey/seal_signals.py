"""Signals of a township's seal that a supervisor found to be misuse: evidence for a proposal to suspend."""

from __future__ import annotations

from datetime import date

from jiuzhu.seals import queries as seals


def signals_of(township: str, since: date) -> list[dict[str, object]]:
    """Signals found to be misuse since a day, newest first."""
    return [
        {"what": "seal", "number": str(one), "key": one.pk, "on": one.on.isoformat()}
        for one in seals.signals(area=township, since=since, outcome="misuse")
    ]
