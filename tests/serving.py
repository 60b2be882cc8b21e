"""The server as `jiuzhu serve` starts it, on the database of a test: to be killed, and to be sent what a test client hides."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    with socket.socket() as looking:
        looking.bind(("127.0.0.1", 0))
        return int(looking.getsockname()[1])


class Server:
    """The server of `jiuzhu serve`, one process with its worker, on the database of this test."""

    def __init__(self) -> None:
        told = connection.settings_dict
        user = f"{quote(told['USER'] or '')}:{quote(told['PASSWORD'] or '')}@" if told["USER"] else ""
        where = {"host": str(told["HOST"])} | ({"port": str(told["PORT"])} if told["PORT"] else {})
        self.environment = {
            **os.environ, "DATABASE_URL": f"postgresql://{user}/{told['NAME']}?{urlencode(where)}",
            "JIUZHU_SECRET_KEY": settings.SECRET_KEY, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.web.plain_settings",
        }  # fmt: skip
        self.port = free_port()
        self.start()

    def start(self) -> None:
        words = ["--interface", "wsgi", "--port", str(self.port), "--workers", "1", "--blocking-threads", "2"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", *words, "--log-level", "warning", "config.wsgi:application"],
            env=self.environment, cwd=ROOT, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        pytest.fail("the server does not answer")

    def kill(self) -> None:
        """Main process and worker at once, as when the power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def ask(
        self, how: str, address: str, fields: dict[str, str] | None = None, cookies: str = ""
    ) -> tuple[int, str, str]:
        """Status, body and Location."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            body = urlencode(fields) if fields is not None else None
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
            line.request(how, address, body, {"Cookie": cookies, **kind})
            answer = line.getresponse()
            return answer.status, answer.read().decode(), answer.headers.get("Location", "")
        except http.client.HTTPException as cut:
            raise ConnectionError(str(cut)) from cut
        finally:
            line.close()
