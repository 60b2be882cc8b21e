"""What makes a query odd, in words and in plain rules: no clock, no database. Source: china.md §13.2; 社会救助法 Art. 70(6)."""

from __future__ import annotations

from datetime import datetime, time

#: Kinds, and what each says.
SIGNALS: dict[str, tuple[str, str]] = {
    "no_case": ("查询不存在或辖区以外的申请", "a case that is not there, or out of reach"),
    "no_agreement": ("没有有效的保密协议而试图查询", "tried without a confidentiality agreement"),
    "no_authorisation": ("没有授权而试图查询", "tried without an authorisation"),
    "withdrawn": ("授权撤回后仍试图查询", "tried on a withdrawn authorisation"),
    "other_purpose": ("以授权以外的用途试图查询", "tried for another purpose"),
    "oneself": ("试图查询本人家庭", "tried one's own household"),
    "acquaintance": ("试图查询申报的亲属", "tried a declared relative"),
    "neighbour": ("试图查询本村（社区）的家庭", "tried a household of one's own village"),
    "no_power": ("没有权限而试图查询", "tried without the power"),
    "after_hours": ("非工作时间查询", "asked or looked after hours"),
    "volume": ("一天内查询的申请过多", "too many cases in a day"),
}
#: What a refusal at the door of verification is a sign of; every other refusal is a slip and raises none.
REFUSED: dict[str, str] = {
    "cases.no-such-case": "no_case",
    "verification.no-such-report": "no_case",
    "verification.look-without-case": "no_case",
    "offices.not-your-area": "no_case",
    "offices.not-your-power": "no_power",
    "confidentiality.no-agreement": "no_agreement",
    "verification.not-authorised": "no_authorisation",
    "verification.withdrawn": "withdrawn",
    "verification.other-purpose": "other_purpose",
    "cases.own-case": "oneself",
    "cases.relative-of-the-household": "acquaintance",
    "verification.own-village": "neighbour",
}
FINDINGS: dict[str, tuple[str, str]] = {
    "explained": ("已说明，情况正常", "explained, in order"),
    "reminded": ("已提醒改正", "reminded"),
    "misuse": ("违规查询，移交处理", "unlawful query, passed on"),
}
EVIDENCE: dict[str, tuple[str, str]] = {
    "purpose": ("因何查看", "purpose"),
    "refusal": ("拒绝原因", "refusal"),
    "why": ("为何在工作时间以外", "why out of hours"),
    "from": ("工作时间自（时）", "office hours from"),
    "until": ("工作时间至（时）", "office hours until"),
    "cases": ("当日查询的申请数", "cases on that day"),
    "limit": ("提示数", "cases that raise a signal"),
}


def why_after_hours(local: datetime, from_hour: int, until_hour: int, off: str | None) -> str:
    """Why a moment (in local time) lies outside office hours: the day off, or the clock; empty when it does not."""
    if off:
        return off
    return "" if time(from_hour) <= local.time() < time(until_hour) else f"{local:%H:%M}"
