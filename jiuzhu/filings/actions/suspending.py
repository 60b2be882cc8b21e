"""The clock proposes to suspend a letter; a supervisor agrees or declines. A machine never suspends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.delegation import actions as delegation
from jiuzhu.filings.models import Proposal, Verdict
from jiuzhu.filings.rules import GROUNDS
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.values import canonical

PROPOSED = audit.act(
    "filings.suspension-proposed",
    zh="提示研究中止{township}的委托书{letter}：{ground_zh}",
    en="proposed to consider suspending letter {letter} of {township}: {ground_en}",
)
AGREED = audit.act(
    "filings.suspension-agreed",
    zh="同意中止委托书{letter}：{reasons}",
    en="agreed to suspend letter {letter}: {reasons}",
)
DECLINED = audit.act(
    "filings.suspension-declined",
    zh="不中止委托书{letter}：{reasons}",
    en="declined to suspend letter {letter}: {reasons}",
)


def propose(
    letter: Any, ground: str, *, period: str, figures: Mapping[str, Any], evidence: Sequence[Mapping[str, Any]], on: date,
    at: datetime,
) -> Proposal | None:  # fmt: skip
    """Put a ground before the supervisor, once per letter, ground and period; None when it was put already."""
    key = f"{ground}:{letter.pk}:{period}"
    with transaction.atomic(), refusing():
        proposal, new = Proposal.objects.get_or_create(
            key=key,
            defaults={
                "area_id": letter.township_id, "letter": letter, "ground": ground, "figures": dict(figures),
                "evidence": [dict(one) for one in evidence], "on": on, "at": at,
            },
        )  # fmt: skip
        if not new:
            return None
        audit.record(
            PROPOSED, actor=None, at=at, township=letter.township.name, letter=letter.number, ground=ground,
            ground_zh=GROUNDS[ground].zh, ground_en=GROUNDS[ground].en,
        )  # fmt: skip
        return proposal


def decide(
    proposal: Proposal,
    *,
    agrees: bool,
    reasons: str,
    effective_on: date | None = None,
    item_code: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> Verdict:
    """Agree, and the letter (or one item of it) is suspended from the day on, or decline; signed, with reasons either way.

    Raises NotYourPower, AlreadyEnded (the letter is suspended already), NotReauthenticated.
    """
    refusal = offices.why_not(actor, "filings.supervise", proposal.area_id, on)
    if refusal is not None:
        raise refusal
    letter = proposal.letter
    told = {
        "proposal": proposal.key, "letter": letter.number, "agrees": agrees, "reasons": reasons.strip(),
        "effective_on": (effective_on or on).isoformat() if agrees else None, "figures": proposal.figures, "item": item_code,
    }  # fmt: skip
    with transaction.atomic(), refusing():
        event = delegation.suspend(
                letter, reason=reasons, effective_on=effective_on or on, item_code=item_code, actor=actor, on=on, at=at
        ) if agrees else None  # fmt: skip
        verdict = Verdict.objects.create(
            proposal=proposal, area_id=proposal.area_id, agrees=agrees, reasons=reasons.strip(), body=canonical.text(told),
            digest=canonical.digest(told), event=event, by=actor, on=on, at=at,
            signature=signatures.sign(
                told, kind="suspension", about=letter.number, area_code=proposal.area_id,
                authority=GROUNDS[proposal.ground].zh, actor=actor, on=on, at=at,
            ),
        )  # fmt: skip
        audit.record(
            AGREED if agrees else DECLINED, actor=actor, at=at, letter=letter.number, reasons=reasons.strip()
        )
        return verdict
