"""An adapter is put together: transport × codec × seal (its signer) × mapping. It keeps the contract of `base.Port`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from jiuzhu.values.refusals import Refusal

from . import mapping
from .base import Batch, Message, Replies, Ticket
from .codecs.base import Codec
from .signers.base import Seal
from .transports.base import Transport


@dataclass(frozen=True)
class Adapter:
    transport: Transport
    codec: Codec
    seal: Seal

    def submit(self, batch: Batch) -> Ticket:
        body, parts = self.codec.encode(batch)
        return Ticket(self.transport.send(self.seal.close(batch.number, body, parts)))

    def collect(self, ticket: Ticket | None = None) -> Iterator[Message]:
        return self.transport.fetch("" if ticket is None else ticket.reference)

    def receive(self, inbound: Message, *, on: date, now: datetime) -> Replies:
        self.seal.check(inbound, now, live=self.transport.live)
        batch, records = self.codec.decode(inbound)
        return mapping.replies(batch, records, on=on)

    def settle(self, inbound: Message, refusal: Refusal | None = None) -> None:
        self.transport.settle(inbound, refusal.code if refusal else "")
