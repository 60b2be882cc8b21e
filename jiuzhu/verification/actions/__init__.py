"""Everything that writes: authorisations, inquiries, deliveries and answers, reports, and the trace of every look."""

from .after import answer_objection, object_to_report, tell_household, waive_visit, want_visit
from .answering import answer_open, answer_silence, settle
from .asking import ask, ask_by_itself
from .authorising import Signed, authorise
from .correcting import ask_correction, record_correction
from .looking import go_through, look
from .printing import print_report
from .reporting import report
from .taking import take, take_named
from .watching import attempted, close_signal
from .withdrawing import withdraw, withdraw_own

__all__ = [
    "Signed", "answer_objection", "answer_open", "answer_silence", "ask", "ask_by_itself", "ask_correction", "attempted", "authorise",
    "close_signal", "go_through", "look", "object_to_report", "print_report", "record_correction", "report", "settle", "take", "take_named",
    "tell_household", "waive_visit", "want_visit", "withdraw", "withdraw_own",
]  # fmt: skip
