"""Stops the embedded server when nobody has used it for a while. One keeper per cluster, started by `cluster`."""

from __future__ import annotations

import fcntl
import os
import time

from config.embedded import cluster
from config.embedded.places import home

# Long enough that commands that follow each other find it running; the tests want it shorter.
IDLE_SECONDS = float(os.environ.get("JIUZHU_DATABASE_IDLE_SECONDS", "15"))
LOOK_EVERY_SECONDS = 1.0


def keep() -> None:
    """Wait until the cluster has been idle for `IDLE_SECONDS`, then stop it."""
    folder = home()
    try:
        keeping = cluster.lock(folder / "keeper.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    idle_since: float | None = None
    while cluster.postmaster() is not None:
        using = _nobody_uses_it()
        if using is None:
            idle_since = None
        elif idle_since is None or time.monotonic() - idle_since < IDLE_SECONDS:
            os.close(using)
            idle_since = idle_since if idle_since is not None else time.monotonic()
        else:
            cluster.stop()
            # In this order: whoever waits for users.lock must find no keeper, and start a new one.
            os.close(keeping)
            os.close(using)
            return
        time.sleep(LOOK_EVERY_SECONDS)


def _nobody_uses_it() -> int | None:
    """The users' lock, held by us alone, or None while somebody has it."""
    try:
        return cluster.lock(home() / "users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return None


if __name__ == "__main__":
    keep()
