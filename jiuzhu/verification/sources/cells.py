"""One cell of a department's table: read by the kind of its column, or refused with the reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from jiuzhu.values import citizen_id, figures, money

from .layouts import Column
from .refusals import CellMissing, DayAhead, NotADay, NotAMeasure, NotWhole, TextTooLong, UnknownWord

LONGEST = 200
_DAYS = (
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00)?)?"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_MONTHS = (
    re.compile(r"(\d{4})[-/.](\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月"),
    re.compile(r"(\d{4})(\d{2})"),
)
_SQUARE_METRES = re.compile(r" *(m2|平方米|平米)$")
_YES, _NO = (
    {"是", "超限", "有", "y", "yes", "true", "1"},
    {"否", "未超限", "不超限", "无", "n", "no", "false", "0"},
)
_GRADES = {"一级": 1, "二级": 2, "三级": 3, "四级": 4, "一": 1, "二": 2, "三": 3, "四": 4}


def text_of(raw: Any) -> str:
    """What a cell says, as text: full-width made narrow, blanks around left out."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return unicodedata.normalize("NFKC", str(raw)).strip()


def read(column: Column, raw: Any, on: date) -> Any:
    """The value of a cell, JSON-plain; None for an empty one. Raises a Refusal; a required cell raises CellMissing."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        if column.required:
            raise CellMissing(column.key, column=column.zh)
        return None
    return _READERS[column.kind](column, raw, on)


def _citizen_id(column: Column, raw: Any, on: date) -> str:
    return citizen_id.parse(raw, on=on, field=column.key).number


def _name(column: Column, raw: Any, on: date) -> str:
    """As it was written, also when no name of a person could be so: comparing decides, not the reader."""
    return _text(column, unicodedata.normalize("NFC", str(raw)).strip(), on)


def _text(column: Column, raw: Any, on: date) -> str:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = raw.isoformat() if isinstance(raw, date) else str(raw).strip()
    if len(text) > LONGEST:
        raise TextTooLong(column.key, column=column.zh, length=len(text), most=LONGEST)
    return text


def _word(column: Column, raw: Any, on: date) -> str:
    typed = text_of(raw).replace(" ", "")
    if typed not in column.words:
        known = "、".join(list(dict.fromkeys(column.words))[:6])
        raise UnknownWord(column.key, column=column.zh, typed=figures.typed(typed), known=known)
    return column.words[typed]


def _yes_no(column: Column, raw: Any, on: date) -> bool:
    typed = text_of(raw).lower()
    if typed in _YES or typed in _NO:
        return typed in _YES
    raise UnknownWord(column.key, column=column.zh, typed=figures.typed(typed), known="是、否")


def _money(column: Column, raw: Any, on: date) -> int:
    return money.parse(raw, field=column.key)


def _whole(column: Column, raw: Any, on: date) -> int:
    typed = text_of(raw)
    if typed in _GRADES:
        return _GRADES[typed]
    if not re.fullmatch(r"\d{1,9}", typed):
        raise NotWhole(column.key, column=column.zh, typed=figures.typed(typed))
    return int(typed)


def _measure(column: Column, raw: Any, on: date) -> str:
    typed = _SQUARE_METRES.sub("", text_of(raw).replace(",", ""))
    try:
        number = Decimal(typed)
    except InvalidOperation:
        raise NotAMeasure(column.key, column=column.zh, typed=figures.typed(raw)) from None
    if not number.is_finite() or number < 0:
        raise NotAMeasure(column.key, column=column.zh, typed=figures.typed(raw))
    return f"{number:f}"


def _day(column: Column, raw: Any, on: date) -> str:
    day = raw.date() if isinstance(raw, datetime) else raw if isinstance(raw, date) else None
    if day is None:
        typed = text_of(raw)
        matched = next((found for pattern in _DAYS if (found := pattern.fullmatch(typed))), None)
        try:
            day = date(*map(int, matched.groups())) if matched else None
        except ValueError:
            day = None
    if day is None:
        # A bare 45000 may be a spreadsheet's day of 1900 or of 1904: two answers are none.
        raise NotADay(column.key, column=column.zh, typed=figures.typed(raw))
    if day > on and column.key not in ("valid_until", "period_to"):
        raise DayAhead(column.key, column=column.zh, day=day, on=on)
    return day.isoformat()


def _month(column: Column, raw: Any, on: date) -> str:
    typed = raw.strftime("%Y-%m") if isinstance(raw, date) else text_of(raw)
    matched = next((found for pattern in _MONTHS if (found := pattern.fullmatch(typed))), None)
    if matched is None or not 1 <= int(matched[2]) <= 12:
        raise NotADay(column.key, column=column.zh, typed=figures.typed(raw))
    return f"{matched[1]}-{int(matched[2]):02d}"


_READERS: dict[str, Callable[[Column, Any, date], Any]] = {
    "citizen_id": _citizen_id, "name": _name, "text": _text, "word": _word, "yes_no": _yes_no, "money": _money,
    "whole": _whole, "measure": _measure, "day": _day, "month": _month,
}  # fmt: skip
