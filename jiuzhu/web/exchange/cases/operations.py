"""Cases: lists, one case, its timeline, extension, withdrawal."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.audit import queries as audit
from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.journey import advancing, extending
from jiuzhu.values import masking
from jiuzhu.web import clock
from jiuzhu.web.exchange.cases import shapes
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when
from jiuzhu.web.exchange.shapes import (
    CaseOut,
    Code,
    Day,
    EntryOut,
    Line,
    Page,
    Row,
    Text,
    Version,
    Words,
    answers,
)

router = Router()
MOST_ROWS = 200


class Wanted(Schema):
    """查找条件，都可以不填 | Filters; all optional."""

    words: Words = ""
    area: Annotated[
        str, Field(max_length=12, description="乡镇或村的代码 | Code of a township or village")
    ] = ""
    item: Annotated[str, Field(max_length=10)] = ""
    stage: list[Code] = Field([], max_length=40)
    overdue: bool = Field(False, description="本环节已超期 | Its stage is overdue")
    legacy: bool | None = None
    closed: bool | None = None
    opened_from: Day | None = None
    opened_to: Day | None = None
    order: Annotated[str, Field(max_length=10, description="due、newest、oldest、name")] = "newest"
    page: Page = 1
    per_page: int = Field(50, ge=1, le=MOST_ROWS)


class ExtensionIn(Schema):
    """唯一一次延长 | The one extension."""

    reason: Code = Field(description="流程列出的理由代码 | A ground that the process lists")
    explanation: Text
    notified_on: Day = Field(description="告知申请人的日期 | When the applicant was told")
    version: Version


class NoteIn(Schema):
    note: Line
    version: Version


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


@router.get(
    "/cases", response=answers(shapes.CasesOut),
    summary="辖区内的申请：查找、筛选、分页 | Cases within reach, searched, filtered and paged by the database",
)  # fmt: skip
@operation("cases.see")
def listing(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    found = cases.listing(
        cases.Wanted(
            words=wanted.words, area=wanted.area, item=wanted.item, stages=tuple(wanted.stage),
            overdue_on=clock.today() if wanted.overdue else None, legacy=wanted.legacy, closed=wanted.closed,
            opened_from=wanted.opened_from, opened_to=wanted.opened_to, order=wanted.order,
        ),
        reach=request.reach,  # type: ignore[attr-defined]
    )  # fmt: skip
    start = (wanted.page - 1) * wanted.per_page
    return {
        "total": found.count(),
        "page": wanted.page,
        "cases": [told(one) for one in found[start : start + wanted.per_page]],
    }


@router.get(
    "/cases/{number}", response=answers(shapes.CaseInFullOut),
    summary="一件申请：到哪一步、谁办、家庭成员（留痕） | One case: where it stands, who acts next, its household; logged",
)  # fmt: skip
@operation("cases.see")
def one(request: HttpRequest, number: str) -> dict[str, Any]:
    found = cases.get(number)
    case_actions.look(found, actor=request.officer, at=clock.now(), purpose="API")  # type: ignore[attr-defined]
    stage = advancing.process_of(found).stage(found.stage)
    members = households.members(found.household_id, found.closed_on or clock.today())
    return told(found) | {
        "process": f"{found.process.key}/{found.process.in_force_from}",
        "household": found.household_id,
        "owner": stage.owner_for(delegated=found.delegated) or "",
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


@router.get(
    "/cases/{number}/timeline",
    summary="办理经过 | Everything that happened on a case, in words",
    response=answers(list[EntryOut]),
)
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
    "/cases/{number}/members/{person}/reveal", response=answers(shapes.RevealedOut),
    summary="看一个完整身份证号（留痕） | One full citizen ID; the log keeps who saw it",
)  # fmt: skip
@operation("cases.see")
def reveal(request: HttpRequest, number: str, person: Row) -> dict[str, Any]:
    """不改变任何内容，不需要 Idempotency-Key。 | Changes nothing and needs no key; every look is logged."""
    found = cases.get(number)
    member = next(
        (one for one in households.members(found.household_id, clock.today()) if one.person_id == person),
        None,
    )
    if member is None:
        raise case_actions.NotAMember(number=number)
    shown = case_actions.reveal(found, member.person, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    return {"citizen_id": shown}


@router.post(
    "/cases/{number}/extend",
    summary="延长办理期限 | The one lawful extension of the time limit",
    response=answers(CaseOut),
)
@operation("approvals.review")
def extend(request: HttpRequest, number: str, body: ExtensionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        extending.extend(cases.get(number), **body.dict(), **who_and_when(request))
        return told(cases.get(number))

    return dict(once(request, f"extend {number}", run))


@router.post(
    "/cases/{number}/withdraw",
    summary="申请人撤回 | The applicant takes the application back",
    response=answers(CaseOut),
)
@operation("intake.accept")
def withdraw(request: HttpRequest, number: str, body: NoteIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return told(extending.withdraw(cases.get(number), **body.dict(), **who_and_when(request)))

    return dict(once(request, f"withdraw {number}", run))
