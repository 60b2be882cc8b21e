"""Signals: what a person should look at. They accuse nobody and stop nothing. Source: china.md §7.6 (anomalies)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

SIGNALS: dict[str, tuple[str, str]] = {
    "out_of_hours": ("非工作时间用印", "used out of hours"),
    "burst": ("短时间内密集用印", "a burst of uses"),
    "wrong_custodian": ("非保管人试图用印", "attempt by somebody who is not the custodian"),
    "number_gap": ("用印编号不连续", "a gap in the numbers"),
    "before_decision": ("先用印后决定", "used before the decision"),
    "long_substitution": ("长期不由首席代表保管", "long kept by a substitute"),
}
EVIDENCE: dict[str, tuple[str, str]] = {
    "number": ("用印编号", "use no."),
    "numbers": ("用印编号", "use nos."),
    "missing": ("缺少的编号", "missing numbers"),
    "last": ("已用到的编号", "last number given out"),
    "at": ("时间", "at"),
    "why": ("为何在工作时间以外", "why out of hours"),
    "from": ("工作时间自（时）", "office hours from"),
    "until": ("工作时间至（时）", "office hours until"),
    "uses": ("提示次数", "uses that make a burst"),
    "minutes": ("提示分钟数", "within minutes"),
    "refusal": ("拒绝代码", "refusal"),
    "paper": ("文书", "paper"),
    "paper_sha256": ("文书指纹", "hash of the paper"),
    "case_number": ("办理编号", "case"),
    "officer": ("人员", "officer"),
    "custodian": ("当时的保管人", "custodian then"),
    "used_at": ("用印时间", "used at"),
    "decided_at": ("决定时间", "decided at"),
    "signed": ("决定已签署", "decision signed"),
    "since": ("自", "since"),
    "working_days": ("已满工作日", "working days"),
    "limit": ("提示工作日", "limit"),
}
FINDINGS: dict[str, tuple[str, str]] = {
    "in_order": ("情况正常", "in order"),
    "careless": ("操作不规范，已提醒", "careless; reminded"),
    "misuse": ("违规用印", "misuse of the seal"),
}


@dataclass(frozen=True, slots=True)
class Hours:
    """When the office is open: whole hours of the day, from inclusive, until exclusive."""

    from_hour: int
    until_hour: int

    def contain(self, moment: time) -> bool:
        return time(self.from_hour) <= moment < time(self.until_hour)


def why_out_of_hours(local: datetime, hours: Hours, off: str | None) -> str:
    """Why a moment (in local time) lies outside office hours: the day off, or the clock; empty when it does not."""
    if off:
        return off
    return "" if hours.contain(local.time()) else f"{local:%H:%M}"


def burst(
    before: Sequence[tuple[int, datetime]], at: datetime, *, uses: int, minutes: int
) -> tuple[int, ...]:
    """The numbers of a burst that ends with the use at `at`: at least `uses` within `minutes`; empty when there is none."""
    since = at - timedelta(minutes=minutes)
    numbers = tuple(number for number, moment in before if since < moment <= at)
    return numbers if len(numbers) >= uses else ()


def gaps(numbers: Iterable[int], last: int) -> tuple[int, ...]:
    """The numbers from 1 to the last one given out that are on no row; also what was taken away at the end."""
    there = set(numbers)
    return tuple(number for number in range(1, max([last, *there], default=0) + 1) if number not in there)


def overlong(starts_on: date, until: date, limit: int, working_days: int) -> bool:
    """Whether a substitute has kept a seal for more working days than the county allows."""
    return until > starts_on and working_days > limit
