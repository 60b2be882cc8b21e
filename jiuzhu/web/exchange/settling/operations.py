"""After registration: the application, what is still missing, what was supplied, acceptance or its refusal."""

from __future__ import annotations

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.intake import queries as intake
from jiuzhu.journey import accepting
from jiuzhu.values import masking
from jiuzhu.web import clock
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.cases.operations import told
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when
from jiuzhu.web.exchange.intake import shapes
from jiuzhu.web.exchange.shapes import Version, answers

router = Router()
_NUMBERS = {"citizen_id": masking.citizen_id, "bank_account": masking.account}


def masked(found: Any) -> Any:
    """The same content with identity and account numbers covered; the whole number is a look of its own (reveal)."""
    if isinstance(found, dict):
        return {
            key: _NUMBERS[key](inner)
            if key in _NUMBERS and isinstance(inner, str) and inner
            else masked(inner)
            for key, inner in found.items()
        }
    return [masked(one) for one in found] if isinstance(found, list) else found


@router.get(
    "/cases/{number}/application",
    summary="申报的内容（留痕） | What was declared; the look is logged",
    response=answers(shapes.ApplicationOut),
)
@operation("cases.see")
def application(request: HttpRequest, number: str) -> dict[str, Any]:
    case = cases.get(number)
    found = intake.application(case)
    case_actions.look(case, actor=request.officer, at=clock.now(), purpose="API")  # type: ignore[attr-defined]
    notice = intake.notice(found)
    return {
        "case": case.number, "item": found.item_code, "received_on": found.received_on, "channel": found.channel,
        "content": masked(intake.content(found)), "missing": [shapes.missing(one) for one in accepting.lacks(found)],
        "notice": {"told_on": notice.told_on, "deadline_on": notice.deadline_on} if notice else None,
    }  # fmt: skip


@router.post(
    "/cases/{number}/accept", response=answers(shapes.TakenOut),
    summary="受理；还缺材料的一次性告知 | Accept; or tell once what is missing",
)  # fmt: skip
@operation("intake.accept")
def accept(request: HttpRequest, number: str, body: shapes.VersionIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return _settle(cases.get(number), body.version, request)

    return dict(once(request, f"accept {number}", run))


def _settle(case: Any, version: int | None, request: HttpRequest) -> dict[str, Any]:
    lacking = accepting.lacks(intake.application(case))
    act = accepting.tell_missing if lacking else accepting.accept
    paper = act(case, version=version, **who_and_when(request))
    return told(cases.get(case.number)) | {
        "outcome": "told-missing" if lacking else "accepted",
        "paper": paper.pk,
    }


def _supplied(request: HttpRequest, number: str, **brought: Any) -> dict[str, Any]:
    """Recorded; accepted in the same transaction when nothing is missing any more."""
    with transaction.atomic():
        moved = accepting.record_supply(cases.get(number), **brought, **who_and_when(request))
        if moved.stage == "accepting":
            return _settle(moved, None, request)
    return told(cases.get(number)) | {"outcome": "waiting", "paper": None}


@router.post(
    "/cases/{number}/supply", summary="登记补正 | Record what was supplied", response=answers(shapes.TakenOut)
)
@operation("intake.accept")
def supply(request: HttpRequest, number: str, body: shapes.SupplyIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return _supplied(request, number, **body.dict())

    return dict(once(request, f"supply {number}", run))


@router.post(
    "/cases/{number}/supply/{paper}",
    summary="补交一份材料 | Supply one paper as a file",
    response=answers(shapes.TakenOut),
)
@operation("intake.accept")
def supply_paper(
    request: HttpRequest,
    number: str,
    paper: str,
    file: File[UploadedFile],
    version: Annotated[Version, Form()],
) -> dict[str, Any]:
    body, name = papers.received(file)

    def run() -> dict[str, Any]:
        return _supplied(request, number, files={paper: (name, body)}, version=version)

    return dict(once(request, f"supply {number} {paper}", run))


@router.post(
    "/cases/{number}/refuse-acceptance",
    summary="不予受理 | Refuse acceptance",
    response=answers(shapes.TakenOut),
)
@operation("intake.accept")
def refuse(request: HttpRequest, number: str, body: shapes.RefusedAcceptanceIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        accepting.refuse_acceptance(cases.get(number), **body.dict(), **who_and_when(request))
        return told(cases.get(number)) | {"outcome": "refused", "paper": None}

    return dict(once(request, f"refuse {number}", run))
