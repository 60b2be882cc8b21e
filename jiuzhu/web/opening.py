"""One paper is opened under the same conditions by the page and by the API, and the look leaves its trace."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from jiuzhu.cases import actions as cases_actions
from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.offices import queries as offices
from jiuzhu.surveys import queries as surveys
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import actions as verification_actions
from jiuzhu.verification import queries as verification

_OF_A_VISIT = ("household-signature", "survey-photograph", "letter-of-inquiry", "letter-answer")
_OF_A_REPORT = ("verification-report",)


class NoSuchPaper(Refusal):
    code = "documents.no-such-paper"
    zh = "没有这份材料，或者不在您的辖区内。"
    en = "There is no such paper, or it is out of your reach."


def open_paper(paper: int, *, actor: Any, on: date, at: datetime) -> Any:
    """The stored paper. Raises NoSuchPaper, NotYourPower, NotYourArea."""
    try:
        stored = documents.get(paper)
    except ObjectDoesNotExist:
        raise NoSuchPaper from None
    if not stored.case_number:
        refuse_if_any([_why_not(stored, actor, on)])
        return stored
    case = cases.get(stored.case_number)
    if stored.kind in _OF_A_VISIT:
        refuse_if_any([surveys.why_not_read(case, actor, on)])
    if stored.kind in _OF_A_REPORT:
        verification_actions.look(case, actor=actor, on=on, at=at, purpose=stored.original_name)
    cases_actions.look(case, actor=actor, at=at, purpose=stored.original_name)
    return stored


def _why_not(stored: Any, actor: Any, on: date) -> Refusal | None:
    """Papers without a case: a department's file holds everybody's records, a scan belongs to a draft, a notice to anybody."""
    if stored.kind.startswith("extract:"):
        return verification.why_not_take(actor, on)
    if stored.kind == "notice":
        return None
    return offices.why_not(actor, "intake.draft", stored.area_code, on)
