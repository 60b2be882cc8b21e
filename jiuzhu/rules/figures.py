"""Dated figures as the kernel sees them: asked for by name, area and day, and either a record or the reason why not.

The kernel does not know where figures come from; whoever runs rules passes an ``Ask``. A figure that is not in
force is an answer too (an exception object, not raised here): it only matters if an outcome depends on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from jiuzhu.rules.faults import OutOfBounds, WrongKind
from jiuzhu.rules.terms import Scalar
from jiuzhu.rules.units import Names


class Record(Protocol):
    """One value of a figure with everything a reason has to say about it."""

    @property
    def name(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def unit(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def stops_on(self) -> date | None: ...
    @property
    def law(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def demo(self) -> bool: ...


Ask = Callable[[str, str, date], Record | Exception]


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """What a rule expects of a figure. ``scale`` turns decimals into whole numbers (percent × 100); ``keys`` makes it a table."""

    name: str
    zh: str
    en: str
    kind: str
    low: int = 0
    high: int = 0
    scale: int = 1
    word_names: Names = field(default_factory=dict)
    key_names: Names = field(default_factory=dict)
    money: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.key_names)

    def read(self, record: Record) -> Scalar | dict[str, Scalar]:
        """The record's value as the rules compute with it. OutOfBounds or WrongKind when it is not what was declared."""
        if not self.key_names:
            return self._one(record.value)
        if not isinstance(record.value, Mapping):
            raise WrongKind(
                f"figure {self.name} of {record.area}: a table was expected, not {record.value!r}"
            )
        if unknown := set(record.value) - set(self.key_names):
            raise OutOfBounds(f"figure {self.name} of {record.area}: no such entries: {sorted(unknown)}")
        return {key: self._one(value) for key, value in record.value.items()}

    def _one(self, value: Any) -> Scalar:
        if self.kind == "yes_no" and isinstance(value, bool):
            return value
        if self.kind == "word" and isinstance(value, str):
            if value not in self.word_names:
                raise OutOfBounds(f"figure {self.name}: {value!r} is none of {', '.join(self.word_names)}")
            return value
        if self.kind == "number" and isinstance(value, int | Decimal) and not isinstance(value, bool):
            scaled = value * self.scale
            if scaled != int(scaled):
                raise OutOfBounds(f"figure {self.name}: {value} is finer than a {self.scale}th")
            if not self.low <= scaled <= self.high:
                raise OutOfBounds(
                    f"figure {self.name}: {value} is outside {self.low / self.scale}…{self.high / self.scale}"
                )
            return int(scaled)
        raise WrongKind(f"figure {self.name}: {value!r} is not a {self.kind}")
