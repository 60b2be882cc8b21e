"""Everything that writes: a run asked for, worked through, looked at, taken home."""

from .asking import ask
from .looking import look
from .working import carry_on, run_waiting

__all__ = ["ask", "carry_on", "look", "run_waiting"]
