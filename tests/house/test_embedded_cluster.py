"""The embedded cluster: many at once, a stale pid file, a killed server, and nobody left."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.slow

STARTED = "from config.embedded import cluster; cluster.ensure(); "
LINKED = STARTED + "import psycopg; link = psycopg.connect(**cluster.connection(), autocommit=True); "


class Place:
    """A cluster of its own under a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "JIUZHU_VAR": str(folder),
            "PYTHONPATH": str(ROOT),
            "JIUZHU_DATABASE_IDLE_SECONDS": "1",
        }
        self.pid_file = folder / "postgresql" / "data" / "postmaster.pid"

    def start(self, code: str) -> subprocess.Popen[str]:
        """Run a line of Python in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", code], env=self.environment, stdout=subprocess.PIPE, text=True
        )

    def run(self, code: str) -> str:
        """The same, to its end; what it printed."""
        process = self.start(code)
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 0, said
        return said.strip()


@pytest.fixture
def place() -> Iterator[Place]:
    # Not pytest's own folder: the account that runs the server could not enter it.
    folder = Path(tempfile.mkdtemp(prefix="jiuzhu-test-"))
    folder.chmod(0o755)
    place = Place(folder)
    yield place
    place.run("from config.embedded import cluster; cluster.stop()")
    shutil.rmtree(folder)


def test_a_stale_pid_file_does_not_touch_the_process_it_names(place: Place) -> None:
    place.run(STARTED + "cluster.stop()")
    stranger = subprocess.Popen(["sleep", "60"])
    place.pid_file.write_text(f"{stranger.pid}\n")
    try:
        assert place.run("from config.embedded import cluster; print(cluster.stop())") == "False"
        assert place.run(LINKED + "print(link.execute('SELECT 1').fetchone()[0])") == "1"
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_many_starting_at_once_share_one_server(place: Place) -> None:
    processes = [place.start(LINKED + "print(cluster.postmaster())") for _ in range(4)]
    pids = {process.communicate(timeout=60)[0].strip() for process in processes}
    assert len(pids) == 1
    assert all(process.returncode == 0 for process in processes)


def test_what_was_committed_survives_a_killed_server(place: Place) -> None:
    place.run(
        LINKED + "link.execute('CREATE TABLE kept (n int)'); link.execute('INSERT INTO kept VALUES (7)')"
    )
    pid = int(place.run(STARTED + "print(cluster.postmaster())"))
    os.kill(pid, signal.SIGKILL)
    assert place.run(LINKED + "print(link.execute('SELECT n FROM kept').fetchone()[0])") == "7"


def test_it_stops_when_the_last_user_was_killed(place: Place) -> None:
    user = place.start(STARTED + "print(cluster.postmaster(), flush=True); import time; time.sleep(60)")
    assert user.stdout is not None
    pid = int(user.stdout.readline())
    time.sleep(3)
    assert Path(f"/proc/{pid}").exists(), "stopped although somebody uses it"
    user.kill()
    user.wait()
    for _ in range(100):
        if not place.pid_file.exists():
            return
        time.sleep(0.1)
    pytest.fail("the server runs on without users")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server another account")
def test_a_folder_closed_to_the_servers_account(place: Place, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    place.environment["JIUZHU_VAR"] = str(closed)
    assert place.run(LINKED + "print(link.execute('SELECT 1').fetchone()[0])") == "1"
    home = Path(place.run("from config.embedded.places import home; print(home())"))
    assert home.is_relative_to("/var/lib/jiuzhu")
    place.run("from config.embedded import cluster; cluster.stop()")
    shutil.rmtree(home)
