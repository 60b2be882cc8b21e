"""The counter: drafts saved field by field, then one submission that registers the case and prints one paper."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import File, Query, Router
from ninja.files import UploadedFile

from jiuzhu.households import queries as register
from jiuzhu.intake import actions as intake_actions
from jiuzhu.intake import queries as intake
from jiuzhu.journey import accepting, asked
from jiuzhu.values import citizen_id
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.cases.operations import told
from jiuzhu.web.exchange.doorkeeper import area, language, once, operation, who_and_when
from jiuzhu.web.exchange.intake import shapes
from jiuzhu.web.exchange.refusals import UnknownPaperKind
from jiuzhu.web.exchange.shapes import PageQuery, answers

router = Router()
PER_PAGE = 100


@router.get("/drafts", summary="未提交的草稿 | Drafts not yet submitted", response=answers(shapes.DraftsOut))
@operation("intake.draft")
def listing(
    request: HttpRequest, words: Annotated[str, Query(max_length=60)] = "", page: PageQuery = 1
) -> dict[str, Any]:
    found = intake.drafts(reach=request.reach, words=words.strip())  # type: ignore[attr-defined]
    start = (page - 1) * PER_PAGE
    return {"total": found.count(), "drafts": [shapes.head(one) for one in found[start : start + PER_PAGE]]}


@router.post("/drafts", summary="新建草稿 | Begin a draft", response=answers(shapes.DraftOut))
@operation("intake.draft")
def begin(request: HttpRequest, body: shapes.DraftIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        draft = intake_actions.open_draft(
            body.item, area=area(body.area), channel=body.channel, **who_and_when(request)
        )
        return shapes.draft(request, draft)

    return dict(once(request, "draft", run))


@router.get(
    "/drafts/{key}",
    summary="看一份草稿（留痕） | One draft; the look is logged",
    response=answers(shapes.DraftOut),
)
@operation("intake.draft")
def one(request: HttpRequest, key: UUID) -> dict[str, Any]:
    draft = intake.draft(key)
    intake_actions.look(draft, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    return shapes.draft(request, draft)


@router.post("/drafts/{key}/fields", summary="保存字段 | Save fields", response=answers(shapes.DraftOut))
@operation("intake.draft")
def save(request: HttpRequest, key: UUID, body: shapes.FieldsIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        saved = intake_actions.save(key, body.changes, seen=body.seen, **who_and_when(request))
        return shapes.draft(
            request, intake.draft(key), conflicts=[one.as_dict(language()) for one in saved.conflicts]
        )

    return dict(once(request, f"fields {key}", run))


@router.post("/drafts/{key}/members", summary="加家庭成员 | Add a member", response=answers(shapes.DraftOut))
@operation("intake.draft")
def add_member(request: HttpRequest, key: UUID, body: shapes.LineIn) -> dict[str, Any]:
    """已登记的人凭身份证号带出姓名。 | A person already registered brings her name with the number."""

    def run() -> dict[str, Any]:
        added = intake_actions.add_member(key, _known(body.line), **who_and_when(request))
        return shapes.draft(request, intake.draft(key), added=added)

    return dict(once(request, f"member {key}", run))


def _known(line: dict[str, str]) -> dict[str, str]:
    try:
        number = citizen_id.parse(line.get("citizen_id", ""), on=clock.today()).number
    except Refusal:
        return line  # kept as typed; what is wrong with it is told in `against`
    known = register.person(number)
    return {**line, "citizen_id": number, "name": line.get("name") or (known.name if known else "")}


@router.post(
    "/drafts/{key}/supporters", summary="加赡养抚养人 | Add a supporter", response=answers(shapes.DraftOut)
)
@operation("intake.draft")
def add_supporter(request: HttpRequest, key: UUID, body: shapes.LineIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        added = intake_actions.add_supporter(key, body.line, **who_and_when(request))
        return shapes.draft(request, intake.draft(key), added=added)

    return dict(once(request, f"supporter {key}", run))


@router.post(
    "/drafts/{key}/lines/{line}/remove",
    summary="移出名单 | Take a line off the list",
    response=answers(shapes.DraftOut),
)
@operation("intake.draft")
def remove(request: HttpRequest, key: UUID, line: str) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        intake_actions.remove_line(key, line, **who_and_when(request))
        return shapes.draft(request, intake.draft(key))

    return dict(once(request, f"remove {key} {line}", run))


@router.post(
    "/drafts/{key}/choose",
    summary="两人填得不同时选定 | Settle a field with two values",
    response=answers(shapes.DraftOut),
)
@operation("intake.draft")
def choose(request: HttpRequest, key: UUID, body: shapes.ChoiceIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        intake_actions.choose(key, body.path, body.value, **who_and_when(request))
        return shapes.draft(request, intake.draft(key))

    return dict(once(request, f"choose {key}", run))


@router.post(
    "/drafts/{key}/papers/{paper}", summary="上传一份材料 | Upload a paper", response=answers(shapes.DraftOut)
)
@operation("intake.draft")
def attach(request: HttpRequest, key: UUID, paper: str, file: File[UploadedFile]) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        draft = intake.draft(key)
        if paper not in {
            one.key for one in intake.papers_asked(draft, asked.reading(draft, clock.today()).content)
        }:
            raise UnknownPaperKind(kind=paper[:40])
        intake_actions.attach(key, paper, *papers.received(file), **who_and_when(request))
        return shapes.draft(request, intake.draft(key))

    return dict(once(request, f"attach {key} {paper}", run))


@router.post(
    "/drafts/{key}/forms",
    summary="打印申请表供签字 | Print the forms for signature",
    response=answers(papers.PaperOut),
)
@operation("intake.draft")
def print_forms(request: HttpRequest, key: UUID) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return papers.told(asked.print_forms(intake.draft(key), **who_and_when(request)))

    return dict(once(request, f"forms {key}", run))


@router.post("/drafts/{key}/discard", summary="作废草稿 | Discard a draft", response=answers(shapes.DraftOut))
@operation("intake.draft")
def discard(request: HttpRequest, key: UUID, body: shapes.DiscardIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        intake_actions.discard(key, body.reason, **who_and_when(request))
        return shapes.draft(request, intake.draft(key))

    return dict(once(request, f"discard {key}", run))


@router.get(
    "/drafts/{key}/check",
    summary="能不能提交、缺什么 | What stands against submitting, what is missing",
    response=answers(shapes.CheckOut),
)
@operation("intake.draft")
def check(request: HttpRequest, key: UUID) -> dict[str, Any]:
    draft = intake.draft(key)
    intake_actions.look(draft, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    reading = asked.reading(draft, clock.today())
    return {
        "against": [one.as_dict(language()) for one in accepting.why_not_submit(draft, clock.today())],
        "missing": [shapes.missing(one) for one in reading.missing],
    }


@router.post(
    "/drafts/{key}/submit", response=answers(shapes.TakenOut),
    summary="提交：登记申请，齐全即受理，不全即一次性告知 | Submit: registered, then accepted, or told once what is missing",
)  # fmt: skip
@operation("intake.accept")
def submit(request: HttpRequest, key: UUID, body: shapes.SubmissionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        follow = request.build_absolute_uri("/follow/")
        with transaction.atomic():
            taken = accepting.submit(intake.draft(key), **who_and_when(request))
            more = {"follow_code": taken.follow_code, "follow_address": follow, **who_and_when(request)}
            return _settled(taken.case, taken.application, body.deadline_on, more)

    return dict(once(request, f"submit {key}", run))


def _settled(case: Any, application: Any, until: Any, more: dict[str, Any]) -> dict[str, Any]:
    """Accepted when nothing is missing, else told once what is."""
    lacking = accepting.lacks(application)
    due = {"deadline_on": until} if lacking else {}
    paper = (accepting.tell_missing if lacking else accepting.accept)(case, **due, **more)
    case.refresh_from_db()
    return told(case) | {"outcome": "told-missing" if lacking else "accepted", "paper": paper.pk}
