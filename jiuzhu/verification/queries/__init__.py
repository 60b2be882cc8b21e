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
from .connected import Connection, connected, connections, recent_days, unknown_givers
from .deliveries import extract, inbox, latest_extract, refused_rows, template, why_refused
from .known import Given, given, stated, why_not_go_through
from .powers import persons, why_not_ask, why_not_read, why_not_record, why_not_take
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
    "FACTS", "KINDS", "SOURCES", "Connection", "Found", "Given", "Seen", "Source", "assessment", "authorisation", "authorisations",
    "connected", "connections", "extract",
    "facts", "figures_as_json", "given", "in_force", "inbox", "inquiry", "latest_answer", "latest_extract", "latest_report", "of",
    "open_for_source", "open_inquiries", "persons", "questions", "recent_days", "refused_rows", "report", "signed_acts", "stated",
    "template", "unknown_givers", "why_not_ask", "why_not_go_through",
    "why_not_read", "why_not_record", "why_not_rest_on", "why_not_take", "why_refused",
]  # fmt: skip
