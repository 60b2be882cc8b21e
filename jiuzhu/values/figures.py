"""How a single figure is written in a sentence, in Chinese or in English.

Refusals, notices and command lines write dates and money through here, so that a figure never looks
different in two places. Unit of money: fen (integer). Languages: a tag that starts with ``en`` is
English, everything else is Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime


def is_english(language: str) -> bool:
    """Whether a language tag (``en``, ``en-gb``, ``zh-hans`` …) asks for English."""
    return language.lower().startswith("en")


def typed(value: object, most: int = 40) -> str:
    """What somebody typed, fit to be quoted in a message: cut, and nothing in it that cannot be shown."""
    text = str(value)
    shown = "".join(one if one.isprintable() else "\ufffd" for one in text[:most])
    return shown if len(text) <= most else f"{shown}…"


def plain_yuan(fen: int) -> str:
    """``110250`` → ``1,102.50``; negative figures (corrections) carry a minus sign."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan:,}.{rest:02d}"


def day(on: date, language: str = "zh-hans") -> str:
    """``2026年11月22日``, in English ``22 November 2026``, whatever the machine's locale."""
    if not is_english(language):
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {ENGLISH_MONTHS[on.month - 1]} {on.year}"


ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def shown(name: str, value: object, language: str = "zh-hans") -> object:
    """A figure as a template should print it: names that end in ``_fen`` are money, dates are spelled out."""
    if isinstance(value, int) and not isinstance(value, bool) and name.endswith("_fen"):
        return f"{plain_yuan(value)} {'yuan' if is_english(language) else '元'}"
    if isinstance(value, datetime):
        return f"{day(value.date(), language)} {value:%H:%M}"
    if isinstance(value, date):
        return day(value, language)
    if isinstance(value, list | tuple | set | frozenset):
        members = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return (", " if is_english(language) else "、").join(
            str(shown(name, one, language)) for one in members
        )
    return value


def plain(value: object) -> object:
    """A figure as JSON can carry it: dates as ISO text, sequences as lists, anything unknown as text."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(one) for one in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value)
