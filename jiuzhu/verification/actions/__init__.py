"""Everything that writes: authorisations, inquiries, deliveries and answers, reports, and the trace of every look."""

from .answering import answer_open, answer_silence, settle
from .asking import ask, ask_by_itself
from .authorising import Signed, authorise, withdraw
from .connecting import Terms, end_connection, note_fault, note_reached, open_connection, wish_retry
from .entering import enter, known, refuse
from .looking import look
from .reporting import report
from .sending import expire, gather, outgoing, submitted
from .taking import take, take_named

__all__ = [
    "Signed", "Terms", "answer_open", "answer_silence", "ask", "ask_by_itself", "authorise", "end_connection", "enter", "expire", "gather",
    "known", "look", "note_fault", "note_reached", "open_connection", "outgoing", "refuse", "report", "settle", "submitted", "take",
    "take_named", "wish_retry", "withdraw",
]  # fmt: skip
