"""The life of a seal and what it may be put on, as data.

Source: 国发〔1999〕25号 Art. 22–25; china.md §7.2 (审批专用章使用办法), §7.5, §7.6. Steps marked D there are the product's proposal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
