"""What a household is asked: the questions of its form less those that connected sources answer (社会救助法 Art. 62)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiuzhu.intake import actions as intake
from jiuzhu.intake import queries as applications
from jiuzhu.rulebook.book import Rulebook
from jiuzhu.verification import queries as verification


def reading(draft: Any, on: date, *, register_too: bool = True) -> applications.Reading:
    """A draft read with the sources that are connected on the day. Doors ask here, never the room itself."""
    connected = verification.connected(on)
    return applications.reading(draft, on, register_too=register_too, connected=connected)


def print_forms(draft: Any, *, actor: Any, on: date, at: datetime) -> Any:
    """The unified forms, without what departments give."""
    return intake.print_forms(draft, connected=verification.connected(on), actor=actor, on=on, at=at)


@dataclass(frozen=True)
class Spared:
    """A source on a day and the questions of an item that hang on it, by their labels."""

    connection: Any
    item_code: str
    removes: tuple[str, ...]  # not asked, because this source is connected (with others that it takes)
    would_remove: tuple[str, ...]  # asked only because this source is not connected


def spared(item_code: str, on: date, language: str = "zh-hans") -> list[Spared]:
    """Per source: the questions that it removes from the form of an item, and those it would remove were it connected."""
    connections = verification.standings(on)
    connected = {one.source for one in connections if one.connected}
    takes = [
        (field.label(language), applications.sources_of(field))
        for _, field in applications.questions(item_code)
    ]
    return [
        Spared(
            one, item_code,
            tuple(label for label, needed in takes if one.source in needed and needed <= connected),
            tuple(label for label, needed in takes if needed - connected == {one.source}),
        )
        for one in connections
    ]  # fmt: skip


def left(item_code: str, connected: Collection[str]) -> tuple[int, int]:
    """(questions of an item's form, how many are asked of an adult's household of one with these sources connected)."""
    every = [
        field
        for group in applications.form(item_code).of("household", "person", "adult")
        for field in group.fields
    ]
    gone = [one for one in every if one.given_by and applications.sources_of(one) <= set(connected)]
    return len(every), len(every) - len(gone)


def unknown_givers(book: Rulebook) -> list[str]:
    """What the items' forms say is given and no source gives, as ``items/<slug>.yaml: …``; for ``jiuzhu rulebook check``."""
    named = {
        f"items/{item.slug}.yaml: form.{group['key']}.{field['key']}": tuple(field["given_by"])
        for item in book.items()
        for group in item.body["form"]
        for field in group["fields"]
        if "given_by" in field
    }
    return list(verification.unknown_givers(named))
