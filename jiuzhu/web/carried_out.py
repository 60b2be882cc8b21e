"""Whether what the measures name exists: refusals, tables, jobs, functions, screens in the program; triggers and
constraints in the migrated database. ``jiuzhu rulebook check`` asks, and so do the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from django.db import connection
from django.urls import get_resolver

from jiuzhu.rulebook.book import Rulebook
from jiuzhu.rulebook.measures import Reference
from jiuzhu.scheduled import timetable
from jiuzhu.values import refusals

_TRIGGERS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
# A promise "one of its kind while …" is a unique index with a condition, which PostgreSQL does not call a constraint.
_CONSTRAINTS = """SELECT conname::text FROM pg_constraint
    UNION SELECT c.relname::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indisunique"""


def missing(book: Rulebook, *, database: bool) -> list[str]:
    """Every reference that names nothing, as ``measures/<key>.yaml: …``; with ``database`` also what only it knows."""
    exists = {**_in_the_program(), **(_in_the_database() if database else {})}
    return [
        f"measures/{key}.yaml: articles.{number} from {starts_on}: there is no {one.kind} {one.name}"
        for key, number, starts_on, one in _references(book)
        if one.kind in exists and not exists[one.kind](one.name)
    ]


def _references(book: Rulebook) -> Iterator[tuple[str, int, str, Reference]]:
    for measure in book.measures.values():
        for article in measure.articles:
            for version in article.versions:
                for one in version.carried_out_by:
                    yield measure.key, article.number, version.starts_on.isoformat(), one


def _in_the_program() -> dict[str, Callable[[str], bool]]:
    codes = {one.code for one in refusals.every()}
    tables = set(connection.introspection.django_table_names())
    jobs = {one.task for one in timetable.entries()}
    return {
        "refusal": codes.__contains__, "table": tables.__contains__, "job": jobs.__contains__,
        "check": _is_function, "screen": _is_screen,
    }  # fmt: skip


def _in_the_database() -> dict[str, Callable[[str], bool]]:
    found: dict[str, Callable[[str], bool]] = {}
    for kind, asked in (("trigger", _TRIGGERS), ("constraint", _CONSTRAINTS)):
        with connection.cursor() as cursor:
            cursor.execute(asked)
            found[kind] = {name for (name,) in cursor.fetchall()}.__contains__
    return found


def _is_function(dotted: str) -> bool:
    module, _, name = dotted.rpartition(".")
    try:
        return callable(getattr(import_module(module), name, None))
    except ModuleNotFoundError:
        return False


def _is_screen(name: str) -> bool:
    space, _, view = name.partition(":")
    spaces = get_resolver().namespace_dict
    return space in spaces and view in spaces[space][1].reverse_dict
