"""Is it the same name? Pure. Anything but the same text is for a person to look at; the answer says what was met."""

from __future__ import annotations

import unicodedata
from typing import Literal

Likeness = Literal["same", "variant", "unwritable", "different"]

#: What registers write where their system cannot write a character.
_SUBSTITUTES = frozenset("?？*＊□■〓〇○●_＿ ·.．�")
#: Traditional and variant forms seen in names, and the simplified form that another register may have in their place.
_FORMS = (
    ("升", "昇陞"), ("坤", "堃"), ("哲", "喆嚞"), ("珍", "珎"), ("峰", "峯"), ("杰", "傑"), ("云", "雲"), ("丰", "豐"), ("岳", "嶽"),
    ("村", "邨"), ("迹", "跡"), ("群", "羣"), ("略", "畧"), ("泛", "氾汎"), ("秋", "秌"), ("晋", "晉"), ("恒", "恆"), ("国", "國囯"),
    ("华", "華"), ("刘", "劉"), ("张", "張"), ("陈", "陳"), ("赵", "趙"), ("吴", "吳"), ("孙", "孫"), ("马", "馬"), ("龙", "龍"),
    ("凤", "鳳"), ("兰", "蘭"), ("荣", "榮"), ("贵", "貴"), ("宝", "寶寳"), ("庆", "慶"), ("义", "義"), ("礼", "禮"), ("爱", "愛"),
    ("于", "於"), ("肖", "蕭萧"), ("闫", "閆阎閻"), ("付", "傅"), ("戴", "代"), ("宏", "弘"), ("玮", "瑋"), ("钰", "鈺"), ("钫", "鈁"),
    ("铉", "鉉"), ("𬭎", "鈜"), ("鋆", "𬭚"), ("㛃", "洁潔絜"), ("镕", "鎔熔"),
    ("吕", "呂"), ("录", "錄"), ("温", "溫"), ("真", "眞"), ("青", "靑"), ("清", "淸"), ("高", "髙"), ("强", "強彊"),
    ("瑶", "瑤"), ("静", "靜"), ("净", "淨"), ("懿", "㦤"), ("吉", "𠮷"), ("德", "徳㥁"), ("黄", "黃"), ("奂", "奐"), ("焕", "煥"),
)  # fmt: skip
_SIMPLE = {form: simple for simple, forms in _FORMS for form in forms}


def likeness(ours: str, theirs: str) -> Likeness:
    """How a register's name stands to ours.

    ``variant``: the same but for traditional, variant or compatibility forms. ``unwritable``: the register has a
    substitute (?, □, pinyin, a private code) where ours has a rare character. Blanks between Han characters do not count.
    """
    ours, theirs = _plain(ours), _plain(theirs)
    if ours == theirs:
        return "same"
    if _folded(ours) == _folded(theirs):
        return "variant"
    return "unwritable" if _fits_with_gaps(ours, theirs) else "different"


def _plain(name: str) -> str:
    name = unicodedata.normalize("NFC", name).strip()
    return name if name.isascii() else name.replace(" ", "").replace("\u3000", "")


def _folded(name: str) -> str:
    # NFKC unifies compatibility ideographs, which look alike and are told apart only by machines.
    return "".join(_SIMPLE.get(one, one) for one in unicodedata.normalize("NFKC", name))


def _fits_with_gaps(ours: str, theirs: str) -> bool:
    """Whether theirs becomes ours when its substitutes stand for rare characters of ours."""
    gaps = [not _is_written(one) for one in theirs]
    if not any(gaps) or len([one for one in gaps if not one]) == 0:
        return False
    head = "".join(theirs[: gaps.index(True)])
    tail = "".join(theirs[len(gaps) - gaps[::-1].index(True) :])
    middle = ours[len(head) : len(ours) - len(tail)]
    return ours.startswith(head) and ours.endswith(tail) and bool(middle) and all(map(_is_rare, middle))


def _is_written(one: str) -> bool:
    if one in _SUBSTITUTES or unicodedata.category(one) in ("Co", "Cn"):
        return False
    return not one.isascii()


def _is_rare(one: str) -> bool:
    """Outside GB 2312, the set that old systems have."""
    try:
        one.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
