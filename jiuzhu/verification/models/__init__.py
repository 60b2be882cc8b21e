"""Authorisations, inquiries, departments' extracts, answers, reports, and what is odd about queries."""

from .asking import Answer, Inquiry
from .consent import Authorisation
from .deliveries import Extract, ExtractRow, RefusedRow
from .reporting import Report
from .watching import QueryFinding, QuerySignal

__all__ = [
    "Answer",
    "Authorisation",
    "Extract",
    "ExtractRow",
    "Inquiry",
    "QueryFinding",
    "QuerySignal",
    "RefusedRow",
    "Report",
]
