"""The three ways to the invented departments: an HTTP server, watched folders, tables. Each is real; only the answers are invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from jiuzhu.verification.sources.base import Message
from jiuzhu.verification.sources.transports.folders import Folders
from jiuzhu.verification.sources.transports.gateway import HEADERS, NUMBER
from jiuzhu.verification.sources.transports.tables import SharedTables

from .department import Department

BUSY, DOWN, REFUSED, UNKNOWN, EMPTY, ACCEPTED, OK = 429, 503, 401, 404, 204, 202, 200


class Server(ThreadingHTTPServer):
    """All departments with a gateway under one address, `/KEY/…`. `requests` counts, for the plan of faults."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], departments: Mapping[str, Department]) -> None:
        super().__init__(address, _Handler)
        self.departments = departments
        self.requests = 0
        self.down = False  # a whole day, when a test says so


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def _answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.requests += 1
        parts = urlsplit(self.path)
        _, key, *rest = parts.path.split("/")
        department = self.server.departments.get(key)
        if department is None:
            return self._answer(UNKNOWN)
        fault = department.plan.of_request(self.server.requests)
        if self.server.down or fault:
            return self._answer(BUSY if fault == "busy" and not self.server.down else DOWN)
        told = {name: self.headers.get(header, "") for name, header in HEADERS.items()}
        message = Message(
            unquote(self.headers.get(NUMBER, "")), told["at"], told["nonce"], body, told["signature"]
        )
        if why := department.why_not(message):
            return self._answer(REFUSED, why.encode())
        if self.command == "PUT":
            return self._answer(ACCEPTED, json.dumps({"ticket": department.accept(message)}).encode())
        if self.command == "POST":
            department.settle(unquote(rest[1]), str(json.loads(body)["code"]))
            return self._answer(EMPTY)
        ticket = parse_qs(parts.query).get("ticket", [""])[0]
        offered = next(department.offered(ticket), None)
        if offered is None:
            return self._answer(EMPTY)
        sealed = {header: getattr(offered, name) for name, header in HEADERS.items()} | {
            NUMBER: offered.number
        }
        return self._answer(OK, offered.body, sealed)

    do_GET = do_PUT = do_POST = _handle  # noqa: N815 (the names that the standard library calls)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: requests carry people's numbers."""


@dataclass
class FolderDoor:
    """Looks into the folder that it shares with the county, as often as `step` is called."""

    department: Department
    folders: Folders  # the department reads `out` and writes `in`
    _put: set[str] = field(default_factory=set)

    def step(self) -> None:
        for message in self.folders.fetch():
            if not self.department.why_not(message, live=False):
                self.department.accept(message)
            self.folders.settle(message, "")
        home = self.folders.home
        for number in sorted(self._put):
            for code, went in (("", "done"), ("refused", "refused")):
                if (home / went / f"{number}.manifest.sig").exists():
                    self._put.discard(number)
                    self.department.settle(number, code)
                    if code:
                        (home / went / f"{number}.manifest.sig").replace(home / went / f"{number}.seen")
        for message in self.department.offered():
            if message.number not in self._put:
                self.folders.send(message)
                self._put.add(message.number)


@dataclass
class TableDoor:
    """The same for the two tables of the shared schema."""

    department: Department
    tables: SharedTables
    _put: set[str] = field(default_factory=set)

    def step(self) -> None:
        schema = self.tables.schema
        with self.tables.connect() as shared:
            for number, at, nonce, body, signature in shared.execute(
                f"SELECT number, at, nonce, body, signature FROM {schema}.request WHERE taken_at IS NULL"  # noqa: S608
            ).fetchall():
                message = Message(number, at, nonce, body.encode(), signature)
                if not self.department.why_not(message, live=False):
                    self.department.accept(message)
                shared.execute(f"UPDATE {schema}.request SET taken_at = now() WHERE number = %s", [number])  # noqa: S608
            for number, code in shared.execute(
                f"SELECT number, refused FROM {schema}.reply WHERE taken_at IS NOT NULL AND number = ANY (%s)",  # noqa: S608
                [sorted(self._put)],
            ).fetchall():
                self._put.discard(number)
                self.department.settle(number, code)
                if code:
                    shared.execute(f"DELETE FROM {schema}.reply WHERE number = %s", [number])  # noqa: S608
            for message in self.department.offered():
                if message.number not in self._put:
                    shared.execute(
                        f"INSERT INTO {schema}.reply (number, batch, at, nonce, body, signature)"  # noqa: S608
                        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                        [message.number, message.number.rsplit("-r", 1)[0], message.at, message.nonce, message.body.decode(errors="replace"),
                         message.signature],
                    )  # fmt: skip
                    self._put.add(message.number)
