"""The embedded PostgreSQL cluster: made once, started when first needed, safe for many processes at once.

Three lock files (``flock``, which the kernel lets go when a process dies, however it dies):
``users.lock`` is held shared by every process that uses the database, ``start.lock`` exclusively by the one
that starts it, ``keeper.lock`` by the keeper that stops it when ``users.lock`` is free.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from config.embedded.places import Account, CannotStart, account, home, programs, sockets, variable

DATABASE = "jiuzhu"
APPLICATION = "jiuzhu"  # owns the database, is no superuser: row-level security binds it
ADMINISTRATOR = "administrator"  # only for making the cluster
PORT = 5432  # names the socket file; no network port is opened
START_SECONDS = 60

_held: dict[str, int] = {}  # lock files this process keeps open until it ends


def ensure() -> dict[str, str]:
    """Start the cluster if it is not running, and say how to connect to it (psycopg's keywords)."""
    variable().mkdir(parents=True, exist_ok=True)  # first: whether it is reachable decides where home is
    folder = home()
    _prepare(folder)
    if "users" not in _held:
        _held["users"] = lock(folder / "users.lock", fcntl.LOCK_SH)
        with _exclusive(folder / "start.lock"):
            _make(folder)
            if not answers():
                _start(folder)
            _complete(folder)
            _keep(folder)
    return connection()


def connection() -> dict[str, str]:
    """How the application connects."""
    return _connection(APPLICATION, DATABASE)


def answers() -> bool:
    """Whether a server of this cluster accepts connections now."""
    if postmaster() is None:
        return False
    address = sockets() / f".s.PGSQL.{PORT}"
    with socket.socket(socket.AF_UNIX) as attempt:
        try:
            attempt.connect(str(address))
        except OSError:
            return False
    command = [str(programs() / "pg_isready"), "-q", "-h", str(sockets()), "-p", str(PORT)]
    return subprocess.run(command, check=False).returncode == 0


def postmaster() -> int | None:
    """The process id of this cluster's server, or None.

    The number in ``postmaster.pid`` alone proves nothing: after a crash it may be anybody's. Ours is the
    process whose working folder is the data folder; a zombie has none.
    """
    try:
        pid = int((home() / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        at_work_in = str(Path(f"/proc/{pid}/cwd").readlink())
    except (FileNotFoundError, ProcessLookupError, ValueError, PermissionError):
        return None
    return pid if at_work_in == str((home() / "data").resolve()) else None


def stop() -> bool:
    """Stop the server now, whoever uses it; False when none was running."""
    pid = postmaster()
    if pid is None:
        return False
    os.kill(pid, signal.SIGINT)  # PostgreSQL's "fast" shutdown
    for _ in range(START_SECONDS * 20):
        if postmaster() is None:
            return True
        time.sleep(0.05)
    raise CannotStart(f"数据库没有停下来 / the database did not stop: pid {pid}, {home() / 'server.log'}")


def leave() -> bool:
    """Let go of the cluster; the last one to leave stops it. True when it was stopped."""
    if "users" in _held:
        os.close(_held.pop("users"))
    try:
        alone = lock(home() / "users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, FileNotFoundError):
        return False
    try:
        return stop()
    finally:
        os.close(alone)


def _connection(user: str, database: str) -> dict[str, str]:
    return {
        "host": str(sockets()),
        "port": str(PORT),
        "dbname": database,
        "user": user,
        "password": _secrets(home())[user],
    }


def _address(database: str) -> str:
    """The administrator's connection as one string."""
    from psycopg.conninfo import make_conninfo

    return make_conninfo(**_connection(ADMINISTRATOR, database))


def _secrets(folder: Path) -> dict[str, str]:
    known: dict[str, str] = json.loads((folder / "secrets.json").read_text())
    return known


def _prepare(folder: Path) -> None:
    """Folders with the right owner: the server's account owns its own, and only those."""
    owner = account()
    _own(folder, owner, parents=True)
    _own(sockets(), owner)


def _own(folder: Path, owner: Account, *, parents: bool = False) -> None:
    folder.mkdir(mode=0o700, parents=parents, exist_ok=True)
    found = folder.stat().st_uid
    if found != owner.uid:
        if os.geteuid() != 0 or found != 0:
            raise CannotStart(
                f"目录 {folder} 属于别的用户 / the folder belongs to another account (uid {found})"
            )
        os.chown(folder, owner.uid, owner.gid)


def _make(folder: Path) -> None:
    """``initdb``, once: made beside and moved into place, so that a half-made cluster is never used."""
    if (folder / "data" / "PG_VERSION").exists():
        return
    words = {ADMINISTRATOR: secrets.token_urlsafe(24), APPLICATION: secrets.token_urlsafe(24)}
    _write_private(folder / "secrets.json", json.dumps(words))
    half = folder / f"half-made-{os.getpid()}"
    password = folder / f"password-{os.getpid()}"
    _write_private(password, words[ADMINISTRATOR])
    try:
        _run(
            "initdb", "-D", half, "-U", ADMINISTRATOR, f"--pwfile={password}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
            # with lc_ctype C, trigram search finds nothing in Chinese
            "--lc-ctype=C.UTF-8", "--data-checksums",
        )  # fmt: skip
    finally:
        password.unlink()
    with (half / "postgresql.auto.conf").open("a") as settings:
        settings.write(_settings())
    half.rename(folder / "data")


def _settings() -> str:
    return (
        "listen_addresses = ''\n"
        f"unix_socket_directories = '{sockets()}'\n"
        "unix_socket_permissions = 0700\n"
        f"port = {PORT}\n"
        "max_connections = 60\n"
        "shared_buffers = '256MB'\n"
        "jit = off\n"  # costs more than it gives on queries of this size
        "timezone = 'Asia/Shanghai'\n"
        "log_timezone = 'Asia/Shanghai'\n"
    )


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)
    if os.geteuid() == 0:
        os.chown(path, account().uid, account().gid)


def _start(folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        if postmaster() is None:
            # Left by a server that was killed; its number may be a zombie's or a stranger's by now.
            for stale in (folder / "data" / "postmaster.pid", *sockets().glob(f".s.PGSQL.{PORT}*")):
                stale.unlink(missing_ok=True)
        try:
            _run(
                "pg_ctl", "-D", folder / "data", "-l", folder / "server.log", "-w", "-t", START_SECONDS,
                # The folder may have been moved since it was made: the socket's place is told at every start.
                "-o", f"-c unix_socket_directories={sockets()} -c port={PORT}", "start",
            )  # fmt: skip
        except CannotStart:
            # The children of a server that was killed take a moment to notice, and hold its memory until then.
            if time.monotonic() > until or "memory block" not in (folder / "server.log").read_text()[-2000:]:
                raise
            time.sleep(0.5)
        else:
            break
    if not answers():
        raise CannotStart(f"数据库没有启动 / the database did not start: {folder / 'server.log'}")


def _complete(folder: Path) -> None:
    """Role, extensions and database. Written so that it may be interrupted and run again."""
    done = folder / "completed"
    if done.exists():
        return
    import psycopg
    from psycopg import sql

    word = _secrets(folder)[APPLICATION]
    with psycopg.connect(_address("template1"), autocommit=True) as link:
        for extension in ("btree_gist", "pg_trgm"):  # in the template: test databases have them too
            link.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        if not link.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
            role = sql.SQL("CREATE ROLE {} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD {}")
            link.execute(role.format(sql.Identifier(APPLICATION), sql.Literal(word)))
    with psycopg.connect(_address("postgres"), autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            database = sql.SQL("CREATE DATABASE {} OWNER {}")
            link.execute(database.format(sql.Identifier(DATABASE), sql.Identifier(APPLICATION)))
    _write_private(done, "")


def _keep(folder: Path) -> None:
    """Have a keeper stop the server when the last user has left, also one that was killed."""
    try:
        os.close(lock(folder / "keeper.lock", fcntl.LOCK_EX | fcntl.LOCK_NB))
    except BlockingIOError:
        return
    root = Path(__file__).resolve().parent.parent.parent
    subprocess.Popen(
        [sys.executable, "-m", "config.embedded.keeper"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "JIUZHU_VAR": str(variable())},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "keeper.log").open("a"),
        start_new_session=True,
    )


def _run(program: str, *arguments: object) -> None:
    command = [str(programs() / program), *map(str, arguments)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
    # Files, not pipes: the server inherits them, and a pipe would never be closed.
    with (home() / "programs.log").open("a+") as log:
        log.seek(0, os.SEEK_END)
        before = log.tell()
        result = subprocess.run(  # type: ignore[call-overload]
            command, cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            check=False, **account().as_subprocess(),
        )  # fmt: skip
        if result.returncode != 0:
            log.seek(before)
            raise CannotStart(f"{program}: {log.read().strip()}")


def lock(path: Path, kind: int) -> int:
    """Take a lock of ``kind`` on the file and keep it until the returned descriptor is closed."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, kind)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


@contextlib.contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    descriptor = lock(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)
