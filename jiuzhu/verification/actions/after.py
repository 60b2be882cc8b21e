"""After a report: the household is told, explains or objects, and is answered (民发〔2021〕57号 Art. 18)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.documents import actions as documents
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Objection, ObjectionAnswer, Report, Told, VisitWaived, VisitWanted
from jiuzhu.verification.refusals import (
    AnsweredBefore,
    ExplanationNeeded,
    GroundsOfObjectionNeeded,
    WhoNeeded,
)

TOLD = audit.act(
    "verification.told",
    zh="告知{who}核对报告{number}的结果（{how}），{until}前可以说明或者提出异议",
    en="told {who} the result of report {number} ({how}); open to objection until {until}",
)
OBJECTED = audit.act(
    "verification.objected",
    zh="收到{who}对核对报告{number}的{kind}（{how}）",
    en="received from {who} an answer to report {number}: {kind} ({how})",
)
OBJECTION_ANSWERED = audit.act(
    "verification.objection_answered",
    zh="答复对核对报告{number}的异议：{verdict_zh}",
    en="answered the objection to report {number}: {verdict_en}",
)
VISIT_WANTED = audit.act(
    "verification.visit_wanted", zh="登记{who}要求入户调查", en="recorded that {who} asks for a home visit"
)
VISIT_WAIVED = audit.act(
    "verification.visit_waived",
    zh="核对报告{number}无异常，依{law}不再入户",
    en="report {number} found nothing: no visit, by {law}",
)


def tell_household(
    report: Report, *, who: str, how: str, told_on: date, actor: Any, on: date, at: datetime
) -> Told:
    """The household is told; its days to explain or object run from `told_on`.

    Raises AlreadyTold, ReportReplaced, ToldBefore, WhoNeeded, NotYourPower, NotInForce.
    """
    refuse_if_any([queries.why_not_tell(report, actor, on, told_on=told_on), _named(who)])
    with transaction.atomic(), refusing():
        found = Told.objects.create(
            case=report.case, report=report, who=who.strip()[:60], how=how, on=told_on,
            until=queries.last_day_to_object(report.case, told_on), told_by=actor, at=at,
        )  # fmt: skip
        audit.record(
            TOLD, actor=actor, at=at, case=report.case.number, who=found.who, number=report.number,
            how=found.get_how_display(), until=found.until,
        )  # fmt: skip
        return found


def object_to_report(
    report: Report,
    *,
    kind: str,
    who: str,
    how: str,
    grounds: str,
    came_on: date,
    paper: tuple[bytes, str] | None = None,
    actor: Any,
    on: date,
    at: datetime,
) -> Objection:
    """What the household says of the report, with its paper (bytes, file name) if it brought one.

    Raises ObjectionLate, AlreadyDecidedOn, ReportReplaced, ToldBefore, GroundsOfObjectionNeeded, WhoNeeded, NotYourPower.
    """
    refuse_if_any(
        [
            queries.why_not_object(report, actor, on, came_on=came_on),
            _named(who),
            None if grounds.strip() else GroundsOfObjectionNeeded("grounds"),
        ]
    )
    with transaction.atomic(), refusing():
        case = report.case
        kept = paper and documents.store(
            paper[0], name=paper[1], kind="objection", area_code=case.area_id, case=case.number, actor=actor, at=at,
            field="paper",
        )  # fmt: skip
        found = Objection.objects.create(
            case=case, report=report, kind=kind, who=who.strip()[:60], how=how, grounds=grounds.strip(), paper=kept or None,
            on=came_on, recorded_by=actor, at=at,
        )  # fmt: skip
        audit.record(
            OBJECTED, actor=actor, at=at, case=case.number, who=found.who, number=report.number,
            kind=found.get_kind_display(), how=found.get_how_display(), objection=found.pk,
        )  # fmt: skip
        return found


def answer_objection(
    objection: Objection, *, upheld: bool, reasons: str, actor: Any, on: date, at: datetime
) -> ObjectionAnswer:
    """The verifier answers on her duty. Upheld, no decision rests on the report any more.

    Raises ObjectionAnswered, ExplanationNeeded, AnsweredBefore, NotEmpowered, OwnCase.
    """
    refuse_if_any(
        [
            queries.why_not_answer_objection(objection, actor, on),
            None if reasons.strip() else ExplanationNeeded("reasons"),
            AnsweredBefore(on=on, since=objection.on) if on < objection.on else None,
        ]
    )
    with transaction.atomic(), refusing():
        duty = cases.take_duty(objection.case, actor, "verify", on=on, at=at)
        found = ObjectionAnswer.objects.create(
            case=objection.case,
            objection=objection,
            upheld=upheld,
            reasons=reasons.strip(),
            duty=duty,
            on=on,
            at=at,
        )
        zh, en = ("属实，报告有误", "upheld") if upheld else ("不成立，维持报告", "not upheld")
        audit.record(
            OBJECTION_ANSWERED, actor=actor, at=at, case=objection.case.number, number=objection.report.number,
            verdict_zh=zh, verdict_en=en, objection=objection.pk,
        )  # fmt: skip
        return found


def want_visit(case: Any, *, who: str, actor: Any, on: date, at: datetime) -> VisitWanted:
    """The household asks to be visited: a clean report then spares it no visit. Raises VisitAlreadyWanted, WhoNeeded."""
    refuse_if_any([queries.why_not_want_visit(case, actor, on), _named(who)])
    with transaction.atomic(), refusing():
        found = VisitWanted.objects.create(case=case, who=who.strip()[:60], on=on, recorded_by=actor, at=at)
        audit.record(VISIT_WANTED, actor=actor, at=at, case=case.number, who=found.who)
        return found


def waive_visit(report: Report, *, law: str, on: date, at: datetime) -> VisitWaived:
    """A clean report lets the case go on without a visit, by the county's number. The database asks again: VisitNotWaived."""
    with transaction.atomic(), refusing():
        found = VisitWaived.objects.create(case=report.case, report=report, law=law[:300], on=on, at=at)
        audit.record(
            VISIT_WAIVED, actor=None, at=at, case=report.case.number, number=report.number, law=found.law
        )
        return found


def _named(who: str) -> WhoNeeded | None:
    return None if who.strip() else WhoNeeded("who")
