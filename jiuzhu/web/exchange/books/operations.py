"""What must be cleared after a bank's answer, the budget, the fund account, the ledger."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Query, Router

from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.offices import queries as offices
from jiuzhu.values import bank_accounts
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.web import clock
from jiuzhu.web.exchange.doorkeeper import language, once, operation, who_and_when
from jiuzhu.web.exchange.funds import shapes
from jiuzhu.web.exchange.funds.operations import PER_PAGE, SEES
from jiuzhu.web.exchange.refusals import UnknownFormat
from jiuzhu.web.exchange.shapes import PageQuery, answers

router = Router()
Year = Annotated[int, Path(ge=2012, le=2099)]


@router.get(
    "/payments/to-clear",
    summary="退回和未明的款项 | Returned and unknown payments",
    response=answers(list[shapes.PaymentOut]),
)
@operation(*SEES)
def to_clear(request: HttpRequest, page: PageQuery = 1) -> list[dict[str, Any]]:
    start = (page - 1) * PER_PAGE
    return [shapes.payment(one) for one in queries.to_clear(settings.COUNTY)[start : start + PER_PAGE]]


@router.post(
    "/payments/reissue",
    summary="退回的重新发放 | Issue returned payments again",
    response=answers(shapes.RunOut),
)
@operation("funds.prepare")
def reissue(request: HttpRequest, body: shapes.ReferencesIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        made = funds.reissue(body.references, area=settings.COUNTY, **who_and_when(request))
        return shapes.run(queries.run(made.number))

    return dict(once(request, "reissue", run))


@router.post(
    "/payments/{reference}/withdraw",
    summary="从待复核批次移出一笔 | Take one payment out before its release",
    response=answers(shapes.PaymentOut),
)
@operation("funds.prepare")
def withdraw(request: HttpRequest, reference: str, body: shapes.PaymentReasonIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return shapes.payment(funds.withdraw(reference, reason=body.reason, **who_and_when(request)))

    return dict(once(request, f"withdraw {reference}", run))


@router.post(
    "/payments/{reference}/cancel",
    summary="退回的不再发放 | A returned payment is owed no more",
    response=answers(shapes.PaymentOut),
)
@operation("funds.release")
def cancel(request: HttpRequest, reference: str, body: shapes.PaymentReasonIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return shapes.payment(funds.cancel_returned(reference, reason=body.reason, **who_and_when(request)))

    return dict(once(request, f"cancel {reference}", run))


@router.post(
    "/payments/{reference}/confirm",
    summary="登记银行对未明款项的书面答复 | The bank's letter about an unknown payment",
    response=answers(shapes.PaymentOut),
)
@operation("funds.release")
def confirm(request: HttpRequest, reference: str, body: shapes.BankLetterIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        return shapes.payment(funds.confirm_unknown(reference, **body.dict(), **who_and_when(request)))

    return dict(once(request, f"confirm {reference}", run))


def _budget(year: int) -> dict[str, Any]:
    found, account = (
        queries.budget(settings.COUNTY, year),
        queries.fund_account(settings.COUNTY, clock.today()),
    )
    granted, committed = (found.granted_fen, found.committed_fen) if found else (0, 0)
    return {
        "year": year, "granted_fen": granted, "committed_fen": committed, "left_fen": granted - committed,
        "appropriations": [
            {"document": one.document, "source": one.source, "amount_fen": one.amount_fen, "on": one.on}
            for one in queries.appropriations(settings.COUNTY, year)
        ],
        "account": shapes.account(account) if account else None,
    }  # fmt: skip


@router.get(
    "/budget/{year}",
    summary="拨款、已用、专户 | Appropriations, commitments, fund account",
    response=answers(shapes.BudgetOut),
)
@operation(*SEES)
def budget(request: HttpRequest, year: Year) -> dict[str, Any]:
    return _budget(year)


@router.post(
    "/appropriations", summary="登记拨款 | Record an appropriation", response=answers(shapes.BudgetOut)
)
@operation("funds.release")
def appropriate(request: HttpRequest, body: shapes.AppropriationIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        told = who_and_when(request)
        refuse_if_any([offices.why_not(told["actor"], "funds.release", settings.COUNTY, told["on"])])
        funds.appropriate(**body.dict(), area=settings.COUNTY, actor=told["actor"], at=told["at"])
        return _budget(body.year)

    return dict(once(request, f"appropriate {body.year}", run))


@router.get(
    "/funds/formats", summary="银行文件格式 | Formats of bank files", response=answers(list[shapes.FormatOut])
)
@operation(*SEES)
def formats(request: HttpRequest) -> list[dict[str, Any]]:
    english = language().startswith("en")
    return [{"key": key, "name": one.en if english else one.zh} for key, one in CONNECTORS.items()]


@router.post(
    "/funds/account",
    summary="更换发放专户 | Pay from another account",
    response=answers(shapes.FundAccountOut),
)
@operation("funds.release")
def fund_account(request: HttpRequest, body: shapes.FundAccountIn) -> dict[str, Any]:
    def run() -> dict[str, Any]:
        if body.file_format not in CONNECTORS:
            raise UnknownFormat("file_format", typed=body.file_format, known="、".join(CONNECTORS))
        typed = body.dict() | {"number": bank_accounts.parse(body.number, field="number")}
        return shapes.account(funds.open_fund_account(**typed, area=settings.COUNTY, **who_and_when(request)))

    return dict(once(request, "fund account", run))


@router.get("/ledger", summary="资金台账 | The ledger", response=answers(shapes.LedgerOut))
@operation(*SEES)
def ledger(
    request: HttpRequest,
    account: Annotated[str, Query(max_length=20)] = "",
    page: PageQuery = 1,
) -> dict[str, Any]:
    start = (page - 1) * PER_PAGE
    return {
        "balances": queries.balances(settings.COUNTY),
        "transactions": [
            {
                "source": one.source, "kind": one.kind, "on": one.on, "at": one.at,
                "entries": [{"account": entry.account, "amount_fen": entry.amount_fen} for entry in one.entries.all()],
            }
            for one in queries.transactions(settings.COUNTY, account=account)[start : start + PER_PAGE]
        ],
    }  # fmt: skip
