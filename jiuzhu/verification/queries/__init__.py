"""What others may read. Results only through `results`; a screen journals the look first (actions.look)."""

from jiuzhu.verification.facts import FACTS
from jiuzhu.verification.refusals.consent import PURPOSES
from jiuzhu.verification.rules import KINDS
from jiuzhu.verification.signals import EVIDENCE, FINDINGS, SIGNALS
from jiuzhu.verification.sources.layouts import SOURCES, Source, of

from .asked import (
    authorisation,
    authorisations,
    checked,
    departments_asked,
    in_force,
    inquiry,
    latest_answer,
    open_for_source,
    open_inquiries,
)
from .deliveries import extract, inbox, latest_extract, refused_rows, template, why_refused
from .powers import OBLIGED, persons, why_not_ask, why_not_read, why_not_record, why_not_take
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
from .supporters import SupporterAnswer, supporters
from .watching import Asking, asking, query_signal, query_signals

__all__ = [
    "EVIDENCE", "FACTS", "FINDINGS", "KINDS", "OBLIGED", "PURPOSES", "SIGNALS", "SOURCES", "Asking", "Found", "Seen",
    "Source", "SupporterAnswer", "asking", "assessment", "authorisation", "authorisations", "checked",
    "departments_asked", "extract", "facts", "figures_as_json", "in_force", "inbox", "inquiry", "latest_answer",
    "latest_extract", "latest_report", "of", "open_for_source", "open_inquiries", "persons", "query_signal",
    "query_signals", "questions", "refused_rows", "report", "signed_acts", "supporters", "template", "why_not_ask",
    "why_not_read", "why_not_record", "why_not_rest_on", "why_not_take", "why_refused",
]  # fmt: skip
