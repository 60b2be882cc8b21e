"""Every print of a report is counted; its number, its maker and its reason stand on the paper (china.md §5.1: print counter)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.documents import actions as documents
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Report, ReportPrint
from jiuzhu.verification.refusals import PrintReasonNeeded

from .looking import look

PRINTED = audit.act(
    "verification.printed",
    zh="第 {count} 次打印核对报告{number}：{reason}",
    en="printed report {number}, print {count}: {reason}",
)


def print_report(report: Report, *, reason: str, actor: Any, on: date, at: datetime) -> ReportPrint:
    """The report as a PDF under the next number of print; a print is a look at everybody in it.

    Raises PrintReasonNeeded, NotYourPower, NotYourArea, OwnCase, NotPrintable.
    """
    refuse_if_any(
        [
            queries.why_not_print(report, actor, on),
            None if reason.strip() else PrintReasonNeeded("reason"),
        ]
    )
    with transaction.atomic(), refusing():
        case = cases.locked(report.case.number)
        number = queries.prints(report).count() + 1
        look(case, actor=actor, on=on, at=at, purpose=f"打印核对报告{report.number}")
        own = {"print": str(number), "printed": f"{timezone.localtime(at):%Y年%m月%d日 %H:%M}", "printer": actor.name,
               "reason": reason.strip()}  # fmt: skip
        file = documents.render(
            "verification-report", queries.paper_of(report) | own, name=f"核对报告 {report.number} 第{number}次打印.pdf",
            area_code=case.area_id, case=case.number, kind="verification-report", actor=actor, at=at,
        )  # fmt: skip
        found = ReportPrint.objects.create(
            case=case,
            report=report,
            number=number,
            reason=reason.strip()[:200],
            file=file,
            printed_by=actor,
            at=at,
        )
        audit.record(
            PRINTED, actor=actor, at=at, case=case.number, number=report.number, count=number, reason=found.reason,
            sha256=file.sha256,
        )  # fmt: skip
        return found
