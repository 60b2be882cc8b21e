"""Everything that writes in this room: papers that are kept or printed, and papers that are issued under a check code."""

from .issuing import Draft, deliver, draft, draft_again, issue, keep_draft, number, refuse_blanks, revoke
from .keeping import file_under, render, store

__all__ = [
    "Draft", "deliver", "draft", "draft_again", "file_under", "issue", "keep_draft", "number", "refuse_blanks", "render", "revoke", "store",
]  # fmt: skip
