"""What others may read. Results only through `results`; a screen journals the look first (actions.look)."""

from jiuzhu.verification.facts import FACTS
from jiuzhu.verification.refusals.consent import PURPOSES
from jiuzhu.verification.rules import KINDS, MISSING
from jiuzhu.verification.signals import EVIDENCE, FINDINGS, SIGNALS
from jiuzhu.verification.sources.layouts import GROUPS, SOURCES, Source, of

from .after import (
    correctable,
    correction,
    correction_due,
    corrections_asked,
    corrections_of,
    last_day_to_object,
    objection,
    objections,
    prints,
    told,
    visit_waived,
    visit_wanted,
    why_not_answer_objection,
    why_not_correct,
    why_not_object,
    why_not_print,
    why_not_record_correction,
    why_not_tell,
    why_not_want_visit,
)
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
    open_inquiries_of,
)
from .choosing import sources_asked
from .connected import SourceStanding, connected, recent_days, standings, unknown_givers
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
from .holding import days_that_hold, holds_until
from .known import Given, given, stated, why_not_go_through
from .own import OwnLine, own_lines
from .paper import paper_of
from .powers import OBLIGED, persons, why_not_ask, why_not_read, why_not_record, why_not_take
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
from .supporters import SupporterAnswer, supporters
from .watching import Asking, asking, query_signal, query_signals

__all__ = [
    "EVIDENCE", "FACTS", "FINDINGS", "GROUPS", "KINDS", "MISSING", "OBLIGED", "PURPOSES", "SIGNALS", "SOURCES", "Asking", "Found",
    "Given", "Held", "OwnLine", "Reported", "Seen", "Source", "SourceStanding", "State", "SupporterAnswer", "answers_by_day",
    "asking", "assessment", "authorisation", "authorisations", "authorisations_of_live_cases", "batches", "checked", "connected",
    "connection", "connections", "contacts", "contradicted", "correctable", "correction", "correction_due", "corrections_asked",
    "corrections_of", "covers", "days_that_hold", "departments_asked", "exchanged", "extract", "facts", "figures_as_json",
    "given", "holds_until", "in_force", "in_use", "inbox", "inquiry", "last_day_to_object", "latest_answer", "latest_extract",
    "latest_report", "lines", "messages", "objection", "objections", "of", "open_for_source", "open_inquiries",
    "open_inquiries_of", "opens_at", "own_lines", "paper_of", "persons", "prints", "query_signal", "query_signals", "questions",
    "recent_days", "refused_rows", "report", "reported", "signed_acts", "sources_asked", "standings", "state", "stated", "strays",
    "supporters", "template", "to_be_sent", "told", "unknown_givers", "unsent", "visit_waived", "visit_wanted", "waits",
    "why_not_answer_objection", "why_not_ask", "why_not_correct", "why_not_go_through", "why_not_object", "why_not_print",
    "why_not_read", "why_not_record", "why_not_record_correction", "why_not_rest_on", "why_not_retry", "why_not_take",
    "why_not_tell", "why_not_want_visit", "why_refused",
]  # fmt: skip
