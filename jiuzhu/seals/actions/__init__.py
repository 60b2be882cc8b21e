"""Everything that writes the register of seals; one file per part of a seal's life.

apply → take("approved" …) → keep_imprint → take("issued") → hand_over → accept → stamp, use → … → take("withdrawn") → take("destroyed").
"""

from .custody import accept, decline, hand_over
from .registering import apply, take, write_rules
from .stamping import Stamped, stamp, use, void
from .watching import check, close

__all__ = [
    "Stamped", "accept", "apply", "check", "close", "decline", "hand_over", "stamp", "take", "use", "void", "write_rules",
]  # fmt: skip
