"""What is wrong with a set of rules itself. Faults of whoever wrote the rules, found before anybody is decided on."""

from __future__ import annotations


class RuleFault(Exception):
    """The rules cannot be run as they are written."""


class UnknownName(RuleFault):
    """A rule names something that nobody declared, or that is not in force on the day."""


class NamedTwice(RuleFault):
    """Two things of one name are in force on one day."""


class Cycle(RuleFault):
    """A rule depends on itself."""


class WrongEntity(RuleFault):
    """A rule for the household reads a fact of one person, or an aggregate counts something that persons do not have."""


class WrongKind(RuleFault):
    """Numbers, yes/no and words are mixed up."""


class DivisionInDoubt(RuleFault):
    """A divisor can be nought or negative: say with ``largest(n, 1)`` or ``where`` what is to happen then."""


class Overflow(RuleFault):
    """A figure can grow beyond 64 bits, which tables would cut off in silence."""


class OutOfBounds(RuleFault):
    """A fact or a figure lies outside the range that was declared for it, so the proof against overflow does not hold."""
