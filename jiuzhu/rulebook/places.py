"""Area codes as the rulebook compares them: the part of a division code that says something, without its
zeros.

``370000`` Shandong, ``370900`` Tai'an, ``370982`` Xintai, ``370982002`` or ``370982002000`` 新汶街道. A
county inherits from its city, its province and the nation (``000000``) by being longer than they are (GB/T
2260, GB/T 10114).
"""

from __future__ import annotations

import re

NATION = "000000"
_CODE = re.compile(r"[0-9]{6}([0-9]{3}([0-9]{3})?)?")


def stem(code: str) -> str:
    """``370900`` → ``3709``; ``000000`` → ``""``. ValueError for what is not a code of 6, 9 or 12 digits."""
    if not _CODE.fullmatch(code):
        raise ValueError(f"{code!r} is not a division code of 6, 9 or 12 digits")
    # Below the county the groups have three digits, above it two; only whole groups of zeros are padding.
    while len(code) > 6 and code.endswith("000"):
        code = code[:-3]
    if len(code) == 6:
        while code.endswith("00"):
            code = code[:-2]
    return code


def covers(outer: str, inner: str) -> bool:
    """Whether what holds in ``outer`` holds in ``inner`` too."""
    return stem(inner).startswith(stem(outer))
