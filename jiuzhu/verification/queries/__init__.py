"""What others may read. Results only through `results`; a screen journals the look first (actions.look)."""

from jiuzhu.verification.facts import FACTS
from jiuzhu.verification.rules import KINDS
from jiuzhu.verification.sources.layouts import SOURCES, Source, of

from .asked import (
    authorisation,
    authorisations,
    in_force,
    inquiry,
    latest_answer,
    open_for_source,
    open_inquiries,
)
from .deliveries import extract, inbox, latest_extract, refused_rows, template, why_refused
from .powers import persons, why_not_ask, why_not_read, why_not_record, why_not_take
from .rechecking import Held, Reported, authorisations_of_live_cases, reported
from .results import (
    Found,
    Seen,
    assessment,
    facts,
    figures_as_json,
    latest_report,
    questions,
    report,
    signed_acts,
    why_not_rest_on,
)

__all__ = [
    "FACTS", "KINDS", "SOURCES", "Found", "Held", "Reported", "Seen", "Source", "assessment", "authorisation", "authorisations",
    "authorisations_of_live_cases", "extract",
    "facts", "figures_as_json", "in_force", "inbox", "inquiry", "latest_answer", "latest_extract", "latest_report", "of",
    "open_for_source", "open_inquiries", "persons", "questions", "refused_rows", "report", "reported", "signed_acts", "template", "why_not_ask",
    "why_not_read", "why_not_record", "why_not_rest_on", "why_not_take", "why_refused",
]  # fmt: skip
