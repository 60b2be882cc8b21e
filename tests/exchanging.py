"""A department for tests: the simulator's own, behind a real door (HTTP, folder, tables), and the adapter that meets it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
from django.db import connection as database
from django.utils import timezone

from jiuzhu.demo.exchange.department import Department
from jiuzhu.demo.exchange.doors import FolderDoor, Server, TableDoor
from jiuzhu.demo.exchange.plan import Plan
from jiuzhu.demo.exchange.registers import Registers
from jiuzhu.values import sm2
from jiuzhu.verification.sources import base
from jiuzhu.verification.sources.adapter import Adapter
from jiuzhu.verification.sources.codecs.documents import Documents
from jiuzhu.verification.sources.codecs.sheets import Sheets
from jiuzhu.verification.sources.signers.base import Seal, Signer
from jiuzhu.verification.sources.signers.key_pairs import KeyPairs
from jiuzhu.verification.sources.signers.shared_key import SharedKey
from jiuzhu.verification.sources.transports.base import Transport
from jiuzhu.verification.sources.transports.folders import Folders
from jiuzhu.verification.sources.transports.gateway import Gateway
from jiuzhu.verification.sources.transports.tables import SharedTables

SKEW = timedelta(minutes=5)
SCHEMA = "exchange_test"


@dataclass(frozen=True)
class Faulty(Plan):
    """A plan that a test writes: reference (or its end) → fault, end of a message's number → fault."""

    lines: dict[str, str] | None = None
    messages: dict[str, str] | None = None

    def of_line(self, reference: str) -> str:
        return (self.lines or {}).get(reference, (self.lines or {}).get(reference.rsplit("-", 1)[-1], ""))

    def of_message(self, number: str) -> str:
        return (self.messages or {}).get(number.rsplit("-", 1)[-1], "")

    def of_request(self, number: int) -> str:
        return ""


@dataclass
class Met:
    """Adapter and department; `step` lets the department work, `server` is the gateway's."""

    adapter: Adapter
    department: Department
    step: Callable[[], None]
    server: Server | None = None


def plan(*, lines: dict[str, str] | None = None, messages: dict[str, str] | None = None) -> Plan:
    return Faulty(7, 0.0, lines, messages)


@contextmanager
def met(
    way: str, folder: Path, *, form: str = "json", signer: str = "hmac", faults: Plan | None = None, clock: Callable[[], datetime] = timezone.now
) -> Iterator[Met]:  # fmt: skip
    """way: gateway, files, tables."""
    ours, theirs = _signers(signer, folder)
    department = Department("dept", form, Seal(theirs, SKEW, clock), Registers(7), faults or plan(), clock)
    seal = Seal(ours, SKEW, clock)
    codec: Any = Documents() if form == "json" else Sheets(form)
    with _door(way, folder, department, seal) as (transport, step, server):
        yield Met(Adapter(transport, codec, seal), department, step, server)


@contextmanager
def _door(
    way: str, folder: Path, department: Department, seal: Seal
) -> Iterator[tuple[Transport, Callable[[], None], Server | None]]:
    if way == "files":
        home = folder / "shared"
        home.mkdir(exist_ok=True)
        yield Folders(home), FolderDoor(department, Folders(home, "out", "in")).step, None
    elif way == "tables":
        tables = SharedTables(shared, SCHEMA)
        tables.lay_down()
        try:
            yield tables, TableDoor(department, tables).step, None
        finally:
            with shared() as there:
                there.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
    else:
        server = Server(("127.0.0.1", 0), {"dept": department})
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        with httpx.Client(
            base_url=f"http://127.0.0.1:{server.server_address[1]}/dept/", trust_env=False
        ) as client:
            yield Gateway(client, seal, 2, 0.0, 60_000, sleep=lambda _seconds: None), lambda: None, server
        server.shutdown()
        server.server_close()


def shared() -> psycopg.Connection[Any]:
    """A connection of its own to the database of the tests: the one that county and department share."""
    told = database.get_connection_params()
    return psycopg.connect(
        **{name: told[name] for name in ("host", "port", "user", "password", "dbname") if told.get(name)}
    )


def _signers(signer: str, folder: Path) -> tuple[Signer, Signer]:
    if signer == "hmac":
        return SharedKey(b"a key of the tests"), SharedKey(b"a key of the tests")
    for whose in ("ours", "theirs"):
        sm2.create(folder / f"{whose}.key", folder / f"{whose}.pub")
    return (
        KeyPairs(folder / "ours.key", folder / "theirs.pub"),
        KeyPairs(folder / "theirs.key", folder / "ours.pub"),
    )


def asked(reference: str, source: str, number: str, name: str = "罗安") -> base.Asked:
    return base.Asked(
        reference, source, number, name, date(2025, 9, 1), date(2026, 8, 31), "370982002-2026-000001/1"
    )
