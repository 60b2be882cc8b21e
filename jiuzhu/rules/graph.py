"""The rules of one day, in the order in which they can be worked out, proved to be walkable and to stay in bounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jiuzhu.rules import bounds
from jiuzhu.rules.faults import Cycle, UnknownName, WrongEntity
from jiuzhu.rules.figures import FigureSpec
from jiuzhu.rules.nodes import Node
from jiuzhu.rules.ruleset import RuleSet


@dataclass(frozen=True, eq=False)
class Graph:
    """``nodes`` in order: each stands after everything it depends on."""

    nodes: tuple[Node, ...]
    specs: dict[str, FigureSpec]
    persons: int

    @cached_property
    def by_name(self) -> dict[str, Node]:
        return {one.name: one for one in self.nodes}

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """Every figure that a rule of this day asks for, in order of first use."""
        return tuple(dict.fromkeys(name for one in self.nodes for name in one.figures))

    def inputs(self, entity: str) -> tuple[Node, ...]:
        return tuple(one for one in self.nodes if one.how == "input" and one.entity == entity)

    def needed(self, wanted: Iterable[str]) -> Graph:
        """The part of the graph that these answers depend on."""
        keep: set[str] = set()
        waiting = list(wanted)
        while waiting:
            name = waiting.pop()
            if name not in keep:
                keep.add(name)
                waiting += self.node(name).deps
        return Graph(tuple(one for one in self.nodes if one.name in keep), self.specs, self.persons)

    def node(self, name: str) -> Node:
        try:
            return self.by_name[name]
        except KeyError:
            raise UnknownName(f"no rule or fact called {name!r} is in force") from None


_GRAPHS: dict[tuple[int, ...], tuple[tuple[Node, ...], Graph]] = {}


def on(rules: RuleSet, day: date) -> Graph:
    """The graph in force on a day; checked once for each combination of versions."""
    in_force = tuple(one for one in rules.nodes if one.in_force(day))
    # Keyed by identity, with the nodes kept alive beside the graph: the same versions give the same graph.
    key = tuple(map(id, in_force))
    known = _GRAPHS.get(key)
    if known is None:
        known = _GRAPHS[key] = (in_force, _check(rules, in_force))
    return known[1]


def _check(rules: RuleSet, in_force: tuple[Node, ...]) -> Graph:
    by_name = {one.name: one for one in in_force}
    for node in in_force:
        for name in node.deps:
            if name not in by_name:
                raise UnknownName(f"{node.name} depends on {name!r}, which is not in force together with it")
            _check_entity(node, by_name[name])
        for figure in node.figures:
            if figure not in rules.figures:
                raise UnknownName(f"{node.name} asks for the figure {figure!r}, which nobody declared")
    graph = Graph(_in_order(by_name), rules.figures, rules.persons)
    bounds.prove(graph.nodes, rules.figures, rules.persons)
    return graph


def _check_entity(node: Node, dependency: Node) -> None:
    gathers = node.how in ("total", "any", "all")
    if gathers and dependency.entity != "person":
        raise WrongEntity(f"{node.name} gathers {dependency.name}, which persons do not have")
    if not gathers and node.entity == "household" and dependency.entity == "person":
        raise WrongEntity(f"{node.name} is about the household and reads {dependency.name} of one person")


def _in_order(by_name: dict[str, Node]) -> tuple[Node, ...]:
    order: dict[str, Node] = {}
    open_: list[str] = []

    def visit(name: str) -> None:
        if name in order:
            return
        if name in open_:
            raise Cycle(" → ".join([*open_[open_.index(name) :], name]))
        open_.append(name)
        for dependency in by_name[name].deps:
            visit(dependency)
        open_.pop()
        order[name] = by_name[name]

    for name in by_name:
        visit(name)
    return tuple(order.values())
