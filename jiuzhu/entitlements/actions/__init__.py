"""Everything that grants, changes, ends and restores rights."""

from jiuzhu.entitlements.refusals import ChangePending, NoDecision, NotReceiving, TwiceEntitled

from .revoking import revoke, revoke_change
from .rights import decide_change, grant, hear, import_legacy, propose

__all__ = [
    "ChangePending", "NoDecision", "NotReceiving", "TwiceEntitled", "decide_change", "grant", "hear", "import_legacy",
    "propose", "revoke", "revoke_change",
]  # fmt: skip
