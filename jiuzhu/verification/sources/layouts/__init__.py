"""The sources that are asked, and the columns of their deliveries (china.md §5.2 as the reference model).

Headings are recognised by name, in any order; `also` are other headings seen for the same thing. A column that is
not listed is not kept: only what a determination needs is taken (个人信息保护法 第六条).
"""

from __future__ import annotations

from datetime import date

from .assets import ASSETS
from .income import INCOME
from .other import OTHER
from .people import PEOPLE
from .shape import Column, Group, Kind, Source

__all__ = ["GROUPS", "SOURCES", "Column", "Group", "Kind", "Source", "of", "of_day"]

SOURCES: dict[str, Source] = {one.key: one for one in (*PEOPLE, *INCOME, *ASSETS, *OTHER)}
#: How a long list of sources is shown: group → Chinese, English.
GROUPS: dict[Group, tuple[str, str]] = {
    "people": ("人员和家庭", "People and families"), "income": ("工作和收入", "Work and income"),
    "assets": ("财产", "Assets"), "other": ("其他", "Other"),
}  # fmt: skip


def of(key: str) -> Source | None:
    """The source of a key or of its Chinese name; None for neither."""
    return SOURCES.get(key) or next((one for one in SOURCES.values() if one.zh == key), None)


def of_day(opened_on: date) -> list[str]:
    """The sources that a case opened on a day is asked about: those that applicants were asked to authorise by then."""
    return [key for key, one in SOURCES.items() if one.since <= opened_on]
