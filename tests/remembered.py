"""What many tests begin with: built by the product's own actions once in a process, put back as the same rows after that."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.db.models.fields import AutoFieldMixin

from jiuzhu.audit.models import Entry, RowChange
from jiuzhu.signatures.models import Signature

T = TypeVar("T")


@dataclass(frozen=True)
class Kept(Generic[T]):
    """Rows in an order in which keys find what they name, and the objects that stood for them."""

    rows: tuple[tuple[type[Model], str], ...]
    objects: T


def remembered(build: Callable[..., T]) -> Callable[..., T]:
    """`build` makes rows from hashable arguments alone; nobody has changed what stood before it.

    Row numbers stay the same, and counters that were set back meanwhile are moved on past them.
    """
    kept: dict[Any, Kept[T]] = {}

    @functools.wraps(build)
    def built(*args: Any, **named: Any) -> T:
        key = (args, tuple(sorted(named.items())))
        if key in kept:
            for model, rows in kept[key].rows:
                _put_back(model, rows)
            return _fresh(kept[key].objects)
        before = _numbers()
        made = build(*args, **named)
        kept[key] = Kept(tuple(_new_rows(before)), _fresh(made))
        return made

    return built


def _numbers() -> dict[type[Model], list[str]]:
    """The key of every row there is; the journal of rows is left out, whose own trigger writes it again."""
    every = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model is not RowChange
    ]
    one = "SELECT {0}, COALESCE(array_agg({1}::text), '{{}}') FROM {2}"
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                one.format(number, *_quoted(_key(model), model._meta.db_table))
                for number, model in enumerate(every)
            )
        )
        return {every[number]: keys for number, keys in cursor.fetchall()}


def _new_rows(before: dict[type[Model], list[str]]) -> Iterable[tuple[type[Model], str]]:
    grown = [model for model, keys in _numbers().items() if len(keys) > len(before[model])]
    order = TopologicalSorter(
        {
            model: [
                field.related_model
                for field in model._meta.concrete_fields
                if field.related_model in grown and field.related_model is not model
            ]
            + (
                [one for one in grown if one is not Entry] if model is Entry else []
            )  # an entry may tell of any row
            for model in grown
        }
    )
    for model in order.static_order():
        key, table, columns = *_quoted(_key(model), model._meta.db_table), _columns(model)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT json_agg(x)::text FROM (SELECT {columns} FROM {table} WHERE {key}::text <> ALL(%s) ORDER BY ctid) x",
                [before[model]],
            )
            yield model, cursor.fetchone()[0]


def _put_back(model: type[Model], rows: str) -> None:
    (table,), columns = _quoted(model._meta.db_table), _columns(model)
    values = columns
    if model is Signature:  # the trigger wants a login of the last five minutes, as of any other signature
        values = columns.replace('"authenticated_at"', "clock_timestamp()")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM json_populate_recordset(NULL::{table}, %s::json)",
            [rows],
        )
        if isinstance(model._meta.pk, AutoFieldMixin):
            (key,) = _quoted(_key(model))
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, _key(model)])
            (counter,) = cursor.fetchone()
            cursor.execute(
                f"SELECT setval(%s, GREATEST((SELECT last_value FROM {counter}), (SELECT max({key}) FROM {table})))",
                [counter],
            )


def _key(model: type[Model]) -> str:
    return str(model._meta.pk.column)


def _columns(model: type[Model]) -> str:
    return ", ".join(_quoted(*(str(one.column) for one in model._meta.concrete_fields if not one.generated)))


def _quoted(*names: str) -> tuple[str, ...]:
    return tuple(connection.ops.quote_name(name) for name in names)


def _fresh(objects: T) -> T:
    """A copy that a test may change; the pens in officers' hands are taken up anew."""
    from jiuzhu.signatures.actions import _database_time

    now, officers = _database_time(), getattr(objects, "officers", {}).values()
    pens: dict[int, Any] = {
        id(one.pen): replace(one.pen, authenticated_at=now) for one in officers if hasattr(one, "pen")
    }
    return copy.deepcopy(objects, pens)
