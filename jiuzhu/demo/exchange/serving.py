"""The simulator as a process of its own: reads who is simulated from a file, answers until it is ended."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import psycopg

from jiuzhu.verification.sources.signers.base import Seal, Signer
from jiuzhu.verification.sources.signers.key_pairs import KeyPairs
from jiuzhu.verification.sources.signers.shared_key import SharedKey
from jiuzhu.verification.sources.transports.folders import Folders
from jiuzhu.verification.sources.transports.tables import SharedTables

from .department import Department
from .doors import FolderDoor, Server, TableDoor
from .plan import Plan
from .registers import Registers

log = logging.getLogger(__name__)


class Door(Protocol):
    def step(self) -> None: ...


@dataclass(frozen=True)
class Simulated:
    """One department as `simulator.json` tells it."""

    key: str
    adapter: str
    form: str
    signer: str
    address: str
    skew_seconds: int


def read(path: Path) -> list[Simulated]:
    return [Simulated(**one) for one in json.loads(path.read_text(encoding="utf-8"))]


def write(path: Path, many: list[Mapping[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(json.dumps(list(many), ensure_ascii=False, indent=1), encoding="utf-8")


def signer(one: Simulated, keys: Path) -> Signer:
    """The department's side of the keys: a stand-in holds its own private key beside ours."""
    if one.signer == "hmac":
        return SharedKey((keys / f"{one.key}.hmac").read_bytes().strip())
    return KeyPairs(keys / f"{one.key}.sm2.theirs.key", keys / f"{one.key}.sm2.pub")


def department(
    one: Simulated,
    keys: Path,
    plan: Plan,
    now: Callable[[], datetime],
    delay: float,
    kept: Path | None = None,
) -> Department:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True, mode=0o700)
    seal = Seal(signer(one, keys), timedelta(seconds=one.skew_seconds), now)
    return Department(one.key, one.form, seal, Registers(plan.seed), plan, now, delay, kept)


def door(one: Simulated, made: Department, keys: Path) -> Door | None:
    """None for a gateway, which is asked."""
    if one.adapter == "files":
        home = Path(one.address)
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        return FolderDoor(made, Folders(home, reading="out", writing="in"))
    if one.adapter == "tables":
        where = (keys / f"{one.key}.dsn").read_text(encoding="utf-8").strip()
        tables = SharedTables(_connecting(where), one.address)
        tables.lay_down()
        return TableDoor(made, tables)
    return None


def _connecting(where: str) -> Callable[[], psycopg.Connection[Any]]:
    return lambda: psycopg.connect(where)


def serve(
    many: list[Simulated], *, keys: Path, home: Path, host: str, port: int, plan: Plan, now: Callable[[], datetime], delay: float, pause: float,
    ended: threading.Event,
) -> Iterator[str]:  # fmt: skip
    """Until `ended`. Yields a line when it is ready, then nothing more."""
    made = {one.key: department(one, keys, plan, now, delay, home / one.key) for one in many}
    doors = [found for one in many if (found := door(one, made[one.key], keys)) is not None]
    server = Server((host, port), made)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{host}:{server.server_address[1]}/"
    while not ended.wait(pause):
        for one in doors:
            try:
                one.step()
            except (OSError, psycopg.Error):
                log.exception("one of the simulated departments")  # the others go on
    server.shutdown()
