"""A register of complaints about cases and decisions; who gave a name is answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.filings.deadlines import due
from jiuzhu.filings.models import Complaint, ComplaintAnswer, Filing
from jiuzhu.filings.refusals import ComplaintWithoutWords, FindingWithoutWords
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing

from .filing import mark_complained

# Neither name nor words: the township reads the log of its cases, and must not learn who complained.
COMPLAINED = audit.act("filings.complained", zh="县级登记一件投诉", en="the county recorded a complaint")
ANSWERED = audit.act(
    "filings.complaint-answered", zh="投诉核查办结", en="the complaint was looked into and settled"
)


def complain(
    case: Any, *, channel: str, text: str, by_name: str = "", by_phone: str = "", filing: Filing | None = None, actor: Any,
    on: date, at: datetime,
) -> Complaint:  # fmt: skip
    """Record a complaint. Anonymous is allowed; with a name, an answer is due in `complaint-answer-working-days`.

    Every filing of the case is marked and the case will be visited (民发〔2021〕57号 Art. 20, 37). Raises ComplaintWithoutWords.
    """
    if not text.strip():
        raise ComplaintWithoutWords("text")
    county = case.area_id[:6]
    named = by_name.strip()
    due_on = due("complaint-answer-working-days", county, on) if named else None
    with transaction.atomic(), refusing():
        complaint = Complaint.objects.create(
            case=case, county_id=county, filing=filing, channel=channel, by_name=named, by_phone=by_phone.strip(),
            text=text.strip(), due_on=due_on, recorded_by=actor, on=on, at=at,
        )  # fmt: skip
        audit.record(COMPLAINED, actor=actor, at=at, case=case.number, complaint=complaint.pk)
        mark_complained(case, on=on, at=at)
        return complaint


def answer_complaint(
    complaint: Complaint, *, finding: str, text: str, told: str = "", actor: Any, on: date, at: datetime
) -> ComplaintAnswer:
    """What was found, and what the complainant was told. Raises FindingWithoutWords, ComplainantNotTold."""
    if refusal := _why_not(actor, complaint.county_id, on):
        raise refusal
    if not text.strip():
        raise FindingWithoutWords("text")
    with transaction.atomic(), refusing():
        answered = ComplaintAnswer.objects.create(
            complaint=complaint, county_id=complaint.county_id, finding=finding, text=text.strip(), told=told.strip(),
            by=actor, on=on, at=at,
        )  # fmt: skip
        audit.record(
            ANSWERED, actor=actor, at=at, case=complaint.case.number, complaint=complaint.pk, finding=finding
        )
        return answered


def _why_not(actor: Any, county: str, on: date) -> Any:
    first = offices.why_not(actor, "filings.receive", county, on)
    return None if first is None else offices.why_not(actor, "filings.supervise", county, on)
