"""What every test stands on: the embedded database, a test database kept while the migrations stay the same."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from config.embedded import places
from tests import flushing

ROOT = Path(__file__).resolve().parent.parent
_held: list[IO[str]] = []  # locks of this run, let go when the process ends
IN_USE = "a test run is at work here"


def pytest_configure(config: pytest.Config) -> None:
    """Name the test database after the migrations, so that a kept one is never an outdated one."""
    from django.conf import settings

    name = f"test_jiuzhu_{_migrations_digest()}{_number_of_this_run()}"
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests log in often
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
    config.option.reuse_db = not config.option.create_db


def _number_of_this_run() -> str:
    """Two runs at once have a database each: "" for the first, "_2" for the second. Workers share their run's."""
    known = os.environ.get("JIUZHU_TEST_RUN")
    if known is not None:
        return known
    places.variable().mkdir(parents=True, exist_ok=True)
    for number in range(1, 20):
        held = (places.variable() / f"test-run-{number}.lock").open("w")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
            continue
        _held.append(held)
        os.environ["JIUZHU_TEST_RUN"] = "" if number == 1 else f"_{number}"
        return os.environ["JIUZHU_TEST_RUN"]
    raise pytest.UsageError("nineteen test runs are at work on this folder already")


def _migrations_digest() -> str:
    digest = hashlib.sha256()
    migrations = sorted((ROOT / "jiuzhu").glob("**/migrations/*.py"))
    read = set(migrations)
    for path in migrations:  # some take their SQL from a module of a room
        for module in re.findall(
            r"^from (jiuzhu\.[\w.]+) import", path.read_text(encoding="utf-8"), re.MULTILINE
        ):
            read.add(ROOT / f"{module.replace('.', '/')}.py")
    for path in sorted(read):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:10]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    """Drop the kept database when a run on it was killed: its last test may have left rows behind."""
    from django.db import connection

    name = connection.settings_dict["TEST"]["NAME"]
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        )
        if cursor.fetchone() == (IN_USE,):
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """pytest-django's own, then: drop databases of outdated migrations, make flushing possible."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{IN_USE}'")
        current = name.split("_gw", maxsplit=1)[0]
        cursor.execute(
            r"SELECT datname FROM pg_database WHERE datname LIKE 'test\_jiuzhu\_%%' AND datname NOT LIKE %s"
            " AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = pg_database.datname)",
            [current + "%"],
        )
        for (outdated,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{outdated}"')
    with django_db_blocker.unblock():
        flushing.come_back_to_what_migrations_wrote()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f'COMMENT ON DATABASE "{name}" IS NULL')
