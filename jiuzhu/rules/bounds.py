"""The third reading of the rules: not with values but with their ranges, before anybody is decided on.

Proves for every value that facts and figures within their declared bounds can give: no divisor is nought or
negative, no figure outgrows 64 bits, numbers, yes/no and words are never mixed. Differences of days are
numbers like any other; the range of a ``where`` is the hull of both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from jiuzhu.rules.faults import DivisionInDoubt, Overflow, WrongKind
from jiuzhu.rules.figures import FigureSpec
from jiuzhu.rules.nodes import Node
from jiuzhu.rules.terms import Term

#: Headroom below 2**63: half-up doubles its dividend on the way.
LIMIT = 2**61


class Range(NamedTuple):
    """What a value can be: ``kind`` number, yes_no or word; only numbers have ends. ``table`` marks a figure with keys."""

    kind: str
    low: int = 0
    high: int = 0
    table: bool = False


def prove(nodes: Iterable[Node], figures: Mapping[str, FigureSpec], persons: int) -> dict[str, Range]:
    """The range of every node. Raises the fault that makes the rules unfit to run."""
    ranges: dict[str, Range] = {}
    for node in nodes:
        try:
            found = _range(node, ranges, figures, persons)
        except (DivisionInDoubt, Overflow, WrongKind) as fault:
            raise type(fault)(f"{node.name}: {fault}") from None
        if found.kind != (expected := kind_of(node)):
            raise WrongKind(
                f"{node.name}: its unit {node.unit.key} wants a {expected}, the rule gives a {found.kind}"
            )
        ranges[node.name] = found
    return ranges


def kind_of(node: Node) -> str:
    """number, yes_no or word: days and money are numbers to the rules."""
    return node.unit.kind if node.unit.kind in ("yes_no", "word") else "number"


def _range(node: Node, ranges: Mapping[str, Range], figures: Mapping[str, FigureSpec], persons: int) -> Range:
    if node.how == "input":
        return Range(kind_of(node), node.low, node.high)
    if node.how == "rule" and node.term is not None:
        return _of_term(node.term, ranges, figures)
    gathered = ranges[node.of]
    if node.how == "total":
        if gathered.kind == "yes_no":
            return Range("number", 0, persons)
        return _number(min(0, gathered.low * persons), max(0, gathered.high * persons), gathered)
    if gathered.kind != "yes_no":
        raise WrongKind(f"{node.how} of a {gathered.kind}")
    return gathered


def _of_term(term: Term, ranges: Mapping[str, Range], figures: Mapping[str, FigureSpec]) -> Range:
    if term.op == "name":
        return ranges[str(term.payload)]
    if term.op == "figure":
        spec = figures[str(term.payload)]
        return Range(spec.kind, spec.low, spec.high, table=bool(spec.keys))
    if term.op == "constant":
        value = term.payload
        if isinstance(value, bool):
            return Range("yes_no")
        return Range("number", value, value) if isinstance(value, int) else Range("word")
    if term.op == "lookup" and term.args[0].op == "figure" and term.args[1].op == "constant":
        spec, key = figures[str(term.args[0].payload)], str(term.args[1].payload)
        if key not in spec.keys:
            raise WrongKind(f"the figure {spec.name} has no entry {key!r}")
    return _COMPUTE[term.op](*(_of_term(one, ranges, figures) for one in term.args))


def _number(low: int, high: int, *made_of: Range) -> Range:
    if any(one.kind != "number" or one.table for one in made_of):
        raise WrongKind("a number was expected")
    if max(-low, high) > LIMIT:
        raise Overflow(f"can reach {max(-low, high):.3e}, beyond {LIMIT:.3e}")
    return Range("number", low, high)


def _divided(a: Range, b: Range) -> Range:
    if b.low <= 0:
        raise DivisionInDoubt(f"the divisor can be {b.low}")
    ends = [a.low // b.low, a.low // b.high, -(-a.high // b.low), -(-a.high // b.high)]
    return _number(min(ends), max(ends), a, b)


def _product(a: Range, b: Range) -> Range:
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    return _number(min(ends), max(ends), a, b)


def _compared(a: Range, b: Range) -> Range:
    _number(0, 0, a, b)
    return Range("yes_no")


def _same(a: Range, b: Range) -> Range:
    if a.kind != b.kind:
        raise WrongKind(f"a {a.kind} is never the same as a {b.kind}")
    return Range("yes_no")


def _logical(*made_of: Range) -> Range:
    if any(one.kind != "yes_no" or one.table for one in made_of):
        raise WrongKind("a yes/no was expected")
    return Range("yes_no")


def _where(condition: Range, a: Range, b: Range) -> Range:
    _logical(condition)
    if a.kind != b.kind:
        raise WrongKind(f"one way gives a {a.kind}, the other a {b.kind}")
    return Range(a.kind, min(a.low, b.low), max(a.high, b.high))


def _lookup(table: Range, key: Range) -> Range:
    if not table.table or key.kind != "word":
        raise WrongKind("only a table figure can be looked up, and only by a word")
    return Range(table.kind, table.low, table.high)


def _span(a: Range, b: Range) -> Range:
    return _number(-10000 * 12, 10000 * 12, a, b)


_COMPUTE: Mapping[str, Callable[..., Range]] = {
    "add": lambda a, b: _number(a.low + b.low, a.high + b.high, a, b),
    "sub": lambda a, b: _number(a.low - b.high, a.high - b.low, a, b),
    "mul": _product,
    "neg": lambda a: _number(-a.high, -a.low, a),
    "down": _divided,
    "up": _divided,
    "half_up": _divided,
    "largest": lambda a, b: _number(max(a.low, b.low), max(a.high, b.high), a, b),
    "smallest": lambda a, b: _number(min(a.low, b.low), min(a.high, b.high), a, b),
    "lt": _compared, "le": _compared, "gt": _compared, "ge": _compared,
    "same": _same,
    "both": _logical, "either": _logical, "negate": _logical,
    "where": _where, "lookup": _lookup, "years": _span, "months": _span,
}  # fmt: skip
