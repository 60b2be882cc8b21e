"""Readiness of a township, and the handing down of one item after the other."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.delegation.models import HandOver, Plan, Readiness
from jiuzhu.delegation.refusals import CriterionNotChecked, ReasonNeeded
from jiuzhu.delegation.rules import CRITERIA
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing

CHECKED = audit.act(
    "delegation.readiness-checked", zh="检查{township}承接条件“{criterion_zh}”：{met_zh}（{evidence}）",
    en="checked {criterion} of {township}: {met} ({evidence})",
)  # fmt: skip
HANDED = audit.act(
    "delegation.handed-down",
    zh="自{on}起将{item}下放{township}",
    en="handed {item} down to {township} from {on}",
)
TAKEN = audit.act(
    "delegation.taken-back", zh="自{on}起收回{township}的{item}：{reason}", en="took {item} back from {township} from {on}: {reason}"
)  # fmt: skip


def note_readiness(
    township: Any, criterion: str, *, met: bool, evidence: str, item_code: str = "", actor: Any, on: date, at: datetime,
    by_register: bool = False,
) -> Readiness:  # fmt: skip
    """What was found of one criterion; a later row replaces an earlier one. `by_register`: another room's register says so
    (the seal), and its own power was asked there. Raises NotYourPower, CriterionNotChecked, ReasonNeeded."""
    if not by_register and (refusal := offices.why_not(actor, "delegation.plan", township.code, on)):
        raise refusal
    if (
        criterion not in CRITERIA
        or (by_register and CRITERIA[criterion][2] not in ("register", "agreed"))
        or (not by_register and CRITERIA[criterion][2] == "register")
        or CRITERIA[criterion][2] in ("posts", "not_yet")
    ):
        raise CriterionNotChecked("criterion", criterion=criterion)
    if not evidence.strip():
        raise ReasonNeeded("evidence")
    with transaction.atomic(), refusing():
        found = Readiness.objects.create(
            township=township, item_code=item_code, criterion=criterion, met=met, evidence=evidence.strip(), by=actor, on=on, at=at
        )  # fmt: skip
        audit.record(
            CHECKED, actor=actor, at=at, township=township.name, criterion=criterion, criterion_zh=CRITERIA[criterion][0],
            met=met, met_zh="具备" if met else "不具备", evidence=evidence,
        )  # fmt: skip
        return found


def hand_down(
    plan: Plan, township: Any, item_code: str, *, starts_on: date, actor: Any, on: date, at: datetime
) -> HandOver:
    """Hand one item down to one township. Raises NotYourPower; the database raises NotInThePlan, NotReady (naming what lacks)."""
    if refusal := offices.why_not(actor, "delegation.plan", township.code, on):
        raise refusal
    with transaction.atomic(), refusing():
        done = HandOver.objects.create(
            plan=plan,
            township=township,
            item_code=item_code,
            kind="handed_down",
            starts_on=starts_on,
            by=actor,
            at=at,
        )
        audit.record(HANDED, actor=actor, at=at, township=township.name, item=item_code, on=starts_on)
        return done


def take_back(
    plan: Plan,
    township: Any,
    item_code: str,
    *,
    reason: str,
    starts_on: date,
    actor: Any,
    on: date,
    at: datetime,
) -> HandOver:
    """Take an item back from a day on: no new letter covers it; letters in force are suspended or withdrawn by their own act."""
    if refusal := offices.why_not(actor, "delegation.plan", township.code, on):
        raise refusal
    if not reason.strip():
        raise ReasonNeeded("reason")
    with transaction.atomic(), refusing():
        done = HandOver.objects.create(
            plan=plan, township=township, item_code=item_code, kind="taken_back", starts_on=starts_on, reason=reason.strip(),
            by=actor, at=at,
        )  # fmt: skip
        audit.record(
            TAKEN, actor=actor, at=at, township=township.name, item=item_code, on=starts_on, reason=reason
        )
        return done
