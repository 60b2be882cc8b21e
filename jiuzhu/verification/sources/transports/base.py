"""What a way of travelling must do. It moves whole messages and understands none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

from jiuzhu.verification.sources.base import Message


class Transport(Protocol):
    live: ClassVar[bool]  # a message is read the moment it is sent

    def send(self, message: Message) -> str:
        """Hand a message over; the same number again changes nothing. The ticket. Raises a Fault."""
        ...

    def fetch(self, ticket: str = "") -> Iterator[Message]:
        """Messages that wait for us, of one ticket or all. Raises a Fault."""
        ...

    def settle(self, message: Message, code: str) -> None:
        """It was taken (code empty) or refused: it does not come again."""
        ...
