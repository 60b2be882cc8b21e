"""`jiuzhu serve`: the web server, and with it, when asked, the clock."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent.parent
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
END_SECONDS = 20
PR_SET_PDEATHSIG = 1


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。 Address to listen on.")
@click.option("--port", type=int, default=8000, show_default=True, envvar="JIUZHU_PORT", help="端口。 Port.")
@click.option("--workers", type=int, default=2, show_default=True, help="进程数。 Processes.")
@click.option(
    "--with-clock", is_flag=True, help="同时运行定时任务。 Run the clock too; it stops with the server."
)
@click.option("--demo", is_flag=True, help="显示演示账号。 Show the demo county's logins.")
def command(host: str, port: int, workers: int, with_clock: bool, demo: bool) -> None:
    """启动网站，按 Ctrl-C 停止。 Serve the pages until Ctrl-C."""
    from config.embedded import places

    _refuse_a_busy_port(host, port)
    asked_to_stop = threading.Event()
    for number in SIGNALS:
        signal.signal(number, lambda *_: asked_to_stop.set())
    if demo:
        os.environ["JIUZHU_DEMO"] = "1"  # every page says that its people are invented
    children = [_server(host, port, workers)]
    if with_clock:
        children.append(_child([sys.executable, "-m", "jiuzhu", "clock"]))
    # The pages answer at once; the rest of the demo households come while somebody reads the first of them.
    filling = [_child([sys.executable, "-m", "jiuzhu", "demo", "fill"])] if demo else []
    if demo and with_clock and (places.variable() / "exchange" / "simulator.json").is_file():
        filling.append(_child([sys.executable, "-m", "jiuzhu", "exchange", "serve"]))
    threading.Thread(target=_say_when_ready, args=(host, port, demo), daemon=True).start()
    while not asked_to_stop.wait(0.2) and all(child.poll() is None for child in children):
        continue
    failed = [
        f"{' '.join(map(str, child.args))} ({child.returncode})"  # type: ignore[arg-type]
        for child in children
        if child.poll() is not None and not asked_to_stop.is_set()
    ]
    _end([*filling, *children])
    _leave_the_database()
    if failed:
        raise click.ClickException(f"意外停止 / ended unexpectedly: {', '.join(failed)}")


def _server(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": workers,
        "--blocking-threads": 4,  # per process; each keeps one database connection
        "--log-level": "warning",
    }
    words = [str(word) for option in options.items() for word in option]
    program = [sys.executable, "-m", "granian", *words, "--respawn-failed-workers", "--no-ws"]
    return _child([*program, "config.wsgi:application"])


def _child(words: list[str]) -> subprocess.Popen[bytes]:
    """A child in a session of its own: Ctrl-C reaches us alone, and we end our children in order.

    (A server whose main process and workers are interrupted at once by the terminal sometimes hangs.)
    """
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        words,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
        preexec_fn=_die_with_the_parent,  # noqa: PLW1509 (one system call, before any thread is started)
    )


def _die_with_the_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    until = time.monotonic() + END_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _leave_the_database() -> None:
    from config.embedded import cluster, places

    if not os.environ.get("DATABASE_URL") and places.home().exists():
        cluster.leave()


def _refuse_a_busy_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as fault:
            raise click.ClickException(
                f"端口 {port} 已被占用，请用 --port 换一个（JIUZHU_PORT）。"
                f" Port {port} is taken; choose another with --port or JIUZHU_PORT. ({fault.strerror})"
            ) from None


def _say_when_ready(host: str, port: int, demo: bool) -> None:
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 (only compared)
    address = f"http://{shown}:{port}/"
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5):
                break
        except urllib.error.HTTPError:
            break  # an answer is an answer
        except OSError:
            time.sleep(0.1)
    click.echo(f"\n  救助 Jiuzhu → {address}\n")
    if demo:
        from jiuzhu.commands.demo import command as demo_county

        demo_county.main(["logins"], prog_name="jiuzhu demo", standalone_mode=False)
    click.echo("  Ctrl-C 停止 / stops\n")
    sys.stdout.flush()
