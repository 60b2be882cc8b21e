"""Money: integer fen everywhere; read from what a clerk types, written as figures and in capitals (大写).

Rules of writing capitals: 支付结算办法 (银发〔1997〕393号), annex 1. A figure is never guessed: what does not
read as one amount in yuan is refused with what is wrong. Rounding is always named by the caller.
"""

from __future__ import annotations

import re
from decimal import Decimal

from jiuzhu.values import figures
from jiuzhu.values.refusals import Refusal

MOST_FEN = 9_999_999_999
"""The most that may be typed: 99,999,999.99 yuan; more is a slip of the key. Totals may be larger."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋￥（）", "0123456789.,-+¥()")
_MARKS = re.compile(r"^(人民币|¥|RMB|CNY)\s*|\s*(元整|圆整|元正|元|圆|yuan)$", re.IGNORECASE)
_AMOUNT = re.compile(r"(?P<yuan>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?P<rest>\d*))?")
_NEGATIVE = re.compile(r"[-−][\d.,]+|\([\d.,]+\)")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"


class NotMoney(Refusal):
    """Family of everything that cannot be read as an amount."""


class Empty(NotMoney):
    code = "money.empty"
    zh, en = "没有填写金额。", "No amount was entered."
    next_zh, next_en = "没有的请填 0。", "Enter 0 when there is none."


class Unreadable(NotMoney):
    code = "money.unreadable"
    zh = "“{typed}”不是金额。"
    en = "“{typed}” is not an amount of money."
    next_zh = "请以元为单位填写数字，例如 1102.50。"
    next_en = "Enter figures in yuan, for example 1102.50."


class Negative(NotMoney):
    code = "money.negative"
    zh, en = "金额“{typed}”是负数。", "The amount “{typed}” is negative."
    next_zh = "请填写不小于 0 的金额；亏损、负债请填在对应的栏目。"
    next_en = "Enter 0 or more; losses and debts have their own fields."


class TooPrecise(NotMoney):
    code = "money.too-precise"
    zh = "金额“{typed}”精确到了分以下。"
    en = "The amount “{typed}” has more than two decimals."
    next_zh, next_en = "请填写到分（两位小数）。", "Enter it to the fen (two decimals)."


class TooLarge(NotMoney):
    code = "money.too-large"
    zh = "金额“{typed}”超过了可填写的上限{most_fen}。"
    en = "The amount “{typed}” is more than the {most_fen} that can be entered."
    next_zh = "请核对小数点和单位（元，不是分或万元）。"
    next_en = "Check the decimal point and the unit (yuan, not fen, not ten thousands)."


def parse(typed: object, *, field: str | None = None, most_fen: int = MOST_FEN) -> int:
    """Read an amount in yuan and answer fen.

    Takes text as people type it (``1,102.50``, ``１１０２``, ``1102.5元``, ``¥ 88``) and numbers as a
    spreadsheet gives them. Raises ``Empty``, ``Unreadable``, ``Negative``, ``TooPrecise``, ``TooLarge``.
    """
    text = _text(typed, field)
    shown = figures.typed(text)
    plain = _MARKS.sub("", _MARKS.sub("", text.translate(_FULL_WIDTH).replace("。", ".")).strip()).strip()
    if _NEGATIVE.fullmatch(plain):
        raise Negative(field, typed=shown)
    found = _AMOUNT.fullmatch(plain.removeprefix("+"))
    # \d also matches digits of other scripts; int() would read them, a clerk would not.
    if found is None or not plain.isascii():
        raise Unreadable(field, typed=shown)
    rest = (found["rest"] or "").rstrip("0")
    if len(rest) > 2:
        raise TooPrecise(field, typed=shown)
    yuan = found["yuan"].replace(",", "").lstrip("0")
    if len(yuan) > 15 or (fen := int(yuan or "0") * 100 + int(rest.ljust(2, "0"))) > most_fen:
        raise TooLarge(field, typed=shown, most_fen=most_fen)
    return fen


def _text(typed: object, field: str | None) -> str:
    if typed is None or (isinstance(typed, str) and not typed.strip()):
        raise Empty(field)
    if isinstance(typed, str):
        return typed.strip()
    if isinstance(typed, bool) or not isinstance(typed, int | float | Decimal):
        raise Unreadable(field, typed=figures.typed(typed))
    # repr() of a float is the shortest text that reads back: 1102.1 stays 1102.1 and not 1102.0999….
    number = Decimal(repr(typed)) if isinstance(typed, float) else Decimal(typed)
    if not number.is_finite():
        raise Unreadable(field, typed=str(typed))
    return f"{number:f}"


def format(fen: int) -> str:  # noqa: A001 (read as money.format)
    """``110250`` → ``1,102.50 元``."""
    return f"{figures.plain_yuan(fen)} 元"


def plain(fen: int) -> str:
    """``110250`` → ``1102.50``, for files and form fields; ``parse(plain(fen)) == fen``."""
    return figures.plain_yuan(fen).replace(",", "")


def capitals(fen: int) -> str:
    """``110250`` → ``壹仟壹佰零贰元伍角整``. Amounts of 0 to below 10,000 亿 yuan; else ``ValueError``."""
    if not 0 <= fen < 10**14:
        raise ValueError(f"no capitals for {fen} fen")
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    words = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif rest and yuan:
        words += "零"
    return words + f"{_DIGITS[rest]}分" if rest else (words or "零元") + "整"


def _whole(yuan: int) -> str:
    """A whole number in capitals, in groups of four digits; a gap between written digits is one 零."""
    words, gap = "", False
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = yuan // size % 10**4
        if group:
            words += ("零" if words and (gap or group < 1000) else "") + _group(group) + unit
        gap = not group
    return words


def _group(number: int) -> str:
    words, gap = "", False
    for size, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit = number // size % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
        gap = not digit
    return words


def half_up(numerator: int, denominator: int) -> int:
    """The quotient as a whole number, halves away from zero (四舍五入). ``denominator`` must be positive."""
    if denominator <= 0:
        raise ValueError(f"cannot divide by {denominator}")
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def round_half_up(fen: int, to_fen: int) -> int:
    """To the nearest multiple of ``to_fen`` (10 a jiao, 100 a yuan), halves away from zero."""
    return half_up(fen, to_fen) * to_fen


def round_up(fen: int, to_fen: int) -> int:
    """To the next multiple of ``to_fen`` at or above ``fen``."""
    if to_fen <= 0:
        raise ValueError(f"cannot round to {to_fen} fen")
    return -(-fen // to_fen) * to_fen


def whole_yuan_up(fen: int) -> int:
    """Up to whole yuan (见分进元), still in fen: ``round_up(fen, 100)``."""
    return round_up(fen, 100)
