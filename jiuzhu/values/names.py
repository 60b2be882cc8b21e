"""Names of persons, kept exactly: rare characters (GB 18030-2022 level 3, all planes) and the middle dot.

Names are stored in NFC, so that the same name is the same text. Nothing is dropped silently except blanks
around the name and between Han characters (``张　三`` is typed for looks).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from jiuzhu.values import digits
from jiuzhu.values.refusals import Refusal

LONGEST = 60
"""Characters; the longest registered names (transcribed, with middle dots) stay well below."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_DOTS = dict.fromkeys(map(ord, "•‧∙⋅・･●．᛫"), "·")
# Unified ideographs with room for what Unicode adds: Python's own tables end with version 14.
_HAN = r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}) +(?={_HAN}|·)|(?<=·) +(?={_HAN})")
_IS_HAN = re.compile(_HAN)
_JOINING = frozenset(" ·'’-.")
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")


class NotAName(Refusal):
    """Family of everything that is no name of a person."""


class Empty(NotAName):
    code = "names.empty"
    zh, en = "没有填写姓名。", "No name was entered."
    next_zh, next_en = "请照户口簿或身份证填写。", "Write it as in the household register or on the ID card."


class TooLong(NotAName):
    code = "names.too-long"
    zh, en = (
        "姓名有 {length} 个字，最多 {longest} 个。",
        "The name has {length} characters; {longest} at most.",
    )
    next_zh, next_en = "请只填姓名，其他情况填在备注。", "Write the name only; anything else is a remark."


class WrongCharacter(NotAName):
    """Figures: the character (or its code when invisible), its position from 1, and what it is."""

    code = "names.character"
    zh = "姓名第 {position} 个字“{character}”是{kind_zh}，不能用在姓名里。"
    en = "Character {position} of the name, “{character}”, is {kind_en} and cannot be part of a name."
    next_zh, next_en = "请照户口簿或身份证填写。", "Write it as in the household register or on the ID card."


class PrivateCharacter(NotAName):
    code = "names.private-character"
    zh = "姓名第 {position} 个字（{character}）是旧系统自造的编码，换一台机器就显示不出来。"
    en = "Character {position} of the name ({character}) is a private code of an older system."
    next_zh = "请用支持 GB 18030-2022 的输入法输入该生僻字的标准编码。"
    next_en = "Enter the character in its standard code with an input method that knows GB 18030-2022."


@dataclass(frozen=True, slots=True)
class _Kind:
    zh: str
    en: str


_EMOJI = _Kind("表情或图形符号", "an emoji or symbol")
_CONTROL = _Kind("控制字符", "a control character")
_INVISIBLE = _Kind("看不见的字符", "an invisible character")
_DIGIT = _Kind("数字", "a digit")
_SIGN = _Kind("标点或符号", "a punctuation mark or sign")
_UNASSIGNED = _Kind("没有定义的编码", "an undefined code")
_KINDS = {"So": _EMOJI, "Sk": _EMOJI, "Cc": _CONTROL, "Cf": _INVISIBLE, "Zl": _CONTROL, "Zp": _CONTROL}
_KINDS |= {"Nd": _DIGIT, "Nl": _DIGIT, "No": _DIGIT, "Cn": _UNASSIGNED, "Cs": _UNASSIGNED}


def parse(typed: str, *, field: str | None = None) -> str:
    """The name as it is stored. Raises a ``NotAName``."""
    text = unicodedata.normalize("NFC", typed.translate(_FULL_WIDTH).translate(_DOTS)).strip()
    text = re.sub(" +", " ", _BETWEEN_HAN.sub("", text.replace("\u3000", " ").replace("\u00a0", " ")))
    if not text:
        raise Empty(field)
    if len(text) > LONGEST:
        raise TooLong(field, length=len(text), longest=LONGEST)
    for position, character in enumerate(text, 1):
        _refuse_if_wrong(character, position, field)
    if not any(_is_letter(character) for character in text):
        raise WrongCharacter(field, position=1, character=text[0], kind_zh=_SIGN.zh, kind_en=_SIGN.en)
    return text


def _refuse_if_wrong(character: str, position: int, field: str | None) -> None:
    category = unicodedata.category(character)
    if (
        character in _JOINING
        or _is_letter(character)
        or (category in ("Mn", "Mc") and not _is_selector(character))
    ):
        return
    if category == "Co":
        raise PrivateCharacter(field, position=position, character=digits.named(character))
    kind = (
        _INVISIBLE
        if _is_selector(character) or character in _INVISIBLE_LETTERS
        else _KINDS.get(category, _SIGN)
    )
    raise WrongCharacter(
        field, position=position, character=digits.named(character), kind_zh=kind.zh, kind_en=kind.en
    )


def _is_letter(character: str) -> bool:
    if _IS_HAN.match(character):
        return True
    return unicodedata.category(character).startswith("L") and character not in _INVISIBLE_LETTERS


def _is_selector(character: str) -> bool:
    """Variation selectors: they ask for another drawing of the character before and are not seen."""
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
