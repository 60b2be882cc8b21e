"""Papers: those of a case, one to take away, one more to keep."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.documents import actions as document_actions
from jiuzhu.documents import queries as documents
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.web import opening
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.doorkeeper import once, operation, who_and_when
from jiuzhu.web.exchange.refusals import UnknownPaperKind
from jiuzhu.web.exchange.shapes import Code, Row, answers

router = Router()


@router.get(
    "/cases/{number}/papers",
    summary="一件的材料目录 | The papers of a case",
    response=answers(list[papers.PaperOut]),
)
@operation("cases.see")
def listing(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    return [papers.told(one) for one in documents.of_case(cases.get(number).number)]


@router.get("/papers/{paper}", summary="取一份材料（留痕） | Take one paper; the look is logged")
@operation("cases.see")
def one(request: HttpRequest, paper: Row) -> HttpResponse:
    """答复是文件本身，内容与登记的 SHA-256 核对过。 | Answers the file itself, proved against its SHA-256."""
    return papers.handed_out(opening.open_paper(paper, **who_and_when(request)))


@router.post(
    "/cases/{number}/papers", summary="存入一份材料 | Keep one more paper", response=answers(papers.PaperOut)
)
@operation("intake.accept")
def keep(
    request: HttpRequest,
    number: str,
    file: File[UploadedFile],
    kind: Annotated[Code, Form(examples=["income-evidence"])],
) -> dict[str, Any]:
    body, name = papers.received(file)

    def run() -> dict[str, Any]:
        case, told = cases.get(number), who_and_when(request)
        refuse_if_any([offices.why_not(told["actor"], "intake.accept", case.area_id, told["on"])])
        if kind not in {one.key for one in rulebook.item(case.item_code).documents}:
            raise UnknownPaperKind("kind", kind=kind)
        stored = document_actions.store(
            body, name=name, kind=kind, area_code=case.area_id, case=case.number, actor=told["actor"], at=told["at"], field="file"
        )  # fmt: skip
        return papers.told(stored)

    return dict(once(request, f"paper {number}", run))
