"""What others may read of visits, of what was taken along, and of inquiries. A screen journals the look first (actions.look)."""

from jiuzhu.surveys import rules
from jiuzhu.surveys.rules import (
    ACTUAL,
    CARE,
    CONDITIONS,
    MODES,
    OUTCOMES,
    SELF_CARE,
    SHAPE,
    SIGNED,
    TENURES,
    for_household,
)

from .along import (
    AT_VISIT,
    Compared,
    along_with,
    as_papers,
    compared,
    last_day_along,
    overdue_along,
    places,
    route,
    sent,
    taken,
    taken_by,
    unsettled,
    waiting_cases,
    waiting_photographs,
    why_not_take_along,
)
from .inquiring import letter, letters, neighbours, neighbours_for_household, unanswered_letters
from .visits import (
    Findings,
    Seen,
    corrections,
    draft,
    drafts_for,
    findings,
    follow_up_days,
    latest,
    of_case,
    owed_visit,
    owed_visits,
    recent_pairs,
    signed_acts,
    visit,
    visitors,
    waiting_for,
    why_not_read,
    why_not_remote,
    why_not_visit,
)

__all__ = [
    "ACTUAL", "AT_VISIT", "CARE", "CONDITIONS", "MODES", "OUTCOMES", "SELF_CARE", "SHAPE", "SIGNED", "TENURES", "Compared", "Findings",
    "Seen", "along_with", "as_papers", "compared", "corrections", "draft", "drafts_for", "findings", "follow_up_days",
    "for_household", "last_day_along", "latest", "letter", "letters", "neighbours", "neighbours_for_household", "of_case",
    "overdue_along", "owed_visit", "owed_visits", "places", "recent_pairs", "route", "rules", "sent", "signed_acts", "taken",
    "taken_by", "unanswered_letters", "unsettled", "visit", "visitors", "waiting_cases", "waiting_for", "waiting_photographs",
    "why_not_read", "why_not_remote", "why_not_take_along", "why_not_visit",
]  # fmt: skip
