"""What the rulebook's files become in memory, and how: one dataclass and one reading function per kind of
file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from jiuzhu.rulebook import places, reading
from jiuzhu.rulebook.figures import UNITS, Figure, Parameter, Value
from jiuzhu.rulebook.refusals import UnknownCode

JSON = Any
_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of an item. ``asked`` is False for what departments give: it must never be asked for."""

    key: str
    zh: str
    en: str
    asked: bool
    given_by: str
    law: str
    note_zh: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Item:
    """Something that can be applied for; ``body`` is the whole file."""

    code: str
    slug: str
    zh: str
    en: str
    category_zh: str
    category_en: str
    process: str
    documents: tuple[Document, ...]
    numbers: tuple[str, ...]
    law: str
    body: Mapping[str, JSON]

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class ProcessVersion:
    """One dated version of a process in one area; ``body`` is what a case pins, ``digest`` its
    fingerprint."""

    key: str
    area: str
    starts_on: date
    stops_on: date | None
    law: str
    digest: str
    body: Mapping[str, JSON]

    def in_force(self, on: date) -> bool:
        return self.starts_on <= on and (self.stops_on is None or on < self.stops_on)

    @property
    def label(self) -> str:
        return f"{self.key}/{self.starts_on.isoformat()}"


@dataclass(frozen=True, slots=True)
class Codes:
    """A closed list of codes: code → (Chinese, English); ``standard`` names where it comes from."""

    name: str
    zh: str
    en: str
    standard: str
    entries: Mapping[str, Mapping[str, JSON]]

    def label(self, code: str, language: str = "zh-hans") -> str:
        entry = self.entries.get(code)
        if entry is None:
            raise UnknownCode(word=code, name=self.name)
        return str(entry["en" if language.lower().startswith("en") else "zh"])


def value_problems(kind: str, body: JSON) -> Iterable[str]:
    """What JSON Schema cannot say: that values are of the kind which the unit promises."""
    if kind != "parameters":
        return
    for index, row in enumerate(body["values"]):
        cells = row["value"] if body.get("keys") else {"": row["value"]}
        if not isinstance(cells, dict) or (body.get("keys") and sorted(cells) != sorted(body["keys"])):
            yield f"values.{index}.value: needs one value for each of {', '.join(body['keys'])}"
            continue
        for key, cell in cells.items():
            if wrong := _wrong_value(cell, UNITS[body["unit"]], body.get("words", [])):
                yield f"values.{index}.value{'.' + key if key else ''}: {cell!r} {wrong}"


def _wrong_value(cell: JSON, kind: str, words: list[str]) -> str:
    """Why a cell is not of its kind; empty when it is."""
    if kind == "integer":
        return "" if isinstance(cell, int) and not isinstance(cell, bool) else "must be a whole number"
    if kind == "decimal":
        whole = isinstance(cell, int) and not isinstance(cell, bool)
        text = isinstance(cell, str) and _DECIMAL.fullmatch(cell) is not None
        return "" if whole or text else "must be a decimal such as 1.5"
    if kind == "boolean":
        return "" if isinstance(cell, bool) else "must be true or false"
    if kind == "word":
        return "" if cell in words else f"must be one of {', '.join(words)}"
    outside = [one for one in cell if one not in words] if isinstance(cell, list) else [cell]
    return f"must be a list of words from {', '.join(words)}" if outside else ""


def _value(cell: JSON, kind: str) -> Any:
    if kind == "decimal":
        return Decimal(str(cell))
    if kind == "words":
        return tuple(cell)
    return cell


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def parameter(body: JSON) -> Parameter:
    kind = UNITS[body["unit"]]
    rows = sorted(body["values"], key=lambda row: (places.stem(row["area"]), row["from"]))
    figures: list[Figure] = []
    for row, following in zip_longest(rows, rows[1:]):
        # A value holds until the next one for the same place begins, unless its own end is earlier.
        stops = row.get("to")
        if following is not None and following["area"] == row["area"]:
            stops = min(stops or following["from"], following["from"])
        value: Value = (
            {key: _value(cell, kind) for key, cell in row["value"].items()}
            if body.get("keys")
            else _value(row["value"], kind)
        )
        figures.append(
            Figure(
                name=body["name"], area=row["area"], value=value, unit=body["unit"],
                starts_on=date.fromisoformat(row["from"]), stops_on=_day(stops), law=row["law"],
                source=row["source"], confidence=row["confidence"], label_zh=body["zh"], label_en=body["en"],
                checked_until=_day(row.get("checked_until")), note=row.get("note", ""),
                demo=row.get("demo", False),
            )
        )  # fmt: skip
    return Parameter(
        name=body["name"], label_zh=body["zh"], label_en=body["en"], means_zh=body["means"]["zh"],
        means_en=body["means"]["en"], unit=body["unit"], set_by=body["set_by"],
        keys=tuple(body.get("keys", ())), words=tuple(body.get("words", ())), items=tuple(body.get("items", ())), values=tuple(figures),
    )  # fmt: skip


def versions(body: JSON) -> Iterable[ProcessVersion]:
    fingerprint = reading.digest(body)
    for area in body["areas"]:
        yield ProcessVersion(
            key=body["key"], area=area, starts_on=date.fromisoformat(body["from"]), stops_on=_day(body["to"]),
            law=body["law"], digest=fingerprint, body=body,
        )  # fmt: skip


def item(body: JSON) -> Item:
    documents = tuple(
        Document(
            key=one["key"], zh=one["zh"], en=one["en"], asked=one["asked"], given_by=one.get("given_by", ""),
            law=one["law"], note_zh=one.get("note", {}).get("zh", ""),
            note_en=one.get("note", {}).get("en", ""),
        )
        for one in body["documents"]
    )  # fmt: skip
    return Item(
        code=body["code"], slug=body["slug"], zh=body["name"]["zh"], en=body["name"]["en"],
        category_zh=body["category"]["zh"], category_en=body["category"]["en"], process=body["process"],
        documents=documents, numbers=tuple(body["numbers"]), law=body["law"], body=body,
    )  # fmt: skip


def codes(body: JSON) -> Codes:
    entries = {entry["code"]: entry for entry in body["entries"]}
    return Codes(name=body["name"], zh=body["zh"], en=body["en"], standard=body["standard"], entries=entries)


def areas(bodies: Mapping[str, JSON]) -> dict[str, Mapping[str, JSON]]:
    body = bodies.get("codes/areas.yaml")
    return {} if body is None else {places.stem(entry["code"]): entry for entry in body["entries"]}
