"""What was declared and what visitors found, in the words of the reader; for pages and for the telephone's list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from jiuzhu import rulebook
from jiuzhu.surveys import queries as surveys
from jiuzhu.values import figures


def word(words: Mapping[str, tuple[str, str]], key: str, language: str) -> str:
    """A word of one of the record's own lists."""
    return words[key][1 if language.startswith("en") else 0] if key in words else "—"


def code(name: str, key: str, language: str) -> str:
    """A label of one of the rulebook's lists; a code it does not know as it is."""
    known = rulebook.codes(name)
    return known.label(key, language) if key in known.entries else key or "—"


def value(key: str, found: Any, language: str) -> str:
    """A fact in its unit."""
    kind = surveys.ACTUAL[key][0]
    if found is None or found == "":
        return "—"
    if kind == "money":
        return f"{figures.plain_yuan(int(found))} {_('元')}"
    if kind == "yes_no":
        return _("是") if found else _("否")
    return str(found) if kind == "count" else code(kind, str(found), language)
