"""Everything others may read of case files. Row-level security narrows every one of these to the reader's reach."""

from .casefile import (
    CITIZEN_ID,
    NUMBER,
    ORDERS,
    Moment,
    Wanted,
    due_before,
    duties,
    get,
    handed_on,
    held_by,
    last_actor,
    listing,
    of_household,
    of_person,
    open_of_persons,
    pinned_to_others,
    stage_counts,
    stage_names,
    steps,
    timeline,
    under,
)
from .standing_back import (
    NOT_AT_HOME,
    candidates,
    lent,
    registered_relatives,
    relative_filings,
    substituting,
    substitution,
    substitutions,
    why_not_duty,
    why_not_power,
    why_stand_back,
)

__all__ = [
    "CITIZEN_ID", "NOT_AT_HOME", "NUMBER", "ORDERS", "Moment", "Wanted", "candidates", "due_before",
    "duties", "get", "handed_on", "held_by", "last_actor", "lent", "listing", "of_household", "of_person",
    "open_of_persons", "pinned_to_others", "registered_relatives", "relative_filings", "stage_counts",
    "stage_names", "steps", "substituting", "substitution", "substitutions", "timeline", "under",
    "why_not_duty", "why_not_power", "why_stand_back",
]  # fmt: skip
