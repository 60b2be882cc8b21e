"""What a household may have, and what does not count: totals against dated numbers, claims, income left out. Pure.

Source: 民发〔2021〕57号 Art. 14 (what is no income), Art. 15 (what property does not count); the county's lists and limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiuzhu.rulebook import Figure, NotInForce

Figures = Mapping[str, Figure | NotInForce]
EXEMPTIONS = "asset-exemptions"
#: Fact → what the household may claim of it (member's answer → entry of the county's list of what does not count).
CLAIMS = {
    "vehicles": {
        "treatment_vehicles": "treatment_vehicle", "rehabilitation_vehicles": "rehabilitation_vehicle",
        "livelihood_vehicles": "livelihood_vehicle",
    },
}  # fmt: skip
#: Fact → the dated number, and its entry, that leaves it out of the income.
LEFT_OUT = {"basic_pension_fen": ("basic-pension-excluded", "")}
FIGURES = (EXEMPTIONS, *dict.fromkeys(figure for figure, _ in LEFT_OUT.values()))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a total comes to: `kind` of the line, the number applied or missing, and how much is claimed not to count."""

    kind: str
    figure: str
    law: str = ""
    limit: int | None = None
    claimed: int = 0


def left_out(fact: str, figures: Figures) -> Figure | None:
    """The number that leaves this income out; None where it counts, or where the number is not in force."""
    name, entry = LEFT_OUT.get(fact, ("", ""))
    figure = figures.get(name)
    return figure if isinstance(figure, Figure) and _entry(figure, entry) is True else None


def claimed(fact: str, members: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """What the household claims not to count of a kind, by entry of the list; empty where nothing is claimed."""
    people = list(members)
    found = {
        entry: sum(one.get(answer) or 0 for one in people) for answer, entry in CLAIMS.get(fact, {}).items()
    }
    return {entry: n for entry, n in found.items() if n}


def against(name: str, total: int, claims: Mapping[str, int], figures: Figures) -> Weighed | None:
    """A total against its limit; None within it. A claim is never believed unseen: it is asked for its proof."""
    figure, exemptions = figures[name], figures.get(EXEMPTIONS)
    if not total:
        return None
    if not isinstance(figure, Figure):
        return Weighed("cannot_judge", name)
    limit = _whole(figure)
    if total <= limit:
        return None
    if not claims:
        return Weighed("over_limit", name, figure.law, limit)
    if not isinstance(exemptions, Figure):
        return Weighed("cannot_judge", EXEMPTIONS, claimed=sum(claims.values()))
    allowed = min(total, sum(n for entry, n in claims.items() if _entry(exemptions, entry) is True))
    if total - allowed <= limit:
        return Weighed("exemption_claimed", name, exemptions.law, limit, allowed)
    return Weighed("over_limit", name, figure.law, limit, allowed)


def _entry(figure: Figure, key: str) -> Any:
    return figure.value.get(key) if isinstance(figure.value, Mapping) else figure.value


def _whole(figure: Figure) -> int:
    if isinstance(figure.value, bool) or not isinstance(figure.value, int):
        raise TypeError(f"{figure.name} must be a whole number, not {figure.value!r}")
    return figure.value
