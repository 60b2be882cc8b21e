"""Photographs of a record with the time and place that the visitor let be noted; the files themselves hold neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Shot:
    """One photograph. `taken_at` and `place` only where the telephone sent them beside it."""

    id: int
    taken_at: datetime | None
    place: str


def of_record(content: Mapping[str, Any]) -> list[Shot]:
    return [
        Shot(
            one["id"],
            datetime.fromisoformat(one["taken_at"]) if one.get("taken_at") else None,
            one.get("place", ""),
        )
        for one in content["papers"]
        if one["kind"] == "survey-photograph"
    ]
