"""Confidentiality on the road: what both sides signed counts for the township's readiness, and what is revoked no longer does."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.confidentiality import actions as confidentiality
from jiuzhu.delegation import actions as delegation

__all__ = ["accept", "countersign", "end_acceptance", "end_agreement", "offer"]

offer, accept = confidentiality.offer, confidentiality.accept
end_acceptance = confidentiality.end_acceptance
CRITERION = "confidentiality"


def countersign(agreement: Any, *, actor: Any, on: date, at: datetime) -> Any:
    """The township signs; from the first day of the agreement to its last the criterion of readiness is met."""
    with transaction.atomic():
        signed = confidentiality.countersign(agreement, actor=actor, on=on, at=at)
        told: dict[str, Any] = {"by_register": True, "actor": actor, "at": at}
        for met, day in ((True, max(on, agreement.starts_on)), (False, agreement.stops_on)):
            evidence = f"保密协议{agreement.number}" + ("" if met else "期满")
            delegation.note_readiness(
                agreement.township, CRITERION, met=met, evidence=evidence, on=day, **told
            )
        return signed


def end_agreement(agreement: Any, *, stops_on: date, reason: str, actor: Any, on: date, at: datetime) -> Any:
    """The county revokes the township's account: from that day nobody there asks or sees, and the township is not ready."""
    with transaction.atomic():
        ended = confidentiality.end_agreement(
            agreement, stops_on=stops_on, reason=reason, actor=actor, on=on, at=at
        )
        delegation.note_readiness(
            agreement.township, CRITERION, met=False, evidence=f"保密协议{agreement.number}已收回：{reason.strip()}",
            by_register=True, actor=actor, on=stops_on, at=at,
        )  # fmt: skip
        return ended
