"""Self-care by the six items (生活自理能力六项): how many a person cannot do alone says which degree she has. Pure."""

from __future__ import annotations

from collections.abc import Mapping

#: key → (Chinese, English). Source: 民发〔2021〕43号.
CARE: dict[str, tuple[str, str]] = {
    "eat": ("自主吃饭", "Eats alone"),
    "dress": ("自主穿脱衣服", "Dresses alone"),
    "bed": ("自主上下床", "Gets in and out of bed alone"),
    "toilet": ("自主如厕", "Uses the toilet alone"),
    "walk": ("室内自主行走", "Walks about the home alone"),
    "wash": ("自主洗澡", "Washes alone"),
}
_PARTLY_UP_TO = 3  # failed items: 0 full, 1–3 partial, 4–6 none


def told(care: Mapping[str, bool | None]) -> int:
    """How many of the six are answered."""
    return sum(care.get(key) is not None for key in CARE)


def failed(care: Mapping[str, bool | None]) -> int:
    """How many the person cannot do alone."""
    return sum(care.get(key) is False for key in CARE)


def ability(care: Mapping[str, bool | None]) -> str:
    """full, partial or none; empty while not all six are answered."""
    if told(care) < len(CARE):
        return ""
    wrong = failed(care)
    return "full" if not wrong else "partial" if wrong <= _PARTLY_UP_TO else "none"
