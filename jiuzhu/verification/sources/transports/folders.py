"""Watched folders: questions go into `out/`, replies come into `in/` and are moved to `done/` or `refused/`.

A message is `NUMBER.manifest.json`, the files that it names, and `NUMBER.manifest.sig`, which is written last: without it,
or while a file is shorter than the manifest says, the message is not whole yet and is left alone.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from jiuzhu.verification.sources.base import Message, Part
from jiuzhu.verification.sources.faults import SourceUnreachable

FOLDERS = ("out", "in", "done", "refused")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Folders:
    """`home` is shared with the department; `reading` and `writing` are its folders for us (a stand-in swaps them)."""

    home: Path
    reading: str = "in"
    writing: str = "out"
    live: ClassVar[bool] = False

    def send(self, message: Message) -> str:
        try:
            self._ready()
            folder = self.home / self.writing
            if not (folder / f"{message.number}.manifest.sig").exists():
                for part in message.parts:
                    _write(folder / part.name, part.body)
                _write(folder / f"{message.number}.manifest.json", message.body)
                told = {"at": message.at, "nonce": message.nonce, "signature": message.signature}
                _write(folder / f"{message.number}.manifest.sig", json.dumps(told).encode())
        except OSError as error:
            raise SourceUnreachable(trouble=f"{error.strerror} {self.home}") from error
        return message.number

    def fetch(self, ticket: str = "") -> Iterator[Message]:
        try:
            self._ready()
            sealed = sorted((self.home / self.reading).glob("*.manifest.sig"))
        except OSError as error:
            raise SourceUnreachable(trouble=f"{error.strerror} {self.home}") from error
        for path in sealed:
            message = self._whole(path)
            if message is not None and (not ticket or _batch(message) == ticket):
                yield message

    def settle(self, message: Message, code: str) -> None:
        home, went = self.home / self.reading, self.home / ("refused" if code else "done")
        names = [one.name for one in message.parts]
        for name in (*names, f"{message.number}.manifest.json", f"{message.number}.manifest.sig"):
            if (home / name).exists():  # a second call finds nothing left to move
                (home / name).replace(_free(went / name))
        if code:
            _write(went / f"{message.number}.reason.txt", f"{code}\n".encode())

    def _ready(self) -> None:
        if not self.home.is_dir():
            raise FileNotFoundError(2, "没有文件夹 no folder")
        for name in FOLDERS:
            (self.home / name).mkdir(exist_ok=True, mode=0o700)

    def _whole(self, sig: Path) -> Message | None:
        """The message of a signature file, or None while it is not whole."""
        number, folder = sig.name.removesuffix(".manifest.sig"), sig.parent
        if not _NUMBER.fullmatch(number) or sig.is_symlink():
            return None
        try:
            body = (folder / f"{number}.manifest.json").read_bytes()
            told = json.loads(sig.read_bytes())
            wanted = json.loads(body)["files"]
            parts = []
            for one in wanted:
                path = folder / Path(str(one["name"])).name
                if path.is_symlink() or not path.is_file() or path.stat().st_size < int(one["size"]):
                    return None
                if path.stat().st_size > MOST_BYTES:
                    return None
                parts.append(Part(path.name, path.read_bytes()))
            return Message(
                number, str(told["at"]), str(told["nonce"]), body, str(told["signature"]), tuple(parts)
            )
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            # Whole in itself and still not to be read: let it be refused with a reason, instead of lying there for ever.
            return Message(number, "", "", (folder / f"{number}.manifest.json").read_bytes(), "")


def _batch(message: Message) -> str:
    return str(json.loads(message.body or b"{}").get("batch", ""))


def _write(path: Path, body: bytes) -> None:
    half = path.with_name(f".{path.name}.part")
    with half.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def _free(path: Path) -> Path:
    number, found = 1, path
    while found.exists():
        found, number = path.with_name(f"{path.stem}.{number}{path.suffix}"), number + 1
    return found
