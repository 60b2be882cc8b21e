"""The whole rulebook in memory: items, process versions, numbers and codes of one folder, read once, never
changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from jiuzhu.rulebook import entries, places, reading
from jiuzhu.rulebook.entries import Codes, Item, ProcessVersion
from jiuzhu.rulebook.figures import Figures, Overlay
from jiuzhu.rulebook.measures import Measure, measure
from jiuzhu.rulebook.refusals import (
    Invalid,
    ProcessNotInForce,
    UnknownCodes,
    UnknownItem,
    UnknownMeasure,
    UnknownProcess,
)

JSON = Any


class Rulebook:
    """Everything under one ``rulebook/`` folder. Raises Invalid with all problems when a file does not fit
    its schema."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bodies: dict[str, JSON] = _read_all(root)
        self.digest = reading.digest(self.bodies)
        self.areas = entries.areas(self.bodies)
        self.codes_by_name = {codes.name: codes for codes in map(entries.codes, self._of("codes"))}
        self.parameters = {one.name: one for one in map(entries.parameter, self._of("parameters"))}
        self.versions = sorted(
            (version for body in self._of("processes") for version in entries.versions(body)),
            key=lambda one: (one.key, one.starts_on, one.area),
        )
        self.measures = {one.key: one for one in map(measure, self._of("measures"))}
        self._items = {item.code: item for item in map(entries.item, self._of("items"))}
        self._slugs = {item.slug: item for item in self._items.values()}

    def _of(self, kind: str) -> Iterable[JSON]:
        return (body for name, body in self.bodies.items() if name.startswith(f"{kind}/"))

    def item(self, code_or_slug: str) -> Item:
        found = self._items.get(code_or_slug) or self._slugs.get(code_or_slug)
        if found is None:
            raise UnknownItem(name=code_or_slug)
        return found

    def items(self) -> tuple[Item, ...]:
        return tuple(self._items[code] for code in sorted(self._items))

    def process(self, key: str, area: str, on: date) -> ProcessVersion:
        """The version in force; where a county has its own beside the nation's, the county's."""
        versions = self.process_versions(key)
        found = [one for one in versions if one.in_force(on) and places.covers(one.area, area)]
        if not found:
            known = [f"{one.starts_on.isoformat()} ({one.area})" for one in versions]
            raise ProcessNotInForce(key=key, area=area, on=on, versions=known)
        return max(found, key=lambda one: (len(places.stem(one.area)), one.starts_on))

    def process_versions(self, key: str) -> tuple[ProcessVersion, ...]:
        found = tuple(one for one in self.versions if one.key == key)
        if not found:
            raise UnknownProcess(key=key)
        return found

    def codes(self, name: str) -> Codes:
        try:
            return self.codes_by_name[name]
        except KeyError:
            raise UnknownCodes(name=name) from None

    def measure(self, key: str) -> Measure:
        try:
            return self.measures[key]
        except KeyError:
            raise UnknownMeasure(key=key) from None

    def area_name(self, code: str, language: str = "zh-hans") -> str:
        """``新汶街道`` for 370982002; the code itself for a place that the rulebook does not list (a
        village)."""
        area = self.areas.get(places.stem(code))
        if area is None:
            return code
        return str(area["en" if language.lower().startswith("en") else "zh"])

    def figures(self, overlay: Overlay | None = None) -> Figures:
        return Figures(self, overlay)


def _read_all(root: Path) -> dict[str, JSON]:
    bodies: dict[str, JSON] = {}
    problems: list[str] = []
    for path, kind in reading.files(root):
        name = path.relative_to(root).as_posix()
        try:
            body = reading.read(path)
        except yaml.YAMLError as error:
            where = " ".join(str(error).replace('in "<unicode string>", ', "at ").split())
            problems.append(f"{name}: {where}")
            continue
        found = [
            f"{name}: {one}"
            for one in reading.problems_of(body, reading.schema(root, reading.SCHEMA_OF[kind]))
        ]
        problems += found or [f"{name}: {one}" for one in entries.value_problems(kind, body)]
        bodies[name] = body
    if problems:
        raise Invalid(tuple(problems))
    return bodies
