"""One text for one content, so that a fingerprint proves what was signed."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def text(content: Any) -> str:
    """Canonical JSON: keys sorted, no blanks, characters as they are. TypeError for what JSON cannot hold."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: Any) -> str:
    """SHA-256 over the canonical text, 64 hexadecimal characters."""
    return digest_of_text(text(content))


def digest_of_text(told: str) -> str:
    """SHA-256 over a text that is canonical already."""
    return hashlib.sha256(told.encode()).hexdigest()
