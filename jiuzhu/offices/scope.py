"""How far this connection may see. Row-level security in the database reads the same setting, and fails closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import reduce
from operator import or_

from django.db import connection
from django.db.migrations import RunSQL
from django.db.models import Q

WHOLE_COUNTY = "*"


def _current() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(current_setting('jiuzhu.reach', true), ''), COALESCE(current_setting('jiuzhu.actor', true), '')"
        )
        reach, actor = cursor.fetchone()
        return str(reach), str(actor)


def _set(reach: str, actor: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('jiuzhu.reach', %s, false), set_config('jiuzhu.actor', %s, false)",
            [reach, actor],
        )


@contextmanager
def reaching(reach: str, actor: str | None = None) -> Iterator[None]:
    """See only what `reach` allows inside the block, and what was allowed before afterwards.

    `actor` is the staff number of whose hand it is: signers see their own signatures, and changed rows name who changed them.
    """
    before = _current()
    wanted = (reach, before[1] if actor is None else actor)
    if before == wanted:
        yield
        return
    _set(*wanted)
    try:
        yield
    finally:
        # An aborted transaction takes no commands; its rollback restores the setting by itself.
        if not connection.needs_rollback and connection.connection is not None:
            _set(*before)


def within(prefixes: Sequence[str], actor: str | None = None) -> AbstractContextManager[None]:
    """Only areas whose code starts with one of the prefixes; no prefix, nothing."""
    return reaching("|".join(f"{prefix}%" for prefix in prefixes), actor)


def under(reach: Iterable[str], path: str = "area__code") -> Q:
    """The rows whose area code, found over `path`, starts with one of the prefixes; no prefix, nothing."""
    return reduce(or_, (Q(**{f"{path}__startswith": prefix}) for prefix in reach), Q(pk__in=[]))


def whole_county() -> AbstractContextManager[None]:
    """Every area: the clock, the command line, and look-ups that the law makes county-wide (duplicates)."""
    return reaching(WHOLE_COUNTY)


FUNCTION = """
CREATE FUNCTION offices_in_reach(code text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE COALESCE(NULLIF(current_setting('jiuzhu.reach', true), ''), '-')
    WHEN '*' THEN true WHEN '-' THEN false
    ELSE code LIKE ANY (string_to_array(current_setting('jiuzhu.reach', true), '|')) END
$$;
"""


def visible_by_area(table: str, column: str = "area_id") -> RunSQL:
    """Rows of `table` exist only inside one's reach, for reading and for writing. Binds the owner too (FORCE)."""
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY {table}_reach ON {table}
          USING (offices_in_reach({column})) WITH CHECK (offices_in_reach({column}));""",
        f"""DROP POLICY {table}_reach ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;""",
    )
