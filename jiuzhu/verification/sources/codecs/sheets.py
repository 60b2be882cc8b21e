"""CSV and Excel: one table per source, and a manifest that names every file with its size and SHA-256.

A table's file is called `source.anything.csv`. Columns come in any order, in UTF-8 or GB 18030; beside the source's own
columns stand those of HEADINGS. A line without records has one row with its outcome and empty cells.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from jiuzhu.values import figures
from jiuzhu.verification.sources.base import Batch, Message, Part
from jiuzhu.verification.sources.cells import text_of
from jiuzhu.verification.sources.faults import NotAMessage, WrongChecksum
from jiuzhu.verification.sources.refusals import HeadingTwice
from jiuzhu.verification.sources.tables import Table, tables

from .base import Record

HEADINGS = {"line": "核对编号", "outcome": "查询结果", "as_of": "数据截止日", "note": "备注"}
ASKED = ("核对编号", "来源", "身份证号", "姓名", "期间起", "期间止", "授权")
_LOOK_FOR_HEADINGS = 20


@dataclass(frozen=True)
class Sheets:
    """`form` is csv or xlsx; `encoding` that of the CSV we write (what comes in is recognised)."""

    form: str = "csv"
    encoding: str = "utf-8-sig"

    def encode(self, batch: Batch) -> tuple[bytes, tuple[Part, ...]]:
        rows = [
            (one.reference, one.source, one.citizen_id, one.name, one.period_from.isoformat(), one.period_to.isoformat(),
             one.authorisation)
            for one in batch.lines
        ]  # fmt: skip
        parts = (Part(f"questions.{batch.number}.{self.form}", self.table([ASKED, *rows])),)
        return manifest(batch.number, parts), parts

    def table(self, rows: Sequence[Sequence[Any]]) -> bytes:
        """The rows as a file of this form; every cell is text, so that ID numbers keep their digits."""
        if self.form == "csv":
            out = io.StringIO(newline="")
            csv.writer(out).writerows(rows)
            return out.getvalue().encode(self.encoding)
        told = io.BytesIO()
        book = xlsxwriter.Workbook(told, {"in_memory": True, "strings_to_numbers": False})
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, "" if cell is None else str(cell))
        book.close()
        return told.getvalue()

    def decode(self, message: Message) -> tuple[str, list[Record]]:
        batch, files = read_manifest(message)
        held = {one.name: one.body for one in message.parts}
        for name, (size, sha256) in files.items():
            body = held.get(name, b"")
            if len(body) != size or hashlib.sha256(body).hexdigest() != sha256:
                raise WrongChecksum(name=figures.typed(name, 80))
        records: list[Record] = []
        for name in files:
            records += _read(held[name], name, message.number)
        return batch, records


def manifest(batch: str, parts: Sequence[Part]) -> bytes:
    """The body of a message that is made of files."""
    files = [
        {"name": one.name, "size": len(one.body), "sha256": hashlib.sha256(one.body).hexdigest()}
        for one in parts
    ]
    return json.dumps({"batch": batch, "files": files}, ensure_ascii=False).encode()


def read_manifest(message: Message) -> tuple[str, dict[str, tuple[int, str]]]:
    """The batch, and name → size and checksum. Raises NotAMessage."""
    try:
        told = json.loads(message.body)
        files = {str(one["name"]): (int(one["size"]), str(one["sha256"])) for one in told["files"]}
        batch = str(told["batch"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotAMessage(
            number=message.number[:60], trouble=f"{type(error).__name__} {error}"[:100]
        ) from error
    if any("/" in name or "\\" in name or name.startswith(".") for name in files):
        raise NotAMessage(number=message.number[:60], trouble="文件名 name of a file")
    return batch, files


def _read(body: bytes, name: str, number: str) -> Iterator[Record]:
    source = name.split(".", maxsplit=1)[0]
    for table in tables(body, name):
        for at, line in enumerate(table.lines[:_LOOK_FOR_HEADINGS]):
            headings = [text_of(one).rstrip("*").strip() for one in line.cells]
            if HEADINGS["line"] in headings and HEADINGS["outcome"] in headings:
                yield from _lines(table, at, headings, source)
                return
    raise NotAMessage(
        number=number[:60], trouble=f"{figures.typed(name, 60)}：{'、'.join(HEADINGS.values())}"
    )


def _lines(table: Table, at: int, headings: list[str], source: str) -> Iterator[Record]:
    if twice := next((one for one in headings if one and headings.count(one) > 1), None):
        raise HeadingTwice(column=figures.typed(twice))
    places = {word: headings.index(zh) if zh in headings else None for word, zh in HEADINGS.items()}
    for line in table.lines[at + 1 :]:
        if line.empty and not line.broken:
            continue
        # A row with a cell too few or too many has slipped: every fact behind it would stand under the wrong heading.
        broken = line.broken or bool(line.merged) or len(line.cells) != len(headings)
        told = {
            word: "" if place is None or place >= len(line.cells) else line.cells[place]
            for word, place in places.items()
        }
        cells = {
            heading: cell
            for heading, cell in zip(headings, line.cells, strict=False)
            if heading and heading not in HEADINGS.values()
        }
        yield Record(
            line.number, text_of(told["line"]), source, text_of(told["outcome"]), told["as_of"], {} if broken else cells,
            text_of(told["note"]), broken,
        )  # fmt: skip
