"""What is handed down to whom. The database function that guards decisions answers here too: one question, one answer."""

from jiuzhu.delegation.models import LEGAL_FORMS
from jiuzhu.delegation.models.plans import BODIES
from jiuzhu.delegation.refusals import with_item_names
from jiuzhu.delegation.rules import CRITERIA, TERMS, LegalForm

from .drafts import DRAFT_STATES, draft, draft_content, drafts, held_draft
from .letters import (
    EVENTS,
    STATES,
    Cover,
    covering,
    form_on,
    get,
    legal_form_of,
    listing,
    published,
    since,
    state,
    why_not_decide,
)
from .plans import Cell, Criterion, checklist, hand_over, matrix, plan, plan_in_force, plans, said_of

__all__ = [
    "BODIES",
    "CRITERIA",
    "DRAFT_STATES",
    "EVENTS",
    "LEGAL_FORMS",
    "STATES",
    "TERMS",
    "Cell",
    "Cover",
    "Criterion",
    "LegalForm",
    "checklist",
    "covering",
    "draft",
    "draft_content",
    "drafts",
    "form_on",
    "get",
    "hand_over",
    "held_draft",
    "legal_form_of",
    "listing",
    "matrix",
    "plan",
    "plan_in_force",
    "plans",
    "published",
    "said_of",
    "since",
    "state",
    "why_not_decide",
    "with_item_names",
]  # fmt: skip
