"""A copy of the rulebook that a test may break: one change of text in one file, then what the check says."""

from __future__ import annotations

import shutil
from pathlib import Path

from jiuzhu import rulebook
from jiuzhu.journey import process as processes
from jiuzhu.rulebook import checks
from jiuzhu.rulebook.book import Rulebook

KINDS = ("items", "processes", "parameters", "codes", "measures", "schema")


class Copy:
    """``copy.change("items/urban-minimum-living.yaml", "old", "new")`` and ``copy.problems()``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for kind in KINDS:
            shutil.copytree(rulebook.ROOT / kind, root / kind)

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not say {old!r}: the test has to be brought up to date"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def problems(self) -> list[str]:
        found = checks.check(self.root)
        if found:
            return found
        bodies = {version.digest: version.body for version in Rulebook(self.root).versions}
        return [one for body in bodies.values() for one in processes.walkable(processes.from_body(body))]
