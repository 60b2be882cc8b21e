"""After a transactional test the tables are emptied: here that works on insert-only tables too, and loses no seeds.

Insert-only tables refuse TRUNCATE, so their triggers are off while they are emptied; only the owner of a table can
do that, and the installation's own code never does. What the migrations wrote (the books of account, the powers of
roles) is put back, so that the next test, and the next run on a kept database, find what a fresh one has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations


def come_back_to_what_migrations_wrote() -> None:
    """Remember the rows that are there now, and bring every flush back to them."""
    rows = {table: _copied(table) for table in _our_tables()}
    seeds = {table: text for table, text in rows.items() if text}
    plain = DatabaseOperations.execute_sql_flush

    def flush(self: Any, sql_list: Iterable[str]) -> None:
        tables = _our_tables()
        _triggers("DISABLE", tables)
        try:
            plain(self, sql_list)
            with transaction.atomic():  # keys between the seeds are checked at its end
                for table, text in seeds.items():
                    _put_back(table, text)
        finally:
            _triggers("ENABLE", tables)

    DatabaseOperations.execute_sql_flush = flush


def _our_tables() -> list[str]:
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model.__module__.startswith("jiuzhu.")
    ]


def _triggers(state: str, tables: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" {state} TRIGGER USER')


def _copied(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as out:
        return b"".join(bytes(part) for part in out)


def _put_back(table: str, text: bytes) -> None:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" FROM STDIN') as into:
        into.write(text)
