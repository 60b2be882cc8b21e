"""Everything that writes: authorisations, inquiries, deliveries and answers, reports, and the trace of every look."""

from .after import answer_objection, object_to_report, tell_household, waive_visit, want_visit
from .answering import answer_open, answer_silence, settle
from .asking import ask, ask_by_itself
from .authorising import Signed, authorise
from .connecting import Terms, end_connection, note_fault, note_reached, open_connection, wish_retry
from .correcting import ask_correction, record_correction
from .entering import enter, known, refuse
from .looking import go_through, look
from .printing import print_report
from .reporting import report
from .sending import expire, gather, outgoing, submitted
from .taking import take, take_named
from .watching import attempted, close_signal
from .withdrawing import withdraw, withdraw_own

__all__ = [
    "Signed", "Terms", "answer_objection", "answer_open", "answer_silence", "ask", "ask_by_itself", "ask_correction", "attempted",
    "authorise", "close_signal", "end_connection", "enter", "expire", "gather", "go_through", "known", "look", "note_fault",
    "note_reached", "object_to_report", "open_connection", "outgoing", "print_report", "record_correction", "refuse", "report",
    "settle", "submitted", "take", "take_named", "tell_household", "waive_visit", "want_visit", "wish_retry", "withdraw",
    "withdraw_own",
]  # fmt: skip
