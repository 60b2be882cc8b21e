"""Declaring rules: a ``RuleSet`` collects facts, figures, rules and aggregates, all versions of all dates.

    allowance = RuleSet("example")
    allowance.given("person", "wage_fen", zh="工资", en="Wages", unit=FEN_PER_YEAR, high=10**11)
    allowance.total("wages_fen", of="wage_fen", zh="工资合计", en="All wages", unit=FEN_PER_YEAR)

    @allowance.rule("household", zh="超过上限", en="Above the limit", unit=YES_NO, law=law("某办法第三条"))
    def above_limit(wages_fen: Term, p_wage_limit_fen: Term) -> Term:
        return wages_fen > p_wage_limit_fen

Arguments name what a rule depends on; ``p_…`` is a figure. Two versions of one rule carry the same ``name``
and dates that do not overlap.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from string import Formatter

from jiuzhu.rules import terms
from jiuzhu.rules.faults import NamedTwice, UnknownName, WrongKind
from jiuzhu.rules.figures import FigureSpec
from jiuzhu.rules.nodes import Entity, Law, Node, argument_name, figure_name
from jiuzhu.rules.terms import Term
from jiuzhu.rules.units import YES_NO, Names, Unit

Rule = Callable[..., Term]


class RuleSet:
    """All rules of one subject. ``persons`` is the largest number of persons in a household (proof against overflow)."""

    def __init__(self, name: str, persons: int = 60) -> None:
        self.name = name
        self.persons = persons
        self.nodes: list[Node] = []
        self.figures: dict[str, FigureSpec] = {}

    def given(
        self, entity: Entity, name: str, *, zh: str, en: str, unit: Unit,
        low: int = 0, high: int = 0, words: Names | None = None,
    ) -> None:  # fmt: skip
        """A fact that somebody states. Numbers need their bounds, words their closed list."""
        if unit.kind == "word" and not words:
            raise WrongKind(f"{name}: a word needs its closed list")
        if unit.kind == "day":
            low, high = 19000101, 99991231
        if unit.kind in ("number", "money", "percent") and high <= low:
            raise WrongKind(f"{name}: a number needs its bounds")
        self._add(Node(name, entity, "input", zh, en, unit, low=low, high=high, words=words or {}))

    def figure(
        self, name: str, *, zh: str, en: str, kind: str = "number", low: int = 0, high: int = 0,
        scale: int = 1, words: Names | None = None, keys: Names | None = None, money: bool = False,
    ) -> None:  # fmt: skip
        """A dated number that rules ask for; bounds are in whole units after ``scale``."""
        if name in self.figures:
            raise NamedTwice(f"figure {name}")
        self.figures[name] = FigureSpec(name, zh, en, kind, low, high, scale, words or {}, keys or {}, money)

    def rule(
        self, entity: Entity, *, zh: str, en: str, unit: Unit = YES_NO, law: Law = Law(()), text_zh: str = "",
        text_en: str = "", since: str = "", until: str = "", name: str = "",
    ) -> Callable[[Rule], Rule]:  # fmt: skip
        """Decorator: what follows from other names. ``since``/``until`` are ISO days, half-open."""

        def declare(function: Rule) -> Rule:
            arguments = tuple(inspect.signature(function).parameters)
            deps = tuple(one for one in arguments if not one.startswith("p_"))
            asked = tuple(figure_name(one) for one in arguments if one.startswith("p_"))
            term = function(**{one: _leaf(one) for one in arguments})
            self._add(
                Node(
                    name or function.__name__,
                    entity,
                    "rule",
                    zh,
                    en,
                    unit,
                    law,
                    text_zh,
                    text_en,
                    _day(since),
                    date.fromisoformat(until) if until else None,
                    term=term,
                    deps=deps,
                    figures=asked,
                )
            )
            return function

        return declare

    def total(
        self, name: str, *, of: str, zh: str, en: str, unit: Unit, law: Law = Law(()), text_zh: str = "",
        text_en: str = "", since: str = "",
    ) -> None:  # fmt: skip
        """The sum over the persons; of a yes/no, how many say yes."""
        self._add(
            Node(
                name,
                "household",
                "total",
                zh,
                en,
                unit,
                law,
                text_zh,
                text_en,
                _day(since),
                of=of,
                deps=(of,),
            )
        )

    def any(self, name: str, *, of: str, zh: str, en: str, law: Law = Law(()), since: str = "") -> None:
        """Whether it holds for one person at least."""
        self._add(Node(name, "household", "any", zh, en, YES_NO, law, since=_day(since), of=of, deps=(of,)))

    def all(self, name: str, *, of: str, zh: str, en: str, law: Law = Law(()), since: str = "") -> None:
        """Whether it holds for every person."""
        self._add(Node(name, "household", "all", zh, en, YES_NO, law, since=_day(since), of=of, deps=(of,)))

    def versions(self, name: str) -> list[Node]:
        return [one for one in self.nodes if one.name == name]

    def _add(self, node: Node) -> None:
        for other in self.versions(node.name):
            if other.entity != node.entity:
                raise NamedTwice(f"{node.name} belongs to the {other.entity} and to the {node.entity}")
            if _overlap(other, node):
                raise NamedTwice(
                    f"two versions of {node.name} are in force on {max(other.since, node.since)}"
                )
        for template in (node.text_zh, node.text_en):
            _check_places(node, template)
        self.nodes.append(node)


def _day(since: str) -> date:
    return date.fromisoformat(since) if since else date.min


def _leaf(argument: str) -> Term:
    return terms.figure(figure_name(argument)) if argument.startswith("p_") else terms.fact(argument)


def _overlap(one: Node, other: Node) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)


def _check_places(node: Node, template: str) -> None:
    known = {*node.deps, *(argument_name(one) for one in node.figures), "value"}
    for _, place, _, _ in Formatter().parse(template):
        if place is not None and place not in known:
            raise UnknownName(f"the text of {node.name} speaks of {place!r}, which it does not depend on")
