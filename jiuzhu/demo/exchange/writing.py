"""What a department says about each line, and how it is written: JSON, CSV or Excel."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiuzhu.values import citizen_id
from jiuzhu.verification.sources.base import Message, Part
from jiuzhu.verification.sources.codecs.sheets import ASKED, HEADINGS, Sheets, manifest
from jiuzhu.verification.sources.layouts import SOURCES
from jiuzhu.verification.sources.tables import tables

from .plan import Plan
from .registers import Registers

SOMEBODY_ELSE = citizen_id.invent("370982", date(1948, 11, 2), "female", 48).number


@dataclass(frozen=True)
class Line:
    """One question as the department reads it."""

    reference: str
    source: str
    citizen_id: str
    name: str


@dataclass(frozen=True)
class Said:
    """One answer as the department gives it: `records` are heading → cell."""

    line: Line
    outcome: str
    records: tuple[dict[str, str], ...] = ()
    citizen_id: str = ""
    name: str = ""


def plain(form: str, message: Message) -> dict[str, Any]:
    """A request, ready to be kept."""
    if form == "json":
        return dict(json.loads(message.body))
    table = next(iter(tables(message.parts[0].body, message.parts[0].name)))
    rows = [dict(zip(ASKED, line.cells, strict=False)) for line in table.lines[1:]]
    names = ("line", "source", "citizen_id", "name")
    return {"lines": [dict(zip(names, map(str, list(row.values())[:4]), strict=True)) for row in rows]}


def read(form: str, told: dict[str, Any]) -> list[Line]:
    return [
        Line(str(one["line"]), str(one["source"]), str(one["citizen_id"]), str(one["name"]))
        for one in told["lines"]
    ]


def truth(line: Line, registers: Registers, fault: str) -> Said:
    """What must stand in the end, whatever happened on the way."""
    records = tuple(registers.about(line.citizen_id, line.source))
    if fault == "not_covered":
        return Said(line, "not_covered")
    if not records:
        return Said(line, "ambiguous" if fault == "contradicts" else "not_found")
    if fault in ("wrong_name", "ambiguous"):
        return Said(line, "name_mismatch" if fault == "wrong_name" else "ambiguous", records)
    return Said(line, "ambiguous" if fault == "contradicts" else "found", records)


def answers(lines: Iterable[Line], registers: Registers, plan: Plan) -> tuple[list[Said], list[Said]]:
    """The first message, and the second one: what was late, is said again, contradicts, or puts a fault right."""
    first: list[Said] = []
    second: list[Said] = []
    for line in lines:
        fault = plan.of_line(line.reference)
        records = tuple(registers.about(line.citizen_id, line.source))
        right = Said(line, "found" if records else "not_found", records, line.citizen_id, line.name)
        said, later = _with(fault, right)
        first += said
        second += later
    return first, second


def _with(fault: str, right: Said) -> tuple[list[Said], list[Said]]:
    number = right.citizen_id
    if fault in ("", "late", "twice"):
        return ([] if fault == "late" else [right]), ([right] if fault else [])
    if fault == "old_number":
        old = number[:6] + number[8:17] if number[6:8] == "19" else number
        return [replace(right, citizen_id=old)], []
    if fault == "other_person":
        return [replace(right, citizen_id=SOMEBODY_ELSE)], [right]
    if fault == "system":
        return [replace(right, outcome="source_error", records=())], [right]
    if fault == "unreadable":
        return [replace(right, outcome="没有这个词")], [right]
    if fault == "contradicts":
        other = replace(right, outcome="not_found", records=()) if right.records else replace(
            right, outcome="found", records=(_least(right.line.source),)
        )  # fmt: skip
        return [right], [other]
    if fault == "not_covered":
        return [replace(right, outcome="not_covered", records=())], []
    if fault == "wrong_name":
        return [replace(right, name="另有其名")], []
    return [replace(right, outcome="ambiguous" if right.records else right.outcome)], []


def _least(source: str) -> dict[str, str]:
    """A record with what the layout wants and nothing more."""
    plain_cells = {
        "yes_no": "否",
        "money": "1.00",
        "whole": "1",
        "measure": "1",
        "day": "2020-01-01",
        "month": "2020-01",
    }
    return {
        one.zh: next(iter(one.words), "") if one.kind == "word" else plain_cells.get(one.kind, "演示")
        for one in SOURCES[source].columns
        if one.required and one.key not in ("citizen_id", "name")
    }


def written(
    form: str, batch: str, number: str, said: Sequence[Said], as_of: date, *, odd: str
) -> tuple[bytes, tuple[Part, ...]]:
    """Body and parts of a message. `odd` is gbk or columns: another encoding, another order."""
    if form == "json":
        told = {
            "batch": batch, "message": number,
            "answers": [
                {
                    "line": one.line.reference, "source": one.line.source, "outcome": one.outcome, "as_of": as_of.isoformat(),
                    "citizen_id": one.citizen_id, "name": one.name,
                    "records": [_turned(record, odd) for record in one.records],
                }
                for one in said
            ],
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False).encode(), ()
    sheets = Sheets(form, "gb18030" if odd == "gbk" else "utf-8-sig")
    by_source: dict[str, list[Said]] = {}
    for one in said:
        by_source.setdefault(one.line.source, []).append(one)
    parts = tuple(
        Part(f"{source}.{number}.{form}", sheets.table(_rows(source, many, as_of, odd)))
        for source, many in by_source.items()
    )
    return manifest(batch, parts), parts


def _rows(source: str, said: Sequence[Said], as_of: date, odd: str) -> list[list[str]]:
    own = [one.zh for one in SOURCES[source].columns]
    headings = [*HEADINGS.values(), *own]
    if odd == "columns":
        random.Random(source).shuffle(headings)  # noqa: S311 (invention, not secrecy)
    rows = [headings]
    for one in said:
        for record in one.records or ({},):
            told = {
                HEADINGS["line"]: one.line.reference, HEADINGS["outcome"]: one.outcome, HEADINGS["as_of"]: as_of.isoformat(),
                "身份证号": one.citizen_id, "姓名": one.name, **record,
            }  # fmt: skip
            rows.append([told.get(heading, "") for heading in headings])
    return rows


def _turned(record: dict[str, str], odd: str) -> dict[str, str]:
    return dict(reversed(record.items())) if odd == "columns" else record
