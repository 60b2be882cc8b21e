"""Letters on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from jiuzhu.delegation.models import (
    LetterDraft,
)
from jiuzhu.delegation.refusals import DraftChanged, NoSuchDraft, NotThisState
from jiuzhu.offices.scope import under
from jiuzhu.values import canonical

DRAFT_STATES = {
    "drafted": ("待审查", "to be reviewed"),
    "returned": ("审查退回", "sent back"),
    "reviewed": ("待乡镇签署", "to be signed by the township"),
    "signed_by_township": ("待县级签署", "to be signed by the county"),
    "signed": ("待公布", "to be published"),
    "published": ("已公布", "published"),
    "dropped": ("已作废", "dropped"),
}


def drafts(reach: Sequence[str], *, open_only: bool = False) -> QuerySet[LetterDraft]:
    found = (
        LetterDraft.objects.select_related("township", "plan", "letter", "amends")
        .filter(under(reach, "township__code"))
        .order_by("-id")
    )
    return found.exclude(state__in=("published", "dropped")) if open_only else found


def draft(pk: int) -> LetterDraft:
    """Raises NoSuchDraft."""
    found = LetterDraft.objects.select_related(
        "township", "county", "plan", "amends", "letter", "reviewer", "township_signer", "county_signer"
    )
    one = found.filter(pk=pk).first()
    if one is None:
        raise NoSuchDraft
    return one


def draft_content(one: LetterDraft) -> dict[str, Any]:
    """What review and both sides sign: everything the letter will say. Limits in fen per household and month."""
    return {
        "county": one.county.name, "township": one.township.name, "township_code": one.township_id, "plan": one.plan.number,
        "amends": one.amends.number if one.amends else "", "legal_form": one.legal_form,
        "provincial_rule": one.provincial_rule, "basis": one.basis, "items": dict(one.items),
        "starts_on": one.starts_on.isoformat(), "stops_on": one.stops_on.isoformat(), "terms": dict(one.terms),
    }  # fmt: skip


def held_draft(one: LetterDraft, *states: str, seen: str | None = None) -> LetterDraft:
    """The draft held for this transaction, in one of the states and (where `seen` is told) with the content that was read.

    Raises NotThisState, DraftChanged.
    """
    held = LetterDraft.objects.select_for_update().get(pk=one.pk)
    if held.state not in states:
        zh, en = DRAFT_STATES[held.state]
        raise NotThisState(state_zh=zh, state_en=en)
    if seen is not None and seen != canonical.digest(draft_content(held)):
        raise DraftChanged
    return held
