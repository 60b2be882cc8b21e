"""Filings and what the county does about them, complaints, samples, proposals to suspend."""

from .oversight import Complaint, ComplaintAnswer, Proposal, Verdict
from .records import Act, Filing, FilingPaper, Hearing, Mark, Opened
from .sampling import Abort, Draw, EntropyEntry, Reveal, SampleConfirmation, SampleEntry, SampleVisit
from .summaries import Summary

__all__ = [
    "Abort", "Act", "Complaint", "ComplaintAnswer", "Draw", "EntropyEntry", "Filing", "FilingPaper", "Hearing", "Mark",
    "Opened", "Proposal", "Reveal", "SampleConfirmation", "SampleEntry", "SampleVisit", "Summary", "Verdict",
]  # fmt: skip
