"""CSV and Excel as rows of cells with the numbers their sender sees. Knows nothing about sources."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from .refusals import NotATable, TooBig, UnknownEncoding

MOST_ROWS = 1_000_000
MOST_UNFOLDED = 1 << 30  # bytes; a workbook of a megabyte can unfold to a hundred gigabytes
DELIMITERS = (",", "\t", ";", "|", "，")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `merged` names the merged cells that touch it; `broken` says that its cells cannot be told apart."""

    number: int
    cells: tuple[Any, ...]
    merged: str = ""
    broken: bool = False

    @property
    def empty(self) -> bool:
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; a CSV file is one sheet for each way of splitting it."""

    name: str
    lines: tuple[Line, ...]


def tables(body: bytes, name: str) -> Iterator[Table]:
    """Every table that the bytes may be. Raises NotATable, UnknownEncoding, TooBig."""
    if body.startswith(b"PK\x03\x04"):
        yield from _workbook(body, name)
    else:
        yield from _text(body, name)


def decoded(body: bytes, name: str) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, else GB 18030; every byte must fit."""
    if b"\x00" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotATable(name=name)  # a picture, a program, an old .xls
    encodings = [encoding for mark, encoding in _BOMS if body.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise NotATable(name=name)
        return text
    raise UnknownEncoding(name=name)


def _text(body: bytes, name: str) -> Iterator[Table]:
    text = decoded(body, name)
    if not text.strip():
        raise NotATable(name=name)
    for delimiter in DELIMITERS:
        if delimiter in text:
            yield Table("", tuple(_lines(text, delimiter)))


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # A quotation mark in the wrong place: where this record ends cannot be known, nor where the next begins.
            yield Line(start + 1, (), broken=True)
            return
        if start >= MOST_ROWS:
            raise TooBig(most=MOST_ROWS)
        # A quotation mark inside a cell is as good as never meant: an opening one that came a character too late.
        yield Line(start + 1, tuple(cells), broken=any('"' in cell for cell in cells))
        start = reader.line_num


def _workbook(body: bytes, name: str) -> Iterator[Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as box:
            if sum(part.file_size for part in box.infolist()) > MOST_UNFOLDED:
                raise TooBig(most=MOST_ROWS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        visible = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        sheets = [book.get_sheet_by_name(one) for one in visible]
        found = [Table(sheet.name, tuple(_sheet_lines(sheet))) for sheet in sheets]
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError) as error:
        raise NotATable(name=name) from error
    yield from found


def _sheet_lines(sheet: CalamineSheet) -> Iterator[Line]:
    merged: dict[int, list[str]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        for row in range(top, bottom + 1):
            merged.setdefault(row, []).append(f"{_letter(left)}{top + 1}:{_letter(right)}{bottom + 1}")
    rows = sheet.to_python(skip_empty_area=False)
    if len(rows) > MOST_ROWS:
        raise TooBig(most=MOST_ROWS)
    for index, cells in enumerate(rows):
        yield Line(index + 1, tuple(cells), "、".join(merged.get(index, ())))


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
