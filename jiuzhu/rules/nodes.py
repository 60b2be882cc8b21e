"""What a set of rules is made of: facts that are stated, rules that follow from them, and aggregates over the persons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from jiuzhu.rules.terms import Term
from jiuzhu.rules.units import Names, Unit, named

Entity = Literal["household", "person"]
How = Literal["input", "rule", "total", "any", "all"]


@dataclass(frozen=True, slots=True)
class Law:
    """The articles a rule stands on, by the day from which they are its ground."""

    since: tuple[tuple[date, str], ...]

    def on(self, day: date) -> str:
        in_force = [text for start, text in self.since if start <= day]
        return in_force[-1] if in_force else ""


def law(text: str = "", **since: str) -> Law:
    """``law("…")`` holds always; ``law(from_2021_07_01="…", …)`` from each day on, oldest first."""
    dated = tuple(
        (date.fromisoformat(key.removeprefix("from_").replace("_", "-")), one) for key, one in since.items()
    )
    if list(dated) != sorted(dated):
        raise ValueError("write the articles of a rule oldest first")
    return Law((((date.min, text),) if text else ()) + dated)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One named value. ``since``/``until`` half-open; ``low``/``high`` bound a stated number, ``words`` a stated word.

    ``of`` is what an aggregate gathers. Texts have a place for each name they depend on, ``{p_…}`` for
    figures, and ``{value}`` for the answer.
    """

    name: str
    entity: Entity
    how: How
    zh: str
    en: str
    unit: Unit
    law: Law = Law(())
    text_zh: str = ""
    text_en: str = ""
    since: date = date.min
    until: date | None = None
    term: Term | None = None
    of: str = ""
    low: int = 0
    high: int = 0
    words: Names = field(default_factory=dict)
    deps: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)

    def unit_shows(self, value: int | bool | str | None, language: str) -> str:
        """The value in words: in its unit, or by its name where it is one of a closed list."""
        if isinstance(value, str):
            return named(self.words, value, language)
        return self.unit.show(value, language)

    def label(self, english: bool) -> str:
        return self.en if english else self.zh


def figure_name(argument: str) -> str:
    """``p_asset_limit_months`` → ``asset-limit-months``."""
    return argument.removeprefix("p_").replace("_", "-")


def argument_name(figure: str) -> str:
    """``asset-limit-months`` → ``p_asset_limit_months``."""
    return "p_" + figure.replace("-", "_")
