"""The one place where the register meets the cryptography: make a seal's imprint and certificate, put it on a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class PutOn:
    """A paper with its seal, as the provider gave it back."""

    body: bytes
    signature_sha256: str
    certificate_fingerprint: str
    stamped_at: datetime | None


def put_on(seal: Any, kept: dict[str, str], body: bytes, *, template: str, spot: Any, at: datetime) -> PutOn:
    import uuid

    return PutOn(
        body + b"\n%sealed" + uuid.uuid4().hex.encode(), "3" * 64, kept["certificate_fingerprint"], None
    )


def keep_imprint(seal: Any, *, actor: Any, on: Any, at: datetime) -> Any:
    raise NotImplementedError


def drawing(seal: Any) -> bytes:
    raise NotImplementedError
