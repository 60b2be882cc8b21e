"""The legal review of a draft: agreed, or sent back with the reasons."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.delegation import queries
from jiuzhu.delegation.models import LetterDraft
from jiuzhu.delegation.refusals import ReasonNeeded
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures

REVIEWED = audit.act(
    "delegation.letter-reviewed",
    zh="合法性审查{township}委托书草案：{verdict_zh}{note}",
    en="reviewed the draft letter for {township}: {verdict}{note}",
)


def review(
    draft: LetterDraft, *, agrees: bool, note: str = "", seen: str, actor: Any, on: date, at: datetime
) -> LetterDraft:
    """`seen` is the digest of the content that the reviewer read. Raises NotYourPower, NotThisState, ChangedSinceSeen, ReasonNeeded."""
    if refusal := offices.why_not(actor, "delegation.review", draft.county_id, on):
        raise refusal
    with transaction.atomic(), refusing():
        held = queries.held_draft(draft, "drafted", seen=seen)
        if agrees:
            signature = signatures.sign(
                queries.draft_content(held), kind="letter_review", about=f"draft {held.pk}", area_code=held.township_id,
                actor=actor, on=on, at=at,
            )  # fmt: skip
            held.state, held.reviewer, held.review_signature, held.digest = (
                "reviewed",
                actor,
                signature,
                signature.digest,
            )
        elif not note.strip():
            raise ReasonNeeded("note")
        else:
            held.state = "returned"
        held.review_note = note.strip()
        held.save()
        audit.record(
            REVIEWED, actor=actor, at=at, township=held.township.name, verdict="agreed" if agrees else "sent back",
            verdict_zh="同意" if agrees else "退回", note=f"（{note.strip()}）" if note.strip() else "",
        )  # fmt: skip
        return held
