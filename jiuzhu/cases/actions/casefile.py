"""Everything that changes a case file. The order of stages is none of its business: that is journey's."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases.models import (
    Case,
    Counter,
    Duty,
    DutyRule,
    Extension,
    ProcessVersion,
    Step,
)
from jiuzhu.cases.refusals import (
    AlreadyExtended,
    AnotherVersion,
    ReasonNeeded,
    Stale,
)
from jiuzhu.cases.rules import NAMES, POWER_OF, excluded_by
from jiuzhu.offices.database import refusing

OPENED = audit.act("cases.opened", zh="立案，编号{number}", en="opened the case {number}")
MOVED = audit.act(
    "cases.moved", zh="“{from_zh}”办结，转入“{to_zh}”{note}", en="from “{from_en}” to “{to_en}”{note}"
)
LOOKED = audit.act("cases.looked", zh="查看了申请材料（{purpose}）", en="looked at the case ({purpose})")
REVEALED = audit.act(
    "cases.revealed", zh="查看了{name}的完整身份证号码", en="saw the full citizen ID of {name}"
)
READ_ANEW = audit.act(
    "cases.process-read-anew",
    zh="按{process}的现行文本继续办理",
    en="goes on under the present text of {process}",
)
EXTENDED = audit.act(
    "cases.extended",
    zh="延长办理期限至{due_on}，理由：{explanation}；已于{notified_on}告知申请人",
    en="extended the time limit to {due_on}: {explanation}; applicant told on {notified_on}",
)


def keep_process(
    *, key: str, area_code: str, in_force_from: date, digest: str, body: dict[str, Any]
) -> ProcessVersion:
    """The immutable row of a process version; written the first time a case needs it."""
    version, _ = ProcessVersion.objects.get_or_create(
        digest=digest,
        defaults={"key": key, "area_code": area_code, "in_force_from": in_force_from, "body": body},
    )
    return version


def open_case(
    *,
    item_code: str,
    village: Any,
    township: Any,
    household: Any,
    applicant: Any,
    household_size: int,
    process: ProcessVersion,
    rulebook_digest: str,
    first_stage: str,
    stage_due_on: date | None,
    delegated: bool,
    follow_code_hash: str,
    actor: Any,
    on: date,
    at: datetime,
    legacy: bool = False,
) -> Case:
    """A new case with the next gapless number of its township and year, standing at the first stage."""
    with transaction.atomic(), refusing():
        number = _next_number(township, on.year)
        case = Case.objects.create(
            number=number, item_code=item_code, area=township, village=village, household=household,
            applicant=applicant, applicant_name=applicant.name, applicant_sort_key=applicant.sort_key,
            applicant_citizen_id=applicant.citizen_id or "", household_size=household_size, process=process,
            rulebook_digest=rulebook_digest, opened_on=on, stage=first_stage, stage_entered_at=at,
            stage_due_on=stage_due_on, delegated=delegated, follow_code_hash=follow_code_hash, legacy=legacy,
        )  # fmt: skip
        Step.objects.create(
            case=case, number=1, to_stage=first_stage, by=actor, on=on, at=at, due_on=stage_due_on
        )
        audit.record(OPENED, actor=actor, at=at, case=number, number=number, item=item_code)
        return case


def _next_number(township: Any, year: int) -> str:
    Counter.objects.get_or_create(area=township, year=year)
    counter = Counter.objects.select_for_update().get(area=township, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{township.code[:9]}-{year}-{counter.last:06d}"


def take_duty(case: Case, officer: Any, duty: str, *, on: date, at: datetime) -> Duty:
    """Record that an officer does a duty on a case. The database refuses what cases/rules.py forbids:
    NotEmpowered, OwnCase, Incompatible, UnknownDuty."""
    with transaction.atomic(), refusing():
        return Duty.objects.create(case=case, officer=officer, duty=duty, on=on, at=at)


def locked(number: str, *, version: int | None = None) -> Case:
    """The case, held for this transaction. Raises Stale when the page saw an older version."""
    case = Case.objects.select_for_update().get(number=number)
    if version is not None and version != case.version:
        last = Step.objects.filter(case=case).order_by("-number").select_related("by").first()
        raise Stale(
            number=number, by=last.by.name if last and last.by else "系统",
            stage_zh=stage_label(case, "zh-hans"), stage_en=stage_label(case, "en"),
        )  # fmt: skip
    return case


def stage_label(case: Case, language: str, stage: str | None = None) -> str:
    words = case.process.body["stages"][stage or case.stage]
    return str(words["en" if language.startswith("en") else "zh"])


def move(
    case: Case,
    *,
    outcome: str,
    to_stage: str,
    stage_due_on: date | None,
    actor: Any,
    on: date,
    at: datetime,
    note: str = "",
    **changes: Any,
) -> Case:
    """One step along the road, in the caller's transaction; `changes` are further columns (accepted_on, due_on, closed_as)."""
    with transaction.atomic(), refusing():
        last = Step.objects.filter(case=case).order_by("-number").first()
        came_from = case.stage
        Step.objects.create(
            case=case, number=(last.number if last else 0) + 1, from_stage=came_from, outcome=outcome,
            to_stage=to_stage, by=actor, on=on, at=at, due_on=stage_due_on, note=note[:500],
        )  # fmt: skip
        case.stage, case.stage_entered_at, case.stage_due_on = to_stage, at, stage_due_on
        case.version += 1
        for name, value in changes.items():
            setattr(case, name, value)
        case.save()
        audit.record(
            MOVED, actor=actor, at=at, case=case.number, outcome=outcome,
            from_zh=stage_label(case, "zh", came_from), from_en=stage_label(case, "en", came_from),
            to_zh=stage_label(case, "zh"), to_en=stage_label(case, "en"), note=f"：{note}" if note else "",
        )  # fmt: skip
        return case


def set_stage_due(case: Case, due_on: date | None) -> None:
    """A notice runs from the day it was put up, not from the day the stage began."""
    case.stage_due_on = due_on
    case.version += 1
    case.save(update_fields=["stage_due_on", "version"])


def take_over(case: Case, process: ProcessVersion, *, to_stage: str, on: date, at: datetime) -> Case:
    """A law in force takes a running case over into its own version, as its process says (takes_over)."""
    with transaction.atomic(), refusing():
        case.process = process
        case.save(update_fields=["process"])
        return move(
            case, outcome="taken_over", to_stage=to_stage, stage_due_on=None, actor=None, on=on, at=at
        )


def read_anew(case: Case, process: ProcessVersion, *, actor: Any, at: datetime) -> None:
    """Pin a case to a later text of the very version it began with: the same key, area and first day, with more ways aside.

    A version gains a word (an end aside of the road) without becoming another version; cases that began before it read
    the longer text when the word is needed. Raises AnotherVersion for any other version.
    """
    old = case.process
    if (old.key, old.area_code, old.in_force_from) != (process.key, process.area_code, process.in_force_from):
        raise AnotherVersion(number=case.number)
    with transaction.atomic(), refusing():
        case.process = process
        case.save(update_fields=["process"])
        audit.record(
            READ_ANEW, actor=actor, at=at, case=case.number, process=f"{process.key}/{process.in_force_from}",
            before=old.digest, after=process.digest,
        )  # fmt: skip


def close(case: Case, closed_as: str, *, on: date) -> None:
    """Mark the end of the road; the step that led there is already written and reported."""
    case.closed_on, case.closed_as = on, closed_as
    case.save(update_fields=["closed_on", "closed_as"])


def extend(
    case: Case,
    *,
    reason: str,
    explanation: str,
    notified_on: date,
    working_days: int,
    due_on: date,
    actor: Any,
    on: date,
    at: datetime,
) -> Extension:
    """The one statutory extension, with its ground and the day the applicant was told.
    Raises AlreadyExtended, ReasonNeeded."""
    grounds = (case.process.body["clock"]["extended"] or {}).get("reasons", [])
    if not explanation.strip() or reason not in {ground["code"] for ground in grounds}:
        raise ReasonNeeded("explanation")
    with transaction.atomic(), refusing():
        if Extension.objects.filter(case=case).exists():
            raise AlreadyExtended(number=case.number)
        duty = take_duty(case, actor, "extend", on=on, at=at)
        extension = Extension.objects.create(
            case=case, duty=duty, reason=reason, explanation=explanation, notified_on=notified_on,
            working_days=working_days, due_on=due_on,
        )  # fmt: skip
        case.extended, case.due_on = True, due_on
        case.version += 1
        case.save(update_fields=["extended", "due_on", "version"])
        audit.record(
            EXTENDED, actor=actor, at=at, case=case.number, due_on=due_on, explanation=explanation,
            notified_on=notified_on,
        )  # fmt: skip
        return extension


def look(case: Case, *, actor: Any, at: datetime, purpose: str) -> None:
    """Leave the trace of a look at a person's file (社会救助法 Art. 70(6))."""
    with transaction.atomic():
        audit.record(
            LOOKED, actor=actor, at=at, case=case.number, person=str(case.applicant_id), purpose=purpose
        )


def reveal(case: Case, person: Any, *, actor: Any, at: datetime) -> str:
    """The full citizen ID of a person of the case, and the trace that it was shown."""
    with transaction.atomic():
        audit.record(REVEALED, actor=actor, at=at, case=case.number, person=str(person.pk), name=person.name)
        return str(person.citizen_id or "")


def write_duty_rules(**_: object) -> None:
    """Bring cases_dutyrule in line with rules.py; called after every migrate."""
    for duty, power in POWER_OF.items():
        DutyRule.objects.update_or_create(
            duty=duty, defaults={"power": power, "excludes": sorted(excluded_by(duty))}
        )
    DutyRule.objects.exclude(duty__in=NAMES).delete()
