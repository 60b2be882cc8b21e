"""The watched folder: departments put files into `in/`, the clock takes them up and moves them to `done/` or `refused/`.

A file is taken when two looks, minutes apart, found the same size and time: a half-written one is left alone, and so is
anything that calls itself unfinished. Killed between entering and moving, the next look finds the same bytes already
taken and only moves them.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from jiuzhu.values.refusals import Refusal

from .actions import take_named
from .refusals import AlreadyTaken

log = logging.getLogger(__name__)

FOLDERS = ("in", "done", "refused")
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".lock")


@dataclass(frozen=True)
class Handled:
    """What became of one file."""

    name: str
    went: str  # done | refused
    reason: str = ""


def root() -> Path:
    """`<var>/extracts`, with its three folders."""
    found = Path(settings.VAR) / "extracts"
    for name in FOLDERS:
        (found / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def look(on: date, at: datetime) -> list[Handled]:
    """One look at `in/`. A fault with one file (not a refusal) is logged and raised after the others were handled."""
    home = root()
    before, now = _remembered(home), {}
    handled: list[Handled] = []
    fault: Exception | None = None
    for path in sorted((home / "in").iterdir()):
        if path.is_symlink() or not path.is_file() or path.name.startswith((".", "~$")):
            continue
        if path.name.lower().endswith(_UNFINISHED):
            continue
        seen = _mark(path)
        now[path.name] = seen
        if before.get(path.name) != seen:
            continue
        try:
            done = _handle(path, home, seen, on, at)
        except Exception as error:
            log.exception("extract %s could not be handled", path.name)
            fault = error
        else:
            if done is not None:
                handled.append(done)
                now.pop(path.name)
    (home / ".looked.json").write_text(json.dumps(now), encoding="utf-8")
    if fault is not None:
        raise fault
    return handled


def _handle(path: Path, home: Path, seen: list[int], on: date, at: datetime) -> Handled | None:
    body = path.read_bytes()
    if _mark(path) != seen:
        return None  # it grew while it was read
    try:
        take_named(body, name=path.name, on=on, at=at)
    except AlreadyTaken as refusal:
        return _moved(path, home, "done", refusal.text(), at)
    except Refusal as refusal:
        log.warning("extract %s refused: %s", path.name, refusal.code)
        return _moved(path, home, "refused", refusal.text(), at)
    return _moved(path, home, "done", "", at)


def _moved(path: Path, home: Path, went: str, reason: str, at: datetime) -> Handled:
    target = home / went / path.name
    if target.exists():
        target = target.with_name(f"{path.stem}.{at:%Y%m%dT%H%M%S}{path.suffix}")
    if reason:
        target.with_name(f"{target.name}.reason.txt").write_text(reason + "\n", encoding="utf-8")
    path.replace(target)
    return Handled(path.name, went, reason)


def _mark(path: Path) -> list[int]:
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]


def _remembered(home: Path) -> dict[str, list[int]]:
    try:
        found: dict[str, list[int]] = json.loads((home / ".looked.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}  # nothing was looked at yet: every file waits for its second look
    return found
