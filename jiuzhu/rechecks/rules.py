"""What counts as a change, and the words for what a re-check lists. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

REVIEW_LAW = "社会救助法 第四十七条；民发〔2021〕57号 第三十一条"

#: Why a member of a live case is not asked about.
LEFT_OUT: dict[str, tuple[str, str]] = {
    "no_authorisation": ("没有登记核对授权", "no authorisation on record"),
    "not_begun": ("授权尚未开始", "the authorisation has not begun"),
    "expired": ("授权已到期", "the authorisation has expired"),
    "withdrawn": ("授权已撤回", "the authorisation was withdrawn"),
    "no_number": ("没有公民身份号码", "no citizen ID number"),
}
CHANGES: dict[str, tuple[str, str]] = {
    "appeared": ("新出现", "new"),
    "gone": ("不再有记录", "no longer on record"),
    "more": ("增加", "more"),
    "less": ("减少", "less"),
    "other": ("内容变化", "different"),
    "first": ("首次核对发现", "found at the first check"),
}
DOUBTS: dict[str, tuple[str, str]] = {
    "name": ("姓名不符", "another name"),
    "several": ("记录不唯一", "several records where there should be one"),
    "old_number": ("15 位旧号码", "an old number of 15 digits"),
    "unreadable": ("记录读不出来", "a record that cannot be read"),
    "unclear": ("记录说不清", "records that give no clear answer"),
    "ended": ("列入名单后授权终止，未查询", "the authorisation ended after listing: not asked"),
}


@dataclass(frozen=True, slots=True)
class Change:
    fact: str
    kind: str  # a key of CHANGES
    before: Any
    now: Any


def changes(
    keys: Iterable[str],
    before: Mapping[str, Any],
    now: Mapping[str, Any],
    *,
    first: bool,
    own: Mapping[str, Any],
) -> list[Change]:
    """What of these facts changed. Nothing, nought and no are the same: a register that knows of nothing.

    `first`: nobody asked this register about the person before; what agrees with our own records (`own`) is then no news.
    """
    found = []
    for key in keys:
        was, is_now = before.get(key) or None, now.get(key) or None
        if was == is_now or (first and own.get(key) == is_now):
            continue
        found.append(Change(key, _kind(was, is_now, first), was, is_now))
    return found


def _kind(was: Any, is_now: Any, first: bool) -> str:
    if was is None:
        return "first" if first else "appeared"
    if is_now is None:
        return "gone"
    if isinstance(was, int) and isinstance(is_now, int):
        return "more" if is_now > was else "less"
    return "other"


def told(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that say something, in one order: two readings that say the same are equal."""
    return {key: facts[key] for key in sorted(facts) if facts[key]}


def why_left_out(
    number: str | None, begins: date | None, stops_on: date | None, withdrawn_on: date | None, on: date
) -> str:
    """Why this person is not asked about on a day: a key of LEFT_OUT, or "" when she is. `begins`: of her latest authorisation."""
    if begins is None:
        return "no_authorisation"
    if withdrawn_on is not None and withdrawn_on <= on:
        return "withdrawn"
    if stops_on is not None and stops_on <= on:
        return "expired"
    if begins > on:
        return "not_begun"
    return "" if number else "no_number"
