"""Authorisations, inquiries, departments' extracts, answers and reports."""

from .asking import Answer, Inquiry
from .consent import Authorisation
from .deliveries import Extract, ExtractRow, RefusedRow
from .exchange import Batch, BatchLine, Connection, Contact, Inbound, Stray
from .reporting import Report

__all__ = [
    "Answer", "Authorisation", "Batch", "BatchLine", "Connection", "Contact", "Extract", "ExtractRow", "Inbound", "Inquiry",
    "RefusedRow", "Report", "Stray",
]  # fmt: skip
