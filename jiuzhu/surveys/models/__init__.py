"""Visits and their signatures, what was taken along and sent without a network, and inquiries by letter and at neighbours."""

from .along import Photograph, Sent, Settled, Stop, Taken
from .inquiring import LetterAnswer, LetterInquiry, NeighbourInquiry
from .visits import Visit, VisitDraft, Visitor

__all__ = [
    "LetterAnswer", "LetterInquiry", "NeighbourInquiry", "Photograph", "Sent", "Settled", "Stop", "Taken", "Visit",
    "VisitDraft", "Visitor",
]  # fmt: skip
