"""The life of a seal, what it may be put on, and what must be checked first; as data. Plain Python.

Source: 国发〔1999〕25号 Art. 22–25; china.md §7.2 (审批专用章使用办法), §7.5, §7.6. Steps marked D there are the product's proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of seal. `keeper_power`: what its regular custodian must hold beside `seals.use`, in the seal's own area.

    `papers`: kind of paper → the legal forms of acts it may be put on (empty text: the paper has none).
    """

    zh: str
    en: str
    level: str
    keeper_power: str
    papers: Mapping[str, tuple[str, ...]]


DECISIONS = ("decision", "change_decision")
KINDS: dict[str, Kind] = {
    # 大众日报 2019-12-20: 委托事项专用章, kept by the chief representative; only what was entrusted in the county's name.
    "special": Kind(
        "委托事项专用章",
        "special seal for delegated matters",
        "township",
        "approvals.decide",
        {"decision": ("entrusted",), "change_decision": ("entrusted",)},
    ),
    "county": Kind(
        "县级民政部门公章",
        "official seal of the county bureau",
        "county",
        "delegation.sign_county",
        {"decision": ("county",), "change_decision": ("county",), "letter": ("",), "notice": ("",)},
    ),
    "township": Kind(
        "乡镇（街道）公章",
        "official seal of the township",
        "township",
        "delegation.sign_township",
        {
            "decision": ("statutory_township",), "change_decision": ("statutory_township",), "letter": ("",), "notice": ("",)
        },
    ),
}  # fmt: skip
PAPERS: dict[str, tuple[str, str]] = {
    "decision": ("救助决定", "decision"),
    "change_decision": ("调整、停发决定", "decision on a change"),
    "letter": ("放权委托书", "delegation letter"),
    "notice": ("通知、备案等其他文书", "notice or other paper"),
}

STATES: dict[str, tuple[str, str]] = {
    "applied": ("申请刻制", "applied for"),
    "approved": ("已批准刻制", "approved"),
    "turned_down": ("不批准刻制", "turned down"),
    "filed": ("已公安备案", "filed with the police"),
    "kept": ("已留存印模", "imprint kept"),
    "in_use": ("启用", "in use"),
    "suspended": ("停用", "suspended"),
    "lost": ("遗失", "lost"),
    "void": ("已声明作废", "declared void"),
    "withdrawn": ("已收回", "withdrawn"),
    "destroyed": ("已销毁", "destroyed"),
    "sealed_up": ("已封存", "sealed up"),
}
#: A township has one special seal in one of these states.
LIVE = ("in_use", "suspended")
#: In these states a seal may change hands.
IN_HANDS = ("in_use", "suspended")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a seal's life. `needs` names the fields it must state; `other_than` a step that the same person did not do."""

    zh: str
    en: str
    says: tuple[str, str]  # what the button says
    came: tuple[str, ...]  # states it may be taken in; an empty text: there is no seal yet
    leads: str
    power: str
    needs: tuple[str, ...]
    law: str
    other_than: str = ""
    signed: bool = False
    ends_custody: bool = False


REGISTER = "seals.register"
STEPS: dict[str, Step] = {
    "applied": Step(
        "申请刻制", "application to engrave", ("登记刻制申请", "Record the application"), ("",), "applied", REGISTER,
        ("text", "purpose", "basis", "applying_office"), "国发〔1999〕25号 第二十二条",
    ),
    "approved": Step(
        "批准刻制", "approval", ("批准刻制", "Approve"), ("applied",), "approved", "seals.approve",
        ("opinion",), "国发〔1999〕25号 第二十二条", other_than="applied", signed=True,
    ),
    "turned_down": Step(
        "不批准刻制", "refusal", ("不批准", "Turn down"), ("applied",), "turned_down", "seals.approve",
        ("opinion",), "国发〔1999〕25号 第二十二条", other_than="applied", signed=True,
    ),
    "filed": Step(
        "公安备案", "police filing", ("登记公安备案", "Record the police filing"), ("approved",), "filed", REGISTER,
        ("police_office", "filing_number", "shop", "filed_on"), "国发〔1999〕25号 第二十三条",
    ),
    "kept": Step(
        "留存印模", "imprint kept", ("留存印模和证书", "Keep imprint and certificate"), ("filed",), "kept", REGISTER,
        ("imprint_sha256", "certificate_serial", "certificate_fingerprint", "provider"), "国发〔1999〕25号 第二十四条",
    ),
    "issued": Step(
        "启用", "issue", ("启用印章", "Issue the seal"), ("kept",), "in_use", REGISTER,
        ("announced_in",), "国发〔1999〕25号 第二十五条",
    ),
    "suspended": Step(
        "停用", "suspension", ("停用", "Suspend"), ("in_use",), "suspended", REGISTER,
        ("reason",), "国发〔1999〕25号 第二十五条；china.md §7.6",
    ),
    "resumed": Step(
        "恢复使用", "resumption", ("恢复使用", "Resume"), ("suspended",), "in_use", REGISTER,
        ("reason",), "国发〔1999〕25号 第二十五条",
    ),
    "lost": Step(
        "遗失", "loss", ("登记遗失", "Record the loss"), ("kept", "in_use", "suspended"), "lost", REGISTER,
        ("circumstances", "police_report"), "国发〔1999〕25号 第二十五条；china.md §7.6", ends_custody=True,
    ),
    "declared_void": Step(
        "声明作废", "declaration that it is void", ("公开声明作废", "Declare void"), ("lost",), "void", REGISTER,
        ("published_in", "published_on"), "china.md §7.6（遗失、被盗声明作废）",
    ),
    "withdrawn": Step(
        "收回", "withdrawal", ("收回印章", "Withdraw"), ("kept", "in_use", "suspended"), "withdrawn", REGISTER,
        ("reason", "handed_back_by"), "国发〔1999〕25号 第二十四条", ends_custody=True,
    ),
    "destroyed": Step(
        "销毁", "destruction", ("登记销毁", "Record the destruction"), ("withdrawn", "void"), "destroyed", REGISTER,
        ("witness_one", "witness_two", "how"), "国发〔1999〕25号 第二十四条",
    ),
    "sealed_up": Step(
        "封存", "sealing-up", ("登记封存", "Record the sealing-up"), ("withdrawn", "void"), "sealed_up", REGISTER,
        ("witness_one", "witness_two", "place"), "国发〔1999〕25号 第二十四条",
    ),
}  # fmt: skip
#: What a step states, in the order of its form.
FIELDS: dict[str, tuple[str, str]] = {
    "text": ("印文", "text of the seal"),
    "purpose": ("用途", "purpose"),
    "basis": ("刻制依据", "basis"),
    "applying_office": ("申请单位", "applying office"),
    "opinion": ("审批意见", "opinion"),
    "police_office": ("备案公安机关", "police office"),
    "filing_number": ("公安备案号（印章编码）", "police filing number"),
    "shop": ("指定刻制单位", "designated shop"),
    "filed_on": ("备案日期", "filed on"),
    "imprint_sha256": ("印模指纹", "hash of the imprint"),
    "certificate_serial": ("证书序列号", "certificate serial"),
    "certificate_fingerprint": ("证书指纹", "certificate fingerprint"),
    "provider": ("签章服务", "provider"),
    "announced_in": ("启用通知文号", "notice of issue"),
    "reason": ("理由", "reason"),
    "circumstances": ("遗失经过", "circumstances"),
    "police_report": ("报案编号", "police report"),
    "published_in": ("声明刊登处", "published in"),
    "published_on": ("声明日期", "published on"),
    "handed_back_by": ("交回人", "handed back by"),
    "witness_one": ("监销人（监封人）一", "first witness"),
    "witness_two": ("监销人（监封人）二", "second witness"),
    "how": ("销毁方式", "how it was destroyed"),
    "place": ("封存地点", "where it is kept"),
}
DAYS = frozenset({"filed_on", "published_on"})


def steps_from(state: str) -> tuple[str, ...]:
    """The steps that a seal in this state may take."""
    return tuple(key for key, step in STEPS.items() if state in step.came)


def after(state: str, step: str) -> str | None:
    """Where a step leads, or None when it may not be taken there."""
    found = STEPS.get(step)
    return found.leads if found is not None and state in found.came else None


def missing(step: str, told: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of a step that are not stated."""
    return tuple(name for name in STEPS[step].needs if not str(told.get(name) or "").strip())


# What the custodian confirms before she stamps (china.md §7.2, §7.6; 委托事项监管办法). Complete or no seal.
CHECKLIST: dict[str, tuple[str, str]] = {
    "signed": ("决定已由有权的人签署", "the decision is signed by whoever may decide"),
    "read": ("已通读全文，内容与决定一致", "I have read it all and it says what was decided"),
    "authority": ("事项在委托书或法定职权之内", "the item is within the letter or the law"),
    "no_blanks": ("没有空白栏目、空白页", "no field and no page is blank"),
    "copies": ("份数、页数与登记一致", "copies and pages are as registered"),
    "not_mine": ("本人没有参与本件的调查、审核", "I neither surveyed nor reviewed this case"),
}


def unchecked(checklist: Mapping[str, Any]) -> tuple[str, ...]:
    """The points of the checklist that are not confirmed; a point counts only when it is exactly true."""
    return tuple(key for key in CHECKLIST if checklist.get(key) is not True)


def fits(kind: str, paper: str, legal_form: str) -> bool:
    """Whether a seal of this kind belongs on this kind of paper under this legal form."""
    return legal_form in KINDS[kind].papers.get(paper, ())


def blanks(required: Sequence[str], content: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The required fields that a paper leaves blank. A list counts as blank when it is empty; 0 and False are values.

    A dotted field (`members.name`) asks every row of a list. Source: china.md §7.6 (no blank pages).
    """
    return tuple(name for name in required if _blank(content or {}, name.split(".")))


def _blank(value: Any, path: list[str]) -> bool:
    if isinstance(value, list | tuple):
        return not value or any(_blank(one, path) for one in value)
    if not path:
        return value is None or (isinstance(value, str) and not value.strip(" \u3000\t\n_＿—")) or value == {}
    return not isinstance(value, Mapping) or path[0] not in value or _blank(value[path[0]], path[1:])


# --- signals: what a person should look at. They accuse nobody and stop nothing. ---------------------------

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
