"""A source's file through DuckDB: only the rows about people who are asked about come out of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiuzhu.values import citizen_id
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.sources import extract, tables
from jiuzhu.verification.sources.layouts import Column, Source

from .files import Checked, beginning, refuse_half
from .refusals import NoNumbers, NothingReadable

THREADS = 2
_SOME = 50_000


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read a file: `relation` in SQL, and the columns it has."""

    relation: str
    columns: tuple[Column, ...]
    cells: tuple[str, ...]  # in the order of `columns`
    rows: int


@dataclass(slots=True)
class Matched:
    """What came out: rows by person, as cells in the order of `columns`; and what was left behind, counted."""

    layout: Layout
    rows: dict[int, list[tuple[str | None, ...]]] = field(default_factory=dict)
    old_numbers: dict[int, list[tuple[str | None, ...]]] = field(default_factory=dict)
    broken: int = 0
    undecodable: int = 0
    numberless: int = 0

    @property
    def matched(self) -> int:
        return sum(map(len, self.rows.values())) + sum(map(len, self.old_numbers.values()))


def keys(numbers: Mapping[str, int]) -> pa.Table:
    """What DuckDB joins with: each number at its place, and beside it the 15 digits that it may have had before 1999."""
    places = list(numbers.values())
    return pa.table(
        {
            "key": pa.array(
                [*numbers, *(f"{one[:6]}{one[8:17]}" if one[6:8] == "19" else None for one in numbers)],
                pa.string(),
            ),
            "place": pa.array(places + places, pa.int32()),
            "old": pa.array([False] * len(places) + [True] * len(places), pa.bool_()),
        }
    )


def read(
    file: Checked, source: Source, people: pa.Table, places: Mapping[str, int], *, scratch: Path, on: date
) -> Matched:
    """The rows of a file about these people. `scratch` is a folder for what must be written anew in UTF-8.

    Raises what the layout refuses, HalfAFile, NothingReadable, NoNumbers.
    """
    try:
        if file.path.suffix == ".parquet":
            found = _joined(_parquet(file, source), people, places, on)
        else:
            found = _joined(_text(file, source, scratch), people, places, on)
            if found.undecodable:  # plain letters at its beginning, Chinese in another encoding further down
                found = _joined(_text(file, source, scratch, "gb18030"), people, places, on)
    except (duckdb.Error, pa.ArrowInvalid, OSError) as error:
        raise NothingReadable(name=file.path.name, why=_first_line(error)) from error
    if found.layout.rows and found.numberless + found.broken >= found.layout.rows:
        raise NoNumbers(name=file.path.name)
    return found


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def _parquet(file: Checked, source: Source) -> Layout:
    about = pq.ParquetFile(file.path)
    names = about.schema_arrow.names
    line = io.StringIO()
    csv.writer(line).writerow(names)
    _at, found = extract.headings(line.getvalue().encode(), file.path.name, source)
    cells = tuple(f'CAST("{names[place].replace(chr(34), chr(34) * 2)}" AS VARCHAR)' for place in found)
    return Layout(
        f"read_parquet({_quoted(file.path)})", tuple(found.values()), cells, about.metadata.num_rows
    )


def _text(file: Checked, source: Source, scratch: Path, encoding: str = "") -> Layout:
    encoding = encoding or _encoding(file.path)
    path, lines = (file.path, file.lines) if encoding == "utf-8" else _in_utf8(file, encoding, scratch)
    head = beginning(path)
    at, found = extract.headings(head, file.path.name, source)
    line = head.decode("utf-8-sig", errors="replace").splitlines()[at]
    delimiter = next(one for one in tables.DELIMITERS if _fits(line, one, found))
    width = len(next(csv.reader([line], delimiter=delimiter)))
    refuse_half(path, delimiter=delimiter, width=width)
    columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(width))
    relation = (
        f"read_csv({_quoted(path)}, auto_detect=false, header=false, skip={at + 1}, delim={_quoted(delimiter)}, quote='\"', "
        f"escape='\"', columns={{{columns}}}, ignore_errors=true, store_rejects=true, rejects_limit=0)"
    )
    return Layout(
        relation, tuple(found.values()), tuple(f"c{place}" for place in found), max(0, lines - at - 1)
    )


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        beginning(path).decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _fits(line: str, delimiter: str, found: Mapping[int, Column]) -> bool:
    if delimiter not in line:
        return False
    cells = next(csv.reader([line], delimiter=delimiter))
    return max(found) < len(cells) and all(cells[place].strip() for place in found)


def _in_utf8(file: Checked, encoding: str, scratch: Path) -> tuple[Path, int]:
    written, lines, some = scratch / file.path.name, 0, ""
    with (
        file.path.open(encoding=encoding, errors="replace", newline="") as source,
        written.open("w", encoding="utf-8", newline="") as target,
    ):
        while more := source.read(1 << 22):
            some = more
            lines += some.count("\n")
            target.write(some)
    return written, lines + (not some.endswith("\n"))


def _quoted(text: Path | str) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def _joined(layout: Layout, people: pa.Table, places: Mapping[str, int], on: date) -> Matched:
    found = Matched(layout)
    number = next(place for place, column in enumerate(layout.columns) if column.key == "citizen_id")
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.register("people", people)
        connection.execute(f"""
            SELECT place, old, {", ".join(f"c{n}" for n in range(len(layout.cells)))}
            FROM (SELECT {", ".join(f"{cell} AS c{n}" for n, cell in enumerate(layout.cells))},
                         upper(trim({layout.cells[number]})) AS key FROM {layout.relation}) AS row
            LEFT JOIN people USING (key)
            WHERE place IS NOT NULL OR key IS NULL OR strlen(key) NOT IN (15, 18)""")  # noqa: S608 (names of ours)
        for known, old, *cells in _rows(connection):
            place = places.get(_number(cells[number], on)) if known is None else known
            if place is None:
                found.numberless += 1
            else:
                (found.old_numbers if old else found.rows).setdefault(place, []).append(tuple(cells))
        if layout.relation.startswith("read_csv"):
            asked = "SELECT count(DISTINCT line), count(*) FILTER (error_type = 'INVALID ENCODING') FROM reject_errors"
            found.broken, found.undecodable = connection.execute(asked).fetchone() or (0, 0)
    return found


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while some := connection.fetchmany(_SOME):
        yield from some


def _number(cell: str | None, on: date) -> str:
    """A number that is not 18 plain characters, put right where it was only written in another way."""
    if not cell:
        return ""
    try:
        return citizen_id.parse(cell, on=on).number
    except Refusal:
        return ""
