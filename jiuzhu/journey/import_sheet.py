"""The sheet of existing recipients: one row a person, households by their number. Bytes in, rows and refusals out. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import python_calamine
import xlsxwriter

from jiuzhu.values import bank_accounts, citizen_id, money, month, names, phones
from jiuzhu.values.refusals import Refusal


@dataclass(frozen=True)
class Column:
    key: str
    zh: str
    en: str
    needed: str  # "row", "household" (on the householder's row), ""
    example: str


COLUMNS = (
    Column("household", "户编号", "Household no.", "row", "XW-0001"),
    Column("village", "村（社区）", "Village", "household", "东山社区"),
    Column("item", "事项", "Item", "household", "城市低保"),
    Column("relation", "与户主关系", "Relation", "row", "本人"),
    Column("name", "姓名", "Name", "row", "示例甲"),
    Column("citizen_id", "公民身份号码", "Citizen ID", "", ""),
    Column("sex", "性别", "Sex", "", "女"),
    Column("born_on", "出生日期", "Born on", "", "1960-01-31"),
    Column("amount", "每月金额（元）", "Yuan a month", "household", "820"),
    Column("since", "享受起始月", "Since month", "household", "2024-03"),
    Column("bank", "开户银行", "Bank", "", "新泰农商银行"),
    Column("account", "银行账号", "Bank account", "", ""),
    Column("phone", "联系电话", "Telephone", "", ""),
    Column("address", "住址", "Address", "", "东山社区 3 号楼"),
)
RESULT, REASON = "导入结果", "原因"
MOST_ROWS = 200_000


class SheetUnreadable(Refusal):
    code = "import.sheet-unreadable"
    zh = "打不开这个文件：它不是 Excel（.xlsx、.xls）或 CSV 表格。"
    en = "This file cannot be opened: it is neither an Excel workbook (.xlsx, .xls) nor a CSV table."
    next_zh = "请下载模板，把内容填在模板里再上传。"
    next_en = "Please download the template, fill it in and upload it."


class HeadingsMissing(Refusal):
    code = "import.headings-missing"
    zh = "表头缺少：{missing}。"
    en = "These headings are missing: {missing}."
    next_zh = "第一行应当是表头；请对照模板补上，列的顺序不限。"
    next_en = (
        "The first row holds the headings; compare with the template. The order of columns does not matter."
    )


class CellMerged(Refusal):
    code = "import.cell-merged"
    zh = "这一行有合并单元格，无法判断内容属于哪一行。"
    en = "This row has merged cells; it is not certain which row their content belongs to."
    next_zh = "请取消合并，每行都填上内容。"
    next_en = "Unmerge them and fill in every row."


class CellEmpty(Refusal):
    code = "import.cell-empty"
    zh = "“{column}”没有填写。"
    en = "“{column}” is empty."


class WordUnknown(Refusal):
    code = "import.word-unknown"
    zh = "“{column}”填的“{typed}”不认识。"
    en = "“{typed}” is not known for “{column}”."
    next_zh = "可以填：{known}"
    next_en = "Known: {known}"


class DateUnreadable(Refusal):
    code = "import.date-unreadable"
    zh = "“{column}”填的“{typed}”不是日期。"
    en = "“{typed}” in “{column}” is no date."
    next_zh = "请写成 1960-01-31 的样子。"
    next_en = "Write it like 1960-01-31."


@dataclass
class Row:
    """One person. `number` is the row of the sheet as people count it (headings are row 1)."""

    number: int
    cells: list[Any]
    told: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[Refusal] = field(default_factory=list)


def read(body: bytes) -> tuple[list[str], list[Row]]:
    """Headings and rows of the first sheet. Raises SheetUnreadable, HeadingsMissing."""
    grid, merged = _grid(body)
    headings = [str(cell or "").strip().rstrip("*") for cell in (grid[0] if grid else [])]
    places = {column.key: headings.index(column.zh) for column in COLUMNS if column.zh in headings}
    missing = [column.zh for column in COLUMNS if column.needed and column.key not in places]
    if missing:
        raise HeadingsMissing(missing="、".join(missing))
    rows = []
    for number, cells in enumerate(grid[1:], start=2):
        if any(str(cell or "").strip() for cell in cells):
            told = {key: _text(cells[place]) if place < len(cells) else "" for key, place in places.items()}
            row = Row(number, list(cells), told)
            if number in merged:
                row.wrong.append(CellMerged())
            rows.append(row)
    return headings, rows


def _grid(body: bytes) -> tuple[list[list[Any]], frozenset[int]]:
    if body[:4] == b"PK\x03\x04" or body[:4] == b"\xd0\xcf\x11\xe0":
        try:
            sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
        except (python_calamine.CalamineError, IndexError) as error:
            raise SheetUnreadable from error
        top = sheet.start[0] if sheet.start else 0
        merged = {
            row - top + 1
            for first, last in sheet.merged_cell_ranges or ()
            for row in range(first[0], last[0] + 1)
        }
        return sheet.to_python(skip_empty_area=True, nrows=MOST_ROWS), frozenset(merged)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return list(csv.reader(io.StringIO(text, newline=""))), frozenset()
    raise SheetUnreadable


def _text(cell: Any) -> str:
    """A cell as a person reads it. A number that Excel cut stays recognisable: the values refuse it by name."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell if cell is not None else "").strip()


def understand(
    rows: Sequence[Row], words: Mapping[str, Mapping[str, str]], *, on: date
) -> dict[str, list[Row]]:
    """Fill `values` and `wrong` of each row and group the rows by household.

    `words` maps the words of village, item and relation to their codes.
    """
    households: dict[str, list[Row]] = {}
    for row in rows:
        households.setdefault(row.told["household"], []).append(row)
    for members in households.values():
        for place, row in enumerate(members):
            for refusal in _row(row, words, first=place == 0, on=on):
                row.wrong.append(refusal)
    return households


def _row(row: Row, words: Mapping[str, Mapping[str, str]], *, first: bool, on: date) -> Iterator[Refusal]:
    told, values = row.told, row.values
    for column in COLUMNS:
        needed = column.needed == "row" or (column.needed == "household" and first)
        typed = told.get(column.key, "")
        if not typed:
            if needed:
                yield CellEmpty(column.key, column=column.zh)
            continue
        try:
            values[column.key] = _value(column, typed, words, on)
        except Refusal as refusal:
            yield refusal
    if "citizen_id" in values:
        number = values["citizen_id"]
        values |= {"sex": number.sex, "born_on": number.born_on, "citizen_id": number.number}
    else:
        for key in ("sex", "born_on"):
            if key not in values and not told.get("citizen_id"):
                yield CellEmpty(key, column=next(one.zh for one in COLUMNS if one.key == key))


def _value(column: Column, typed: str, words: Mapping[str, Mapping[str, str]], on: date) -> Any:
    if column.key in words:
        known = words[column.key]
        if typed not in known and typed not in known.values():
            raise WordUnknown(
                column.key, column=column.zh, typed=typed[:40], known="、".join(list(known)[:30])
            )
        return known.get(typed, typed)
    if column.key == "sex":
        sexes = {"男": "male", "女": "female"}
        if typed not in sexes:
            raise WordUnknown(column.key, column=column.zh, typed=typed[:40], known="男、女")
        return sexes[typed]
    if column.key == "born_on":
        try:
            return date.fromisoformat(typed.replace("/", "-").replace(".", "-"))
        except ValueError as error:
            raise DateUnreadable(column.key, column=column.zh, typed=typed[:40]) from error
    readers: dict[str, Any] = {
        "citizen_id": lambda: citizen_id.parse(typed, on=on, field="citizen_id"),
        "name": lambda: names.parse(typed, field="name"),
        "amount": lambda: money.parse(typed, field="amount"),
        "since": lambda: month.parse(typed[:7], field="since"),
        "account": lambda: bank_accounts.parse(typed, field="account"),
        "phone": lambda: phones.parse(typed, field="phone"),
    }
    return readers[column.key]() if column.key in readers else typed[:200]


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
            cell = _text(row.cells[place]) if place < len(row.cells) else ""
            sheet.write_string(line, place, cell, as_text)
        result, reason = results.get(row.number, ("", ""))
        sheet.write_string(line, len(titles), result, bad if reason else None)
        sheet.write_string(line, len(titles) + 1, reason, bad if reason else None)
    sheet.set_column(0, len(titles), 16)
    sheet.set_column(len(titles) + 1, len(titles) + 1, 60)
    book.close()
    return out.getvalue()
