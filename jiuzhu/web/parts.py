"""The shapes that the larger parts of a page take: a view builds them, a template shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

StationState = Literal["done", "now", "over", "to-come"]


@dataclass(frozen=True)
class Station:
    """One stage on the line of stations. ``on`` is when it was left, ``due_on`` until when it must be."""

    name: str
    state: StationState
    who: str = ""
    on: date | None = None
    due_on: date | None = None
    provisional: bool = False


@dataclass(frozen=True)
class Entry:
    """One line of a timeline, in plain words."""

    at: datetime
    text: str
    by: str = ""
