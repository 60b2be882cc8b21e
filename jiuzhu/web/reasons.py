"""The figures below a reason in the words of a page. The tree itself is ``rules.reasons``' JSON, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jiuzhu.values import figures


def figure(one: Mapping[str, Any], language: str) -> str:
    """``城市低保标准 630.00 元，2020年7月1日起（泰民字〔2020〕…号）``."""
    since = _("%(day)s起") % {"day": figures.day(date.fromisoformat(one["starts_on"]), language)}
    papers = _("、").join(str(paper) for paper in (one.get("law"), one.get("source")) if paper)
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
    return str(value)


def source(one: Mapping[str, Any]) -> str:
    """Where a fact comes from, as its record says it."""
    return _("，").join(str(value) for value in one.values() if value)
