"""Where a refusal can be mended: a topic names the page that helps for its codes; the refusal's panel links there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jiuzhu.values.refusals import Refusal

Way = Callable[[Refusal, frozenset[str]], tuple[Any, str]]
_ways: dict[str, Way] = {}


def mends(*codes: str) -> Callable[[Way], Way]:
    """The function answers (what the link says, address) for refusals of these codes and an officer's powers."""

    def register(way: Way) -> Way:
        for code in codes:
            if code in _ways and _ways[code] is not way:
                raise ValueError(f"two pages mend {code}")
            _ways[code] = way
        return way

    return register


def on_from(refusal: Refusal, request: Any) -> tuple[Any, str] | None:
    """The link for whoever reads this page; None outside the office and for codes that no page mends."""
    way = _ways.get(refusal.code)
    if way is None or getattr(request, "officer", None) is None:
        return None
    return way(refusal, request.powers)
