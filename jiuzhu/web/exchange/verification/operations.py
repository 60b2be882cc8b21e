"""Verification: authorisations, questions to departments and their answers, the report, deliveries."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from jiuzhu.cases import queries as cases
from jiuzhu.journey import verifying
from jiuzhu.values.figures import plain
from jiuzhu.verification import actions as verification_actions
from jiuzhu.verification import queries as verification
from jiuzhu.verification.refusals import NoSuchAuthorisation, NoSuchInquiry, UnknownSource
from jiuzhu.web import clock, handing_out
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.cases.operations import told as told_of
from jiuzhu.web.exchange.doorkeeper import language, once, operation, signing, who_and_when
from jiuzhu.web.exchange.refusals import NoSuchPerson
from jiuzhu.web.exchange.shapes import CaseOut, Code, Day, PageQuery, Row, answers
from jiuzhu.web.exchange.verification import shapes

router = Router()
MOST_ROWS = 200
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get(
    "/verification/sources",
    summary="可以核对的来源 | Sources that can be asked",
    response=answers(list[shapes.SourceOut]),
)
@operation()
def sources(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "key": key, "name": one.name(language()), "department": one.department(language()), "group": one.group,
            "covers": one.covers, "law": one.law,
        }
        for key, one in verification.SOURCES.items()
    ]  # fmt: skip


@router.get(
    "/cases/{number}/authorisations",
    summary="核对授权 | Authorisations",
    response=answers(list[shapes.AuthorisationOut]),
)
@operation("intake.accept", "verification.inquire")
def authorisations(request: HttpRequest, number: str) -> list[dict[str, Any]]:
    return [shapes.authorisation(one) for one in verification.authorisations(cases.get(number))]


@router.post(
    "/cases/{number}/authorisations",
    summary="登记核对授权 | Record an authorisation",
    response=answers(shapes.AuthorisationOut),
)
@operation("intake.accept", "verification.inquire")
def authorise(
    request: HttpRequest, number: str, body: Form[shapes.AuthorisationIn], paper: File[UploadedFile]
) -> dict[str, Any]:
    """`paper`：授权书照片、扫描件或屏幕签名。 | `paper`: the photograph, scan or signature."""
    scan, name = papers.received(paper)

    def run() -> dict[str, Any]:
        case = cases.get(number)
        members = {one.pk: one for one in verification.persons(case, clock.today())}
        for field, wanted in (("person", body.person), ("guardian", body.guardian)):
            if wanted is not None and wanted not in members:
                raise NoSuchPerson(field)
        signed = verification_actions.Signed(body.signed_how, body.signed_on, scan, name)
        return shapes.authorisation(verifying.record_authorisation(
            case, members[body.person], sources=body.sources, period=(body.period_from, body.period_to),
            starts_on=body.starts_on, stops_on=body.stops_on, signed=signed,
            guardian=members[body.guardian] if body.guardian is not None else None, guardian_ground=body.guardian_ground,
            **who_and_when(request),
        ))  # fmt: skip

    return dict(once(request, f"authorise {number}", run))


@router.post(
    "/cases/{number}/authorisations/{authorisation}/withdraw", response=answers(shapes.AuthorisationOut),
    summary="撤回授权 | Withdraw an authorisation",
)  # fmt: skip
@operation("intake.accept", "verification.inquire")
def withdraw(
    request: HttpRequest, number: str, authorisation: Row, body: shapes.AuthorisationWithdrawalIn
) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        case, signed = cases.get(number), verification.authorisation(authorisation)
        if signed.case_id != case.pk:
            raise NoSuchAuthorisation
        return shapes.authorisation(
            verifying.withdraw_authorisation(signed, **body.dict(), how="api", **who_and_when(request))
        )

    return dict(once(request, f"withdraw authorisation {authorisation}", run))


@router.post(
    "/cases/{number}/supporters/authorise",
    summary="登记家庭以外义务人的同意 | Record a supporter's own consent",
    response=answers(shapes.AuthorisationOut),
)
@operation("intake.accept", "verification.inquire")
def authorise_supporter(
    request: HttpRequest, number: str, body: Form[shapes.SupporterConsentIn], paper: File[UploadedFile]
) -> dict[str, Any]:
    """只能由本人签署，只用于计算赡养、抚养、扶养费。 | She signs for herself alone, to reckon the support she owes."""
    scan, name = papers.received(paper)

    def run() -> dict[str, Any]:
        told = body.dict()
        signed = verification_actions.Signed(told.pop("signed_how"), told.pop("signed_on"), scan, name)
        period = (told.pop("period_from"), told.pop("period_to"))
        return shapes.authorisation(
            verifying.record_supporter(
                cases.get(number), signed=signed, period=period, **told, **who_and_when(request)
            )
        )

    return dict(once(request, f"authorise supporter {number}", run))


@router.get(
    "/cases/{number}/verification",
    summary="部门答复和对照（留痕） | Answers beside the declaration; logged",
    response=answers(shapes.GridOut),
)
@operation("verification.inquire", "verification.read")
def grid(request: HttpRequest, number: str) -> dict[str, Any]:
    case, today = cases.get(number), clock.today()
    verification_actions.look(case, actor=request.officer, on=today, at=clock.now(), purpose="API")  # type: ignore[attr-defined]
    seen = verification.assessment(case, verifying.declared(case), today)
    return {
        "case": case.number, "version": case.version, "outcome": seen.judged.outcome, "people": seen.people,
        "answers": [
            {
                "person": one.person, "source": one.source, "outcome": one.outcome or "waiting", "as_of": one.as_of,
                "inquiry": found.pk if (found := seen.inquiries.get((one.person, one.source))) else None,
            }
            for one in seen.asked
        ],
        "lines": [plain(line.as_dict()) for line in seen.judged.lines], "figures": verification.figures_as_json(seen.figures),
    }  # fmt: skip


@router.post(
    "/cases/{number}/verification/ask", summary="发起核对 | Ask departments", response=answers(CaseOut)
)
@operation("verification.inquire")
def ask(request: HttpRequest, number: str, body: shapes.AskDepartmentsIn | None = None) -> dict[str, Any]:
    """不填即按授权载明的来源和用途。 | Without a body: the sources and purposes that were authorised."""
    told = body.dict() if body else {}

    def run() -> dict[str, Any]:
        verifying.ask(cases.get(number), **told, **who_and_when(request))
        return told_of(cases.get(number))

    return dict(once(request, f"ask {number}", run))


@router.post(
    "/cases/{number}/verification/inquiries/{inquiry}", response=answers(CaseOut),
    summary="认定一项答复，或登记部门不能答复 | Settle an answer, or record that a department gives none",
)  # fmt: skip
@operation("verification.inquire")
def answer(request: HttpRequest, number: str, inquiry: Row, body: shapes.DoubtSettledIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        case, asked = cases.get(number), verification.inquiry(inquiry)
        if asked.case_id != case.pk:
            raise NoSuchInquiry
        if body.verdict in ("same", "other"):
            verifying.settle(
                asked, same_person=body.verdict == "same", note=body.note, **who_and_when(request)
            )
        else:
            verifying.answer_silence(asked, outcome=body.verdict, note=body.note, **who_and_when(request))
        return told_of(cases.get(number))

    return dict(once(request, f"answer {inquiry}", run))


@router.post(
    "/cases/{number}/verification/report",
    summary="出具核对报告 | Sign the report",
    response=answers(shapes.ReportOut),
)
@operation("verification.inquire")
def file_report(request: HttpRequest, number: str, body: shapes.ReportIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return shapes.report(verifying.file_report(cases.get(number), **body.dict(), **signing(request)))

    return dict(once(request, f"report {number}", run))


@router.get(
    "/cases/{number}/verification/report",
    summary="最近的核对报告（留痕） | The latest report; logged",
    response=answers(shapes.ReportOut | None),
)
@operation("verification.inquire", "verification.read")
def report(request: HttpRequest, number: str) -> dict[str, Any] | None:
    case = cases.get(number)
    verification_actions.look(case, actor=request.officer, on=clock.today(), at=clock.now(), purpose="API")  # type: ignore[attr-defined]
    found = verification.latest_report(case)
    return shapes.report(found) if found else None


@router.get(
    "/extracts", summary="部门数据收件 | Deliveries of departments", response=answers(list[shapes.ExtractOut])
)
@operation("verification.inquire")
def inbox(
    request: HttpRequest,
    source: Annotated[str, Query(max_length=30)] = "",
    only_trouble: bool = False,
    page: PageQuery = 1,
) -> list[dict[str, Any]]:
    found = verification.inbox(source=source, only_trouble=only_trouble)
    start = (page - 1) * MOST_ROWS
    return [shapes.extract(one) for one in found[start : start + MOST_ROWS]]


@router.post("/extracts", summary="交入部门数据 | Hand in a delivery", response=answers(shapes.ExtractOut))
@operation("verification.inquire")
def take(
    request: HttpRequest,
    file: File[UploadedFile],
    source: Annotated[Code, Form(examples=["vehicles"])],
    as_of: Annotated[Day, Form()],
) -> dict[str, Any]:
    body, name = papers.received(file)

    def run() -> dict[str, Any]:
        return shapes.extract(
            verifying.take_extract(body, name=name, source=source, as_of=as_of, **who_and_when(request))
        )

    return dict(once(request, "take extract", run))


@router.get(
    "/extracts/{extract}/refused-rows",
    summary="没有收下的行 | Rows that were not taken",
    response=answers(list[shapes.RefusedRowOut]),
)
@operation("verification.inquire")
def refused_rows(request: HttpRequest, extract: Row, page: PageQuery = 1) -> list[dict[str, Any]]:
    start = (page - 1) * MOST_ROWS
    return [
        {
            "row": one.number,
            "column": one.column,
            "why": verification.why_refused(one.code, one.figures).as_dict(language()),
        }
        for one in verification.refused_rows(verification.extract(extract))[start : start + MOST_ROWS]
    ]


@router.get("/extracts/templates/{source}", summary="来源的空表 | Empty workbook of a source")
@operation("verification.inquire")
def template(request: HttpRequest, source: str) -> HttpResponse:
    known = verification.of(source)
    if known is None:
        raise UnknownSource("source", source=source[:40], known="、".join(verification.SOURCES))
    name, body = verification.template(known)
    return handing_out.kept(body, name, _XLSX)
