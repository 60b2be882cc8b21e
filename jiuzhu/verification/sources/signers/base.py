"""What signs and checks, and the seal around every message: number, time, nonce, signature."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from jiuzhu.verification.sources.base import Message, Part
from jiuzhu.verification.sources.faults import ClockSkew, ForgedSignature, NotAMessage


class Signer(Protocol):
    def sign(self, text: bytes) -> str: ...
    def verify(self, text: bytes, signature: str) -> bool: ...


@dataclass(frozen=True)
class Seal:
    """Closes what goes out and tries what comes in. `skew` is how far two clocks may stand apart."""

    signer: Signer
    skew: timedelta
    now: Callable[[], datetime]

    def close(self, number: str, body: bytes, parts: tuple[Part, ...] = ()) -> Message:
        """The message, signed now."""
        open_ = Message(number, self.now().isoformat(), secrets.token_hex(16), body, "", parts)
        return Message(number, open_.at, open_.nonce, body, self.signer.sign(open_.text), parts)

    def check(self, message: Message, now: datetime, *, live: bool) -> None:
        """Raises ForgedSignature, ClockSkew. What lay in a folder may be old (not `live`), but never from the future."""
        if not self.signer.verify(message.text, message.signature):
            raise ForgedSignature(number=message.number[:60])
        try:
            apart = now - datetime.fromisoformat(message.at)
        except (ValueError, TypeError):
            raise NotAMessage(number=message.number[:60], trouble=message.at[:40]) from None
        if apart < -self.skew or (live and apart > self.skew):
            raise ClockSkew(
                number=message.number[:60],
                seconds=abs(int(apart.total_seconds())),
                most=int(self.skew.total_seconds()),
            )
