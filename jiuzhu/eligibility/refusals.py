"""Every refusal of the room, found by its code from the start."""

from .determination_refusals import FactMissing, UnknownItem
from .facts_refusals import FactsRefused

__all__ = ["FactMissing", "FactsRefused", "UnknownItem"]
