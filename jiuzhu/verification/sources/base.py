"""Where departments are met: whole registers that they deliver, and questions that they answer one by one.

A `Connector` reads a delivery nobody asked for in particular (upload, watched folder): it only receives. A `Port` also asks:
`submit`, `collect`, `receive`. Both answer rows and rejections, nothing else: every record that was sent is one or the
other, with the number it had; nothing is completed, guessed or moved to another person. One contract test runs on all of
each kind (tests/rooms/contract_of_connectors.py, contract_of_adapters.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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


# --- asking one by one: batches go out, replies come back later ------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch: about whom, at which source, for which time, on which authorisation."""

    reference: str
    source: str
    citizen_id: str
    name: str
    period_from: date
    period_to: date
    authorisation: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions that leave together. The same number again is the same batch: the department answers the same ticket."""

    number: str
    made_at: datetime
    lines: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the department calls a batch that it took."""

    reference: str


@dataclass(frozen=True, slots=True)
class Part:
    """A file that came with a message."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """What goes over the wire, either way: numbered, dated, used once, signed over exactly this body."""

    number: str
    at: str  # ISO 8601 with its offset
    nonce: str
    body: bytes
    signature: str
    parts: tuple[Part, ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def text(self) -> bytes:
        """What is signed."""
        return f"{self.number}\n{self.at}\n{self.nonce}\n{self.sha256}".encode()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a department says to one line. `rows` are its records, under the number of the record each.

    `citizen_id` and `name` as the department wrote them: whether they are the person's is not for an adapter to say.
    """

    number: int
    reference: str
    source: str
    outcome: str  # of OUTCOMES
    as_of: date
    citizen_id: str
    name: str
    rows: tuple[Row, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Replies:
    """One message read. A record that could not be read has its line in `failed` (reference → the rejection)."""

    batch: str
    replies: tuple[Reply, ...]
    rejected: tuple[Rejected, ...] = ()
    failed: Mapping[str, Rejected] = field(default_factory=dict)


OUTCOMES = (
    "found", "not_found", "name_mismatch", "ambiguous", "not_authorised", "not_covered", "source_error",
)  # fmt: skip


class Port(Protocol):
    """How departments are asked. `tests/rooms/contract_of_adapters.py` runs on every adapter.

    Nothing here knows our tables, and nothing is called inside a transaction.
    """

    def submit(self, batch: Batch) -> Ticket:
        """Hand a batch over. Called again after a crash it changes nothing. Raises a Fault."""
        ...

    def collect(self, ticket: Ticket | None = None) -> Iterator[Message]:
        """Whole messages that wait (for one batch, or any), until each is settled. Raises a Fault."""
        ...

    def receive(self, inbound: Message, *, on: date, now: datetime) -> Replies:
        """Check signature, checksums and clock, and read it. Raises a Refusal when nothing of it can be taken."""
        ...

    def settle(self, inbound: Message, refusal: Refusal | None = None) -> None:
        """Tell the department that it was taken, or why not; it does not come again. May be called twice."""
        ...
