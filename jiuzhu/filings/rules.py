"""Words of the room, risk marks with their reasons, states of a filing. Values in, answer out.

A mark says what a person should look at and why; it is no finding, and nothing follows from it by itself.
Source: china.md §7.3, §7.5, §13.2; the points and limits come from rulebook/parameters (product proposals, D).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Names = tuple[str, str]

STATES: dict[str, Names] = {
    "open": ("待审查", "to be looked at"),
    "questioned": ("已询问", "asked"),
    "answered": ("乡镇已答复", "answered"),
    "ordered": ("责令更正", "correction ordered"),
    "corrected": ("乡镇已更正", "corrected"),
    "objected": ("乡镇有异议", "objected to"),
    "accepted": ("已接收", "accepted"),
    "revoked": ("已撤销", "revoked"),
}
DECISIONS: dict[str, Names] = {
    "granted": ("给予", "granted"),
    "refused": ("不予", "refused"),
    "raised": ("增发", "raised"),
    "reduced": ("减发", "reduced"),
    "stopped": ("停发", "stopped"),
    "grace_given": ("渐退", "grace given"),
    "kept": ("维持", "kept"),
}
#: Who has to act next; nobody where it is settled.
COUNTY_ACTS = ("open", "answered", "corrected", "objected")
TOWNSHIP_ACTS = ("questioned", "ordered")


@dataclass(frozen=True, slots=True)
class ActKind:
    """From which states an act may follow, and the state it leads to."""

    zh: str
    en: str
    power: str
    after: frozenset[str]
    leads: str
    signed_as: str = ""

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh


def _act(zh: str, en: str, power: str, after: str, leads: str, signed_as: str = "") -> ActKind:
    return ActKind(zh, en, power, frozenset(after.split()), leads, signed_as)


ACTS: dict[str, ActKind] = {
    "accepted": _act("接收", "accepted", "filings.receive", "open answered", "accepted"),
    "question": _act("询问", "asked", "filings.receive", "open answered accepted", "questioned"),
    "answer": _act("答复", "answered", "filings.answer", "questioned", "answered"),
    "order": _act("责令更正", "ordered a correction", "filings.receive", "open answered accepted", "ordered", "correction_order"),
    "corrected": _act("已更正", "corrected", "filings.answer", "ordered", "corrected"),
    "objected": _act("提出异议", "objected", "filings.answer", "ordered", "objected"),
    "pressed": _act("坚持更正", "pressed on", "filings.receive", "corrected objected", "ordered", "correction_order"),
    "closed": _act("更正办结", "closed the order", "filings.receive", "corrected objected", "accepted"),
    "revoked": _act(
        "撤销决定", "revoked the decision", "filings.supervise",
        "open questioned answered ordered corrected objected accepted", "revoked", "revocation",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MarkKind:
    zh: str
    en: str
    why_zh: str
    why_en: str

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh

    def why(self, figures: Mapping[str, Any], language: str = "zh-hans") -> str:
        """The reason, with the figures a person can check."""
        return (self.why_en if language.startswith("en") else self.why_zh).format(**figures)


MARKS: dict[str, MarkKind] = {
    "relative": MarkKind("近亲属备案", "registered relative", "登记备案：{who}", "registered: {who}"),
    "complained": MarkKind(
        "有投诉或异议", "complaint or objection",
        "异议{objections}件，投诉{complaints}件", "{objections} objections, {complaints} complaints",
    ),
    "near_limit": MarkKind(
        "接近限额", "near the limit",
        "金额{amount}，为委托书限额{limit}的{percent}%", "{amount} is {percent} % of the letter's limit {limit}",
    ),
    "out_of_hours": MarkKind(
        "非办公时间决定", "decided out of hours", "{at}作出决定（{why}）", "decided at {at} ({why})"
    ),
    "quick": MarkKind(
        "意见后很快决定", "decided in haste",
        "初审意见后{minutes}分钟作出决定", "decided {minutes} minutes after the opinion",
    ),
    "overtime": MarkKind(
        "超过办理时限", "decided late", "应于{due_on}前决定，实际{on}", "due on {due_on}, decided on {on}"
    ),
    "late": MarkKind(
        "逾期备案", "filed late", "应于{due_on}前备齐盖章决定书", "the sealed decision was due on {due_on}"
    ),
    "visit_refused": MarkKind(
        "拒绝入户或签字", "visit or signature refused", "{on}入户：{what}", "visit of {on}: {what}"
    ),
    "differs": MarkKind(
        "与核对、申报不一致", "differs from what was declared", "{what}", "{what}"
    ),
    "substituted": MarkKind("由代替人员办理", "done by a substitute", "{who}", "{who}"),
    "same_pair": MarkKind(
        "同一对调查员", "same pair of visitors",
        "{who}连续调查{cases}件，本乡镇另有{others}名调查员在岗",
        "{who} visited {cases} cases in a row; {others} other investigators are in post",
    ),
}  # fmt: skip
#: All cases with one of these are visited by the county (57号 Art. 20; 220号 Art. 26).
MUST_VISIT = {"relative": "relative", "complained": "complained"}

WHY_DRAWN: dict[str, Names] = {
    "drawn": ("随机抽中", "drawn"),
    "relative": ("近亲属备案", "registered relative"),
    "complained": ("有投诉或异议", "complained about"),
}
FINDINGS: dict[str, Names] = {
    "confirmed": ("与决定相符", "confirmed"),
    "error": ("有差错", "error"),
    "nobody_home": ("家中无人", "nobody home"),
}
ERRORS: dict[str, Names] = {
    "income": ("收入不实", "income"),
    "assets": ("财产不实", "assets"),
    "members": ("人口不实", "members"),
    "amount": ("金额计算", "amount"),
    "relative": ("近亲属未备案", "relative not registered"),
    "procedure": ("程序", "procedure"),
    "other": ("其他", "other"),
}
CHANNELS: dict[str, Names] = {
    "counter": ("当面", "in person"),
    "phone": ("电话", "by telephone"),
    "online": ("网上", "online"),
    "letter": ("信件", "by letter"),
    "handed_on": ("上级或部门转来", "handed on"),
}
COMPLAINT_FINDINGS: dict[str, Names] = {
    "substantiated": ("属实", "substantiated"),
    "partly": ("部分属实", "partly"),
    "unfounded": ("不属实", "unfounded"),
}
HOW = {
    "visit": ("上门", "visit"), "meeting": ("当面", "meeting"), "phone": ("电话", "telephone"),
    "letter": ("书面", "in writing"), "absent": ("通知后未到", "told, did not come"),
}  # fmt: skip
GROUNDS: dict[str, MarkKind] = {
    "late_filings": MarkKind(
        "逾期备案", "late filings",
        "{quarter}逾期备案{in_quarter}件，最多连续{in_a_row}件", "{in_quarter} late in {quarter}, up to {in_a_row} in a row",
    ),
    "error_rate": MarkKind(
        "抽查差错率", "error rate of the sample",
        "{quarter}抽查{visited}件，差错{errors}件，差错率{percent}%", "{quarter}: {errors} errors in {visited} visits, {percent} %",
    ),
    "seal_misuse": MarkKind("违反用印规定", "misuse of the seal", "用印异常{signals}项", "{signals} signals of the seal"),
    "staff_gap": MarkKind(
        "人员不足", "staff gap",
        "在岗首席代表{chiefs}人、调查员{investigators}人（至少{needed}人）",
        "{chiefs} chief representatives and {investigators} investigators in post ({needed} needed)",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers in force that marks are measured against; points by mark."""

    points: Mapping[str, int]
    near_limit_percent: Decimal
    hours_from: int
    hours_to: int
    quick_minutes: int
    same_pair_cases: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What is known of a decision when it is filed. Money in fen a month; instants in the county's own time."""

    kind: str
    amount_fen: int
    limit_fen: int | None
    on: date
    at: datetime
    working_day: bool
    opinion_at: datetime | None
    due_on: date | None
    relatives: Sequence[str] = ()
    objections: int = 0
    complaints: int = 0
    visit_refused: tuple[date, str] | None = None  # the day and in which way
    differs: Sequence[str] = ()
    substitutes: Sequence[str] = ()
    same_pair: tuple[str, int, int] | None = None  # who, cases in a row, other investigators in post


@dataclass(frozen=True, slots=True)
class Marked:
    code: str
    points: int
    figures: Mapping[str, Any] = field(default_factory=dict)


def marks(one: Decided, numbers: Figures) -> list[Marked]:
    """Every mark that a decision earns, each with the figures of its reason."""
    return [Marked(code, numbers.points[code], figures) for code, figures in _found(one, numbers)]


def _found(one: Decided, numbers: Figures) -> Iterator[tuple[str, dict[str, Any]]]:
    if one.relatives:
        yield "relative", {"who": "、".join(one.relatives)}
    if one.objections or one.complaints:
        yield "complained", {"objections": one.objections, "complaints": one.complaints}
    if one.limit_fen and one.amount_fen * 100 >= one.limit_fen * numbers.near_limit_percent:
        percent = one.amount_fen * 100 // one.limit_fen
        yield (
            "near_limit",
            {"amount": _yuan(one.amount_fen), "limit": _yuan(one.limit_fen), "percent": percent},
        )
    if not one.working_day or not numbers.hours_from <= one.at.hour < numbers.hours_to:
        why = f"{numbers.hours_from}–{numbers.hours_to}" if one.working_day else "休息日"
        yield "out_of_hours", {"at": one.at.strftime("%Y-%m-%d %H:%M"), "why": why}
    if one.opinion_at is not None:
        minutes = int((one.at - one.opinion_at).total_seconds() // 60)
        if 0 <= minutes < numbers.quick_minutes:
            yield "quick", {"minutes": minutes}
    if one.due_on is not None and one.on > one.due_on:
        yield "overtime", {"due_on": one.due_on.isoformat(), "on": one.on.isoformat()}
    if one.visit_refused is not None:
        yield "visit_refused", {"on": one.visit_refused[0].isoformat(), "what": one.visit_refused[1]}
    if one.differs:
        yield "differs", {"what": "；".join(one.differs)}
    if one.substitutes:
        yield "substituted", {"who": "、".join(one.substitutes)}
    if one.same_pair is not None and one.same_pair[1] >= numbers.same_pair_cases and one.same_pair[2] > 0:
        who, cases, others = one.same_pair
        yield "same_pair", {"who": who, "cases": cases, "others": others}


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def run_of_pairs(pairs: Iterable[frozenset[int]]) -> int:
    """How many cases in a row, the latest first, the same two visited."""
    found = iter(pairs)
    first = next(found, None)
    if first is None:
        return 0
    count = 1
    for pair in found:
        if pair != first:
            break
        count += 1
    return count


def longest_run(late: Iterable[bool]) -> int:
    """The longest run of late ones in order of decisions."""
    longest = here = 0
    for one in late:
        here = here + 1 if one else 0
        longest = max(longest, here)
    return longest


def level(points: int, low_below: int, high_from: int) -> str:
    """low, middle or high."""
    return "low" if points < low_below else "high" if points >= high_from else "middle"
