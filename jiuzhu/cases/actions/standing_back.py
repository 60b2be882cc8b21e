"""Who must stand back, who stands in, and which near relatives are recorded with a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.cases import queries
from jiuzhu.cases.models import Case, RelativeFiling, Substitution, SubstitutionEnd
from jiuzhu.cases.refusals import ExplanationNeeded, NoSuchSubstitution
from jiuzhu.cases.rules import NAMES
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing

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
