"""A transactional test leaves behind what the migrations wrote, nothing else."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from tests.flushing import _our_tables

pytestmark = pytest.mark.slow  # needs a database


def counts() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in _our_tables():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return {table: number for table, number in found.items() if number}


@pytest.mark.django_db(transaction=True)
def test_flush_empties_insert_only_tables_and_keeps_seeds() -> None:
    before = counts()
    from jiuzhu.offices import actions

    actions.write_role_powers()
    call_command("flush", verbosity=0, interactive=False)
    assert counts() == before
