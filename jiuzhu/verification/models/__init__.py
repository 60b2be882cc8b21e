"""Authorisations, inquiries, departments' extracts, answers and reports."""

from .after import (
    Correction,
    CorrectionAnswer,
    Objection,
    ObjectionAnswer,
    ReportPrint,
    Told,
    VisitWaived,
    VisitWanted,
)
from .asking import Answer, Inquiry
from .consent import Authorisation
from .deliveries import Extract, ExtractRow, RefusedRow
from .reporting import Report
from .watching import QueryFinding, QuerySignal

__all__ = [
    "Answer", "Authorisation", "Correction", "CorrectionAnswer", "Extract", "ExtractRow", "Inquiry", "Objection", "ObjectionAnswer",
    "QueryFinding", "QuerySignal", "RefusedRow", "Report", "ReportPrint", "Told", "VisitWaived", "VisitWanted",
]  # fmt: skip
