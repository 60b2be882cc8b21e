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
    return hashlib.sha256(text(content).encode()).hexdigest()
