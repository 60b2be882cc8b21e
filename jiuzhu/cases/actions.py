"""Everything that changes a case file. The order of stages is none of its business: that is journey's."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing

from . import queries
from .models import (
    Case,
    Counter,
    Duty,
    DutyRule,
    Extension,
    ProcessVersion,
    RelativeFiling,
    Step,
    Substitution,
    SubstitutionEnd,
)
from .refusals import (
    AlreadyExtended,
    AnotherVersion,
    ExplanationNeeded,
    NoExtension,
    NoSuchSubstitution,
    NotAMember,
    NotThisStage,
    ReasonNeeded,
    Stale,
)
from .rules import NAMES, POWER_OF, excluded_by

__all__ = [
    "AlreadyExtended", "NoExtension", "NotAMember", "NotThisStage", "ReasonNeeded", "Stale", "close", "extend", "keep_process",
    "locked", "look", "match_relatives", "move", "name_substitute", "open_case", "read_anew", "record_relatives", "reveal",
    "set_stage_due", "stage_label", "take_back_substitute", "take_duty", "take_over", "write_duty_rules",
]  # fmt: skip

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


SUBSTITUTED = audit.act(
    "cases.substitute-named",
    zh="因{reason_zh}指定{substitute}代替办理“{duty_zh}”：{explanation}",
    en="named {substitute} to stand in for {duty_en} ({reason}): {explanation}",
)
SUBSTITUTE_GONE = audit.act(
    "cases.substitute-taken-back",
    zh="撤回{substitute}的代替：{reason}",
    en="took back the substitution by {substitute}: {reason}",
)
RELATIVE = audit.act(
    "cases.relative-recorded",
    zh="近亲属备案：家庭成员是{of_whom}的{relation}",
    en="recorded a near relative of {of_whom} ({relation})",
)


def name_substitute(
    case: Case, duty: str, *, substitute: Any, stands_back: Any = None, reason: str, explanation: str, stops_on: date | None = None,
    actor: Any, on: date, at: datetime,
) -> Substitution:  # fmt: skip
    """Name an officer of elsewhere in the county for one duty on this case. The decision still stands on this township's letter.

    Raises ExplanationNeeded, and from the database MayNotNameASubstitute, NotASubstitute; whoever is barred herself is refused
    with what why_stand_back answers. Source: china.md §7.5 (townships have one to three people).
    """
    if not explanation.strip():
        raise ExplanationNeeded("explanation")
    if barred := queries.why_stand_back(case, substitute, duty, on):
        raise barred
    with transaction.atomic(), refusing():
        made = Substitution.objects.create(
            case=case, duty=duty, stands_back=stands_back, reason=reason, explanation=explanation.strip(), substitute=substitute,
            ordered_by=actor, starts_on=on, stops_on=stops_on, at=at,
        )  # fmt: skip
        audit.record(
            SUBSTITUTED, actor=actor, at=at, case=case.number, substitute=substitute.audit_name, duty=duty, duty_zh=NAMES[duty][0],
            duty_en=NAMES[duty][1], reason=reason, reason_zh=dict(Substitution.REASONS)[reason], explanation=explanation.strip(),
        )  # fmt: skip
        return made


def take_back_substitute(
    substitution: Substitution, *, reason: str, actor: Any, on: date, at: datetime
) -> SubstitutionEnd:
    """The substitute may do nothing more from today on. Raises ExplanationNeeded, NoSuchSubstitution, NotYourPower, NotYourArea."""
    if not reason.strip():
        raise ExplanationNeeded("reason")
    if refusal := offices.why_not(actor, "cases.substitute", substitution.case.area_id, on):
        raise refusal
    with transaction.atomic():
        if SubstitutionEnd.objects.filter(substitution=substitution).exists():
            raise NoSuchSubstitution
        ended = SubstitutionEnd.objects.create(
            substitution=substitution, by=actor, reason=reason.strip(), on=on, at=at
        )
        audit.record(
            SUBSTITUTE_GONE, actor=actor, at=at, case=substitution.case.number, substitute=substitution.substitute.audit_name,
            reason=reason.strip(),
        )  # fmt: skip
        return ended


_MATCHED = """
SELECT c.id, h.id, k.id, k.relation,
       COALESCE(o.name || '（' || f.name || '）', v.name || '（' || a.name || v.post || '）')
  FROM cases_case c
  JOIN households_membership m ON m.household_id = c.household_id AND (m.stops_on IS NULL OR m.stops_on > %(on)s)
  JOIN households_person h ON h.id = m.person_id
  JOIN relatives_kin k ON k.citizen_id = h.citizen_id AND k.near
  JOIN relatives_declaration d ON d.id = k.declaration_id
  LEFT JOIN relatives_declaration later ON later.replaces_id = d.id
  LEFT JOIN offices_officer o ON o.id = d.officer_id LEFT JOIN offices_office f ON f.id = o.office_id
  LEFT JOIN relatives_villageofficial v ON v.id = d.official_id LEFT JOIN offices_area a ON a.code = v.village_id
 WHERE later.id IS NULL AND c.closed_on IS NULL AND (%(case)s::bigint IS NULL OR c.id = %(case)s)
   AND (v.id IS NULL OR v.stops_on IS NULL OR v.stops_on > %(on)s)
   AND NOT EXISTS (SELECT 1 FROM cases_relativefiling r WHERE r.case_id = c.id AND r.kin_id = k.id)
 ORDER BY c.id, k.id LIMIT 5000
"""


def record_relatives(case: Case, *, told: str = "", on: date, at: datetime) -> list[RelativeFiling]:
    """Record near relatives of handlers and village officials among the household, and what the form told of it.

    Source: 民发〔2021〕57号 (单独登记备案); 民法典 Art. 1045.
    """
    found = _record_matched(case, on, at)
    if told.strip() and not RelativeFiling.objects.filter(case=case, kin=None).exists():
        found.append(_record_relative(case, None, None, told.strip()[:120], "申报", on, at))
    return found


def match_relatives(*, on: date, at: datetime) -> int:
    """The clock: open cases against declarations made since. Runs twice, records once."""
    return len(_record_matched(None, on, at))


def _record_matched(case: Case | None, on: date, at: datetime) -> list[RelativeFiling]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_MATCHED, {"on": on, "case": case.pk if case else None})
            rows = cursor.fetchall()
        found = Case.objects.in_bulk({row[0] for row in rows})
        relations = rulebook.codes("kinship")
        return [
            _record_relative(found[row[0]], row[1], row[2], row[4][:120], relations.label(row[3]), on, at)
            for row in rows
        ]


def _record_relative(
    case: Case, person: int | None, kin: int | None, of_whom: str, relation: str, on: date, at: datetime
) -> RelativeFiling:
    made = RelativeFiling.objects.create(
        case=case, person_id=person, kin_id=kin, of_whom=of_whom, relation=relation, on=on, at=at
    )
    audit.record(RELATIVE, actor=None, at=at, case=case.number, of_whom=of_whom, relation=relation)
    return made
