"""Everything that writes: authorisations, inquiries, deliveries and answers, reports, and the trace of every look."""

from .answering import answer_open, answer_silence, settle
from .asking import ask, ask_by_itself
from .authorising import Signed, authorise, withdraw
from .looking import go_through, look
from .reporting import report
from .taking import take, take_named

__all__ = [
    "Signed", "answer_open", "answer_silence", "ask", "ask_by_itself", "authorise", "go_through", "look", "report", "settle", "take",
    "take_named", "withdraw",
]  # fmt: skip
