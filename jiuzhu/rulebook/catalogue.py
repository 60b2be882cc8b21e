"""The catalogue of items that a county may hand down: categories and items with the evidence for each, as dated data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.rulebook import places
from jiuzhu.rulebook.refusals import NoCatalogue

#: How well the belonging of an item to the catalogue is documented (china.md §4.2).
EVIDENCE = {
    "D": ("报道写明", "documented in the report"),
    "C": ("同类方案佐证", "corroborated by other delegations"),
    "I": ("按通常事项推定", "inferred from what bureaus usually grant"),
}


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    code: str
    category: str
    zh: str
    en: str
    evidence: str  # a key of EVIDENCE
    decided_by: str  # before anything is handed down
    publicity: str
    clock_zh: str
    clock_en: str
    law: str
    source: str

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    zh: str
    en: str
    items: tuple[CatalogueItem, ...]

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Catalogue:
    starts_on: date
    zh: str
    en: str
    note: str
    confidence: str
    categories: tuple[Category, ...]

    @property
    def items(self) -> tuple[CatalogueItem, ...]:
        return tuple(item for category in self.categories for item in category.items)

    def item(self, code: str) -> CatalogueItem | None:
        return next((one for one in self.items if one.code == code), None)


def in_force(bodies: dict[str, Any], area: str, on: date) -> Catalogue:
    """The county's catalogue of a day. Raises NoCatalogue."""
    found = [
        body
        for name, body in bodies.items()
        if name.startswith("catalogue/")
        and date.fromisoformat(body["from"]) <= on
        and any(places.covers(one, area) for one in body["areas"])
    ]
    if not found:
        raise NoCatalogue(area=area, on=on)
    return _catalogue(max(found, key=lambda body: str(body["from"])))


def _catalogue(body: Any) -> Catalogue:
    return Catalogue(
        date.fromisoformat(body["from"]), body["zh"], body["en"], body.get("note", ""), body["confidence"],
        tuple(
            Category(one["code"], one["zh"], one["en"], tuple(_item(one["code"], item) for item in one["items"]))
            for one in body["categories"]
        ),
    )  # fmt: skip


def _item(category: str, told: Any) -> CatalogueItem:
    return CatalogueItem(
        told["code"], category, told["zh"], told["en"], told["evidence"], told["decided_by"], told["publicity"],
        told["clock"]["zh"], told["clock"]["en"], told["law"], told["source"],
    )  # fmt: skip
