"""What a notice shows, and when an appraisal counts. Values in, answer out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jiuzhu.values import money
from jiuzhu.values.refusals import Refusal

from .refusals import PanelEmpty, TooFewVillagers, VotesDoNotAddUp

CAPACITIES = {
    "township": ("乡镇（街道）工作人员", "township staff"),
    "village": ("村（居）委会成员", "village committee"),
    "party": ("党员代表", "party members"),
    "villager": ("村（居）民代表", "residents' representatives"),
}


def lawful_fields(allowed: Sequence[str], known: Mapping[str, Any]) -> dict[str, Any]:
    """Of what is known about a case, only what its process version lets a notice show (57号 Art. 24)."""
    fields = {name: known[name] for name in allowed if known.get(name) not in (None, "")}
    for name in ("amount", "proposed_amount"):
        if name in fields:
            fields[name] = f"{money.plain(int(fields[name]))} 元/月"
    return fields | {name: known[name] for name in ("village", "item", "hotline") if known.get(name)}


def why_not_appraise(
    panel: Sequence[Mapping[str, Any]], votes_for: int, votes_against: int, abstained: int
) -> Refusal | None:
    """Why an appraisal does not count: nobody came, too few residents, or votes that do not add up.

    Residents' representatives make up at least two thirds of those present (民发〔2012〕220号 Art. 20, confidence A).
    """
    present = [one for one in panel if one.get("present") and not one.get("recused")]
    if not present:
        return PanelEmpty("panel")
    villagers = sum(1 for one in present if one["capacity"] == "villager")
    if villagers * 3 < len(present) * 2:
        return TooFewVillagers("panel", present=len(present), villagers=villagers)
    if votes_for + votes_against + abstained != len(present):
        return VotesDoNotAddUp("votes_for", votes=votes_for + votes_against + abstained, present=len(present))
    return None
