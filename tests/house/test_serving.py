"""From a fresh folder to the first page, and back: everything that was started stops."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.slow


def free_port() -> int:
    with socket.socket() as looking:
        looking.bind(("127.0.0.1", 0))
        port: int = looking.getsockname()[1]
        return port


@pytest.fixture
def environment() -> Iterator[dict[str, str]]:
    """A folder of its own, closed to nobody, and no real server."""
    folder = Path(tempfile.mkdtemp(prefix="jiuzhu-test-"))
    folder.chmod(0o755)
    unset = {"DATABASE_URL", "JIUZHU_DOOR"}
    here = {name: value for name, value in os.environ.items() if name not in unset}
    yield {**here, "JIUZHU_VAR": str(folder), "PYTHONPATH": str(ROOT)}
    shutil.rmtree(folder)


class Jiuzhu:
    """The program at work; what it says goes into a file, because a pipe that nobody reads stops it."""

    def __init__(self, environment: dict[str, str], *words: str) -> None:
        self.said_in = Path(environment["JIUZHU_VAR"]) / f"said-{'-'.join(words[:1])}-{time.monotonic_ns()}"
        with self.said_in.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jiuzhu", *words], cwd=ROOT, env=environment,
                stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def end(self, seconds: float) -> tuple[int, str]:
        """Wait for its end; the exit code and what it said."""
        try:
            code = self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            pytest.fail(f"does not end: {self.said_in.read_text()[-3000:]}")
        return code, self.said_in.read_text()


def first_page(port: int) -> str:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as answer:
            return f"{answer.code} {answer.read()[:500].decode()}"
        except OSError:
            time.sleep(0.1)
    return f"nothing answers on port {port}"


def answer_to_200_megabytes(port: int) -> bytes:
    """Announce them and send none: the answer must not wait for the body."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        head = "POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 209715200\r\n\r\n"
        line.sendall(head.encode())
        return line.recv(64)


def living(environment: dict[str, str]) -> list[str]:
    """Command lines of processes that work on this folder."""
    mark = f"JIUZHU_VAR={environment['JIUZHU_VAR']}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found


def test_set_up_serve_and_stop(environment: dict[str, str]) -> None:
    code, said = Jiuzhu(environment, "set-up").end(180)
    assert code == 0, said
    code, said = Jiuzhu(environment, "set-up").end(60)
    assert code == 0, said
    assert said.count("✓") == 3

    port = free_port()
    server = Jiuzhu(environment, "serve", "--with-clock", "--port", str(port))
    try:
        assert "救助" in first_page(port)
        assert b" 413 " in answer_to_200_megabytes(port)
        code, said = Jiuzhu(environment, "serve", "--port", str(port)).end(30)
        assert code == 1
        assert f"端口 {port} 已被占用" in said
    finally:
        os.killpg(server.process.pid, signal.SIGINT)  # what a terminal does on Ctrl-C
        code, said = server.end(60)
    assert code == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said
    until = time.monotonic() + 10
    while living(environment) and time.monotonic() < until:
        time.sleep(0.1)
    assert living(environment) == []
