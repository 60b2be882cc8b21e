"""Departmental extracts as files: CSV (UTF-8 or GB 18030) and Excel. Headings in any order; a doubtful row is refused."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import xlsxwriter

from jiuzhu.values import figures
from jiuzhu.values.refusals import Refusal

from . import cells
from .base import Received, Rejected, Row
from .layouts import Column, Source
from .refusals import (
    BrokenRow,
    ForbiddenColumn,
    HeadingTwice,
    MergedCells,
    NoHeadings,
    NothingInIt,
    OtherUnit,
    RowTwice,
    StrayQuote,
    TwoTables,
)
from .tables import Line, Table, tables

_LOOK_FOR_HEADINGS = 20  # titles, issuing office and date often stand above
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_TEN_THOUSAND = re.compile(r"[(（\[【].*?(万|千)元.*?[)）\]】]")


@dataclass(frozen=True)
class _Head:
    """Where the headings stand and which column is at which place."""

    table: Table
    at: int
    places: Mapping[int, Column]
    ignored: tuple[str, ...]

    @cached_property
    def in_order(self) -> list[tuple[int, Column]]:
        """Whom a row is about is read first: nothing else of it matters without that."""
        return sorted(self.places.items(), key=lambda one: _ORDER.get(one[1].key, len(_ORDER)))

    @cached_property
    def width(self) -> int:
        return len(self.table.lines[self.at].cells)


class Extract:
    key = "extract"
    zh = "部门数据文件（CSV、Excel）"
    en = "Departmental extract (CSV, Excel)"

    def receive(self, body: bytes, *, name: str, source: Source, on: date) -> Received:
        """Rows and rejections of a file. Raises NotATable, UnknownEncoding, NoHeadings, HeadingTwice,
        ForbiddenColumn, OtherUnit, TwoTables, TooBig, NothingInIt."""
        head = _head(body, name, source)
        rows: list[Row] = []
        rejected: list[Rejected] = []
        seen: dict[tuple[object, ...], int] = {}
        for line in head.table.lines[head.at + 1 :]:
            if line.empty and not line.broken:
                continue
            try:
                row = _row(line, head, on)
                same = (row.citizen_id, row.name, *row.facts.values())
                if same in seen:
                    raise RowTwice(first=seen[same])
            except Refusal as refusal:
                column = next((one.zh for one in source.columns if one.key == refusal.field), "")
                rejected.append(Rejected(line.number, column, refusal))
            else:
                seen[same] = row.number
                rows.append(row)
        if not rows and not rejected:
            raise NothingInIt
        return Received(tuple(rows), tuple(rejected), head.ignored)

    def template(self, source: Source) -> tuple[str, bytes]:
        """An empty workbook: headings as text cells, so that ID numbers keep their digits; words to choose from."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        sheet = book.add_worksheet(source.zh)
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
        for place, column in enumerate(source.columns):
            sheet.set_column(place, place, 22, text)
            sheet.write(0, place, column.zh + (" *" if column.required else ""), head)
            if column.words:
                words = list({word: zh for zh, word in reversed(tuple(column.words.items()))}.values())
                sheet.data_validation(1, place, 10_000, place, {"validate": "list", "source": words})
        sheet.freeze_panes(1, 0)
        book.close()
        return f"{source.key}.xlsx", out.getvalue()


def headings(body: bytes, name: str, source: Source) -> tuple[int, Mapping[int, Column]]:
    """The line of the headings and which column stands at which place, for whoever reads the rows by other means."""
    head = _head(body, name, source)
    return head.at, head.places


def _head(body: bytes, name: str, source: Source) -> _Head:
    found: list[_Head] = []
    best: set[str] | None = None
    for table in tables(body, name):
        missing = _missing(table, source)
        for at, absent in missing:
            if not absent:
                found.append(_headings(table, at, source))
                break
            best = absent if best is None or len(absent) < len(best) else best
    if not found:
        required = {one.zh for one in source.columns if one.required}
        raise NoHeadings(
            source_zh=source.zh,
            source_en=source.en,
            missing="、".join(sorted(required if best is None else best)),
        )
    if len(found) > 1:
        raise TwoTables(sheets="、".join(one.table.name for one in found))
    return found[0]


def _missing(table: Table, source: Source) -> Iterator[tuple[int, set[str]]]:
    """For each of the first lines, the required columns that it does not name."""
    for at, line in enumerate(table.lines[:_LOOK_FOR_HEADINGS]):
        named = {column.key for cell in line.cells if (column := column_of(cell, source))}
        yield at, {one.zh for one in source.columns if one.required and one.key not in named}


def _headings(table: Table, at: int, source: Source) -> _Head:
    places: dict[int, Column] = {}
    ignored = []
    for place, cell in enumerate(table.lines[at].cells):
        heading = cells.text_of(cell)
        if not heading:
            continue
        if any(word in heading.lower() for word in source.forbidden):
            raise ForbiddenColumn(source_zh=source.zh, source_en=source.en, column=figures.typed(heading))
        column = column_of(cell, source)
        if column is None:
            ignored.append(heading[:60])
            continue
        if column in places.values():
            raise HeadingTwice(column=column.zh)
        if column.kind == "money" and _TEN_THOUSAND.search(heading):
            raise OtherUnit(column=figures.typed(heading))
        places[place] = column
    return _Head(table, at, places, tuple(ignored))


def _plain(heading: object) -> str:
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", cells.text_of(heading)))
    return re.sub(r"[\s*:：]", "", text).lower()


def column_of(heading: object, source: Source) -> Column | None:
    """The column that a heading names, by any of its names; None for one that the layout does not ask for."""
    wanted = _plain(heading)
    if not wanted:
        return None
    for column in source.columns:
        if wanted in (_plain(one) for one in (column.zh, column.en, column.key, *column.also)):
            return column
    return None


def _row(line: Line, head: _Head, on: date) -> Row:
    if line.merged:
        raise MergedCells(cells=line.merged)
    if line.broken:
        raise StrayQuote
    if len(line.cells) != head.width:
        # Too few or too many, even an empty one: a cell slipped, and every fact behind it would stand under the wrong
        # heading (found by Hypothesis: a row with one cell too many whose last cell was blank).
        raise BrokenRow(found=len(line.cells), wanted=head.width)
    facts: dict[str, Any] = {}
    for place, column in head.in_order:
        facts[column.key] = cells.read(column, line.cells[place], on)
    return Row(
        line.number,
        facts.pop("citizen_id"),
        facts.pop("name"),
        {k: v for k, v in facts.items() if v is not None},
    )


_ORDER = {"citizen_id": 0, "name": 1}
EXTRACT = Extract()
