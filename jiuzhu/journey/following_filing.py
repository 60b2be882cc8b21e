"""Money follows the filing: what a township decided is paid once it is on file, and waits while a correction freezes it.

Source: 委托事项监管办法 Art. 28 (D). Imported rights rest on no decision of a township and are not touched.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiuzhu.approvals import queries as approvals
from jiuzhu.filings import queries as filings
from jiuzhu.funds import actions as funds


def follow_filing(case: Any, *, on: date, at: datetime) -> None:
    """A right that begins before its decision is on file waits; the clock files it within minutes and lets it go."""
    decision = approvals.latest_decision(case)
    if decision is None or decision.decided_by_level != "township":
        return
    if any(one.row.pk == decision.pk and not one.change for one in filings.unfiled(case=case)):
        source = f"approvals.decision:{decision.pk}"
        funds.stay(case, "not-on-file", source=source, actor=None, on=on, at=at)


def filed(case: Any, *, actor: Any, on: date, at: datetime) -> None:
    """The decision is on file: payment goes on."""
    funds.lift(case, "not-on-file", actor=actor, on=on, at=at)


def acted(filing: Any, act: Any, *, actor: Any, on: date, at: datetime) -> None:
    """An order that freezes lets payment wait until it is closed; an order without does not."""
    if act.kind in ("order", "pressed") and act.freezes:
        funds.stay(
            filing.case, "correction-ordered", source=f"filings.act:{act.pk}", detail=filing.number, actor=actor, on=on, at=at
        )  # fmt: skip
    elif act.kind in ("closed", "revoked"):
        funds.lift(filing.case, "correction-ordered", actor=actor, on=on, at=at)
