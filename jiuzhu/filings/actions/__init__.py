"""Everything that writes in this room."""

from .acting import (
    accept,
    accept_many,
    answer,
    ask,
    close,
    correct,
    hear,
    object_to,
    open_filing,
    order,
    press,
    revoke,
)
from .complaining import answer_complaint, complain
from .filing import add_papers, file, mark_complained, mark_late
from .sampling import abort, confirm_visit, draw, enter_number, freeze, visit
from .summing import sign_month, why_not_sign_month
from .suspending import decide, propose

__all__ = [
    "abort", "accept", "accept_many", "add_papers", "answer", "answer_complaint", "ask", "close", "complain",
    "confirm_visit", "correct", "decide", "draw", "enter_number", "file", "freeze", "hear", "mark_complained",
    "mark_late", "object_to", "open_filing", "order", "press", "propose", "revoke", "sign_month", "visit", "why_not_sign_month",
]  # fmt: skip
