"""Which registers a county asks at all: not every department shares its data everywhere (社会救助法 Art. 62)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import queries as standards
from jiuzhu.verification.sources.layouts import SOURCES


def sources_asked(area_code: str, on: date) -> frozenset[str]:
    """The county's number `sources-asked` on a day; every register while it set none."""
    number = standards.numbers(area_code, on)["sources-asked"]
    if isinstance(number, NotInForce) or not isinstance(number.value, Mapping):
        return frozenset(SOURCES)
    return frozenset(source for source, asked in number.value.items() if asked is True)
