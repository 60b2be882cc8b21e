"""A dated number with its law, and the one way to ask for it: ``number(name, area, on)`` answers or
refuses."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from jiuzhu.rulebook import places
from jiuzhu.rulebook.refusals import NotCheckedSince, NotInForce, UnknownNumber

Value = int | Decimal | bool | str | tuple[str, ...] | Mapping[str, "int | Decimal | bool | str"]

#: What a unit's values are written as. Money is whole fen; fractions are decimals in quotes, never floats.
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "fen": "integer",
        "fen_per_month": "integer",
        "fen_per_year": "integer",
        "fen_per_person_month": "integer",
        "percent": "decimal",
        "times": "decimal",
        "square_metres": "decimal",
        "minutes": "integer",
        "hours": "integer",
        "points": "integer",
        "days": "integer",
        "working_days": "integer",
        "months": "integer",
        "years": "integer",
        "persons": "integer",
        "occasions": "integer",
        "day_of_month": "integer",
        "hour_of_day": "integer",
        "yes_no": "boolean",
        "word": "word",
        "words": "words",
    }
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one number, as it was written down.

    ``area`` is the division it was set for (often the city or the nation); in force on ``starts_on`` and
    every day before ``stops_on``. ``checked_until`` is the last day that anybody vouched for.
    ``confidence`` A–D as in the domain notes; ``demo`` marks invented values of the demo county (演示数据).
    """

    name: str
    area: str
    value: Value
    unit: str
    starts_on: date
    stops_on: date | None
    law: str
    source: str
    confidence: str
    label_zh: str
    label_en: str
    checked_until: date | None = None
    note: str = ""
    demo: bool = False
    entered_by_county: bool = False

    def in_force(self, on: date) -> bool:
        return self.starts_on <= on and (self.stops_on is None or on < self.stops_on)

    @property
    def whole(self) -> int:
        """The value of a number that counts whole units (fen, days, months); TypeError for any other kind."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise TypeError(f"{self.name} counts {self.unit}: {self.value!r} is no whole number")
        return self.value

    def label(self, language: str = "zh-hans") -> str:
        return self.label_en if language.lower().startswith("en") else self.label_zh


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number's name, meaning and unit, with every value on record in the rulebook.

    ``set_by`` says whose task a missing value is: ``nation`` (a law) or the office that enters it.
    ``keys`` names the entries of a table (one value per key); empty for a plain number.
    """

    name: str
    label_zh: str
    label_en: str
    means_zh: str
    means_en: str
    unit: str
    set_by: str
    keys: tuple[str, ...]
    words: tuple[str, ...]
    items: tuple[str, ...]
    values: tuple[Figure, ...]

    def label(self, language: str = "zh-hans") -> str:
        return self.label_en if language.lower().startswith("en") else self.label_zh


class Overlay(Protocol):
    """Where a county's own checked values come from; the database room ``standards`` is one."""

    def values(self, name: str) -> Iterable[Figure]:
        """Every value in force or once in force under this name; the latest word only, never superseded
        rows."""
        ...


class Numbers(Protocol):
    """What Figures needs of a rulebook."""

    @property
    def parameters(self) -> Mapping[str, Parameter]: ...

    def area_name(self, code: str, language: str = "zh-hans") -> str: ...


class Figures:
    """The rulebook's numbers together with what counties entered. The most specific area wins, then the
    county's entry."""

    def __init__(self, rulebook: Numbers, overlay: Overlay | None = None) -> None:
        self._rulebook = rulebook
        self._parameters = rulebook.parameters
        self._overlay = overlay

    def parameter(self, name: str) -> Parameter:
        try:
            return self._parameters[name]
        except KeyError:
            nearest = difflib.get_close_matches(name, self._parameters, n=3, cutoff=0.3)
            raise UnknownNumber("name", name=name, nearest=nearest or ["—"]) from None

    def number(self, name: str, area: str, on: date) -> Figure:
        """The value in force; NotInForce (or NotCheckedSince) rather than any other day's or place's
        value."""
        parameter = self.parameter(name)
        found = self._best(name, area, on)
        told: dict[str, Any] = {"name": name, "label_zh": parameter.label_zh, "label_en": parameter.label_en}
        told |= {"area": area, "on": on}
        told |= {"area_zh": self._rulebook.area_name(area), "area_en": self._rulebook.area_name(area, "en")}
        if found is None:
            raise NotInForce(**told)
        if found.checked_until is not None and on > found.checked_until:
            raise NotCheckedSince(**told, checked_until=found.checked_until)
        return found

    def numbers(self, area: str, on: date) -> dict[str, Figure | NotInForce]:
        """Every number of the rulebook as of a day; what is missing is the refusal itself, so that a page
        can list it."""
        answers: dict[str, Figure | NotInForce] = {}
        for name in self._parameters:
            try:
                answers[name] = self.number(name, area, on)
            except NotInForce as missing:
                answers[name] = missing
        return answers

    def history(self, name: str, area: str | None = None) -> Sequence[Figure]:
        """Every value ever, oldest first; with an area, those that hold or held there."""
        parameter = self.parameter(name)
        every = [*parameter.values, *(self._overlay.values(name) if self._overlay else ())]
        if area is not None:
            every = [one for one in every if places.covers(one.area, area)]
        return sorted(every, key=lambda one: (one.starts_on, places.stem(one.area), one.entered_by_county))

    def _best(self, name: str, area: str, on: date) -> Figure | None:
        candidates = [one for one in self.history(name, area) if one.in_force(on)]
        return max(
            candidates,
            key=lambda one: (len(places.stem(one.area)), one.entered_by_county, one.starts_on),
            default=None,
        )
