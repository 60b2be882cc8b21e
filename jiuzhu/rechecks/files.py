"""The exchange's files of a month: `<var>/rechecks/in/<month>/<source>.csv` or `.parquet`, each with its `.sha256` beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jiuzhu.values.month import Month
from jiuzhu.verification.sources.layouts import SOURCES

from .refusals import ChecksumWrong, HalfAFile, NoChecksum, TwoFiles

KINDS = (".csv", ".parquet")
_CHUNK = 1 << 22
_LAST = 1 << 16  # bytes in which the last line of a file is looked for


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that agrees with its checksum."""

    path: Path
    sha256: str
    size: int
    lines: int


def folder(month: Month) -> Path:
    return Path(settings.VAR) / "rechecks" / "in" / str(month)


def arrived(month: Month) -> list[str]:
    """The sources that have a file for the month."""
    return [key for key in SOURCES if any((folder(month) / f"{key}{kind}").is_file() for kind in KINDS)]


def find(month: Month, source: str) -> Path | None:
    """The file of a source; None when none came. Raises TwoFiles."""
    found = [
        path
        for kind in KINDS
        if (path := folder(month) / f"{source}{kind}").is_file() and not path.is_symlink()
    ]
    if len(found) > 1:
        raise TwoFiles(names="、".join(path.name for path in found))
    return found[0] if found else None


def checked(path: Path) -> Checked:
    """The file, read once through: it is what its checksum says. Raises NoChecksum, ChecksumWrong."""
    promise = path.with_name(f"{path.name}.sha256")
    if not promise.is_file():
        raise NoChecksum(name=path.name)
    promised = promise.read_text(encoding="ascii", errors="replace").split()
    digest, size, lines, last = hashlib.sha256(), 0, 0, b""
    for chunk in _chunks(path):
        digest.update(chunk)
        size += len(chunk)
        lines += chunk.count(b"\n")
        last = chunk
    if not promised or promised[0].lower() != digest.hexdigest():
        raise ChecksumWrong(name=path.name)
    return Checked(path, digest.hexdigest(), size, lines + (not last.endswith(b"\n")))


def beginning(path: Path) -> bytes:
    """The first lines of a text file, whole ones."""
    with path.open("rb") as file:
        head = file.read(_LAST)
    return head if len(head) < _LAST else head[: head.rfind(b"\n") + 1]


def refuse_half(path: Path, *, delimiter: str, width: int) -> None:
    """A last line that has no end and too few cells: the file was cut. Raises HalfAFile."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LAST))
        rest = file.read()
    if rest.endswith((b"\n", b"\r")):
        return
    line = rest[rest.rfind(b"\n") + 1 :].decode("utf-8", errors="replace")
    if len(next(csv.reader(io.StringIO(line), delimiter=delimiter), [])) < width:
        raise HalfAFile(name=path.name)


@contextmanager
def scratch(key: int) -> Iterator[Path]:
    """A folder for the time of one run; what a killed process left in it goes first."""
    found = Path(settings.VAR) / "rechecks" / "scratch" / str(key)
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir(parents=True, mode=0o700)
    try:
        yield found
    finally:
        shutil.rmtree(found, ignore_errors=True)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            yield chunk
