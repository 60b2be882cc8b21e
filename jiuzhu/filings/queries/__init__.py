"""Everything others may read of filings, complaints, samples and proposals."""

from jiuzhu.filings.assembling import Township, of_change, of_decision
from jiuzhu.filings.models import Hearing
from jiuzhu.filings.rules import (
    ACTS,
    CHANNELS,
    COMPLAINT_FINDINGS,
    COUNTY_ACTS,
    DECISIONS,
    ERRORS,
    FINDINGS,
    GROUNDS,
    HOW,
    MARKS,
    STATES,
    TOWNSHIP_ACTS,
    WHY_DRAWN,
    longest_run,
)  # fmt: skip

from .records import (
    Wanted,
    acts,
    asked_of,
    figures,
    get,
    hearings,
    inbox,
    incomplete,
    is_open,
    late,
    level_of,
    levels,
    marks,
    marks_of,
    missing,
    of_case,
    opened_by,
    overdue,
    papers,
    uncomplained,
    unfiled,
)  # fmt: skip
from .sampling import (
    Rate,
    draws,
    entries,
    entry,
    error_rate,
    errors_of,
    get_draw,
    lines,
    published,
    quarter_before,
    quarter_of,
    redraw,
    span,
    state,
    visit,
    visits,
    waiting_visits,
    wanted,
)  # fmt: skip
from .watching import (
    complaint,
    complaints,
    gap,
    letters_in_force,
    proposal,
    proposals,
    quarter_lates,
    unanswered,
)  # fmt: skip

__all__ = [
    "ACTS", "CHANNELS", "COMPLAINT_FINDINGS", "COUNTY_ACTS", "DECISIONS", "ERRORS", "FINDINGS", "GROUNDS", "HOW", "MARKS", "STATES",
    "TOWNSHIP_ACTS", "WHY_DRAWN", "Hearing", "Rate", "Township", "Wanted", "acts", "asked_of", "complaint", "complaints",
    "draws", "entries", "entry", "error_rate", "errors_of", "figures", "gap", "get", "get_draw", "hearings", "inbox", "incomplete",
    "is_open", "late", "letters_in_force", "level_of", "levels", "lines", "longest_run", "marks", "marks_of", "missing", "of_case", "of_change",
    "of_decision", "opened_by", "overdue", "papers", "proposal", "proposals", "published", "quarter_before", "quarter_lates",
    "quarter_of", "redraw", "span", "state", "unanswered", "uncomplained", "unfiled", "visit", "visits",
    "waiting_visits", "wanted",
]  # fmt: skip
