"""Payment runs from draft to settlement, and the payments of a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from jiuzhu.cases import queries as cases
from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries, rules
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.values import month
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock, handing_out
from jiuzhu.web.exchange import papers
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when
from jiuzhu.web.exchange.funds import shapes
from jiuzhu.web.exchange.shapes import PageQuery, RefusalOut, answers

router = Router()
SEES = ("funds.prepare", "funds.release", "supervision.see", "audit.read")
PER_PAGE = 200


@router.get("/runs", summary="发放批次 | Payment runs", response=answers(list[shapes.RunOut]))
@operation(*SEES)
def runs(
    request: HttpRequest,
    status: Annotated[str, Query(max_length=10)] = "",
    year: Annotated[str, Query(max_length=4, pattern=r"^([0-9]{4})?$")] = "",
) -> list[dict[str, Any]]:
    return [shapes.run(one) for one in queries.runs(settings.COUNTY, status=status, year=year)[:PER_PAGE]]


@router.post(
    "/runs", summary="编制一个月的批次 | Prepare the run of a month", response=answers(shapes.RunOut)
)
@operation("funds.prepare")
def draft(request: HttpRequest, body: shapes.RunIn) -> dict[str, Any]:
    """每月只有一个批次，重复请求得到同一个，不需要 Idempotency-Key。 | One run a month however often it is asked for; no key."""
    made = funds.draft_run(
        month.parse(body.month, field="month"), area=settings.COUNTY, kind=body.kind, **who_and_when(request)
    )
    return shapes.run(queries.run(made.number))


@router.get(
    "/runs/{number}",
    summary="一个批次的合计、校验和、对账 | One run: totals, check sum, reconciliation",
    response=answers(shapes.RunInFullOut),
)
@operation(*SEES)
def run(request: HttpRequest, number: str) -> dict[str, Any]:
    found = queries.run(number)
    counted = queries.reconciliation(found)
    return shapes.run(found) | {
        "check_sum": queries.check_sum(found), "balances": counted.balances,
        "states": {state: {"lines": counted.of(state)[0], "fen": counted.of(state)[1]} for state in rules.STATES},
        "held": {code: {"lines": lines, "fen": fen} for code, (lines, fen) in queries.held_counts(found).items()},
    }  # fmt: skip


@router.get(
    "/runs/{number}/payments",
    summary="批次明细（留痕） | Payments of a run; logged",
    response=answers(shapes.PaymentsOut),
)
@operation(*SEES)
def payments(
    request: HttpRequest,
    number: str,
    words: Annotated[str, Query(max_length=60)] = "",
    state: Annotated[str, Query(max_length=10)] = "",
    area: Annotated[str, Query(max_length=12)] = "",
    item: Annotated[str, Query(max_length=10)] = "",
    page: PageQuery = 1,
) -> dict[str, Any]:
    found = queries.lines(queries.run(number), queries.Wanted(words=words, state=state, area=area, item=item))
    funds.look(number, part=f"API {words} {page}", actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    start = (page - 1) * PER_PAGE
    return {
        "total": found.count(),
        "payments": [shapes.payment(one) for one in found[start : start + PER_PAGE]],
    }


@router.get(
    "/runs/{number}/held",
    summary="暂未发放的（留痕） | Held back; logged",
    response=answers(list[shapes.HeldOut]),
)
@operation(*SEES)
def held(request: HttpRequest, number: str, page: PageQuery = 1) -> list[dict[str, Any]]:
    found = queries.run(number)
    funds.look(number, part=f"API held {page}", actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    start = (page - 1) * PER_PAGE
    return [shapes.held(one) for one in queries.held(found)[start : start + PER_PAGE]]


@router.get(
    "/runs/{number}/answers",
    summary="银行回盘的行 | Rows of the bank's answers",
    response=answers(list[shapes.AnswerRowOut]),
)
@operation(*SEES)
def bank_answers(request: HttpRequest, number: str, only_open: bool = True) -> list[dict[str, Any]]:
    return [
        {
            "line": one.line, "reference": one.reference, "outcome": one.outcome, "finding": one.finding,
            "finding_name": shapes.word(rules.FINDINGS, one.finding), "amount_fen": one.amount_fen,
        }
        for one in queries.findings(queries.run(number), only_open=only_open)[:1000]
    ]  # fmt: skip


@router.get(
    "/runs/{number}/why-not-release",
    summary="为什么不能复核 | Why I may not release it",
    response=answers(RefusalOut | None),
)
@operation("funds.release")
def why_not_release(request: HttpRequest, number: str) -> dict[str, Any] | None:
    found = queries.run(number)
    refusal = queries.why_not_release(found, actor=request.officer, on=clock.today())  # type: ignore[attr-defined]
    return refusal.as_dict(language()) if isinstance(refusal, Refusal) else None


def _step(request: HttpRequest, number: str, what: str, act: Callable[[], object]) -> dict[str, Any]:
    def carry_out() -> dict[str, Any]:
        act()
        return shapes.run(queries.run(number))

    return dict(once(request, f"{what} {number}", carry_out))


@router.post(
    "/runs/{number}/sign", summary="编制人签认 | The cashier answers for it", response=answers(shapes.RunOut)
)
@operation("funds.prepare")
def sign(request: HttpRequest, number: str) -> dict[str, Any]:
    return _step(request, number, "sign run", lambda: funds.sign_preparation(number, **who_and_when(request)))


@router.post(
    "/runs/{number}/withdraw-stale",
    summary="移出已停、已变的 | Take out what was stopped or changed",
    response=answers(shapes.RunOut),
)
@operation("funds.prepare")
def withdraw_stale(request: HttpRequest, number: str) -> dict[str, Any]:
    return _step(request, number, "clean run", lambda: funds.withdraw_stale(number, **who_and_when(request)))


@router.post("/runs/{number}/release", summary="复核 | Release", response=answers(shapes.RunOut))
@operation("funds.release")
def release(request: HttpRequest, number: str, body: shapes.ReleaseIn) -> dict[str, Any]:
    return _step(
        request, number, "release", lambda: funds.release_run(number, **body.dict(), **who_and_when(request))
    )


@router.post(
    "/runs/{number}/bank-file",
    summary="生成银行文件 | Write the bank file",
    response=answers(shapes.BankFileOut),
)
@operation("funds.release")
def write(request: HttpRequest, number: str) -> dict[str, Any]:
    def carry_out() -> dict[str, Any]:
        made = funds.write_bank_file(number, **who_and_when(request))
        return {
            "name": made.name,
            "format": made.format,
            "sha256": made.sha256,
            "lines": made.lines,
            "total_fen": made.total_fen,
        }

    return dict(once(request, f"bank file {number}", carry_out))


@router.get("/runs/{number}/bank-file", summary="取银行文件（留痕） | Take the bank file; logged")
@operation("funds.release")
def bank_file(request: HttpRequest, number: str) -> HttpResponse:
    """答复是文件本身。 | Answers the file itself."""
    written, content = funds.hand_out(number, **who_and_when(request))
    return handing_out.kept(content, written.name, CONNECTORS[written.format].media_type)


@router.post(
    "/bank-returns", summary="登记银行回盘 | Record the bank's answer", response=answers(shapes.ReturnOut)
)
@operation("funds.prepare")
def record_return(request: HttpRequest, file: File[UploadedFile]) -> dict[str, Any]:
    content, name = papers.received(file)

    def carry_out() -> dict[str, Any]:
        booked = funds.record_return(content, name=name, area=settings.COUNTY, **who_and_when(request))
        return {
            "run": booked.run.number, "name": booked.name, "rows_in_file": booked.rows_in_file, "applied": booked.applied,
            "unmatched": booked.unmatched, "unmentioned": booked.unmentioned,
        }  # fmt: skip

    return dict(once(request, "bank return", carry_out))


@router.post("/runs/{number}/settle", summary="结清 | Settle", response=answers(shapes.RunOut))
@operation("funds.prepare")
def settle(request: HttpRequest, number: str) -> dict[str, Any]:
    return _step(request, number, "settle", lambda: funds.settle(number, **who_and_when(request)))


@router.get(
    "/cases/{number}/payments",
    summary="一件的发放记录 | The payments of a case",
    response=answers(shapes.OfCaseOut),
)
@operation("cases.see")
def of_case(request: HttpRequest, number: str) -> dict[str, Any]:
    found = cases.get(number)
    return {
        "paid_fen": queries.paid_to_case_fen(found.number),
        "payments": [shapes.payment(one) for one in queries.of_case(found.number)],
        "held": [shapes.held(one) for one in queries.held_of_case(found.number)],
    }
