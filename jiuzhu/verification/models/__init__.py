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
from .exchange import Batch, BatchLine, Connection, Contact, Inbound, Stray
from .reporting import Report
from .watching import QueryFinding, QuerySignal

__all__ = [
    "Answer", "Authorisation", "Batch", "BatchLine", "Connection", "Contact", "Correction", "CorrectionAnswer", "Extract",
    "ExtractRow", "Inbound", "Inquiry", "Objection", "ObjectionAnswer", "QueryFinding", "QuerySignal", "RefusedRow", "Report",
    "ReportPrint", "Stray", "Told", "VisitWaived", "VisitWanted",
]  # fmt: skip
