"""The third value. Something unknown names its causes, so that "cannot decide yet" can say what is missing.

Kleene's logic: no & unknown is no, yes | unknown is yes. Causes are collected only where the unknown matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from jiuzhu.rules.terms import Scalar


class Cause(NamedTuple):
    """Why something is unknown: a fact nobody stated (``row`` counts the persons, -1 is the household) or a figure.

    ``key`` is the entry of a table figure.
    """

    what: str
    name: str
    row: int = -1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    causes: frozenset[Cause]

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false")


Value = Scalar | Unknown | dict[str, Scalar]


def unknown_fact(name: str, row: int = -1) -> Unknown:
    return Unknown(frozenset({Cause("fact", name, row)}))


def unknown_figure(name: str, key: str = "") -> Unknown:
    return Unknown(frozenset({Cause("figure", name, -1, key)}))


def together(*values: Value) -> Unknown:
    """One unknown for the unknown ones among the values."""
    return Unknown(frozenset().union(*(one.causes for one in values if isinstance(one, Unknown))))


def perhaps(condition: Unknown, one: Value, other: Value) -> Unknown:
    """Which way to go is unknown. Told are the condition's causes and what both ways lack; facts that one way
    lacks are asked for at once, but no number that only the road not taken would need."""
    both = [value.causes if isinstance(value, Unknown) else frozenset[Cause]() for value in (one, other)]
    causes = condition.causes | (both[0] & both[1])
    if any(cause.what == "fact" for cause in condition.causes):
        causes |= {cause for cause in both[0] | both[1] if cause.what == "fact"}
    return Unknown(causes)
