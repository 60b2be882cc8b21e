"""The register of seals: what each says and where it stands, who keeps it, and every single use. Rows are only added."""

from .hands import Acceptance, Custody, Handover, Retraction
from .register import Counter, Event, KindRule, Seal, StepRule
from .uses import Finding, Signal, Use, Void

__all__ = [
    "Acceptance", "Counter", "Custody", "Event", "Finding", "Handover", "KindRule", "Retraction", "Seal", "Signal", "StepRule",
    "Use", "Void",
]  # fmt: skip
