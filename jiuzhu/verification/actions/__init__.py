"""Everything that writes: authorisations, inquiries, deliveries and answers, reports, and the trace of every look."""

from .answering import answer_open, answer_silence, settle
from .asking import ask, ask_by_itself
from .authorising import Signed, authorise
from .looking import look
from .reporting import report
from .taking import take, take_named
from .watching import attempted, close_signal
from .withdrawing import withdraw, withdraw_own

__all__ = [
    "Signed", "answer_open", "answer_silence", "ask", "ask_by_itself", "attempted", "authorise", "close_signal", "look", "report", "settle", "take",
    "take_named", "withdraw", "withdraw_own",
]  # fmt: skip
