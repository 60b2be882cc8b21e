"""A department checks and corrects what it answered, within ten working days (政务数据共享条例 Art. 26)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Correction, CorrectionAnswer, Objection, Report
from jiuzhu.verification.refusals import AnsweredBefore, ExplanationNeeded, NotThisReport, NoVerdict
from jiuzhu.verification.sources.layouts import SOURCES

CORRECTION_ASKED = audit.act(
    "verification.correction_asked",
    zh="请{source}校核关于{name}的记录：{wrong}，{due_on}前答复",
    en="asked {source_en} to check its record of {name}: {wrong}; due on {due_on}",
)
CORRECTION_ANSWERED = audit.act(
    "verification.correction_answered",
    zh="登记{source}对校核申请的答复：{verdict}，{words}",
    en="recorded the answer of {source_en}: {verdict}; {words}",
)


def ask_correction(
    report: Report,
    *,
    person: Any,
    source: str,
    wrong: str,
    objection: Objection | None = None,
    actor: Any,
    on: date,
    at: datetime,
) -> Correction:
    """Ask the department behind one answer of the report to check it; what is wrong is said in words.

    Raises SourceNotInReport, CorrectionAsked, ReportReplaced, ExplanationNeeded, NotThisReport, NotInForce, NotEmpowered.
    """
    refuse_if_any(
        [
            queries.why_not_correct(report, actor, on, person=str(person.pk), source=source),
            None if wrong.strip() else ExplanationNeeded("wrong"),
            NotThisReport() if objection is not None and objection.report_id != report.pk else None,
        ]
    )
    with transaction.atomic(), refusing():
        case = report.case
        found = Correction.objects.create(
            case=case, report=report, person=person, source=source, objection=objection, wrong=wrong.strip()[:500],
            sent_on=on, due_on=queries.correction_due(case, on), duty=cases.take_duty(case, actor, "verify", on=on, at=at),
            at=at,
        )  # fmt: skip
        register = SOURCES[source]
        audit.record(
            CORRECTION_ASKED, actor=actor, at=at, case=case.number, person=str(person.pk), name=person.name,
            source=register.zh, source_en=register.en, wrong=found.wrong, due_on=found.due_on,
        )  # fmt: skip
        return found


def record_correction(
    correction: Correction, *, verdict: str, words: str, answered_on: date, actor: Any, on: date, at: datetime
) -> CorrectionAnswer:
    """What the department says. Corrected, no decision rests on the report any more.

    Raises CorrectionAnswered, NoVerdict, ExplanationNeeded, AnsweredBefore, NotEmpowered.
    """
    known = dict(CorrectionAnswer.VERDICTS)
    outside = not correction.sent_on <= answered_on <= on
    refuse_if_any(
        [
            queries.why_not_record_correction(correction, actor, on),
            None if verdict in known else NoVerdict("verdict"),
            None if words.strip() else ExplanationNeeded("words"),
            AnsweredBefore("answered_on", on=answered_on, since=correction.sent_on) if outside else None,
        ]
    )
    with transaction.atomic(), refusing():
        found = CorrectionAnswer.objects.create(
            case=correction.case, correction=correction, verdict=verdict, words=words.strip()[:500], on=answered_on,
            recorded_by=actor, at=at,
        )  # fmt: skip
        register = SOURCES[correction.source]
        audit.record(
            CORRECTION_ANSWERED, actor=actor, at=at, case=correction.case.number, person=str(correction.person_id),
            source=register.zh, source_en=register.en, verdict=known[verdict], words=found.words,
        )  # fmt: skip
        return found
