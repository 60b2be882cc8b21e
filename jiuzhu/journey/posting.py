"""Notices: put up by the counter, open to objection, closed by the clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu import rulebook
from jiuzhu.approvals import queries as approvals
from jiuzhu.cases import actions as cases
from jiuzhu.households import queries as households
from jiuzhu.offices import queries as offices
from jiuzhu.publicity import actions as publicity
from jiuzhu.publicity import queries as publicity_queries

from .advancing import advance, held_at, process_of, stage_due

# Which kind of notice hangs in which stage.
KIND_OF = {
    "posting_opinion": "opinion",
    "posting_approval": "approval",
    "posting_result": "result",
    "publishing": "decision",
}
WORDS = {"grant": "拟给予", "refuse": "拟不予"}


def shown(case: Any, on: date) -> dict[str, Any]:
    """Everything a notice of this case could show; what it does show is the process version's choice."""
    opinion, decision = approvals.latest_opinion(case), approvals.latest_decision(case)
    appraisal = publicity_queries.appraisals(case).last()
    return {
        "applicant_name": case.applicant_name,
        "household_size": case.household_size,
        "member_names": "、".join(person.name for person in households.persons_of(case.household_id, on)),
        "proposed_amount": opinion.amount_fen if opinion else None,
        "opinion": WORDS[opinion.proposes] if opinion else "",
        "amount": decision.amount_fen if decision else None,
        "survey_result": "已入户调查",
        "appraisal_result": f"赞成{appraisal.votes_for}票，反对{appraisal.votes_against}票"
        if appraisal
        else "",
        "village": case.village.name,
        "item": rulebook.item(case.item_code).zh,
        "hotline": _hotline(case),
    }


def _hotline(case: Any) -> str:
    """The counter's line, grouped so that no notice ever carries eleven digits in a row."""
    office = offices.office_of(case.area_id)
    return office.phone if office else ""


def put_up(
    case: Any,
    *,
    place: str,
    photograph: Any = None,
    actor: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """Put up the notice that the stage asks for; its last day becomes the stage's deadline.

    A long-term display (the published decision) is done with this; a notice of some days is closed by the clock.
    Raises NotThisStage, Stale, AlreadyPosted, FieldNotAllowed, NotEmpowered.
    """
    with transaction.atomic():
        held = held_at(case, *KIND_OF, version=version)
        road = process_of(held)
        stage = road.stage(held.stage)
        due = stage_due(held, road, held.stage, None, on, held.accepted_on)
        timed = stage.posting is not None and stage.posting.length is not None
        posting = publicity.post(
            held, kind=KIND_OF[held.stage], stage=held.stage, known=shown(held, on),
            allowed=stage.posting.fields if stage.posting else (), place=place,
            closes_on=due.on if timed and due else None, photograph=photograph, actor=actor, on=on, at=at,
        )  # fmt: skip
        if timed:
            cases.set_stage_due(held, posting.closes_on)
        else:
            advance(held, "published", actor=actor, on=on, at=at)
        return posting


def object_to(
    case: Any,
    *,
    text: str,
    channel: str,
    by_name: str = "",
    by_phone: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> Any:
    """Take an objection to the notice that hangs now. The case moves when the township has looked at it (answer)."""
    with transaction.atomic():
        held = cases.locked(case.number)
        posting = publicity_queries.open_posting(held)
        if posting is None:
            raise publicity.NoOpenPosting
        return publicity.object_to(
            posting, text=text, channel=channel, by_name=by_name, by_phone=by_phone, actor=actor, on=on, at=at
        )


def answer_objection(
    case: Any, outcome: str, *, note: str, actor: Any, on: date, at: datetime, version: int | None = None
) -> Any:
    """End the notice as disputed and go where the version leads: `disputed` (appraisal) or `resurvey`.

    Raises NoOpenPosting, NoObjection, UnknownOutcome, Stale. Source: 民发〔2021〕57号 Art. 20.
    """
    with transaction.atomic():
        held = held_at(case, "posting_opinion", "posting_approval", "posting_result", version=version)
        posting = publicity_queries.open_posting(held, held.stage)
        if posting is None:
            raise publicity.NoOpenPosting
        if not posting.objections.exists():
            raise publicity.NoObjection
        cases.take_duty(held, actor, "object", on=on, at=at)
        publicity.end(posting, "disputed", actor=actor, on=on, at=at)
        return advance(held, outcome, actor=actor, on=on, at=at, note=note)


def close_notices(*, on: date, at: datetime, limit: int = 500) -> int:
    """The clock: end every notice whose last day is over and that nobody objected to. Runs twice, acts once.

    A disputed notice is left to the reviewer, and shows on her list as overdue.
    """
    return sum(
        close_notice(posting.case, on=on, at=at) for posting in publicity_queries.ended_runs(on, limit=limit)
    )


def close_notice(case: Any, *, on: date, at: datetime) -> bool:
    """End the notice of one case if its last day is over and nobody objected; whether it did."""
    with transaction.atomic():
        held = cases.locked(case.number)
        standing = publicity_queries.open_posting(held, held.stage)
        if (
            standing is None
            or standing.closes_on is None
            or standing.closes_on >= on
            or standing.objections.exists()
        ):
            return False
        publicity.end(standing, "undisputed", actor=None, on=on, at=at)
        advance(held, "undisputed", actor=None, on=on, at=at)
        return True


def appraise(
    case: Any,
    *,
    held_on: date,
    place: str,
    panel: Sequence[Mapping[str, Any]],
    votes_for: int,
    votes_against: int,
    abstained: int = 0,
    conclusion: str,
    minutes: str,
    actor: Any,
    on: date,
    at: datetime,
    version: int | None = None,
) -> Any:
    """Record the democratic appraisal and follow its conclusion: `confirmed` or `doubted`."""
    with transaction.atomic():
        held = held_at(case, "appraising", version=version)
        publicity.appraise(
            held, held_on=held_on, place=place, panel=panel, votes_for=votes_for, votes_against=votes_against,
            abstained=abstained, conclusion=conclusion, minutes=minutes, actor=actor, on=on, at=at,
        )  # fmt: skip
        return advance(held, conclusion, actor=actor, on=on, at=at)
