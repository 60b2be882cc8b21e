"""What is handed down to whom. The database function that guards decisions answers here too: one question, one answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from jiuzhu.values import refusals
from jiuzhu.values.refusals import Refusal

from .models import LEGAL_FORMS, Letter, LetterItem
from .refusals import with_item_names

__all__ = [
    "LEGAL_FORMS",
    "STATES",
    "Cover",
    "covering",
    "get",
    "listing",
    "state",
    "why_not_decide",
    "with_item_names",
]

STATES = {
    "not_yet": ("尚未生效", "not yet in force"),
    "in_force": ("生效", "in force"),
    "suspended": ("中止", "suspended"),
    "withdrawn": ("收回", "withdrawn"),
    "expired": ("期满", "expired"),
}


@dataclass(frozen=True)
class Cover:
    """The letter that covers an item in a township on a day."""

    letter_id: int
    number: str
    legal_form: str
    limit_fen: int | None


def why_not_decide(item_code: str, township_code: str, on: date, amount_fen: int) -> Refusal | None:
    """Why a township may not decide an item of this amount (fen a month) on a day; None when a letter covers it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, detail FROM delegation_refusal(%s, %s, %s, %s)",
            [item_code, township_code, on, amount_fen],
        )
        row = cursor.fetchone()
    if row is None or row[0] is None:
        return None
    detail = row[1] if isinstance(row[1], dict) else json.loads(row[1])
    return refusals.by_code(row[0])(**detail)


def covering(item_code: str, township_code: str, on: date) -> Cover | None:
    """The letter in force for an item and township on a day, whatever the amount."""
    item = _in_force(item_code, township_code, on)
    if item is None or state(item.letter, on) != "in_force":
        return None
    return Cover(item.letter_id, item.letter.number, item.letter.legal_form, item.limit_fen)


def _in_force(item_code: str, township_code: str, on: date) -> LetterItem | None:
    return (
        LetterItem.objects.select_related("letter")
        .filter(item_code=item_code, township_id=township_code, starts_on__lte=on, stops_on__gt=on)
        .first()
    )


def state(letter: Letter, on: date) -> str:
    """One of STATES on a day."""
    events = list(letter.events.filter(effective_on__lte=on).order_by("effective_on", "id"))
    if any(event.kind == "withdrawn" for event in events):
        return "withdrawn"
    if on < letter.starts_on:
        return "not_yet"
    if on >= letter.stops_on:
        return "expired"
    return "suspended" if events and events[-1].kind == "suspended" else "in_force"


def get(number: str) -> Letter | None:
    return (
        Letter.objects.select_related("township", "county", "signed_for_county").filter(number=number).first()
    )


def listing(reach: Sequence[str], *, township: str = "", item: str = "") -> QuerySet[Letter]:
    """Letters of the townships within reach, the latest first."""
    within = Q(pk__in=[])
    for prefix in reach:
        within |= Q(township__code__startswith=prefix)
    found = Letter.objects.select_related("township", "signed_for_county").prefetch_related("items", "events")
    found = found.filter(within).order_by("-starts_on", "township_id", "id")
    if township:
        found = found.filter(township_id=township)
    return found.filter(items__item_code=item) if item else found
