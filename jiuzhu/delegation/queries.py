"""What is handed down to whom. The database function that guards decisions answers here too: one question, one answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from jiuzhu import rulebook
from jiuzhu.offices import queries as offices
from jiuzhu.values import canonical, refusals
from jiuzhu.values.refusals import Refusal

from .models import LEGAL_FORMS, HandOver, Letter, LetterDraft, LetterItem, Plan, Readiness, SignOff
from .models.plans import BODIES
from .refusals import DraftChanged, NoSuchDraft, NoSuchPlan, NotThisState, with_item_names
from .rules import CRITERIA, TERMS, LegalForm, criteria_of, legal_form

__all__ = [
    "BODIES", "CRITERIA", "DRAFT_STATES", "LEGAL_FORMS", "STATES", "TERMS", "Cell", "Cover", "Criterion", "LegalForm",
    "checklist", "covering", "draft", "draft_content", "drafts", "form_on", "get", "hand_over", "held_draft", "legal_form_of", "listing",
    "matrix", "plan", "plan_in_force", "plans", "published", "said_of", "state", "why_not_decide", "with_item_names",
]  # fmt: skip

DRAFT_STATES = {
    "drafted": ("待审查", "to be reviewed"),
    "returned": ("审查退回", "sent back"),
    "reviewed": ("待乡镇签署", "to be signed by the township"),
    "signed_by_township": ("待县级签署", "to be signed by the county"),
    "signed": ("待公布", "to be published"),
    "published": ("已公布", "published"),
    "dropped": ("已作废", "dropped"),
}
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
    # The letter and the item are suspended apart: resuming one does not resume the other.
    last = {event.item_code: event.kind for event in events}
    return "suspended" if "suspended" in last.values() else "in_force"


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


def plan(pk: int) -> Plan:
    """Raises NoSuchPlan."""
    found = Plan.objects.select_related("county", "by").filter(pk=pk).first()
    if found is None:
        raise NoSuchPlan
    return found


def plans() -> QuerySet[Plan]:
    return Plan.objects.select_related("county").order_by("-starts_on", "-id")


def plan_in_force(county_code: str, on: date) -> Plan | None:
    """The adopted plan of a day; a later one replaces an earlier."""
    found = Plan.objects.filter(county_id=county_code, adopted_on__isnull=False, starts_on__lte=on)
    return found.order_by("-starts_on", "-id").first()


def said_of(found: Plan) -> dict[str, SignOff]:
    """The latest word of each body."""
    return {one.body: one for one in found.sign_offs.select_related("by").order_by("id")}


def hand_over(item_code: str, township_code: str, on: date) -> HandOver | None:
    """The hand-over that counts on a day, handed down or taken back."""
    rows = HandOver.objects.filter(item_code=item_code, township_id=township_code, starts_on__lte=on)
    return rows.select_related("plan").order_by("-starts_on", "-id").first()


@dataclass(frozen=True)
class Criterion:
    """One line of the checklist: whether it is met on a day, who found it on what evidence."""

    key: str
    met: bool
    evidence: str
    by: str
    on: date | None

    def name(self, language: str = "zh-hans") -> str:
        return CRITERIA[self.key][language.startswith("en")]

    @property
    def source(self) -> str:
        return CRITERIA[self.key][2]


def checklist(item_code: str, township_code: str, on: date) -> list[Criterion]:
    """What the township must have for the item, in order, with what is on record."""
    rows = Readiness.objects.filter(township_id=township_code, item_code__in=("", item_code), on__lte=on)
    latest = {one.criterion: one for one in rows.select_related("by").order_by("id")}
    chiefs = list(offices.officers(area=township_code, power="approvals.decide", on=on)[:3])
    found = []
    for key in criteria_of(item_code):
        row = latest.get(key)
        if key == "chief_representative":
            names = "、".join(one.name for one in chiefs)
            found.append(Criterion(key, bool(chiefs), names, "", None))
        else:
            found.append(
                Criterion(key, row.met, row.evidence, row.by.name, row.on)
                if row
                else Criterion(key, False, "", "", None)
            )
    return found


@dataclass(frozen=True)
class Cell:
    """An item in a township on a day: handed down since when, under which letter, or what hinders it."""

    item_code: str
    township_code: str
    since: date | None
    letter: str
    letter_id: int | None
    state: str  # of the letter, or: ready, lacking, not_planned, later, taken_back
    lacking: tuple[str, ...]


def matrix(county_code: str, on: date, townships: Sequence[str] = ()) -> list[Cell]:
    """Every item of the catalogue × every township of the county (or those named), in few queries."""
    catalogue = rulebook.catalogue(county_code, on)
    codes = list(townships) or [area.code for area in offices.townships((county_code,))]
    current = plan_in_force(county_code, on)
    planned = set(current.items.values_list("item_code", flat=True)) if current else set()
    begins = dict(current.areas.values_list("township_id", "starts_on")) if current else {}
    handed: dict[tuple[str, str], HandOver] = {}
    for one in HandOver.objects.filter(township_id__in=codes, starts_on__lte=on).order_by("starts_on", "id"):
        handed[one.item_code, one.township_id] = one
    covers = {
        (one.item_code, one.township_id): one
        for one in LetterItem.objects.select_related("letter")
        .prefetch_related("letter__events")
        .filter(township_id__in=codes, starts_on__lte=on, stops_on__gt=on)
    }
    lacking = _lacking(codes, on)
    return [
        _cell(item.code, code, on, item.code in planned, begins.get(code), handed.get((item.code, code)),
              covers.get((item.code, code)), lacking[code])
        for item in catalogue.items
        for code in codes
    ]  # fmt: skip


def _lacking(codes: Sequence[str], on: date) -> dict[str, dict[str, frozenset[str]]]:
    """Township → item ("" for all) → criteria recorded as met."""
    met: dict[str, dict[tuple[str, str], bool]] = {code: {} for code in codes}
    for row in Readiness.objects.filter(township_id__in=codes, on__lte=on).order_by("id"):
        met[row.township_id][row.criterion, row.item_code] = row.met
    chiefs = {
        one.office.area_id
        for one in offices.officers(power="approvals.decide", on=on)
        if one.office.area_id in met
    }
    found: dict[str, dict[str, frozenset[str]]] = {}
    for code in codes:
        by_item: dict[str, set[str]] = {"": {"chief_representative"} if code in chiefs else set()}
        for (criterion, item), is_met in met[code].items():
            if is_met:
                by_item.setdefault(item, set()).add(criterion)
        found[code] = {item: frozenset(keys) for item, keys in by_item.items()}
    return found


def _cell(
    item: str, code: str, on: date, planned: bool, begins: date | None, handed: HandOver | None, cover: LetterItem | None,
    met: dict[str, frozenset[str]],
) -> Cell:  # fmt: skip
    have = met.get("", frozenset()) | met.get(item, frozenset())
    lacking = tuple(key for key in criteria_of(item) if key not in have)
    if cover is not None:
        since = handed.starts_on if handed and handed.kind == "handed_down" else cover.starts_on
        return Cell(
            item, code, since, cover.letter.number, cover.letter_id, state(cover.letter, on, item), lacking
        )
    if handed is not None:
        word = "handed_down" if handed.kind == "handed_down" else "taken_back"
        return Cell(item, code, handed.starts_on, "", None, word, lacking)
    if not planned or begins is None:
        return Cell(item, code, None, "", None, "not_planned", lacking)
    if on < begins:
        return Cell(item, code, begins, "", None, "later", lacking)
    return Cell(item, code, None, "", None, "lacking" if lacking else "ready", lacking)


def drafts(reach: Sequence[str], *, open_only: bool = False) -> QuerySet[LetterDraft]:
    within = Q(pk__in=[])
    for prefix in reach:
        within |= Q(township__code__startswith=prefix)
    found = (
        LetterDraft.objects.select_related("township", "plan", "letter", "amends")
        .filter(within)
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


def published(county_code: str, on: date) -> QuerySet[Letter]:
    """Letters in force or still to come, for everybody to read (行政处罚法 Art. 20 by analogy: both sides publish)."""
    found = Letter.objects.select_related("township").prefetch_related("items", "events")
    return found.filter(county_id=county_code, stops_on__gt=on).order_by("township_id", "starts_on")
