"""A department's gateway over HTTP: every request signed, tried again after a while, never faster than agreed.

PUT batches/NUMBER → {"ticket": …} · GET replies?ticket= → one signed message or 204 · POST replies/NUMBER/settled {"code": ""}
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import quote

import httpx

from jiuzhu.verification.sources.base import Message
from jiuzhu.verification.sources.faults import Fault, SourceBusy, SourceRefuses, SourceUnreachable
from jiuzhu.verification.sources.signers.base import Seal

HEADERS = {"at": "X-Exchange-At", "nonce": "X-Exchange-Nonce", "signature": "X-Exchange-Signature"}
NUMBER = "X-Exchange-Number"
MOST_BYTES = 50 * 1024 * 1024


@dataclass
class Gateway:
    """`tries` calls at most for one request, with pauses that double from `pause` seconds; `per_minute` calls at most."""

    client: httpx.Client
    seal: Seal
    tries: int
    pause: float
    per_minute: int
    sleep: Callable[[float], None] = time.sleep
    _last: float = field(default=-1e9, init=False)
    live: ClassVar[bool] = True

    def send(self, message: Message) -> str:
        answer = self._call("PUT", f"batches/{quote(message.number)}", message)
        try:
            return str(answer.json()["ticket"])
        except (ValueError, KeyError, TypeError):
            raise SourceRefuses(trouble="没有回执号 no ticket") from None

    def fetch(self, ticket: str = "") -> Iterator[Message]:
        while True:
            path = f"replies?ticket={quote(ticket)}"
            answer = self._call("GET", path)
            if answer.status_code == httpx.codes.NO_CONTENT:
                return
            told = {name: answer.headers.get(header, "") for name, header in HEADERS.items()}
            yield Message(
                answer.headers.get(NUMBER, ""), told["at"], told["nonce"], answer.content, told["signature"]
            )

    def settle(self, message: Message, code: str) -> None:
        body = json.dumps({"code": code}).encode()
        path = f"replies/{quote(message.number)}/settled"
        self._call("POST", path, self.seal.close(f"POST {path}", body))

    def _call(self, method: str, path: str, message: Message | None = None) -> httpx.Response:
        """One request; what may pass by itself is tried again."""
        fault: Fault = SourceUnreachable(trouble="—")
        for number in range(self.tries):
            if number:
                self.sleep(self.pause * 2 ** (number - 1))
            try:
                # Sealed anew each time: a nonce that arrived while its answer was lost would be a replay.
                told = message or self.seal.close(f"{method} {path}", b"")
                return self._once(method, path, self.seal.close(told.number, told.body) if number else told)
            except (SourceUnreachable, SourceBusy) as error:
                fault = error
        raise fault

    def _once(self, method: str, path: str, message: Message) -> httpx.Response:
        wait = self._last + 60 / self.per_minute - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        self._last = time.monotonic()
        told = {header: getattr(message, name) for name, header in HEADERS.items()} | {
            NUMBER: quote(message.number)
        }
        try:
            answer = self.client.request(method, path, content=message.body, headers=told)
        except httpx.HTTPError as error:
            raise SourceUnreachable(trouble=type(error).__name__) from error
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise SourceBusy(trouble=f"HTTP {answer.status_code}")
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise SourceUnreachable(trouble=f"HTTP {answer.status_code}")
        if not answer.is_success or len(answer.content) > MOST_BYTES:
            raise SourceRefuses(trouble=f"HTTP {answer.status_code} {answer.text[:80]}")
        return answer
