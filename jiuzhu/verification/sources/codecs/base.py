"""What every form of a reply comes down to: one record per line, cells under their headings, nothing read yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from jiuzhu.verification.sources.base import Batch, Message, Part


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it was sent. `broken`: its cells cannot be told apart."""

    number: int
    reference: str
    source: str
    outcome: str
    as_of: Any
    cells: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    broken: bool = False


class Codec(Protocol):
    def encode(self, batch: Batch) -> tuple[bytes, tuple[Part, ...]]:
        """The body to be signed, and files beside it whose checksums the body names."""
        ...

    def decode(self, message: Message) -> tuple[str, list[Record]]:
        """The batch that is answered, and the records. Raises NotAMessage, WrongChecksum and what tables refuse."""
        ...
