"""What a connector must answer. `tests/rooms/contract_of_connectors.py` runs on every one of them.

A connector takes what a department sends and answers rows and rejections, nothing else: every record that was sent
is one or the other, with the number it had; nothing is completed, guessed or moved to another person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

from jiuzhu.values.refusals import Refusal

from .layouts import Source


@dataclass(frozen=True, slots=True)
class Row:
    """One record about one person. `facts` by the keys of the source's columns: money in fen, days as ISO text."""

    number: int  # as the sender counts: the row of the sheet, the line of the file
    citizen_id: str
    name: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was not taken, and why. `column` is the heading it failed at, empty for the whole record."""

    number: int
    column: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Received:
    """What came of one delivery. `ignored` are headings that the source's layout does not ask for: never kept."""

    rows: tuple[Row, ...]
    rejected: tuple[Rejected, ...]
    ignored: tuple[str, ...] = ()


class Connector(Protocol):
    key: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]

    def receive(self, body: bytes, *, name: str, source: Source, on: date) -> Received:
        """Read one delivery; `on` is the day it must make sense. Raises a Refusal when nothing of it can be taken."""
        ...

    def template(self, source: Source) -> tuple[str, bytes]:
        """File name and content of an empty delivery, for the department to fill in."""
        ...
