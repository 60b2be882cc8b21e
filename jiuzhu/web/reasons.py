"""The figures below a reason in the words of a page. The tree itself is ``rules.reasons``' JSON, in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jiuzhu.standards import queries as standards
from jiuzhu.values import figures


def figure(one: Mapping[str, Any], language: str) -> str:
    """``城市低保标准 630.00 元，2020年7月1日起（泰民字〔2020〕…号）``."""
    since = _("%(day)s起") % {"day": figures.day(date.fromisoformat(one["starts_on"]), language)}
    papers = _("、").join(paper for paper in (str(one.get("law") or ""), _source_of(one)) if paper)
    line = _("，").join((f"{one['label']} {_value(one, language)}".strip(), since))
    return line + (_("（%(papers)s）") % {"papers": papers} if papers else "")


def _value(one: Mapping[str, Any], language: str) -> str:
    value = one["value"]
    if isinstance(value, Mapping | list):
        return ""  # a table: the sentence of the rule says which of its values counts here
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int) and str(one.get("unit", "")).startswith("fen"):
        return str(figures.shown("value_fen", value, language))
    return standards.words(language).get(str(value), str(value))


# The rulebook's own marks: "own（why）" is our reading of a text, "L3（how much of it was read）" a number in our list of laws.
_MARK = re.compile(r"(own|L\d+)(?:（(.*)）)?$")


def _source_of(one: Mapping[str, Any]) -> str:
    """The source beside the law, without marks that mean nothing to a reader."""
    mark = _MARK.match(text := str(one.get("source") or ""))
    if mark is None:
        return text
    return mark[2] or "" if mark[1] == "own" else ""


def source(one: Mapping[str, Any]) -> str:
    """Where a fact comes from, as its record says it."""
    return _("，").join(str(value) for value in one.values() if value)
