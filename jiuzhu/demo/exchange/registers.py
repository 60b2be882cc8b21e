"""What the invented registers hold: for every source of the layouts the same records about the same person, from a seed alone."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

from jiuzhu.demo.registers import STRANGER
from jiuzhu.verification.sources.layouts import SOURCES, Column, Source

EVERYBODY = ("household_register",)
SHARE = 0.18  # of people, in any other register
_YEARS = range(2016, 2026)


@dataclass(frozen=True)
class Registers:
    seed: int

    def about(self, citizen_id: str, source: str) -> list[dict[str, str]]:
        """Records about one person as heading → cell, without number and name; none for most people in most registers."""
        chance = random.Random(f"{self.seed}:{source}:{citizen_id}")  # noqa: S311 (invention, not secrecy)
        if source not in EVERYBODY and chance.random() >= SHARE:
            return []
        layout = SOURCES[source]
        count = 1 if layout.once else chance.choice((1, 1, 2))
        return [self._record(layout, citizen_id, place, chance) for place in range(count)]

    def _record(self, source: Source, citizen_id: str, place: int, chance: random.Random) -> dict[str, str]:
        mark = hashlib.sha256(f"{self.seed}:{source.key}:{citizen_id}:{place}".encode()).hexdigest()[:8]
        return {
            column.zh: _cell(column, mark, chance)
            for column in source.columns
            if column.key not in ("citizen_id", "name") and (column.required or chance.random() < 0.5)
        }


def _cell(column: Column, mark: str, chance: random.Random) -> str:
    """One invented cell; a text carries the mark of its person, so that a record under another name is noticed."""
    day = f"{chance.choice(_YEARS)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    return {
        "text": f"演示{mark}",
        "citizen_id": STRANGER[0],
        "word": chance.choice(list(column.words) or [""]),
        "yes_no": chance.choice(("是", "否", "否", "否")),
        "money": f"{chance.randrange(100, 90_000) / 10:.2f}",
        "whole": str(chance.randrange(1, 5)),
        "measure": f"{chance.randrange(200, 1600) / 10}",
        "day": day,
        "month": day[:7],
    }[column.kind]
