"""Numbers that are names (ID, card, telephone): read from keyboards and spreadsheets without losing a digit.

A spreadsheet keeps 15 significant digits: an ID or card number typed into a number cell comes back as
``3.70982196001010E+17`` or with zeros at its end. Nothing can restore it, so ``read`` reports it instead.
"""

from __future__ import annotations

import re
from decimal import Decimal

EXACT = 15
"""Digits that a spreadsheet's number (IEEE 754 double) keeps."""

_NARROW = {0xFF10 + n: ord("0") + n for n in range(10)} | {ord("Ｘ"): "X", ord("ｘ"): "x", ord("＋"): "+"}
_DROPPED = dict.fromkeys(map(ord, " \t\u00a0\u3000\u2002\u2003\u2009-‐‑‒–—−－"))
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+")
_WHOLE_FLOAT = re.compile(r"([0-9]+)\.0+")


def read(typed: object) -> str | None:
    """The text as typed with full-width digits made narrow, blanks and hyphens left out.

    Numbers and their texts (``370982600101001.0``) give their digits. ``None`` when digits were lost: a
    number of more than 15 digits, or scientific notation. Anything else gives its text.
    """
    if isinstance(typed, float | Decimal | int) and not isinstance(typed, bool):
        number = Decimal(typed)
        if not number.is_finite() or number != number.to_integral_value():
            return str(typed)
        return f"{number:f}".partition(".")[0] if abs(number) < 10**EXACT else None
    text = "" if typed is None else str(typed).strip().translate(_NARROW).translate(_DROPPED)
    if _SCIENTIFIC.fullmatch(text):
        return None
    if whole := _WHOLE_FLOAT.fullmatch(text):
        return whole[1] if len(whole[1]) <= EXACT else None
    return text


def looks_cut(digits: str) -> bool:
    """Whether every digit after the fifteenth is 0, as a spreadsheet leaves a long number."""
    return len(digits) > EXACT and not digits[EXACT:].strip("0")


def wrong_character(text: str, allowed: str) -> tuple[int, str] | None:
    """Position (from 1) and name of the first character that is not in ``allowed``."""
    for position, character in enumerate(text, 1):
        if character not in allowed:
            return position, named(character)
    return None


def named(character: str) -> str:
    """A character as a message can show it: itself, or its code when it cannot be seen."""
    return character if character.isprintable() and not character.isspace() else f"U+{ord(character):04X}"
