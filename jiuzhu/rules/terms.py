"""Terms: what a rule's text becomes. A rule function runs once, on terms; each engine then reads the same tree.

Written with operators and a few functions, never with Python's ``if``: ``where(age >= limit, a, b)``. Whole
numbers, yes/no and words only; money is fen, a day is the number 20200801. Rounding is always spelled out
(``down``, ``up``, ``half_up``): ``/`` and ``//`` refuse, and so does ``==`` (use ``same``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

Scalar = int | bool | str

#: Operators of the language; an engine that does not know one of them is a fault at its import.
OPERATORS = frozenset(
    [
        "add",
        "sub",
        "mul",
        "neg",
        "down",
        "up",
        "half_up",
        "largest",
        "smallest",
        "lt",
        "le",
        "gt",
        "ge",
        "same",
        "both",
        "either",
        "negate",
        "where",
        "lookup",
        "years",
        "months",
    ]
)


@dataclass(frozen=True, eq=False, slots=True)
class Term:
    """A node of the tree: a constant, a name, a figure, or an operator over other terms."""

    op: str
    args: tuple[Term, ...] = ()
    payload: Scalar | None = None

    def __add__(self, other: Term | int) -> Term:
        return _term("add", self, other)

    def __radd__(self, other: int) -> Term:
        return _term("add", other, self)

    def __sub__(self, other: Term | int) -> Term:
        return _term("sub", self, other)

    def __rsub__(self, other: int) -> Term:
        return _term("sub", other, self)

    def __mul__(self, other: Term | int) -> Term:
        return _term("mul", self, other)

    def __rmul__(self, other: int) -> Term:
        return _term("mul", other, self)

    def __neg__(self) -> Term:
        return _term("neg", self)

    def __lt__(self, other: Term | int) -> Term:
        return _term("lt", self, other)

    def __le__(self, other: Term | int) -> Term:
        return _term("le", self, other)

    def __gt__(self, other: Term | int) -> Term:
        return _term("gt", self, other)

    def __ge__(self, other: Term | int) -> Term:
        return _term("ge", self, other)

    def __and__(self, other: Term | bool) -> Term:
        return _term("both", self, other)

    def __rand__(self, other: bool) -> Term:
        return _term("both", other, self)

    def __or__(self, other: Term | bool) -> Term:
        return _term("either", self, other)

    def __ror__(self, other: bool) -> Term:
        return _term("either", other, self)

    def __invert__(self) -> Term:
        return _term("negate", self)

    def __getitem__(self, key: Term | str) -> Term:
        """An entry of a table figure: ``p_uplift["minor"]`` or ``p_bands[grade]``; a key without entry is unknown."""
        return _term("lookup", self, key)

    def __iter__(self) -> Iterator[Term]:
        raise TypeError("a term cannot be gone through")

    def __bool__(self) -> bool:
        raise TypeError("a term is neither true nor false yet: write where(), & and | instead of if, and, or")

    def __eq__(self, other: object) -> bool:
        raise TypeError("write same(a, b): == would compare the texts of the rules, not their values")

    __hash__ = object.__hash__

    def __truediv__(self, other: object) -> NoReturn:
        raise TypeError("spell out the rounding: down(a, b), up(a, b) or half_up(a, b)")

    __floordiv__ = __mod__ = __rtruediv__ = __rfloordiv__ = __truediv__


def constant(value: Scalar) -> Term:
    return Term("constant", payload=value)


def fact(name: str) -> Term:
    """What another node of the same set of rules answers."""
    return Term("name", payload=name)


def figure(name: str) -> Term:
    """A dated number of the rulebook."""
    return Term("figure", payload=name)


def where(condition: Term, then: Term | Scalar, otherwise: Term | Scalar) -> Term:
    """One of two. An unknown condition leaves the answer unknown, unless both ways give the same."""
    return _term("where", condition, then, otherwise)


def largest(*terms: Term | int) -> Term:
    return _fold("largest", terms)


def smallest(*terms: Term | int) -> Term:
    return _fold("smallest", terms)


def same(one: Term, other: Term | Scalar) -> Term:
    return _term("same", one, other)


def one_of(one: Term, *words: str) -> Term:
    return _fold("either", tuple(same(one, word) for word in words))


def every(*terms: Term | bool) -> Term:
    return _fold("both", terms)


def some(*terms: Term | bool) -> Term:
    return _fold("either", terms)


def down(dividend: Term, divisor: Term | int) -> Term:
    """Quotient rounded down, towards minus infinity. The divisor is proved positive before the rules run."""
    return _term("down", dividend, divisor)


def up(dividend: Term, divisor: Term | int) -> Term:
    """Quotient rounded up, towards plus infinity."""
    return _term("up", dividend, divisor)


def half_up(dividend: Term, divisor: Term | int) -> Term:
    """Quotient rounded to the nearest whole number, halves up (四舍五入); -7/2 gives -3."""
    return _term("half_up", dividend, divisor)


def years(since: Term, until: Term) -> Term:
    """Whole years completed between two days; negative when the first is the later."""
    return _term("years", since, until)


def months(since: Term, until: Term) -> Term:
    """Whole months completed between two days; negative when the first is the later."""
    return _term("months", since, until)


def parts(term: Term) -> Iterator[Term]:
    """The term and everything below it."""
    yield term
    for one in term.args:
        yield from parts(one)


def _term(op: str, *args: Term | Scalar) -> Term:
    return Term(op, tuple(one if isinstance(one, Term) else constant(one) for one in args))


def _fold(op: str, terms: tuple[Term | Scalar, ...]) -> Term:
    if not terms:
        raise TypeError(f"{op} of nothing")
    first, *rest = (one if isinstance(one, Term) else constant(one) for one in terms)
    for one in rest:
        first = Term(op, (first, one))
    return first
