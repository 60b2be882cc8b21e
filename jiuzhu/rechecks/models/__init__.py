"""Re-checks of a month, their parts, who was checked under which authorisation, and what came of it."""

from .findings import Doubt, Proposal, Reading
from .runs import Part, Run, Subject

__all__ = ["Doubt", "Part", "Proposal", "Reading", "Run", "Subject"]
