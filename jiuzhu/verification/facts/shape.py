"""What a fact is, how it is judged, and what a household declares of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Unit = Literal[
    "day", "fen_per_year", "fen_per_month", "fen", "pieces", "yes_no", "word", "grade", "citizen_id"
]
Record = Mapping[str, Any]
Period = tuple[date, date]

#: How a fact is judged. `amount`: more found than declared differs. `exempt`: an amount that makes the counted income
#: smaller (57号 Art. 13, 14): more found is in the household's favour, less asks. `alarm`: found is to be looked into at
#: once. `declared`: found must be declared. `to_ask`: found and not declared asks, since the form has no line for it or
#: the record does not settle it. `same`: two statements must agree. `favour`: as `same`, and not declaring it harms only
#: the household itself. `member`: the number must be a member's. `household`: compared for all together. `part`: of a sum.
Judged = Literal[
    "amount", "exempt", "alarm", "declared", "to_ask", "same", "favour", "member", "household", "part"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A fact: its source, unit, name, the question a visitor asks about it (which gives nothing away), and its law.

    `declared_as` draws what a member declared of it out of her answers, where the form has no line of that key. `part_of`
    names the fact that is the sum of such parts. `codes` is the rulebook's list that its words belong to.
    """

    key: str
    source: str
    unit: Unit
    zh: str
    en: str
    ask_zh: str
    ask_en: str
    law: str = "民发〔2021〕57号 第十二条、第十三条"
    judged: Judged = "amount"
    declared_as: Callable[[Mapping[str, Any]], Any] | None = None
    part_of: str = ""
    codes: str = ""

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh

    def ask(self, language: str = "zh-hans") -> str:
        return self.ask_en if language.startswith("en") else self.ask_zh

    def declared(self, member: Mapping[str, Any]) -> Any:
        """What a member declared of it, in its unit; None where nothing was said."""
        return member.get(self.key) if self.declared_as is None else self.declared_as(member)


@dataclass(frozen=True, slots=True)
class Known:
    """What one register says of one person. A fact without an unambiguous answer is named in `unclear` instead."""

    facts: dict[str, Any] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()


Maker = Callable[[Sequence[Record], Period, date], Known]


def standing(records: Iterable[Record]) -> list[Record]:
    """Those that have not ended."""
    return [one for one in records if one.get("status") != "ended"]


def receiving(records: Iterable[Record]) -> list[Record]:
    """Those that are paid out; a register that does not say counts as paying."""
    return [one for one in records if one.get("status") != "stopped"]


def summed(records: Sequence[Record], period: Period, money: str, key: str) -> Known:
    """The sum over the periods that lie within the authorised one; a period that only overlaps it is not cut up."""
    within = overlapping = False
    total = 0
    for one in records:
        begun, ended = date.fromisoformat(one["period_from"]), date.fromisoformat(one["period_to"])
        if ended < period[0] or begun > period[1]:
            continue
        if begun < period[0] or ended > period[1] or ended < begun:
            overlapping = True
            continue
        within, total = True, total + one[money]
    return Known({key: total} if within else {}, (key,) if overlapping else ())


def by_the_month(records: Sequence[Record], key: str) -> Known:
    """Twelve times what is paid a month; a record without an amount is asked about."""
    paid = [one.get("month_fen") for one in records]
    known = [one for one in paid if one is not None]
    return Known({key: 12 * sum(known)} if known else {}, (key,) if len(known) < len(paid) else ())


ASSETS = "民发〔2021〕57号 第十五条"
_AT_WORK = ("employed", "flexible", "self_employed")  # rulebook/codes/employment.yaml


def at_work(member: Mapping[str, Any]) -> bool:
    return member.get("employment") in _AT_WORK or bool(member.get("wage_fen"))


def in_business(member: Mapping[str, Any]) -> bool:
    own = member.get("employment") == "self_employed"
    return own or bool(member.get("business_fen")) or bool(member.get("company_shares_fen"))


def sum_of(*keys: str) -> Callable[[Mapping[str, Any]], int | None]:
    """What was declared under several lines of the form together; None where none of them was answered."""

    def declared(member: Mapping[str, Any]) -> int | None:
        return sum(member.get(key) or 0 for key in keys) if any(key in member for key in keys) else None

    return declared


def nothing(_member: Mapping[str, Any]) -> None:
    """The form has no line for it."""
