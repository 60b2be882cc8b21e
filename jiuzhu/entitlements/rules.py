"""Grounds for changes, and what a change must be. Values in, answer out.

Source: 社会救助法 Art. 46–48; 民发〔2021〕57号 Art. 29–33; notice of 2022-10-20 (grace exit, death).
"""

from __future__ import annotations

from datetime import date

from jiuzhu.values.refusals import Refusal

from .refusals import GraceTooLong, NoGraceExit, NotACut, UnknownGround

# code → (zh, en, kinds of change it can carry)
GROUNDS: dict[str, tuple[str, str, frozenset[str]]] = {
    "income_changed": ("家庭收入变化", "income changed", frozenset({"raise", "reduce", "stop"})),
    "assets_changed": ("家庭财产变化", "assets changed", frozenset({"raise", "reduce", "stop"})),
    "members_changed": ("家庭人口变化", "members changed", frozenset({"raise", "reduce", "stop"})),
    "death": ("成员死亡", "a member died", frozenset({"reduce", "stop"})),
    "standard_changed": ("低保标准调整", "the standard changed", frozenset({"raise", "reduce"})),
    "employment": (
        "就业后收入超过标准",
        "employment lifted the income above the standard",
        frozenset({"grace", "stop"}),
    ),
    "refused_work": (
        "连续三次无正当理由拒绝就业服务",
        "three refusals of suitable work",
        frozenset({"reduce", "stop"}),
    ),
    "gave_up": ("家庭申请退出", "the household asked to leave", frozenset({"stop"})),
    "not_cooperating": ("不配合复核", "the household does not cooperate", frozenset({"stop"})),
}


def why_not_propose(
    *,
    kind: str,
    ground: str,
    explanation: str,
    old_fen: int,
    new_fen: int | None,
    effective_on: date,
    until: date | None,
    grace_months: int | None,
) -> Refusal | None:
    """Why a change cannot be proposed. Amounts in fen a month; `grace_months` is the version's longest grace."""
    if ground not in GROUNDS or kind not in GROUNDS[ground][2] or not explanation.strip():
        return UnknownGround("ground")
    if kind == "raise" and (new_fen is None or new_fen <= old_fen):
        return NotACut("new_amount", new_fen=new_fen or 0, old_fen=old_fen)
    if kind == "reduce" and (new_fen is None or not 0 < new_fen < old_fen):
        return NotACut("new_amount", new_fen=new_fen or 0, old_fen=old_fen)
    if kind == "grace":
        if grace_months is None:
            return NoGraceExit()
        months = _months(effective_on, until) if until else 0
        if not 0 < months <= grace_months:
            return GraceTooLong("until", months=months, most=grace_months)
    return None


def _months(starts_on: date, stops_on: date) -> int:
    return (stops_on.year - starts_on.year) * 12 + stops_on.month - starts_on.month
