"""The day's route: villages one after the other, in each the nearest next; without coordinates by address. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

_KM_PER_DEGREE = 111.32
_FIGURES = re.compile(r"(\d+)")


@dataclass(frozen=True)
class Place:
    """A household to visit; where it lies is known only if a photograph of an earlier visit noted it."""

    key: int
    village: str
    address: str
    latitude: float | None = None
    longitude: float | None = None

    @property
    def known(self) -> bool:
        return self.latitude is not None and self.longitude is not None


def in_order(places: Sequence[Place]) -> list[Place]:
    """By village code; within one by address, and from the first known place on always to the nearest known one."""
    villages: dict[str, list[Place]] = {}
    for one in sorted(places, key=lambda place: (place.village, by_address(place.address), place.key)):
        villages.setdefault(one.village, []).append(one)
    return [one for village in villages.values() for one in _nearest_next(village)]


def by_address(address: str) -> tuple[tuple[int, int, str], ...]:
    """Number 9 comes before number 12."""
    parts = _FIGURES.split(address)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def _nearest_next(village: Sequence[Place]) -> list[Place]:
    known, unknown = [one for one in village if one.known], [one for one in village if not one.known]
    route = known[:1]
    left = known[1:]
    while left:
        nearest = min(left, key=lambda one: kilometres(route[-1], one))
        left.remove(nearest)
        route.append(nearest)
    return route + unknown


def kilometres(one: Place, other: Place) -> float:
    """As the crow flies; flat is good enough within a township."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return math.inf
    north = (other.latitude - one.latitude) * _KM_PER_DEGREE
    east = (other.longitude - one.longitude) * _KM_PER_DEGREE * math.cos(math.radians(one.latitude))
    return math.hypot(north, east)
