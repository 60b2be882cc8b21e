"""送达: how and when a sealed decision reached the household. A refusal within three working days (民发〔2021〕57号 Art. 21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import queries as cases
from jiuzhu.documents import actions as documents
from jiuzhu.documents import queries as papers
from jiuzhu.offices import queries as offices
from jiuzhu.rulebook import calendars
from jiuzhu.values.refusals import refuse_if_any

from .advancing import process_of
from .papers_of_decision import KINDS

POWER = "publicity.post"  # the counter hands papers out; deciding and sealing are others' work
DELIVERED = audit.act(
    "delivering.delivered",
    zh="《{title}》（{number}）于{delivered_on}{how_zh}，收件人{to_whom}（{relation}）",
    en="{title} ({number}) reached {to_whom} ({relation}) on {delivered_on}: {how}",
)


@dataclass(frozen=True)
class Owed:
    """A sealed paper that is not delivered yet; `due_on` where the law sets a day."""

    paper: Any
    case: Any
    due_on: date | None
    law: str


def owed(*, limit: int = 200) -> list[Owed]:
    """Sealed decisions within the reader's reach that nobody has recorded as delivered, soonest day first."""
    found = [_owed(paper) for paper in papers.undelivered(KINDS, limit=limit)]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.paper.dated_on))


def _owed(paper: Any) -> Owed:
    case = cases.get(paper.case_number)
    due = due_of(case, paper)
    return Owed(paper, case, due[0] if due else None, due[1] if due else "")


def due_of(case: Any, paper: Any) -> tuple[date, str] | None:
    """The last day for handing over a refusal, with its article, as the case's own process version sets it; else None."""
    if paper.kind != "decision-to-refuse":
        return None
    limit = process_of(case).facts.get("refusal_notice")
    if limit is None:
        return None
    span = limit["value"]
    if "working_days" in span:
        return calendars.calendar().add(paper.dated_on, span["working_days"]).on, limit["law"]
    return paper.dated_on + timedelta(days=span["days"]), limit["law"]


def deliver(
    paper: Any,
    *,
    how: str,
    to_whom: str,
    relation: str,
    delivered_on: date,
    note: str = "",
    proof: tuple[str, bytes] | None = None,
    corrects: Any = None,
    actor: Any,
    on: date,
    at: datetime,
) -> Any:
    """Record the delivery of an issued paper, with the signed slip (送达回证) where there is one.

    Raises NotYourPower, NotYourArea, AlreadyDelivered, DeliveredTooEarly, DeliveredInFuture, and what a file is refused for.
    """
    refuse_if_any([offices.why_not(actor, POWER, paper.area_code, on)])
    with transaction.atomic():
        slip = None
        if proof is not None:
            slip = documents.store(
                proof[1], name=proof[0], kind="delivery-slip", area_code=paper.area_code, case=paper.case_number,
                actor=actor, at=at, field="proof",
            )  # fmt: skip
        delivery = documents.deliver(
            paper, how=how, to_whom=to_whom, relation=relation, delivered_on=delivered_on, note=note, proof=slip,
            corrects=corrects, actor=actor, on=on, at=at,
        )  # fmt: skip
        audit.record(
            DELIVERED, actor=actor, at=at, case=paper.case_number, title=paper.title, number=paper.number, how=how,
            how_zh=papers.HOW[how], to_whom=to_whom, relation=relation, delivered_on=delivered_on, code=paper.shown_code,
        )  # fmt: skip
        return delivery
