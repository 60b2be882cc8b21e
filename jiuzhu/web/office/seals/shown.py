"""Seals, uses and signals as a page shows them: the register's words in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from jiuzhu import rulebook
from jiuzhu.seals import queries
from jiuzhu.web import clock
from jiuzhu.web.office import pages
from jiuzhu.web.templatetags.jiuzhu import moment

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
MARKS = {
    "in_use": "firm",
    "suspended": "refusing",
    "lost": "refusing",
    "void": "refusing",
    "withdrawn": "refusing",
}


def english() -> bool:
    return pages.language().startswith("en")


def word(words: dict[str, tuple[str, str]], key: str) -> str:
    return words[key][english()] if key in words else key


def choices(words: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, names[english()]) for key, names in words.items()]


def told(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


def watches(request: HttpRequest) -> bool:
    """Whether this officer may open signals."""
    return bool(request.powers & {"seals.register", "supervision.see", "audit.read"})  # type: ignore[attr-defined]


def seals(found: Iterable[Any]) -> None:
    """Give each seal its words and its custodian of this moment."""
    for seal in found:
        seal.kind_name, seal.state_name = word(queries.KINDS, seal.kind), word(queries.STATES, seal.state)
        seal.mark = MARKS.get(seal.state, "")
        seal.custody = queries.custodian(seal, clock.now())


def uses(found: Iterable[Any]) -> None:
    names = {item.code: item.name(pages.language()) for item in rulebook.items()}
    for use in found:
        use.item_name = names.get(use.item_code, use.item_code)
        use.paper_name = word(queries.PAPERS, use.paper_kind)
        use.voided = getattr(use, "void", None)


def signals(found: Iterable[Any]) -> None:
    for signal in found:
        signal.kind_name = word(queries.SIGNALS, signal.kind)
        signal.closed = getattr(signal, "finding", None)
        if signal.closed:
            signal.outcome_name = word(queries.FINDINGS, signal.closed.outcome)
        signal.lines = [
            (word(queries.EVIDENCE, key), _plain(value))
            for key, value in signal.evidence.items()
            if value not in ("", None) and key != "at"  # when it was stands beside it
        ]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, str) and MOMENT.match(value):
        return moment(datetime.fromisoformat(value))
    return str(value)
