"""The sheet of existing recipients: one row a person, households by their number. Bytes in, rows and refusals out. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import python_calamine

from jiuzhu.values import bank_accounts, citizen_id, money, month, names, phones
from jiuzhu.values.refusals import Refusal

from .import_refusals import (
    AccountHalf,
    CellEmpty,
    CellMerged,
    DateUnreadable,
    HeadingsMissing,
    HeadingTwice,
    NothingPaid,
    PersonTwice,
    SaysOtherwise,
    SheetUnreadable,
    SinceTooEarly,
    SinceTooLate,
    WordUnknown,
)


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
HEADS = ("01", "02")  # 本人 and 户主 of GB/T 4761: the row that speaks for the household
SEXES = {"男": "male", "女": "female"}
FIRST_MONTH = month.Month(1993, 6)  # Shanghai's, the first minimum living allowance of the country
# No household of the county receives this much a month; an amount above it is a slip of the finger.
MOST_A_MONTH_FEN = 10_000_000
MOST_ROWS = 200_000


@dataclass
class Row:
    """One person. `number` is the row of the sheet as people count it (headings are row 1)."""

    number: int
    cells: list[Any]
    told: dict[str, str]
    raw: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[Refusal] = field(default_factory=list)


def read(body: bytes) -> tuple[list[str], list[Row]]:
    """Headings and rows of the first sheet. Raises SheetUnreadable, HeadingsMissing."""
    grid, merged = _grid(body)
    headings = [str(cell or "").strip().rstrip("*") for cell in (grid[0] if grid else [])]
    places = {column.key: headings.index(column.zh) for column in COLUMNS if column.zh in headings}
    if not headings:
        raise SheetUnreadable
    missing = [column.zh for column in COLUMNS if column.needed and column.key not in places]
    twice = [column.zh for column in COLUMNS if headings.count(column.zh) > 1]
    if twice:
        raise HeadingTwice(heading=twice[0])
    if missing:
        raise HeadingsMissing(missing="、".join(missing))
    rows = []
    for number, cells in enumerate(grid[1:], start=2):
        if any(str(cell or "").strip() for cell in cells):
            told = {key: text_of(cells[place]) if place < len(cells) else "" for key, place in places.items()}
            raw = {key: cells[place] for key, place in places.items() if place < len(cells)}
            row = Row(number, list(cells), told, raw)
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


def text_of(cell: Any) -> str:
    """A cell as a person reads it. A number that Excel cut stays recognisable: the values refuse it by name."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell if cell is not None else "").strip()


def understand(
    rows: Sequence[Row], words: Mapping[str, Mapping[str, str]], *, on: date
) -> dict[str, list[Row]]:
    """Fill `values` and `wrong` of each row and group the rows by household.

    `words` maps the words of village, item and relation to their codes.
    """
    households: dict[str, list[Row]] = {}
    for row in rows:
        # Rows without a household's number stand alone: nobody can say that they belong together.
        households.setdefault(row.told["household"] or f"row {row.number}", []).append(row)
    for members in households.values():
        members.sort(key=lambda row: words["relation"].get(row.told["relation"]) not in HEADS)
        for place, row in enumerate(members):
            row.wrong.extend(_row(row, words, first=place == 0, on=on))
    _persons_twice(rows)
    return households


def _persons_twice(rows: Sequence[Row]) -> None:
    """Every row of a person who stands there more than once is refused: which of them is right, we cannot know."""
    places: dict[str, list[int]] = {}
    for row in rows:
        if "citizen_id" in row.values:
            places.setdefault(row.values["citizen_id"], []).append(row.number)
    for row in rows:
        others = [one for one in places.get(row.values.get("citizen_id", ""), []) if one != row.number]
        if others:
            row.wrong.append(PersonTwice("citizen_id", rows="、".join(map(str, others[:5]))))


def _row(row: Row, words: Mapping[str, Mapping[str, str]], *, first: bool, on: date) -> Iterator[Refusal]:
    told, values = row.told, row.values
    for column in COLUMNS:
        needed = column.needed == "row" or (column.needed == "household" and first)
        typed = told.get(column.key, "")
        if not typed:
            if needed:
                yield CellEmpty(column.key, column=column.zh)
            continue
        if column.needed == "household" and not first:
            continue  # what the household receives is told by the householder's row alone
        try:
            values[column.key] = _value(column, row.raw.get(column.key, typed), typed, words, on)
        except Refusal as refusal:
            yield refusal
    yield from _person(told, values)
    if first and bool(told.get("bank")) != bool(told.get("account")):
        yield AccountHalf("bank")


def _person(told: Mapping[str, str], values: dict[str, Any]) -> Iterator[Refusal]:
    """Sex and birthday come from the number; without one they have to be told, with one they may not contradict it."""
    titles = {column.key: column.zh for column in COLUMNS}
    if "citizen_id" in values:
        number = values["citizen_id"]
        for key, known in (("sex", number.sex), ("born_on", number.born_on)):
            if values.get(key, known) != known:
                yield SaysOtherwise(key, column=titles[key], typed=told[key][:40])
        values |= {"sex": number.sex, "born_on": number.born_on, "citizen_id": number.number}
    elif not told.get("citizen_id"):
        for key in ("sex", "born_on"):
            if not told.get(key):
                yield CellEmpty(key, column=titles[key])


def _value(column: Column, raw: Any, typed: str, words: Mapping[str, Mapping[str, str]], on: date) -> Any:
    known = SEXES if column.key == "sex" else words.get(column.key)
    if known is not None:
        if typed not in known and typed not in known.values():
            # The likeliest first: a county has hundreds of villages.
            near = sorted(dict.fromkeys(known), key=lambda one: not set(one) & set(typed))[:30]
            raise WordUnknown(column.key, column=column.zh, typed=typed[:40], known="、".join(near))
        return known.get(typed, typed)
    if column.key == "born_on":
        try:
            return date.fromisoformat(typed.replace("/", "-").replace(".", "-"))
        except ValueError as error:
            raise DateUnreadable(column.key, column=column.zh, typed=typed[:40]) from error
    readers: dict[str, Any] = {
        # As the sheet has it: a number that Excel cut to fifteen digits is told apart from one mistyped.
        "citizen_id": lambda: citizen_id.parse(raw, on=on, field="citizen_id"),
        "name": lambda: names.parse(typed, field="name"),
        "amount": lambda: _amount(raw),
        "since": lambda: _since(typed, on),
        "account": lambda: bank_accounts.parse(raw, field="account"),
        "phone": lambda: phones.parse(typed, field="phone"),
    }
    return readers[column.key]() if column.key in readers else typed[:200]


def _amount(raw: Any) -> int:
    fen = money.parse(raw, field="amount", most_fen=MOST_A_MONTH_FEN)
    if fen == 0:
        raise NothingPaid("amount")
    return fen


def _since(typed: str, on: date) -> month.Month:
    try:
        since = month.parse(typed, field="since")
    except Refusal:
        since = month.parse(typed[:7], field="since")  # a whole date, as Excel makes of it
    if since > month.Month.of(on):
        raise SinceTooLate("since", since=str(since))
    if since < FIRST_MONTH:
        raise SinceTooEarly("since", since=str(since), first=str(FIRST_MONTH))
    return since
