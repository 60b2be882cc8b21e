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
    open_inquiries_of,
)
from .deliveries import extract, inbox, latest_extract, refused_rows, template, why_refused
from .exchanging import (
    State,
    answers_by_day,
    batches,
    connection,
    connections,
    contacts,
    contradicted,
    covers,
    exchanged,
    in_use,
    lines,
    messages,
    opens_at,
    state,
    strays,
    to_be_sent,
    unsent,
    waits,
    why_not_retry,
)
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
    "FACTS", "KINDS", "SOURCES", "Found", "Seen", "Source", "State", "answers_by_day", "assessment", "authorisation", "authorisations",
    "batches", "connection", "connections", "contacts", "contradicted", "covers", "exchanged", "extract", "facts",
    "figures_as_json", "in_force", "in_use", "inbox", "inquiry", "latest_answer", "latest_extract", "latest_report", "lines", "messages", "of",
    "open_for_source", "open_inquiries", "open_inquiries_of", "opens_at", "persons", "questions", "refused_rows", "report",
    "signed_acts", "state", "strays", "template", "to_be_sent", "unsent", "waits", "why_not_ask", "why_not_read", "why_not_record",
    "why_not_rest_on", "why_not_retry", "why_not_take", "why_refused",
]  # fmt: skip
