"""Bytes on disk under their own hash: `<files>/ab/cd/abcd…`. Written completely or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def place(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def write(body: bytes) -> str:
    """Keep the bytes and answer their SHA-256. The same bytes are kept once.

    A power cut leaves either nothing or the whole file (trust.md §7): temporary name, fsync of the file, rename, fsync of the folder.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    final = place(sha256)
    if final.exists():
        return sha256
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, half = tempfile.mkstemp(dir=final.parent, prefix=".half-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        Path(half).replace(final)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return sha256
