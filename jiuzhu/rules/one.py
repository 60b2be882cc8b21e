"""The rules on one household: exact whole numbers, every intermediate kept for the tree of reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiuzhu.rules.compute import Answer, compiled
from jiuzhu.rules.faults import OutOfBounds, UnknownName
from jiuzhu.rules.figures import Ask, Record
from jiuzhu.rules.graph import Graph
from jiuzhu.rules.nodes import Node, argument_name
from jiuzhu.rules.terms import Scalar
from jiuzhu.rules.units import to_number
from jiuzhu.rules.unknown import Unknown, Value, together, unknown_fact, unknown_figure

Stated = Mapping[str, Scalar | date | None]


@dataclass(frozen=True)
class Worked:
    """Every value of one household. ``asked`` holds each figure's record, or the reason why none is in force."""

    graph: Graph
    household: Mapping[str, Value]
    persons: Sequence[Mapping[str, Value]]
    asked: Mapping[str, Record | Exception]

    def value(self, name: str, row: int = -1) -> Value:
        """Of the household, or of the person in this row."""
        return (self.household if self.graph.node(name).entity == "household" else self.persons[row])[name]


def run(
    graph: Graph, household: Stated, persons: Sequence[Stated], figures: Ask, area: str, on: date
) -> Worked:
    """Work everything out. A fact that is None or left out is unknown; OutOfBounds for one that is out of its range."""
    if len(persons) > graph.persons:
        raise OutOfBounds(f"{len(persons)} persons: the rules are proved for at most {graph.persons}")
    asked = {name: figures(name, area, on) for name in graph.figures}
    shared: dict[str, Value] = {argument_name(name): _figure(graph, name, one) for name, one in asked.items()}
    rows: list[dict[str, Value]] = [dict(shared) for _ in persons]
    _state(graph.inputs("household"), household, shared, -1)
    for row, (stated, environment) in enumerate(zip(persons, rows, strict=True)):
        _state(graph.inputs("person"), stated, environment, row)
    _work(graph, shared, rows)
    return Worked(graph, shared, rows, asked)


def _work(graph: Graph, shared: dict[str, Value], rows: list[dict[str, Value]]) -> None:
    answers = answers_of(graph)
    for node in graph.nodes:
        answer = answers.get(node.name)
        if node.entity == "person":
            if answer is not None:
                for environment in rows:
                    environment[node.name] = answer(environment)
            continue
        if node.how in ("total", "any", "all"):
            shared[node.name] = _gather(node, [environment[node.of] for environment in rows])
        elif answer is not None:
            shared[node.name] = answer(shared)
        # Rules about a person may read what is known of the household.
        for environment in rows:
            environment[node.name] = shared[node.name]


def _figure(graph: Graph, name: str, record: Record | Exception) -> Value:
    return unknown_figure(name) if isinstance(record, Exception) else graph.specs[name].read(record)


def _state(inputs: Sequence[Node], stated: Stated, environment: dict[str, Value], row: int) -> None:
    for node in inputs:
        value = stated.get(node.name)
        environment[node.name] = unknown_fact(node.name, row) if value is None else within(node, value)
    # A name that no rule of this day knows is a typing error, unless some other day's rules ask for it.
    if len(stated) > len(inputs) and (extra := set(stated) - {one.name for one in inputs}):
        raise UnknownName(f"no fact called {sorted(extra)} is asked for on this day")


def within(node: Node, value: Scalar | date) -> Scalar:
    """A stated value as the rules compute with it; OutOfBounds where it is not what was declared."""
    if isinstance(value, date):
        value = to_number(value)
    if node.unit.kind == "yes_no":
        fits = isinstance(value, bool)
    elif node.words:
        fits = value in node.words
    else:
        fits = isinstance(value, int) and not isinstance(value, bool) and node.low <= value <= node.high
    if not fits:
        raise OutOfBounds(f"{node.name}: {value!r} is not within what was declared")
    return value


@lru_cache(maxsize=64)
def answers_of(graph: Graph) -> dict[str, Answer]:
    """Each rule as a function of an environment."""
    return {one.name: compiled(one.term) for one in graph.nodes if one.term is not None}


def _gather(node: Node, values: list[Value]) -> Value:
    unknown = [one for one in values if isinstance(one, Unknown)]
    if node.how == "total":
        return together(*unknown) if unknown else sum(one for one in values if isinstance(one, int))
    # any: one yes settles it; all: one no settles it.
    settles = node.how == "any"
    if any(one is settles for one in values):
        return settles
    return together(*unknown) if unknown else not settles
