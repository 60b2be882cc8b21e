"""Re-checks of everybody: start one, watch it, read what changed. Every look is journalled."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from jiuzhu.rechecks import actions, queries
from jiuzhu.scheduled import timetable
from jiuzhu.values.month import parse
from jiuzhu.verification import queries as verification
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when
from jiuzhu.web.exchange.shapes import PageQuery, answers

router = Router()
READERS = ("rechecks.run", "verification.read")
PER_PAGE = 200
_TASK = "every_few_minutes.rechecks"

Narrow = Annotated[
    str, Query(max_length=40, description="只看这一种，空为全部 | Only this one; empty for all")
]


class RecheckPartOut(Schema):
    """一个来源的结果 | What became of one source."""

    source: str
    state: str = Field(description="waiting、done、missing、refused | waiting, done, missing, refused")
    why: str = Field(description="整份退回的原因 | Why the file came back as a whole")
    sha256: str
    rows: int
    matched: int = Field(description="涉及被核对人的行 | Rows about somebody who was asked about")
    broken: int
    numberless: int
    not_covered: int = Field(
        description="授权未包含此来源的人次 | Persons whose authorisation does not name the source"
    )
    changes: dict[str, int] = Field(
        description="变化种类和条数，全县 | Kind of change and how many, in the county"
    )
    doubts: int


class RecheckOut(Schema):
    """一次全员复核 | A re-check of everybody."""

    id: int
    month: str
    asked_by: str
    asked_at: datetime
    checked: int
    left_out: int
    finished_at: datetime | None
    parts: list[RecheckPartOut]


class RecheckIn(Schema):
    """启动全员复核 | To start a re-check."""

    month: str = Field(max_length=10, examples=["2026-08"])


class RecheckChangeOut(Schema):
    """一条待核实的变化 | A change to be looked into."""

    id: int
    case: str
    person: int
    name: str
    source: str
    fact: str
    fact_name: str
    kind: str = Field(description="appeared、gone、more、less、other、first | Kind of change")
    before: Any
    now: Any
    law: str


class RecheckDoubtOut(Schema):
    """一条没有归到任何人名下的记录 | A record that was attributed to nobody."""

    id: int
    case: str
    person: int
    name: str
    source: str
    kind: str
    reason: str


class RecheckLeftOutOut(Schema):
    """没有核对的成员 | A member who was not asked about."""

    case: str
    person: int
    name: str
    kind: str
    reason: str


def _told(run: Any) -> dict[str, Any]:
    return {
        "id": run.pk, "month": run.month, "asked_by": run.asked_by.name, "asked_at": run.asked_at, "checked": run.checked,
        "left_out": run.left_out, "finished_at": run.finished_at,
        "parts": [
            {
                "source": one.source, "state": one.state, "sha256": one.sha256, "rows": one.rows, "matched": one.matched,
                "broken": one.broken, "numberless": one.numberless, "not_covered": one.not_covered, "changes": one.changes,
                "doubts": one.doubts, "why": queries.why_refused(**one.refusal).text(language()) if one.refusal else "",
            }
            for one in run.parts.order_by("id")
        ],
    }  # fmt: skip


def _within(request: HttpRequest) -> dict[str, Any]:
    told = who_and_when(request)
    return {"reach": request.reach, "officer": told["actor"], "on": told["on"]}  # type: ignore[attr-defined]


def _some(rows: Any, page: int) -> list[Any]:
    return list(rows[(page - 1) * PER_PAGE : page * PER_PAGE])


def _reason(names: tuple[str, str]) -> str:
    return names[language().startswith("en")]


@router.get(
    "/rechecks",
    response=answers(list[RecheckOut]),
    summary="历次全员复核 | Re-checks of everybody, the newest first",
)
@operation(*READERS)
def listing(request: HttpRequest) -> list[dict[str, Any]]:
    return [_told(one) for one in queries.runs()[:24]]


@router.post(
    "/rechecks", response=answers(RecheckOut), summary="启动全员复核 | Start a re-check of everybody"
)
@operation("rechecks.run")
def ask(request: HttpRequest, body: RecheckIn) -> dict[str, Any]:
    """同一月份已在办理的，答复正在办理的那一次。 | A month that is under way answers with the run there is."""

    def run() -> dict[str, Any]:
        asked = actions.ask(parse(body.month), area=settings.COUNTY, **who_and_when(request))
        timetable.soon(_TASK)
        return _told(asked)

    return dict(once(request, f"recheck {body.month}", run))


@router.get(
    "/rechecks/{recheck}",
    response=answers(RecheckOut),
    summary="一次复核的进度和各来源结果 | One re-check: progress and sources",
)
@operation(*READERS)
def one(request: HttpRequest, recheck: int) -> dict[str, Any]:
    return _told(queries.get(recheck))


@router.get(
    "/rechecks/{recheck}/changes", response=answers(list[RecheckChangeOut]),
    summary="待核实的变化，本辖区，每页 200 条 | Changes to be looked into, within one's reach, 200 a page",
)  # fmt: skip
@operation("verification.read")
def changes(
    request: HttpRequest, recheck: int, page: PageQuery = 1, township: Narrow = "", source: Narrow = "", kind: Narrow = "", case: Narrow = ""
) -> list[dict[str, Any]]:  # fmt: skip
    run, wanted = queries.get(recheck), queries.Wanted(township=township, source=source, kind=kind, case=case)
    rows = _some(queries.proposals(run, wanted, **_within(request)), page)
    actions.look(run, [row.subject for row in rows], purpose="API", **who_and_when(request))
    return [
        {
            "id": row.pk, "case": row.subject.case.number, "person": row.subject.person_id, "name": row.subject.person.name,
            "source": row.part.source, "fact": row.fact, "kind": row.kind, "before": row.before, "now": row.now,
            "fact_name": verification.FACTS[row.fact].name(language()) if row.fact in verification.FACTS else row.fact,
            "law": f"{row.law}；{queries.REVIEW_LAW}",
        }
        for row in rows
    ]  # fmt: skip


@router.get(
    "/rechecks/{recheck}/doubts", response=answers(list[RecheckDoubtOut]),
    summary="没有归到任何人名下的记录 | Records that were attributed to nobody",
)  # fmt: skip
@operation("verification.read")
def doubts(
    request: HttpRequest, recheck: int, page: PageQuery = 1, township: Narrow = "", source: Narrow = "", kind: Narrow = ""
) -> list[dict[str, Any]]:  # fmt: skip
    run, wanted = queries.get(recheck), queries.Wanted(township=township, source=source, kind=kind)
    rows = _some(queries.doubts(run, wanted, **_within(request)), page)
    actions.look(run, [row.subject for row in rows], purpose="API", **who_and_when(request))
    return [
        {
            "id": row.pk, "case": row.subject.case.number, "person": row.subject.person_id, "name": row.subject.person.name,
            "source": row.part.source, "kind": row.kind, "reason": _reason(queries.DOUBTS[row.kind]),
        }
        for row in rows
    ]  # fmt: skip


@router.get(
    "/rechecks/{recheck}/left-out", response=answers(list[RecheckLeftOutOut]),
    summary="没有核对的成员和原因 | Members who were not asked about, and why",
)  # fmt: skip
@operation("verification.read")
def left_out(
    request: HttpRequest, recheck: int, page: PageQuery = 1, township: Narrow = "", kind: Narrow = ""
) -> list[dict[str, Any]]:
    run, wanted = queries.get(recheck), queries.Wanted(township=township, kind=kind)
    return [
        {
            "case": row.case.number, "person": row.person_id, "name": row.person.name, "kind": row.left_out,
            "reason": _reason(queries.LEFT_OUT[row.left_out]),
        }
        for row in _some(queries.left_out(run, wanted, reach=request.reach), page)  # type: ignore[attr-defined]
    ]  # fmt: skip
