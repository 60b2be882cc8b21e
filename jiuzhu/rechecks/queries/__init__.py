"""Everything others may read of re-checks."""

from jiuzhu.rechecks.rules import CHANGES, DOUBTS, LEFT_OUT, REVIEW_LAW

from .findings import Wanted, by_kind, doubts, left_out, own_households, proposals
from .people import People, Who, allowed, known_before
from .people import everybody as people
from .runs import arrived, get, last_done, runs, under_way, unfinished, why_not_read, why_not_run, why_refused

__all__ = [
    "CHANGES", "DOUBTS", "LEFT_OUT", "REVIEW_LAW", "People", "Wanted", "Who", "allowed", "arrived", "by_kind", "doubts", "get",
    "known_before", "last_done", "left_out", "own_households", "people", "proposals", "runs", "under_way", "unfinished", "why_not_read",
    "why_not_run", "why_refused",
]  # fmt: skip
