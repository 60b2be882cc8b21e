"""The rulebook: what can be applied for, how it is handled, and every number with its law, as dated data.

Reads ``rulebook/`` at the repository's root once. Ask through the functions below; each refuses (see
``refusals``) rather than answer with the nearest thing::

    rulebook.number("urban-minimum-living-standard", "370982002", date(2020, 8, 1)).value   # 63000 fen
    rulebook.process("minimum-living", "370982", on).body                                   # what a case pins

Numbers that counties enter themselves come through an overlay: ``rulebook.figures(overlay).number(...)``.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from jiuzhu.rulebook import catalogue as catalogues
from jiuzhu.rulebook.book import Rulebook
from jiuzhu.rulebook.catalogue import EVIDENCE, Catalogue
from jiuzhu.rulebook.entries import Codes, Document, Item, ProcessVersion
from jiuzhu.rulebook.figures import UNITS, Figure, Figures, Overlay, Parameter
from jiuzhu.rulebook.refusals import (
    Invalid,
    NoCatalogue,
    NotCheckedSince,
    NotInForce,
    ProcessNotInForce,
    UnknownCode,
    UnknownCodes,
    UnknownItem,
    UnknownNumber,
    UnknownProcess,
)

__all__ = [
    "EVIDENCE", "UNITS", "Catalogue", "Codes", "Document", "Figure", "Figures", "Invalid", "Item", "NoCatalogue", "NotCheckedSince",
    "NotInForce", "Overlay", "Parameter", "ProcessNotInForce", "ProcessVersion", "Rulebook",
    "UnknownCode", "UnknownCodes", "UnknownItem", "UnknownNumber", "UnknownProcess", "area_name",
    "book", "catalogue", "codes", "digest", "figures", "history", "item", "items", "load", "number", "numbers",
    "process", "process_versions",
]  # fmt: skip

ROOT = Path(os.environ.get("JIUZHU_RULEBOOK") or Path(__file__).resolve().parents[2] / "rulebook")


@cache
def load(root: Path) -> Rulebook:
    """The rulebook of a folder, read and validated once per process; Invalid lists every problem."""
    return Rulebook(root)


def book() -> Rulebook:
    """The rulebook in use."""
    return load(ROOT)


def catalogue(area: str, on: date) -> Catalogue:
    """The catalogue of items that a county may hand down, as of a day. Raises NoCatalogue."""
    return catalogues.in_force(book().bodies, area, on)


def digest() -> str:
    """Fingerprint of the whole rulebook: SHA-256 over its canonical JSON."""
    return book().digest


def item(code_or_slug: str) -> Item:
    """``MZ01-01`` or ``urban-minimum-living``; UnknownItem otherwise."""
    return book().item(code_or_slug)


def items() -> tuple[Item, ...]:
    return book().items()


def process(key: str, area: str, on: date) -> ProcessVersion:
    """The process version in force for an area on a day, the most specific area first; ProcessNotInForce
    otherwise."""
    return book().process(key, area, on)


def process_versions(key: str) -> tuple[ProcessVersion, ...]:
    """Every dated version, oldest first."""
    return book().process_versions(key)


def codes(name: str) -> Codes:
    """A closed list of codes; UnknownCodes otherwise."""
    return book().codes(name)


def area_name(code: str, language: str = "zh-hans") -> str:
    return book().area_name(code, language)


def figures(overlay: Overlay | None = None) -> Figures:
    """The numbers of the rulebook, with a county's own values laid over them."""
    return book().figures(overlay)


def number(name: str, area: str, on: date) -> Figure:
    """The rulebook's own value (without a county's entries); NotInForce or NotCheckedSince otherwise."""
    return figures().number(name, area, on)


def numbers(area: str, on: date) -> dict[str, Figure | NotInForce]:
    return figures().numbers(area, on)


def history(name: str, area: str | None = None) -> Sequence[Figure]:
    return figures().history(name, area)
