"""The tree of reasons in the words of a page. The tree itself comes from the rule kernel as JSON, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jiuzhu.values import figures


def value(reason: Mapping[str, Any], language: str) -> str:
    """The value as the kernel wrote it out; a value that is not known says so."""
    shown = reason.get("shown", reason.get("value"))
    if shown is None:
        return _("未知")
    if isinstance(shown, bool):
        return _("是") if shown else _("否")
    return str(shown)


def figure(one: Mapping[str, Any], language: str) -> str:
    """``城市低保标准 630.00 元/月，2020年7月1日起（泰民字〔2020〕…号）``."""
    starts = one.get("starts_on")
    if isinstance(starts, str):
        starts = date.fromisoformat(starts)
    since = _("%(day)s起") % {"day": figures.day(starts, language)} if starts else ""
    name = one.get("label") or one.get("name", "")
    head = f"{name} {one.get('shown', one.get('value', ''))}".strip()
    papers = _("、").join(str(paper) for paper in (one.get("law"), one.get("source")) if paper)
    line = _("，").join(part for part in (head, since) if part)
    return line + (_("（%(papers)s）") % {"papers": papers} if papers else "")
