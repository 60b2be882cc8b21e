"""What every test stands on: the embedded database, a test database kept while the migrations stay the same."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Name the test database after the migrations, so that a kept one is never an outdated one."""
    from django.conf import settings

    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_jiuzhu_{_migrations_digest()}"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests log in often
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
    config.option.reuse_db = not config.option.create_db


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
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """pytest-django's own, then: drop databases of outdated migrations, make flushing possible."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        current = str(connection.settings_dict["NAME"]).split("_gw")[0]
        cursor.execute(
            r"SELECT datname FROM pg_database WHERE datname LIKE 'test\_jiuzhu\_%%' AND datname NOT LIKE %s"
            " AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = pg_database.datname)",
            [current + "%"],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    _let_flush_pass_triggers()


def _let_flush_pass_triggers() -> None:
    """Insert-only tables refuse TRUNCATE, also the flush after a transactional test: switch the triggers off around it.

    Only the owner of a table can do this; the installation's own code never does (tests/house).
    """
    from django.db.backends.postgresql.operations import DatabaseOperations

    plain = DatabaseOperations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        statements: list[str] = plain(self, style, tables, **options)
        off = [f"ALTER TABLE {self.quote_name(table)} DISABLE TRIGGER USER" for table in tables]
        on = [f"ALTER TABLE {self.quote_name(table)} ENABLE TRIGGER USER" for table in tables]
        return [*off, *statements, *on] if statements else []

    DatabaseOperations.sql_flush = sql_flush
