"""Plans, readiness, hand-overs, and the matrix of items and townships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jiuzhu import rulebook
from jiuzhu.delegation.models import (
    HandOver,
    LetterItem,
    Plan,
    Readiness,
    SignOff,
)
from jiuzhu.delegation.refusals import NoSuchPlan
from jiuzhu.delegation.rules import CRITERIA, criteria_of
from jiuzhu.offices import queries as offices

from .letters import state


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
