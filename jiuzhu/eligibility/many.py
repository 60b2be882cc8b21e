"""Many households at once: the same rules as ``determination`` through one Polars plan, for reviews and what-ifs.

Household columns: ``household`` (key), ``area``, and the facts of ``rules.given`` for a household except the
day; person columns: ``household`` and the facts of a person. Days are Date, money Int64 fen, null is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from jiuzhu.eligibility.determination import Numbers, ask
from jiuzhu.eligibility.rows import Rows
from jiuzhu.eligibility.rules.minimum_living import GROUNDS, RULES
from jiuzhu.rules import graph, tables
from jiuzhu.rules.nodes import Node
from jiuzhu.rules.units import to_date

ANSWERS = ("eligible", "grant_fen", "grace_fen", "members", "income_per_head_fen", "standard", *GROUNDS)

Frame = pl.DataFrame | pl.LazyFrame


def determine_many(
    households: Frame, persons: Frame, *, on: date, figures: Numbers, answers: Sequence[str] = ANSWERS
) -> pl.LazyFrame:
    """A row per household: key, area, ``outcome`` (as ``Determination.outcome``) and the answers asked for.

    Each household is worked out with the figures of its area. What is null cannot be decided yet: determine
    that household alone to hear what is missing.
    """
    wanted = tuple(dict.fromkeys(("eligible", "grant_fen", *answers)))
    found = tables.run(
        graph.on(RULES, on), households, persons, ask(figures), on, wanted, area_column="area", keep=("area",),
        shared={"on": on},
    )  # fmt: skip
    undecided = pl.col("eligible").is_null() | pl.col("grant_fen").is_null()
    outcome = (
        pl.when(pl.col("eligible").eq(other=False)).then(pl.lit("not_eligible"))
        .when(undecided).then(pl.lit("cannot_decide"))
        .otherwise(pl.lit("eligible"))
    )  # fmt: skip
    return found.select("household", "area", outcome.alias("outcome"), *answers)


def frames(many: Iterable[tuple[Any, str, Rows]], on: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Households and persons from (key, area, rows of one household)."""
    day = graph.on(RULES, on)
    households: list[dict[str, object]] = []
    persons: list[dict[str, object]] = []
    for key, area, rows in many:
        households.append(_row(day.inputs("household"), rows.household) | {"household": key, "area": area})
        persons += [_row(day.inputs("person"), one) | {"household": key} for one in rows.persons]
    key_type = pl.Series([one["household"] for one in households]).dtype
    return (
        pl.DataFrame(
            households, schema=_schema(day.inputs("household")) | {"household": key_type, "area": pl.String}
        ),
        pl.DataFrame(persons, schema=_schema(day.inputs("person")) | {"household": key_type}),
    )


_TYPES: Mapping[str, type[pl.DataType]] = {"day": pl.Date, "yes_no": pl.Boolean, "word": pl.String}


def _schema(inputs: Sequence[Node]) -> dict[str, pl.DataType | type[pl.DataType]]:
    return {one.name: _TYPES.get(one.unit.kind, pl.Int64) for one in inputs}


def _row(inputs: Sequence[Node], stated: Mapping[str, object]) -> dict[str, object]:
    return {one.name: _cell(one, stated.get(one.name)) for one in inputs}


def _cell(node: Node, value: object) -> object:
    return to_date(value) if node.unit.kind == "day" and isinstance(value, int) else value
