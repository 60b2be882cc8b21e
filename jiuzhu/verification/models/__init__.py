"""Authorisations, inquiries, departments' extracts, answers and reports."""

from .asking import Answer, Inquiry
from .consent import Authorisation
from .deliveries import Extract, ExtractRow, RefusedRow
from .reporting import Report

__all__ = ["Answer", "Authorisation", "Extract", "ExtractRow", "Inquiry", "RefusedRow", "Report"]
