"""`jiuzhu serve`: the web server, and with it, when asked, the clock."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import click


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
    _refuse_a_busy_port(host, port)
    clock = subprocess.Popen([sys.executable, "-m", "jiuzhu", "clock"]) if with_clock else None
    threading.Thread(target=_say_when_ready, args=(host, port, demo), daemon=True).start()
    try:
        _serve(host, port, workers)
    finally:
        if clock is not None:
            _end(clock)
        from config.embedded import cluster, places

        if not os.environ.get("DATABASE_URL") and places.home().exists():
            cluster.leave()


def _serve(host: str, port: int, workers: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ["JIUZHU_DOOR"] = "web"  # what the workers see is what the officer may see
    server = Server(
        target="config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,  # per process; each keeps one database connection
        respawn_failed_workers=True,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve()


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


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
