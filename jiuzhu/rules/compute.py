"""How each operator works on single values, the third value included. The reference: tables must agree with it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping

from jiuzhu.rules.nodes import argument_name
from jiuzhu.rules.terms import OPERATORS, Term
from jiuzhu.rules.unknown import Unknown, Value, perhaps, together, unknown_figure

Environment = Mapping[str, Value]
Answer = Callable[[Environment], Value]


def compiled(term: Term) -> Answer:
    """The term as a function of an environment (facts, rules and ``p_…`` figures by name)."""
    if term.op == "constant":
        value = term.payload
        assert value is not None
        return lambda environment: value
    if term.op == "name":
        return operator.itemgetter(str(term.payload))
    if term.op == "figure":
        return operator.itemgetter(argument_name(str(term.payload)))
    if term.op == "lookup":
        return _lookup(term)
    args = [compiled(one) for one in term.args]
    if term.op == "where":
        return _where(*args)
    if term.op in _LOGIC:
        return _LOGIC[term.op](*args)
    return _strict(PLAIN[term.op], args)


def _strict(function: Callable[..., Value], args: list[Answer]) -> Answer:
    """An operator whose answer is unknown as soon as one of its arguments is."""
    if len(args) == 1:
        (only,) = args

        def one(environment: Environment) -> Value:
            a = only(environment)
            return a if isinstance(a, Unknown) else function(a)

        return one
    first, second = args

    def two(environment: Environment) -> Value:
        a, b = first(environment), second(environment)
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            return together(a, b)
        return function(a, b)

    return two


def _where(condition: Answer, then: Answer, otherwise: Answer) -> Answer:
    def choose(environment: Environment) -> Value:
        asked = condition(environment)
        if not isinstance(asked, Unknown):
            return then(environment) if asked else otherwise(environment)
        a, b = then(environment), otherwise(environment)
        if not isinstance(a, Unknown) and not isinstance(b, Unknown) and a == b:
            return a
        return perhaps(asked, a, b)

    return choose


def _both(one: Answer, other: Answer) -> Answer:
    def both(environment: Environment) -> Value:
        a = one(environment)
        if a is False:
            return False
        b = other(environment)
        if b is False:
            return False
        return together(a, b) if isinstance(a, Unknown) or isinstance(b, Unknown) else True

    return both


def _either(one: Answer, other: Answer) -> Answer:
    def either(environment: Environment) -> Value:
        a = one(environment)
        if a is True:
            return True
        b = other(environment)
        if b is True:
            return True
        return together(a, b) if isinstance(a, Unknown) or isinstance(b, Unknown) else False

    return either


def _lookup(term: Term) -> Answer:
    table, key = term.args
    name = str(table.payload)
    table_of, key_of = compiled(table), compiled(key)

    def lookup(environment: Environment) -> Value:
        entries, wanted = table_of(environment), key_of(environment)
        if isinstance(wanted, Unknown):
            return together(wanted)
        if isinstance(entries, Unknown):
            # The table is missing as a whole; say which entry of it was wanted.
            return unknown_figure(name, str(wanted))
        assert isinstance(entries, dict)
        return entries.get(str(wanted), unknown_figure(name, str(wanted)))

    return lookup


def _months(since: int, until: int) -> int:
    full = (until // 10000 - since // 10000) * 12 + (until // 100 % 100 - since // 100 % 100)
    return full - (until % 100 < since % 100)


_LOGIC: Mapping[str, Callable[..., Answer]] = {"both": _both, "either": _either}

PLAIN: Mapping[str, Callable[..., Value]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "neg": operator.neg,
    "down": operator.floordiv,
    "up": lambda a, b: -(-a // b),
    "half_up": lambda a, b: (2 * a + b) // (2 * b),
    "largest": max,
    "smallest": min,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "same": operator.eq,
    "negate": operator.not_,
    "years": lambda since, until: (until - since) // 10000,
    "months": _months,
}

assert {*PLAIN, *_LOGIC, "where", "lookup"} == OPERATORS, "an operator without a meaning for single values"
