"""Figures as columns: a constant where every area has the same value, else a small table to join by area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from jiuzhu.rules.columns import DTYPES, Column, Table, literal, of_table
from jiuzhu.rules.figures import Ask, FigureSpec
from jiuzhu.rules.graph import Graph
from jiuzhu.rules.nodes import argument_name
from jiuzhu.rules.terms import Scalar

Values = list[Scalar | None]


@dataclass
class AreaFigures:
    """``columns`` by ``p_…`` name; ``varying`` are the columns, one value per area, that have to be joined."""

    areas: Sequence[str]
    columns: dict[str, Column | Table] = field(default_factory=dict)
    varying: dict[str, tuple[str, Values]] = field(default_factory=dict)

    def table(self, key: str) -> pl.DataFrame:
        """One row per area."""
        series = [pl.Series(key, list(self.areas), dtype=pl.String)]
        series += [
            pl.Series(name, values, dtype=DTYPES[kind]) for name, (kind, values) in self.varying.items()
        ]
        return pl.DataFrame(series)

    def column(self, name: str, kind: str, values: Values) -> Column:
        if all(one == values[0] for one in values):
            return literal(values[0], kind)
        self.varying[name] = (kind, values)
        return of_table(name, nullable=None in values)


def by_area(graph: Graph, figures: Ask, areas: Sequence[str], on: date) -> AreaFigures:
    """Every figure of the graph for these areas; unknown (null) where none is in force."""
    found = AreaFigures(areas)
    for name in graph.figures:
        spec, argument = graph.specs[name], argument_name(name)
        read = [_read(spec, figures, area, on) for area in areas]
        if spec.keys:
            entries = {
                key: [one.get(key) if isinstance(one, dict) else None for one in read] for key in spec.keys
            }
            found.columns[argument] = Table(
                {key: found.column(f"{argument}.{key}", spec.kind, values) for key, values in entries.items()}
            )
        else:
            plain = [None if isinstance(one, dict) else one for one in read]
            found.columns[argument] = found.column(argument, spec.kind, plain)
    return found


def _read(spec: FigureSpec, figures: Ask, area: str, on: date) -> Scalar | dict[str, Scalar] | None:
    record = figures(spec.name, area, on)
    return None if isinstance(record, Exception) else spec.read(record)
