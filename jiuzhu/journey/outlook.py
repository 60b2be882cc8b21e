"""What a household may be entitled to by its own words: the rules in force run over a draft, for every item at once.

Nothing is kept and nothing is promised: a determination stands on verified facts and belongs to a case (mission M10).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jiuzhu import rulebook
from jiuzhu.eligibility import determination
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.standards import queries as standards
from jiuzhu.values.refusals import Refusal, Refusals


@dataclass(frozen=True)
class Outlook:
    """One item as it looks today: the determination over declared facts, or None while the declaration contradicts itself."""

    item: rulebook.Item
    applied_for: bool
    found: determination.Determination | None


def outlook(draft: Any, content: dict[str, Any], on: date) -> list[Outlook]:
    """The item applied for first, then the others that the rules know."""
    facts = eligibility.facts_declared(content, on) if content["members"] else None
    figures = standards.figures()
    items = sorted(rulebook.items(), key=lambda one: one.code != draft.item_code)
    return [
        Outlook(one, one.code == draft.item_code, _found(facts, one, draft.area_id, on, figures))
        for one in items
    ]


def _found(
    facts: Any, item: rulebook.Item, area: str, on: date, figures: Any
) -> determination.Determination | None:
    if facts is None:
        return None
    try:
        return determination.determine(facts, item=item.code, area=area, on=on, figures=figures)
    except (Refusal, Refusals):
        return None  # what is wrong with the answers is told at their fields
