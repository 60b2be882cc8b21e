"""Telephone numbers of persons and offices in the mainland: mobiles, and landlines with their area code."""

from __future__ import annotations

import re

from jiuzhu.values import digits, figures
from jiuzhu.values.refusals import Refusal

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# Area codes have three digits for Beijing and 02x, else four; the number behind has seven or eight.
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-8][0-9]{6,7})")
_COUNTRY = re.compile(r"(?:\+|00)86|86(?=1[3-9][0-9]{9}$)")


class NotAPhone(Refusal):
    """Family of everything that is no telephone number."""


class Empty(NotAPhone):
    code = "phones.empty"
    zh, en = "没有填写电话。", "No telephone number was entered."
    next_zh = "请填写本人或能找到本人的家属、邻居、村（居）委会的电话。"
    next_en = "Enter the person's own number or one through which they can be reached."


class NoAreaCode(NotAPhone):
    code = "phones.no-area-code"
    zh, en = "座机号码“{typed}”没有区号。", "The landline number “{typed}” has no area code."
    next_zh, next_en = "请加上区号，例如 0538-7222222。", "Put it in front, for example 0538-7222222."


class Unreadable(NotAPhone):
    code = "phones.unreadable"
    zh, en = "“{typed}”不是电话号码。", "“{typed}” is not a telephone number."
    next_zh = "手机号 11 位，以 1 开头；座机要写区号，例如 0538-7222222。"
    next_en = "A mobile number has 11 digits and begins with 1; a landline has its area code: 0538-7222222."


def parse(typed: object, *, field: str | None = None) -> str:
    """The number as it is stored: ``13812341234`` or ``0538-7222222``. Raises a ``NotAPhone``."""
    text = digits.read(typed)
    shown = figures.typed(typed)
    if text is None:
        raise Unreadable(field, typed=shown)
    plain = _COUNTRY.sub("", re.sub("[()（）]", "", text), count=1)
    if not plain:
        raise Empty(field)
    if _MOBILE.fullmatch(plain):
        return plain
    # Typed as a number, or behind +86, the area code has lost its leading 0.
    for written in (plain, f"0{plain}") if plain != text or not isinstance(typed, str) else (plain,):
        if landline := _LANDLINE.fullmatch(written):
            return f"{landline[1]}-{landline[2]}"
    if re.fullmatch("[2-8][0-9]{6,7}", plain):
        raise NoAreaCode(field, typed=shown)
    raise Unreadable(field, typed=shown)


def is_mobile(number: str) -> bool:
    """Whether a stored number can take a text message."""
    return _MOBILE.fullmatch(number) is not None
