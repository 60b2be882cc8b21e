"""Which characters our own fonts can draw. A name is never changed because a font lacks a character of it.

``static/jiuzhu/fonts/coverage.txt`` is written with the fonts (``tools/vendor.py``): one range of code points a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_COVERAGE = Path(__file__).parent / "static" / "jiuzhu" / "fonts" / "coverage.txt"


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs = [line.split("-") for line in _COVERAGE.read_text().split()]
    return tuple(int(first, 16) for first, _ in pairs), tuple(int(last, 16) for _, last in pairs)


def covered(character: str) -> bool:
    """Whether one character can be drawn with what we ship."""
    firsts, lasts = _ranges()
    place = bisect_right(firsts, ord(character)) - 1
    return place >= 0 and ord(character) <= lasts[place]


def covers(text: str) -> bool:
    """Whether every character of a text can be drawn."""
    return text.isascii() or all(map(covered, text))


def pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """The text in pieces: what can be drawn, one character that may not be, its code as U+XXXX.

    The last piece may end without such a character; its code is then empty.
    """
    plain = ""
    for character in text:
        if covered(character):
            plain += character
            continue
        yield plain, character, f"U+{ord(character):04X}"
        plain = ""
    if plain:
        yield plain, "", ""
