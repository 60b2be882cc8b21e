"""Everything that writes the register of seals; one file per part of a seal's life.

apply → take("approved" …) → keep_imprint → take("issued") → hand_over → accept → stamp, use → … → take("withdrawn") → take("destroyed").
"""

from .custody import accept, decline, hand_over
from .imprinting import drawing, keep_imprint
from .printing import export, print_register
from .registering import apply, take, write_rules
from .stamping import Stamped, stamp, use, void
from .watching import check, close

__all__ = [
    "Stamped", "accept", "apply", "check", "close", "decline", "drawing", "export", "hand_over", "keep_imprint",
    "print_register", "stamp", "take", "use", "void", "write_rules",
]  # fmt: skip
