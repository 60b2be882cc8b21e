"""Everything that changes plans, readiness, hand-overs and letters."""

from jiuzhu.delegation.refusals import (
    AlreadyEnded,
    LetterIncomplete,
    LetterOverlaps,
    NoSuchLetter,
    NoSuchPlan,
    NotATownship,
)

from .drafting import amend, draft, drop, publish, rewrite, sign_for_county, sign_for_township
from .letters import issue, resume, suspend, withdraw
from .planning import adopt, draw_up, sign_off
from .readying import hand_down, note_readiness, take_back
from .reviewing import review

__all__ = [
    "AlreadyEnded", "LetterIncomplete", "LetterOverlaps", "NoSuchLetter", "NoSuchPlan", "NotATownship", "adopt", "amend", "draft",
    "draw_up", "drop", "hand_down", "issue", "note_readiness", "publish", "resume", "review", "rewrite", "sign_for_county",
    "sign_for_township", "sign_off", "suspend", "take_back", "withdraw",
]  # fmt: skip
