"""Reading, keeping and printing a value by its unit. Pure: no database, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from jiuzhu.rulebook import UNITS, Parameter
from jiuzhu.values import figures, money
from jiuzhu.values.refusals import Refusal, refuse_if_any

from .refusals import (
    NotANumber,
    NotWhole,
    OutOfRange,
    UnknownChoice,
    UnknownEntry,
    ValueMissing,
)

Cell = int | Decimal | bool | str | tuple[str, ...]
Value = Cell | dict[str, Cell]

#: unit → how it is written behind a value, (Chinese, English).
UNIT_WORDS: Mapping[str, tuple[str, str]] = {
    "fen": ("元", "yuan"),
    "fen_per_month": ("元/月", "yuan a month"),
    "fen_per_year": ("元/年", "yuan a year"),
    "fen_per_person_month": ("元/人·月", "yuan per person and month"),
    "percent": ("%", "%"),
    "times": ("倍", "times"),
    "square_metres": ("平方米", "square metres"),
    "minutes": ("分钟", "minutes"),
    "hours": ("小时", "hours"),
    "points": ("分", "points"),
    "days": ("天", "days"),
    "working_days": ("个工作日", "working days"),
    "months": ("个月", "months"),
    "years": ("年", "years"),
    "persons": ("人", "persons"),
    "occasions": ("", ""),
    "day_of_month": ("日", "th day of the month"),
    "hour_of_day": ("时", "o'clock"),
    "yes_no": ("", ""),
    "word": ("", ""),
    "words": ("", ""),
}
YES, NO = "yes", "no"
# Slips of the key, not law: nothing here is counted in five digits, no rate is above ten times its base.
MOST_WHOLE = 9_999
MOST_DECIMAL = Decimal(1_000)
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,9}")


def is_money(unit: str) -> bool:
    return unit.startswith("fen")


def fields(parameter: Parameter) -> tuple[str, ...]:
    """The form's fields: ``value``, or one ``value.<key>`` for each entry of a table."""
    return tuple(f"value.{key}" for key in parameter.keys) if parameter.keys else ("value",)


def read(parameter: Parameter, typed: Mapping[str, object]) -> Value:
    """What a person typed, by field, as a value; yuan become fen. Raises refusals at the field."""
    cells: dict[str, Cell] = {}
    refused: list[Refusal] = []
    for field in fields(parameter):
        try:
            cells[field] = _cell(parameter, typed.get(field), field)
        except Refusal as refusal:
            refused.append(refusal)
    refuse_if_any(refused)
    if parameter.keys:
        return {key: cells[f"value.{key}"] for key in parameter.keys}
    return cells["value"]


def _cell(parameter: Parameter, typed: object, field: str) -> Cell:
    kind = UNITS[parameter.unit]
    if typed is None or typed in ("", []):
        if kind == "words" and typed == []:
            return ()
        key = field.partition(".")[2]
        raise ValueMissing(field, of_zh=f"（{key}）" if key else "", of_en=f" of “{key}”" if key else "")
    if is_money(parameter.unit):
        return money.parse(typed, field=field)
    if kind in ("integer", "decimal"):
        text = str(typed).strip().translate(_FULL_WIDTH).removesuffix("%")
        return _number(kind, parameter.unit, text, field)
    if kind == "boolean":
        if str(typed).lower() not in (YES, NO, "true", "false"):
            raise UnknownChoice(field, typed=str(typed)[:40], choices=[YES, NO])
        return str(typed).lower() in (YES, "true")
    chosen = tuple(str(one) for one in typed) if isinstance(typed, list | tuple) else (str(typed),)
    for one in chosen:
        if one not in parameter.words:
            raise UnknownChoice(field, typed=one[:40], choices=list(parameter.words))
    return tuple(one for one in parameter.words if one in chosen) if kind == "words" else chosen[0]


def _number(kind: str, unit: str, text: str, field: str) -> int | Decimal:
    shown = text[:40]
    if kind == "decimal":
        if not _DECIMAL.fullmatch(text):
            raise NotANumber(field, typed=shown)
        number = Decimal(text)
        if number > MOST_DECIMAL:
            raise OutOfRange(field, typed=shown, least=0, most=MOST_DECIMAL)
        return number
    if not _WHOLE.fullmatch(text):
        raise (NotWhole if _DECIMAL.fullmatch(text) else NotANumber)(field, typed=shown)
    least, most = (1, 31) if unit == "day_of_month" else (0, MOST_WHOLE)
    if not least <= int(text) <= most:
        raise OutOfRange(field, typed=shown, least=least, most=most)
    return int(text)


def kept(parameter: Parameter, value: Value) -> Any:
    """A value as JSON keeps it, the way the rulebook writes it: fen whole, decimals as text, words as a list.

    Checks it on the way, for callers that come without a form (API, command line, scenarios).
    """
    if parameter.keys:
        given = value if isinstance(value, dict) else {}
        if strange := sorted(set(given) - set(parameter.keys)):
            raise UnknownEntry("value", typed=strange[0], choices=list(parameter.keys))
        return {key: _kept_cell(parameter, given.get(key), f"value.{key}") for key in parameter.keys}
    return _kept_cell(parameter, value, "value")


def _kept_cell(parameter: Parameter, cell: object, field: str) -> Any:
    if is_money(parameter.unit):
        if not isinstance(cell, int) or isinstance(cell, bool):
            raise NotWhole(field, typed=str(cell)[:40])
        if not 0 <= cell <= money.MOST_FEN:
            raise OutOfRange(field, typed=str(cell), least=0, most=money.MOST_FEN)
        return cell
    checked = _cell(parameter, list(cell) if isinstance(cell, tuple) else cell, field)
    if isinstance(checked, Decimal):
        return str(checked)
    return list(checked) if isinstance(checked, tuple) else checked


def restored(parameter: Parameter, stored: Any) -> Value:
    """The value that ``kept`` wrote."""
    if parameter.keys:
        # JSONB forgets the order of keys; the rulebook's order is the one people know.
        return {key: _restored_cell(parameter.unit, stored[key]) for key in parameter.keys}
    return _restored_cell(parameter.unit, stored)


def _restored_cell(unit: str, cell: Any) -> Cell:
    kind = UNITS[unit]
    if kind == "decimal":
        return Decimal(str(cell))
    if kind == "words":
        return tuple(cell)
    return cell  # type: ignore[no-any-return]


def typed_again(parameter: Parameter, value: Value) -> dict[str, object]:
    """A value as form fields; ``read(parameter, typed_again(parameter, value)) == value``."""
    cells = value.items() if isinstance(value, dict) else [("", value)]
    return {f"value.{key}" if key else "value": _typed(parameter.unit, cell) for key, cell in cells}


def _typed(unit: str, cell: Any) -> object:
    if is_money(unit):
        return money.plain(cell)
    if isinstance(cell, bool):
        return YES if cell else NO
    return list(cell) if isinstance(cell, tuple) else str(cell)


def shown(unit: str, value: Any, language: str = "zh-hans", words: Mapping[str, str] | None = None) -> str:
    """A value for people, with its unit: ``630.00 元/人·月``; a table as ``key: value`` parts."""
    if isinstance(value, Mapping):
        parts = (f"{_word(key, words)} {shown(unit, cell, language, words)}" for key, cell in value.items())
        return _joined(parts, language)
    english = figures.is_english(language)
    behind = UNIT_WORDS[unit][1 if english else 0]
    if isinstance(value, bool):
        return {True: ("是", "yes"), False: ("否", "no")}[value][1 if english else 0]
    if isinstance(value, tuple | list):
        return _joined((_word(one, words) for one in value), language) or "—"
    if is_money(unit):
        return f"{figures.plain_yuan(int(value))} {behind}"
    text = f"{value:f}" if isinstance(value, Decimal) else _word(str(value), words)
    return f"{text}{'' if behind == '%' or not behind else ' '}{behind}"


def _word(word: str, words: Mapping[str, str] | None) -> str:
    return (words or {}).get(word, word)


def _joined(parts: Iterable[str], language: str) -> str:
    return ("; " if figures.is_english(language) else "；").join(parts)
