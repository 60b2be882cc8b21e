"""Everything that writes in this room: papers that are kept or printed, and papers that are issued under a check code."""

from .issuing import Draft, deliver, draft, issue, number, preview, revoke
from .keeping import file_under, render, store

__all__ = [
    "Draft",
    "deliver",
    "draft",
    "file_under",
    "issue",
    "number",
    "preview",
    "render",
    "revoke",
    "store",
]
