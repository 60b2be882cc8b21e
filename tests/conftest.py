"""What every test stands on: the embedded database, and a copy of a freshly migrated one for each run and worker."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
from pathlib import Path
from typing import IO, Any

import pytest

from config.embedded import places
from tests import flushing

ROOT = Path(__file__).resolve().parent.parent
# A table that is emptied by every rollback is noted as empty when the vacuum passes during a test, and then read by plans made for
# one row: a county's payments take minutes.
UNVACUUMED = """
DO $$ DECLARE one regclass; BEGIN
  FOR one IN SELECT c.oid FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', one);
  END LOOP;
END $$;
"""
_held: list[IO[str]] = []  # locks of this run, let go when the process ends


def pytest_configure(config: pytest.Config) -> None:
    """Settings of tests. The database is a copy made by us, so pytest-django is told to keep what it finds."""
    from django.conf import settings

    name = f"{_seed()}_run{_number_of_this_run()}"
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests log in often
    settings.SIGNING_KEY_COST = 2  # and sign more often still
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
    config.option.reuse_db = True


def _number_of_this_run() -> str:
    """Two runs at once on one folder have a database each; the workers of a run share its number."""
    if known := os.environ.get("JIUZHU_TEST_RUN"):
        return known
    for number in range(1, 20):
        try:
            _held.append(_lock(f"test-run-{number}.lock", fcntl.LOCK_EX | fcntl.LOCK_NB))
        except BlockingIOError:
            continue
        os.environ["JIUZHU_TEST_RUN"] = str(number)
        return str(number)
    raise pytest.UsageError("nineteen test runs are at work on this folder already")


def _lock(name: str, kind: int) -> IO[str]:
    places.variable().mkdir(parents=True, exist_ok=True)
    held = (places.variable() / name).open("w")
    try:
        fcntl.flock(held, kind)
    except BlockingIOError:
        held.close()
        raise
    return held


def _seed() -> str:
    """The name of the migrated database, with a digest of the migrations and of the modules they take SQL from."""
    migrations = sorted((ROOT / "jiuzhu").glob("**/migrations/*.py"))
    read = set(migrations)
    for path in migrations:
        text = path.read_text(encoding="utf-8")
        for module in re.findall(r"^from (jiuzhu\.[\w.]+) import", text, re.MULTILINE):
            read.add(ROOT / f"{module.replace('.', '/')}.py")
    digest = hashlib.sha256(UNVACUUMED.encode())
    for path in sorted(path for path in read if path.exists()):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return f"test_jiuzhu_{digest.hexdigest()[:12]}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    """Migrate once, for as long as the migrations stay the same; copy that for this run (0.3 s instead of five)."""
    from django.db import connection

    name = connection.settings_dict["TEST"]["NAME"]
    seed = name.split("_run")[0]
    with django_db_blocker.unblock(), contextlib.closing(_lock("test-seed.lock", fcntl.LOCK_EX)):
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [seed])
            exists = cursor.fetchone() is not None
            _drop_outdated(cursor, seed)
        if not exists:
            _migrate(seed)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{seed}"')


def _drop_outdated(cursor: Any, seed: str) -> None:
    cursor.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, 'test_jiuzhu_')"
        " AND NOT starts_with(datname, %s)"
        " AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = pg_database.datname)",
        [seed],
    )
    for (outdated,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE IF EXISTS "{outdated}"')


def _migrate(seed: str) -> None:
    """Into a half-made database, renamed when it is whole: a killed run leaves nothing that looks finished."""
    from django.core.management import call_command
    from django.db import connection

    half, usual = f"{seed}_half", connection.settings_dict["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{half}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{half}"')
    connection.close()
    connection.settings_dict["NAME"] = half
    try:
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute(UNVACUUMED)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{seed}"')


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """pytest-django's own; then transactional tests are made to leave the migrations' rows behind."""
    with django_db_blocker.unblock():
        flushing.come_back_to_what_migrations_wrote()
