"""The decision: by the township inside its letter, by the county otherwise, or back to the opinion."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals import queries as approval_queries
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.values.refusals import refuse_if_any

from .advancing import advance, held_at
from .content import decision_content


def decide(
    case: Any,
    *,
    seen: str,
    grounds: str = "",
    remark: str = "",
    officer: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """Sign the decision that the latest opinion proposes, over exactly what was shown (`seen`: its digest).

    Raises what approvals.sign raises (NoLetterInForce, BeyondTheAmount, CountyHandedDown, Incompatible, …),
    NotThisStage and Stale. Refusing needs `grounds` in writing.
    """
    with transaction.atomic():
        held = held_at(case, "deciding", version=version)
        content = decision_content(held, eligibility.latest(held), on)
        decision = approvals.sign(
            held,
            officer=officer,
            agrees=True,
            content=content,
            seen=seen,
            grounds=grounds,
            remark=remark,
            on=on,
            at=at,
        )
        advance(held, decision.kind, actor=officer, on=on, at=at, note=remark or grounds, decided_on=on)
        return decision


def send_back(
    case: Any, *, note: str, officer: Any, on: date, at: datetime, version: int | None = None
) -> Any:
    """Not decided: back to the opinion, with the reason. Only by whoever could decide; raises as approvals.why_not_send_back."""
    with transaction.atomic():
        held = held_at(case, "deciding", version=version)
        refuse_if_any([approval_queries.why_not_send_back(held, officer, on=on)])
        return advance(held, "sent_back", actor=officer, on=on, at=at, note=note)
