"""Files that leave the house are whole or absent: temporary name, fsync of file and folder, rename (trust.md 7)."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def place(name: str) -> Path:
    """Where the bank file of this name lies; only the service's own account may look."""
    return Path(settings.MEDIA_ROOT) / "bank" / name


def write(name: str, content: bytes) -> Path:
    """Put the bytes in place, surviving a power cut. Writing the same name again replaces the whole file."""
    final = place(name)
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, half = tempfile.mkstemp(dir=final.parent, prefix=".half-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(half).replace(final)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(half).unlink()
        raise
    folder = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return final


def read(name: str) -> bytes | None:
    """The bytes, or None when the file is not there (another machine, a restored backup)."""
    try:
        return place(name).read_bytes()
    except FileNotFoundError:
        return None
