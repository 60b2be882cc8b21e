"""The workbooks that go out: the template to fill in, and the sheet that came with what became of each row. Pure."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from .import_sheet import COLUMNS, Row, text_of

RESULT, REASON = "导入结果", "原因"


def template(villages: Sequence[str], items: Sequence[str], relations: Sequence[str]) -> bytes:
    """An empty workbook with headings, an example row, and lists to choose from."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, lists = book.add_worksheet("在保家庭"), book.add_worksheet("可填内容")
    head, as_text = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "@"})
    for place, column in enumerate(COLUMNS):
        sheet.write(0, place, column.zh + ("*" if column.needed else ""), head)
        sheet.set_column(place, place, 16, as_text)  # text: Excel would cut an ID number to 15 digits
        sheet.write_string(1, place, column.example)
    for place, (title, known) in enumerate(
        (("村（社区）", villages), ("事项", items), ("与户主关系", relations))
    ):
        lists.write(0, place, title, head)
        lists.write_column(1, place, known)
        lists.set_column(place, place, 20)
        letter = "ABC"[place]
        at = next(at for at, one in enumerate(COLUMNS) if one.zh == title)
        source = f"='可填内容'!${letter}$2:${letter}${len(known) + 1}"
        sheet.data_validation(1, at, 9999, at, {"validate": "list", "source": source})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def answered(headings: Sequence[str], rows: Sequence[Row], results: Mapping[int, tuple[str, str]]) -> bytes:
    """The same sheet with the result and the reason beside every row."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("在保家庭")
    head, as_text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    bad = book.add_format({"bg_color": "#F8D7D3", "text_wrap": True})
    titles = [title for title in headings if title not in (RESULT, REASON)]
    sheet.write_row(0, 0, [*titles, RESULT, REASON], head)
    for line, row in enumerate(rows, start=1):
        for place in range(len(titles)):
            cell = text_of(row.cells[place]) if place < len(row.cells) else ""
            sheet.write_string(line, place, cell, as_text)
        result, reason = results.get(row.number, ("", ""))
        sheet.write_string(line, len(titles), result, bad if reason else None)
        sheet.write_string(line, len(titles) + 1, reason, bad if reason else None)
    sheet.set_column(0, len(titles), 16)
    sheet.set_column(len(titles) + 1, len(titles) + 1, 60)
    book.close()
    return out.getvalue()
