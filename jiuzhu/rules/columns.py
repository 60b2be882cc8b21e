"""How each operator works on columns. Null is unknown; every operator gives null where the single value is unknown.

Each column knows whether it can hold nulls at all, so that complete tables pay nothing for the third value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

from jiuzhu.rules.terms import OPERATORS, Scalar, Term


DTYPES: Mapping[str, type[pl.DataType]] = {"number": pl.Int64, "yes_no": pl.Boolean, "word": pl.String}


class Column(NamedTuple):
    """An expression, and whether it may be null."""

    expression: pl.Expr
    nullable: bool


class Table(NamedTuple):
    """A table figure: its entries as columns (literals, or one column per entry when areas differ)."""

    entries: Mapping[str, Column]


Columns = Mapping[str, Column | Table]


def compiled(term: Term, columns: Columns) -> Column:
    """The term over columns: facts and rules by name, figures by ``p_…`` name."""
    if term.op == "constant":
        return literal(term.payload, _kind(term.payload))
    if term.op in ("name", "figure"):
        name = str(term.payload) if term.op == "name" else "p_" + str(term.payload).replace("-", "_")
        found = columns[name]
        assert isinstance(found, Column), f"{name} is a table and was not looked up"
        return found
    if term.op == "lookup":
        return _lookup(term, columns)
    args = [compiled(one, columns) for one in term.args]
    if term.op == "where":
        return _where(*args)
    expression = _PLAIN[term.op](*(one.expression for one in args))
    return Column(expression, any(one.nullable for one in args))


def literal(value: Scalar | None, kind: str = "number") -> Column:
    """A constant column of a kind (number, yes_no, word); None is unknown everywhere."""
    return Column(pl.lit(value, dtype=DTYPES[kind]), value is None)


def _where(condition: Column, then: Column, otherwise: Column) -> Column:
    asked, a, b = condition.expression, then.expression, otherwise.expression
    chosen = pl.when(asked).then(a).otherwise(b)
    if not condition.nullable:
        return Column(chosen, then.nullable or otherwise.nullable)
    # When itself is null it is not known which way to go; both ways may still give the same.
    agreed = pl.when(a == b).then(a).otherwise(None)
    return Column(pl.when(asked.is_null()).then(agreed).otherwise(chosen), True)


def _lookup(term: Term, columns: Columns) -> Column:
    table, key = term.args
    entries = columns["p_" + str(table.payload).replace("-", "_")]
    assert isinstance(entries, Table)
    if key.op == "constant":
        return entries.entries[str(key.payload)]
    wanted = compiled(key, columns)
    found = [
        pl.when(wanted.expression == name).then(value.expression) for name, value in entries.entries.items()
    ]
    return Column(pl.coalesce(found), nullable=True)


def _kind(value: Scalar | None) -> str:
    if isinstance(value, bool):
        return "yes_no"
    return "word" if isinstance(value, str) else "number"


def _months(since: pl.Expr, until: pl.Expr) -> pl.Expr:
    full = (until // 10000 - since // 10000) * 12 + (until // 100 % 100 - since // 100 % 100)
    return full - (until % 100 < since % 100).cast(pl.Int64)


_PLAIN: Mapping[str, Callable[..., pl.Expr]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "neg": lambda a: -a,
    "down": lambda a, b: a // b,
    "up": lambda a, b: -(-a // b),
    "half_up": lambda a, b: (2 * a + b) // (2 * b),
    "largest": lambda a, b: pl.when(a >= b).then(a).when(a < b).then(b),
    "smallest": lambda a, b: pl.when(a <= b).then(a).when(a > b).then(b),
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "same": lambda a, b: a == b,
    "both": lambda a, b: a & b,
    "either": lambda a, b: a | b,
    "negate": lambda a: ~a,
    "years": lambda since, until: (until - since) // 10000,
    "months": _months,
}

assert {*_PLAIN, "where", "lookup"} == OPERATORS, "an operator without a meaning for columns"


def day_column(column: pl.Expr) -> pl.Expr:
    """A column of dates as the numbers 20200801; null stays unknown."""
    year, month, day = (
        part.cast(pl.Int64) for part in (column.dt.year(), column.dt.month(), column.dt.day())
    )
    return year * 10000 + month * 100 + day


def total(column: Column) -> pl.Expr:
    """The sum within a group, null as soon as one value is; of a yes/no, how many say yes."""
    summed = column.expression.cast(pl.Int64).sum()
    if not column.nullable:
        return summed
    return pl.when(column.expression.null_count() == 0).then(summed)
