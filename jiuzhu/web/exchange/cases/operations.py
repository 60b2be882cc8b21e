"""Cases: lists, one case, its timeline, extension, withdrawal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from jiuzhu.audit import queries as audit
from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.journey import advancing, extending
from jiuzhu.values import masking
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when

router = Router()
MOST_ROWS = 200


class Wanted(Schema):
    """Filters of a list; all optional."""

    words: str = ""
    area: str = ""
    item: str = ""
    stage: list[str] = []
    overdue: bool = False
    legacy: bool | None = None
    closed: bool | None = None
    opened_from: date | None = None
    opened_to: date | None = None
    order: str = "newest"
    page: int = 1
    per_page: int = 50


class ExtensionIn(Schema):
    reason: str
    explanation: str
    notified_on: date
    version: int


class NoteIn(Schema):
    note: str
    version: int


def told(case: Any) -> dict[str, Any]:
    """A case as lists show it."""
    return {
        "number": case.number,
        "item": case.item_code,
        "area": case.area_id,
        "village": case.village_id,
        "applicant": case.applicant_name,
        "household_size": case.household_size,
        "stage": case.stage,
        "stage_name": case_actions.stage_label(case, language()),
        "stage_due_on": case.stage_due_on,
        "due_on": case.due_on,
        "due_provisional": case.due_provisional,
        "opened_on": case.opened_on,
        "accepted_on": case.accepted_on,
        "decided_on": case.decided_on,
        "closed_on": case.closed_on,
        "closed_as": case.closed_as,
        "extended": case.extended,
        "delegated": case.delegated,
        "legacy": case.legacy,
        "version": case.version,
    }


@router.get("/cases", summary="Cases within reach, searched, filtered and paged by the database")
@operation("cases.see")
def listing(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    found = cases.listing(
        cases.Wanted(
            words=wanted.words[:80], area=wanted.area, item=wanted.item, stages=tuple(wanted.stage),
            overdue_on=clock.today() if wanted.overdue else None, legacy=wanted.legacy, closed=wanted.closed,
            opened_from=wanted.opened_from, opened_to=wanted.opened_to, order=wanted.order,
        ),
        reach=request.reach,  # type: ignore[attr-defined]
    )  # fmt: skip
    size = max(1, min(wanted.per_page, MOST_ROWS))
    start = (max(wanted.page, 1) - 1) * size
    return {
        "total": found.count(),
        "page": max(wanted.page, 1),
        "cases": [told(one) for one in found[start : start + size]],
    }


@router.get("/cases/{number}", summary="One case: where it stands, who acts next, its household")
@operation("cases.see")
def one(request: HttpRequest, number: str) -> dict[str, Any]:
    found = cases.get(number)
    case_actions.look(found, actor=request.officer, at=clock.now(), purpose="API")  # type: ignore[attr-defined]
    stage = advancing.process_of(found).stage(found.stage)
    members = households.members(found.household_id, found.closed_on or clock.today())
    return told(found) | {
        "process": f"{found.process.key}/{found.process.in_force_from}",
        "owner": stage.owner_for(delegated=found.delegated),
        "now": stage.now(language()),
        "outcomes": [{"outcome": way.key, "name": way.label(language()), "to": way.to} for way in stage.outcomes],
        "members": [
            {
                "person": member.person_id,
                "name": member.person.name,
                "relation": member.relation,
                "citizen_id": masking.citizen_id(member.person.citizen_id or ""),
                "born_on": member.person.born_on,
                "died_on": member.person.died_on,
            }
            for member in members
        ],
        "steps": [
            {"from": step.from_stage, "outcome": step.outcome, "to": step.to_stage, "on": step.on, "note": step.note,
             "by": step.by.name if step.by else None}
            for step in cases.steps(found)
        ],
    }  # fmt: skip


@router.get("/cases/{number}/timeline", summary="Everything that happened on a case, in words")
@operation("cases.see")
def timeline(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    found = cases.get(number)
    return [
        {
            "at": line.at,
            "act": line.act,
            "by": line.actor_name,
            "text": line.text(language()),
            "facts": line.facts,
        }
        for line in audit.of_case(found.number)
    ]


@router.post(
    "/cases/{number}/members/{person}/reveal", summary="One full citizen ID; the log keeps who saw it"
)
@operation("cases.see")
def reveal(request: HttpRequest, number: str, person: int) -> dict[str, Any]:
    found = cases.get(number)
    member = next(
        (one for one in households.members(found.household_id, clock.today()) if one.person_id == person),
        None,
    )
    if member is None:
        raise case_actions.NotAMember(number=number)
    shown = case_actions.reveal(found, member.person, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    return {"citizen_id": shown}


@router.post("/cases/{number}/extend", summary="The one lawful extension of the time limit")
@operation("approvals.review")
def extend(request: HttpRequest, number: str, body: ExtensionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        extending.extend(cases.get(number), **body.dict(), **who_and_when(request))
        return told(cases.get(number))

    return once(request, f"extend {number}", run)


@router.post("/cases/{number}/withdraw", summary="The applicant takes the application back")
@operation("intake.accept")
def withdraw(request: HttpRequest, number: str, body: NoteIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(extending.withdraw(cases.get(number), **body.dict(), **who_and_when(request)))

    return once(request, f"withdraw {number}", run)
