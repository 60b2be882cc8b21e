"""What is handed down to whom. The database function that guards decisions answers here too: one question, one answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from jiuzhu.delegation.models import (
    Letter,
    LetterItem,
)
from jiuzhu.delegation.rules import LegalForm, legal_form
from jiuzhu.offices import queries as offices
from jiuzhu.offices.scope import under
from jiuzhu.values import refusals
from jiuzhu.values.refusals import Refusal

STATES = {
    "not_yet": ("尚未生效", "not yet in force"),
    "in_force": ("生效", "in force"),
    "suspended": ("中止", "suspended"),
    "withdrawn": ("收回", "withdrawn"),
    "expired": ("期满", "expired"),
    "replaced": ("已被新的委托书替代", "replaced by another letter"),
}
EVENTS = {
    "suspended": ("中止", "suspended"),
    "resumed": ("恢复", "resumed"),
    "withdrawn": ("收回", "withdrawn"),
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
    if item is None or state(item.letter, on, item_code) != "in_force":
        return None
    return Cover(item.letter_id, item.letter.number, item.letter.legal_form, item.limit_fen)


def form_on(item_code: str, township_code: str, on: date) -> LegalForm:
    """In which legal form an item is decided for a township on a day: name, seal, respondent and remedy follow from it."""
    cover = covering(item_code, township_code, on)
    bureau, office = offices.office_of(township_code[:6]), offices.office_of(township_code)
    return legal_form(
        cover.legal_form if cover else "county", county=offices.area(township_code[:6]).name,
        bureau=bureau.name if bureau else f"{offices.area(township_code[:6]).name}民政局",
        township=office.name if office else offices.area(township_code).name,
    )  # fmt: skip


def legal_form_of(letter: Letter) -> LegalForm:
    """What a letter's form means for the decisions taken under it."""
    bureau, office = offices.office_of(letter.county_id), offices.office_of(letter.township_id)
    return legal_form(
        letter.legal_form, county=letter.county.name, bureau=bureau.name if bureau else f"{letter.county.name}民政局",
        township=office.name if office else letter.township.name,
    )  # fmt: skip


def _in_force(item_code: str, township_code: str, on: date) -> LetterItem | None:
    return (
        LetterItem.objects.select_related("letter")
        .filter(item_code=item_code, township_id=township_code, starts_on__lte=on, stops_on__gt=on)
        .first()
    )


def state(letter: Letter, on: date, item_code: str = "") -> str:
    """One of STATES on a day, of the letter or of one of its items."""
    told = Q(item_code="") | Q(item_code=item_code) if item_code else Q(item_code="")
    events = list(letter.events.filter(told, effective_on__lte=on).order_by("effective_on", "id"))
    if any(event.kind == "withdrawn" for event in events):
        return "withdrawn"
    if on < letter.starts_on:
        return "not_yet"
    if on >= letter.stops_on:
        return "expired"
    if not item_code and letter.amended_by.filter(starts_on__lte=on).exists():
        return "replaced"
    # The letter and the item are suspended apart: resuming one does not resume the other.
    last = {event.item_code: event.kind for event in events}
    return "suspended" if "suspended" in last.values() else "in_force"


def get(number: str) -> Letter | None:
    return (
        Letter.objects.select_related("township", "county", "signed_for_county").filter(number=number).first()
    )


def listing(reach: Sequence[str], *, township: str = "", item: str = "") -> QuerySet[Letter]:
    """Letters of the townships within reach, the latest first."""
    found = Letter.objects.select_related("township", "signed_for_county").prefetch_related("items", "events")
    found = found.filter(under(reach, "township__code")).order_by("-starts_on", "township_id", "id")
    if township:
        found = found.filter(township_id=township)
    return found.filter(items__item_code=item) if item else found


def since(letter: Letter, on: date, item_code: str = "") -> date:
    """The day from which `state` is what it is: first day, suspension, resumption, withdrawal, replacement or the day after the last."""
    found = state(letter, on, item_code)
    if found == "expired":
        return letter.stops_on
    if found == "replaced":
        return (
            letter.amended_by.filter(starts_on__lte=on)
            .order_by("starts_on")
            .values_list("starts_on", flat=True)[0]
        )
    told = Q(item_code="") | Q(item_code=item_code) if item_code else Q(item_code="")
    events = letter.events.filter(told, effective_on__lte=on).order_by("-effective_on", "-id")
    # Of letter and item the one that is suspended still counts, not the one that was resumed meanwhile.
    kinds = {"suspended": ("suspended",), "withdrawn": ("withdrawn",)}.get(found, ("resumed",))
    last = next((one.effective_on for one in events if one.kind in kinds), letter.starts_on)
    return max(last, letter.starts_on) if found == "in_force" else last


def published(county_code: str) -> QuerySet[Letter]:
    """Every letter of the county, for everybody to read (行政处罚法 Art. 20 by analogy: both sides publish); what ended stays."""
    found = Letter.objects.select_related(
        "township", "county", "amends", "signed_for_county"
    ).prefetch_related("items", "events")
    return found.filter(county_id=county_code).order_by("township_id", "-starts_on", "-id")
