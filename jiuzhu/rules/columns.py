"""How each operator works on columns. Null is unknown; each operator gives null where the single value is
unknown.

A column knows whether it can hold nulls at all, so that complete tables pay nothing for the third value. What
an operator needs twice is put aside as a column of its own: written twice, and twice again inside that, the
plan would double with every level of a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import polars as pl

from jiuzhu.rules import compute
from jiuzhu.rules.nodes import argument_name
from jiuzhu.rules.terms import OPERATORS, Scalar, Term

DTYPES: Mapping[str, type[pl.DataType]] = {"number": pl.Int64, "yes_no": pl.Boolean, "word": pl.String}


class Column(NamedTuple):
    """An expression, whether it may be null, and how many rounds of columns put aside it stands on.

    ``plain``: a mere column or constant. ``constant``: its value, where it is the same in every row; what only
    depends on constants (a county's choice of method) is worked out here and costs the table nothing.
    """

    expression: pl.Expr
    nullable: bool
    rounds: int = 0
    plain: bool = False
    constant: Scalar | None = None


class Table(NamedTuple):
    """A table figure: its entries as columns (constants, or one column per entry when areas differ)."""

    entries: Mapping[str, Column]


Columns = Mapping[str, Column | Table]


class Bench:
    """Makes expressions out of terms over some columns. ``rounds`` holds what must be worked out before, in order."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.rounds: list[list[pl.Expr]] = []
        self.aside: list[str] = []

    def compiled(self, term: Term) -> Column:
        """The term as an expression; facts, rules by name, figures by ``p_…`` name."""
        if term.op == "constant":
            return literal(term.payload, _kind(term.payload))
        if term.op in ("name", "figure"):
            name = str(term.payload) if term.op == "name" else argument_name(str(term.payload))
            found = self.columns[name]
            assert isinstance(found, Column), f"{name} is a table and was not looked up"
            return found
        if term.op == "lookup":
            return self._lookup(term)
        args = [self.compiled(one) for one in term.args]
        if (folded := _folded(term.op, args)) is not None:
            return folded
        if term.op == "where":
            return self._where(*args)
        if term.op in ("largest", "smallest"):
            return self._extreme(term.op, args)
        if term.op == "half_up":
            args = [args[0], self._put_aside(args[1])]
        expressions = [one.expression for one in args]
        return Column(_PLAIN[term.op](*expressions), _nullable(args), _rounds(args))

    def _put_aside(self, column: Column) -> Column:
        """A column that may be written twice."""
        if column.plain:
            return column
        name = f"aside {len(self.aside)}"
        self.aside.append(name)
        while len(self.rounds) <= column.rounds:
            self.rounds.append([])
        self.rounds[column.rounds].append(column.expression.alias(name))
        return Column(pl.col(name), column.nullable, column.rounds + 1, plain=True)

    def _where(self, condition: Column, then: Column, otherwise: Column) -> Column:
        made_of = [condition, then, otherwise]
        asked, a, b = (one.expression for one in made_of)
        # One way is a plain yes or no: Kleene's and/or says the same, null included.
        if isinstance(then.constant, bool):
            said = (asked | b) if then.constant else (~asked & b)
            return Column(said, _nullable(made_of), _rounds(made_of))
        if isinstance(otherwise.constant, bool):
            said = (~asked | a) if otherwise.constant else (asked & a)
            return Column(said, _nullable(made_of), _rounds(made_of))
        if not condition.nullable:
            return Column(pl.when(asked).then(a).otherwise(b), _nullable(made_of), _rounds(made_of))
        made_of = [self._put_aside(one) for one in made_of]
        asked, a, b = (one.expression for one in made_of)
        # When itself is null it is not known which way to go; both ways may still give the same.
        settled = asked.is_not_null() | (a == b)
        return Column(
            pl.when(settled).then(pl.when(asked).then(a).otherwise(b)), nullable=True, rounds=_rounds(made_of)
        )

    def _extreme(self, op: str, args: list[Column]) -> Column:
        pick = pl.max_horizontal if op == "largest" else pl.min_horizontal
        if not _nullable(args):
            return Column(pick(*(one.expression for one in args)), nullable=False, rounds=_rounds(args))
        args = [self._put_aside(one) for one in args]
        expressions = [one.expression for one in args]
        # Polars' own function skips nulls.
        known = pl.all_horizontal(*(one.is_not_null() for one in expressions))
        return Column(pl.when(known).then(pick(*expressions)), nullable=True, rounds=_rounds(args))

    def _lookup(self, term: Term) -> Column:
        table, key = term.args
        entries = self.columns[argument_name(str(table.payload))]
        assert isinstance(entries, Table)
        if key.op == "constant":
            return entries.entries[str(key.payload)]
        wanted = self._put_aside(self.compiled(key))
        found = [
            pl.when(wanted.expression == name).then(value.expression)
            for name, value in entries.entries.items()
        ]
        return Column(pl.coalesce(found), nullable=True, rounds=wanted.rounds)


def _folded(op: str, args: list[Column]) -> Column | None:
    """The operator over constants; None where there is something to compute row by row."""
    values = [one.constant for one in args]
    if op == "where" and values[0] is not None:
        return args[1] if values[0] else args[2]
    if op == "where" and values[1] is not None and values[1] == values[2]:
        return args[1]
    if op in ("add", "sub") and values[1] == 0:
        return args[0]
    if op == "add" and values[0] == 0:
        return args[1]
    if op in ("both", "either"):
        settles = op == "either"
        for one, other in ((0, 1), (1, 0)):
            if values[one] is not None:
                return literal(settles, "yes_no") if values[one] is settles else args[other]
    if op in compute.PLAIN and None not in values:
        answer = compute.PLAIN[op](*values)
        assert isinstance(answer, int)
        return literal(answer, _kind(answer))
    return None


def literal(value: Scalar | None, kind: str = "number") -> Column:
    """A constant column of a kind (number, yes_no, word); None is unknown everywhere."""
    return Column(pl.lit(value, dtype=DTYPES[kind]), value is None, plain=True, constant=value)


def of_table(name: str, *, nullable: bool) -> Column:
    """A column that the table has."""
    return Column(pl.col(name), nullable, plain=True)


def total(column: Column) -> pl.Expr:
    """The sum within a group, null as soon as one value is; of a yes/no, how many say yes."""
    summed = column.expression.cast(pl.Int64).sum()
    if not column.nullable:
        return summed
    return pl.when(column.expression.null_count() == 0).then(summed)


def day_column(column: pl.Expr) -> pl.Expr:
    """A column of dates as the numbers 20200801; null stays unknown."""
    year, month, day = (
        part.cast(pl.Int64) for part in (column.dt.year(), column.dt.month(), column.dt.day())
    )
    return year * 10000 + month * 100 + day


def _nullable(columns: list[Column]) -> bool:
    return any(one.nullable for one in columns)


def _rounds(columns: list[Column]) -> int:
    return max(one.rounds for one in columns)


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

assert {*_PLAIN, "largest", "smallest", "where", "lookup"} == OPERATORS, (
    "an operator without a meaning for columns"
)
