"""What others may read. Results only through `results`; a screen journals the look first (actions.look)."""

from jiuzhu.verification.facts import FACTS
from jiuzhu.verification.rules import KINDS, MISSING
from jiuzhu.verification.sources.layouts import SOURCES, Source, of

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
    in_force,
    inquiry,
    latest_answer,
    open_for_source,
    open_inquiries,
)
from .deliveries import extract, inbox, latest_extract, refused_rows, template, why_refused
from .own import OwnLine, own_lines
from .paper import paper_of
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
    "FACTS", "KINDS", "MISSING", "SOURCES", "Found", "OwnLine", "Seen", "Source", "assessment", "authorisation",
    "authorisations", "correctable", "correction", "correction_due", "corrections_asked", "corrections_of", "extract", "facts",
    "figures_as_json", "in_force", "inbox", "inquiry", "last_day_to_object", "latest_answer", "latest_extract", "latest_report",
    "objection", "objections", "of", "open_for_source", "open_inquiries", "own_lines", "paper_of", "persons", "prints",
    "questions", "refused_rows", "report", "signed_acts", "template", "told", "visit_waived", "visit_wanted",
    "why_not_answer_objection", "why_not_ask", "why_not_correct", "why_not_object", "why_not_print", "why_not_read",
    "why_not_record", "why_not_record_correction", "why_not_rest_on", "why_not_take", "why_not_tell", "why_not_want_visit",
    "why_refused",
]  # fmt: skip
