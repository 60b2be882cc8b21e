"""The list of changes as a file to take along: CSV, or a workbook whose cells are all text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.utils.translation import gettext as _

from jiuzhu.values import masking

from .shown import Change

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(kind: str, rows: Iterable[Change]) -> tuple[str, bytes]:
    """Media type and content."""
    return KINDS[kind], _workbook(rows) if kind == "xlsx" else _text(rows)


def _lines(rows: Iterable[Change]) -> Iterator[list[str]]:
    yield [
        _("办理编号"),
        _("姓名"),
        _("身份证号"),
        _("来源"),
        _("事项"),
        _("变化"),
        _("原来"),
        _("现在"),
        _("依据"),
    ]
    for one in rows:
        person = one.row.subject.person
        yield [
            one.row.subject.case.number, person.name, masking.citizen_id(person.citizen_id or ""), one.source, one.fact, one.kind,
            one.before, one.now, one.law,
        ]  # fmt: skip


def _text(rows: Iterable[Change]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in line] for line in _lines(rows))
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """A text that a spreadsheet would take for a formula stays a text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def _workbook(rows: Iterable[Change]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page, text = book.add_worksheet(), book.add_format({"num_format": "@"})
    for place, line in enumerate(_lines(rows)):
        for column, cell in enumerate(line):
            page.write_string(place, column, cell, text)
    page.freeze_panes(1, 0)
    page.set_column(0, 8, 18)
    book.close()
    return out.getvalue()
