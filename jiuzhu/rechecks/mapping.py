"""From a person's rows to facts, by the one definition that a single check uses: verification's cells, names and facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import facts, names
from jiuzhu.verification.sources import cells
from jiuzhu.verification.sources.layouts import Column, Source

from .reading import Layout

Cells = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What a register says of one person; with a doubt it says nothing that may be attributed to her."""

    facts: dict[str, Any]
    unclear: tuple[str, ...] = ()
    doubt: str = ""  # a key of rules.DOUBTS
    told: str = ""


class _Column(dict[Any, Any]):
    """Cells of a column that were read before: among a million rows a word, a day or an amount comes again and again."""

    def __init__(self, column: Column, on: date) -> None:
        super().__init__()
        self.column, self.on = column, on

    def __missing__(self, cell: str | None) -> Any:
        try:
            value = cells.read(self.column, cell, self.on)
        except Refusal as refusal:
            value = refusal
        self[cell] = value
        return value


class Mapper:
    """Maps rows of one file."""

    def __init__(self, source: Source, layout: Layout, on: date) -> None:
        self._source, self._on = source, on
        places = {column.key: place for place, column in enumerate(layout.columns)}
        self._name = places["name"]
        self._columns = [
            (column.key, place, _Column(column, on))
            for place, column in enumerate(layout.columns)
            if column.key != "citizen_id"
        ]

    def said(self, rows: Sequence[Cells], name: str, period: tuple[date, date]) -> Said:
        """What these rows, all under the person's number, say of her."""
        records: list[dict[str, Any]] = []
        for row in dict.fromkeys(rows):
            record: dict[str, Any] = {}
            for key, place, column in self._columns:
                value = column[row[place]]
                if isinstance(value, Refusal):
                    return Said({}, doubt="unreadable", told=f"{column.column.zh} {value.code}")
                if value is not None:
                    record[key] = value
            theirs = record.pop("name")
            if theirs != name and (likeness := names.likeness(name, theirs)) != "same":
                return Said({}, doubt="name", told=f"{theirs[:100]} {likeness}")
            records.append(record)
        if self._source.once and len(records) > 1:
            return Said({}, doubt="several", told=str(len(records)))
        known = facts.known(self._source.key, records, period=period, on=self._on)
        return Said(dict(known.facts), known.unclear)
