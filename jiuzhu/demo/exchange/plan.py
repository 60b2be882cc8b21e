"""What goes wrong, from a seed and a share: with a line, with a message, with a request. The same again for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

#: what happens to one line; all but the last four are put right in a second message
LINE = (
    "late", "twice", "other_person", "system", "unreadable", "old_number",
    "contradicts", "wrong_name", "not_covered", "ambiguous",
)  # fmt: skip
MESSAGE = ("forged", "half", "skew", "replayed", "gbk", "columns")
REQUEST = ("down", "busy")


@dataclass(frozen=True)
class Plan:
    """`share` of lines, messages and requests have a fault; 0 is a department without one."""

    seed: int
    share: float = 0.0

    def of_line(self, reference: str) -> str:
        return self._one("line", reference, LINE)

    def of_message(self, number: str) -> str:
        return self._one("message", number, MESSAGE)

    def of_request(self, number: int) -> str:
        return self._one("request", str(number), REQUEST)

    def _one(self, kind: str, name: str, faults: tuple[str, ...]) -> str:
        chance = random.Random(f"{self.seed}:{kind}:{name}")  # noqa: S311 (invention, not secrecy)
        return chance.choice(faults) if chance.random() < self.share else ""
