"""The rules on a table of households: one lazy Polars plan, null for unknown, the same answers as ``one.run``.

Two tables: households, one row each, and persons, at least one row per household; both carry the key
``household``. Days are Date columns, money is Int64 fen, words are strings. With ``area_column`` every household
is worked out with the figures of its own county. A household whose answer depends on something unknown, or on
a figure that is not in force, gets null: run it alone to hear what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import polars as pl

from jiuzhu.rules import bounds
from jiuzhu.rules import one as one_engine
from jiuzhu.rules.area_figures import by_area
from jiuzhu.rules.columns import Bench, Column, Columns, Table, day_column, literal, of_table, total
from jiuzhu.rules.figures import Ask
from jiuzhu.rules.graph import Graph
from jiuzhu.rules.nodes import Node, argument_name
from jiuzhu.rules.terms import Scalar

KEY = "household"
_ROWS = "rows of persons"


@dataclass
class Plan:
    """A plan under way: the two lazy tables, and what each name is as a column of them."""

    households: pl.LazyFrame
    persons: pl.LazyFrame
    of_household: dict[str, Column | Table] = field(default_factory=dict)
    of_person: dict[str, Column | Table] = field(default_factory=dict)


def run(
    graph: Graph,
    households: pl.DataFrame | pl.LazyFrame,
    persons: pl.DataFrame | pl.LazyFrame,
    figures: Ask,
    on: date,
    wanted: Sequence[str],
    *,
    area: str = "",
    area_column: str = "",
    keep: Sequence[str] = (),
    shared: Mapping[str, Scalar | date] = MappingProxyType({}),
) -> pl.LazyFrame:
    """One row per household: its key, the columns to ``keep`` and the answers ``wanted``. Nothing runs before collect().

    ``shared``: facts of the household that are the same for all and are no columns.
    """
    needed = graph.needed(wanted)
    plan = Plan(households.lazy(), persons.lazy())
    areas = _areas(households, area_column) if area_column else [area]
    numbers = by_area(needed, figures, areas, on)
    kept = [KEY, *keep, *([area_column] if area_column and area_column not in keep else [])]
    _state(plan, needed, households, persons, kept, shared)
    plan.of_household.update(numbers.columns)
    if numbers.varying:
        plan.households = plan.households.join(numbers.table(area_column).lazy(), on=area_column, how="left")
    _stages(plan, [one for one in needed.nodes if one.how != "input"])
    answers = [_column(plan.of_household, name).expression.alias(name) for name in wanted if name not in keep]
    return plan.households.select(KEY, *keep, *answers)


def _state(
    plan: Plan, graph: Graph, households: object, persons: object, kept: Sequence[str],
    shared: Mapping[str, Scalar | date],
) -> None:  # fmt: skip
    of_household = [one for one in graph.inputs("household") if one.name not in shared]
    of_person = graph.inputs("person")
    plan.households = plan.households.select(*kept, *_stated(of_household, kept))
    plan.persons = plan.persons.select(KEY, *_stated(of_person, ()))
    for columns, inputs, given in (
        (plan.of_household, of_household, households),
        (plan.of_person, of_person, persons),
    ):
        holes = _holes(given, [one.name for one in inputs])
        columns.update({one.name: of_table(one.name, nullable=one.name in holes) for one in inputs})
    for node in graph.inputs("household"):
        if node.name in shared:
            value = one_engine.within(node, shared[node.name])
            plan.of_household[node.name] = literal(value, bounds.kind_of(node))


def _stated(inputs: Sequence[Node], kept: Sequence[str]) -> list[pl.Expr]:
    return [
        (day_column(pl.col(one.name)).alias(one.name) if one.unit.kind == "day" else pl.col(one.name))
        for one in inputs
        if one.name not in kept
    ]


def _holes(given: object, names: Sequence[str]) -> set[str]:
    """The columns that may be null: counted where the table is at hand, assumed where it is still a plan."""
    if not isinstance(given, pl.DataFrame):
        return set(names)
    return {name for name in names if given[name].null_count()}


def _areas(households: pl.DataFrame | pl.LazyFrame, column: str) -> list[str]:
    return households.lazy().select(pl.col(column).unique().sort()).collect()[column].to_list()


def _stages(plan: Plan, todo: list[Node]) -> None:
    """Household rules, person rules, one gathering; again until nothing is left. The graph has no cycle, so this ends."""
    while todo:
        left = len(todo)
        todo = _household_rules(plan, todo)
        todo = _person_rules(plan, todo)
        todo = _gather(plan, todo)
        assert len(todo) < left, f"no way to work out {[one.name for one in todo]}"


def _ready(node: Node, columns: Columns) -> bool:
    return all(name in columns for name in node.deps)


def _household_rules(plan: Plan, todo: list[Node]) -> list[Node]:
    while level := [
        one
        for one in todo
        if one.how == "rule" and one.entity == "household" and _ready(one, plan.of_household)
    ]:
        plan.households = _work(plan.households, level, plan.of_household)
        todo = [one for one in todo if one not in level]
    return todo


def _person_rules(plan: Plan, todo: list[Node]) -> list[Node]:
    _spread(plan, [one for one in todo if one.how == "rule" and one.entity == "person"])
    while level := [
        one for one in todo if one.how == "rule" and one.entity == "person" and _ready(one, plan.of_person)
    ]:
        plan.persons = _work(plan.persons, level, plan.of_person)
        todo = [one for one in todo if one not in level]
    return todo


def _work(frame: pl.LazyFrame, level: Sequence[Node], columns: dict[str, Column | Table]) -> pl.LazyFrame:
    bench = Bench(columns)
    found = {one.name: bench.compiled(one.term) for one in level if one.term is not None}
    for before in bench.rounds:
        frame = frame.with_columns(before)
    made: dict[str, pl.Expr] = {}
    for name, column in found.items():
        if column.constant is not None:
            columns[name] = column
        else:
            made[name] = column.expression
            columns[name] = of_table(name, nullable=column.nullable)
    return frame.with_columns(**made).drop(bench.aside)


def _column(columns: Columns, name: str) -> Column:
    found = columns[name]
    assert isinstance(found, Column), f"{name} is a table"
    return found


def _spread(plan: Plan, rules: Sequence[Node]) -> None:
    """Carry what person rules read of the household (facts, rules, figures) over to the persons, in one join."""
    names = {name for one in rules for name in (*one.deps, *map(argument_name, one.figures))}
    carried: list[str] = []
    for name in sorted((names & plan.of_household.keys()) - plan.of_person.keys()):
        plan.of_person[name] = column = plan.of_household[name]
        parts = list(column.entries.values()) if isinstance(column, Table) else [column]
        carried += [root for part in parts for root in part.expression.meta.root_names()]
    if carried:
        plan.persons = plan.persons.join(
            plan.households.select(KEY, *dict.fromkeys(carried)), on=KEY, how="left"
        )


def _gather(plan: Plan, todo: list[Node]) -> list[Node]:
    ready = [one for one in todo if one.of and one.of in plan.of_person]
    if not ready:
        return todo
    gathered = plan.persons.group_by(KEY).agg(
        _ROWS_LENGTH, **{one.name: _gathered(one, plan.of_person) for one in ready}
    )
    plan.households = plan.households.join(gathered, on=KEY, how="left")
    # Nobody at all in the household: a sum of nothing is nought, not unknown.
    nobody = pl.col(_ROWS).is_null()
    plan.households = plan.households.with_columns(
        **{one.name: pl.when(nobody).then(_EMPTY[one.how]).otherwise(pl.col(one.name)) for one in ready}
    ).drop(_ROWS)
    for one in ready:
        nullable = _column(plan.of_person, one.of).nullable
        plan.of_household[one.name] = of_table(one.name, nullable=nullable)
    return [one for one in todo if one not in ready]


def _gathered(node: Node, columns: Columns) -> pl.Expr:
    source = _column(columns, node.of)
    if source.constant is not None:
        each = pl.lit(int(source.constant), dtype=pl.Int64)
        return pl.len().cast(pl.Int64) * each if node.how == "total" else source.expression
    if node.how == "total":
        return total(source)
    if node.how == "any":
        return source.expression.any(ignore_nulls=False)
    return source.expression.all(ignore_nulls=False)


_ROWS_LENGTH = pl.len().alias(_ROWS)
_EMPTY = {"total": pl.lit(0, dtype=pl.Int64), "any": pl.lit(False), "all": pl.lit(True)}
