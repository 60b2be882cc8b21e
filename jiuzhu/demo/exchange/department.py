"""One invented department: takes a batch, answers it in one message or two, sends again what was refused."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.sources.base import Message
from jiuzhu.verification.sources.signers.base import Seal

from . import writing
from .plan import Plan
from .registers import Registers
from .writing import Line, Said

BEYOND_SKEW = timedelta(hours=2)


@dataclass
class Department:
    """Its seal, the form it writes, its registers, what goes wrong with it; `delay` seconds until it answers, `kept` its memory."""

    key: str
    form: str
    seal: Seal
    registers: Registers
    plan: Plan
    now: Callable[[], datetime]
    delay: float = 0.0
    kept: Path | None = None
    _batches: dict[str, list[Line]] = field(default_factory=dict)
    _outbox: dict[str, tuple[datetime, str, Message]] = field(default_factory=dict)
    _refused: set[str] = field(default_factory=set)
    _nonces: set[str] = field(default_factory=set)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        for path in sorted(self.kept.glob("*.request")) if self.kept else ():
            self._take(path.stem, writing.read(self.form, json.loads(path.read_text(encoding="utf-8"))))

    def why_not(self, message: Message, *, live: bool = True) -> str:
        """Why a request is not accepted, in a word; empty when it is."""
        try:
            self.seal.check(message, self.now(), live=live)
        except Refusal as refusal:
            return refusal.code
        with self._lock:
            if message.nonce in self._nonces:
                return "replayed"
            if live:
                self._nonces.add(message.nonce)
        return ""

    def accept(self, message: Message) -> str:
        """The ticket; the same batch again gets the same one and no second answer."""
        with self._lock:
            if message.number not in self._batches:
                told = writing.plain(self.form, message)
                if self.kept:
                    (self.kept / f"{message.number}.request").write_text(json.dumps(told), encoding="utf-8")
                self._take(message.number, writing.read(self.form, told))
        return message.number

    def offered(self, ticket: str = "") -> Iterator[Message]:
        """What is ready and not settled, oldest first."""
        with self._lock:
            ready = [
                (number, message)
                for number, (due_at, batch, message) in self._outbox.items()
                if due_at <= self.now() and ticket in ("", batch)
            ]
        for number, message in ready:
            yield self._spoiled(number, message)

    def settle(self, number: str, code: str) -> None:
        """The county took it; or refused it, and gets it again without the fault."""
        with self._lock:
            if code and number in self._outbox:
                due_at, batch, message = self._outbox[number]
                self._refused.add(number)
                self._outbox[number] = (due_at, batch, self.seal.close(number, message.body, message.parts))
                if number.endswith("-again"):  # a forgery of somebody's: nothing to put right
                    del self._outbox[number]
            elif self._outbox.pop(number, None) and self.plan.of_message(number) == "replayed":
                self._replay(number)

    def truth(self, line: Line) -> Said:
        """What must stand in the end about one line."""
        return writing.truth(line, self.registers, self.plan.of_line(line.reference))

    def waits(self) -> int:
        return len(self._outbox)

    def _take(self, batch: str, lines: list[Line]) -> None:
        self._batches[batch] = lines
        first, second = writing.answers(lines, self.registers, self.plan)
        for place, said in enumerate((first, second), start=1):
            if said:
                number = f"{batch}-r{place}"
                due_at = self.now() + timedelta(seconds=self.delay * place)
                self._put(number, batch, said, due_at)

    def _put(self, number: str, batch: str, said: list[Said], due_at: datetime) -> None:
        fault = self.plan.of_message(number)
        body, parts = writing.written(
            self.form,
            batch,
            number,
            said,
            self.now().date(),
            odd=fault if fault in ("gbk", "columns") else "",
        )
        self._outbox[number] = (due_at, batch, self.seal.close(number, body, parts))

    def _spoiled(self, number: str, message: Message) -> Message:
        """The message as it leaves: each fault of the plan until it was refused once. Signed when it is fetched."""
        fault = "" if number in self._refused else self.plan.of_message(number)
        if fault == "forged":
            return replace(message, signature="0" * len(message.signature))
        if fault == "half":
            if message.parts:
                first, *others = message.parts
                return replace(message, parts=(replace(first, body=first.body[:-1] + b"#"), *others))
            return replace(message, body=message.body[: len(message.body) // 2])
        if fault == "skew":
            ahead = Seal(self.seal.signer, self.seal.skew, lambda: self.now() + BEYOND_SKEW)
            return ahead.close(number, message.body, message.parts)
        if number.endswith("-again"):
            return message
        return self.seal.close(number, message.body, message.parts)

    def _replay(self, number: str) -> None:
        """Somebody sends a message that was taken once more, under another number but with one answer less."""
        batch = number.rsplit("-r", 1)[0]
        body, parts = writing.written(self.form, batch, number, [], date(2026, 1, 1), odd="")
        forged = replace(self.seal.close(number, body, parts), signature="00")
        self._outbox[f"{number}-again"] = (self.now(), batch, replace(forged, number=f"{number}-again"))
