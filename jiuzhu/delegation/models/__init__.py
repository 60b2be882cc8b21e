"""What may be handed down, to whom it was, and on which letter."""

from .drafts import LetterCounter, LetterDraft
from .letters import LEGAL_FORMS, Letter, LetterEvent, LetterItem
from .plans import HandOver, Plan, PlanArea, PlanItem, Readiness, SignOff

__all__ = [
    "LEGAL_FORMS", "HandOver", "Letter", "LetterCounter", "LetterDraft", "LetterEvent", "LetterItem", "Plan", "PlanArea", "PlanItem",
    "Readiness", "SignOff",
]  # fmt: skip
