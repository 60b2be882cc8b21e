"""Many rows at once: COPY into a scratch table, then one INSERT, because tables with row-level security take no COPY."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Model

_TOGETHER = 20_000


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[int | str | None]]) -> int:
    """Rows of a table by its columns, of whole numbers, texts (JSON and instants too) and None. How many there were."""
    table, named = model._meta.db_table, ", ".join(columns)  # noqa: SLF001 (Django's own name for it)
    lines = ["\t".join(map(_written, row)) for row in rows]  # all of them: `rows` may ask the same connection
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE scratch ON COMMIT DROP AS SELECT {named} FROM {table} WITH NO DATA"  # noqa: S608
        )
        with cursor.copy(f"COPY scratch ({named}) FROM STDIN") as out:
            for start in range(0, len(lines), _TOGETHER):
                out.write("\n".join(lines[start : start + _TOGETHER]) + "\n")
        cursor.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM scratch")  # noqa: S608
        cursor.execute("DROP TABLE scratch")
    return len(lines)


def analyse(model: type[Model]) -> None:
    """Tell the planner that a table has grown: it would go on planning for an empty one until the vacuum passes."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {model._meta.db_table}")  # noqa: SLF001


def _written(value: int | str | None) -> str:
    """A value in PostgreSQL's text form."""
    if value is None:
        return "\\N"
    text = str(value)
    if "\\" in text or "\t" in text or "\n" in text or "\r" in text:
        text = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    return text
