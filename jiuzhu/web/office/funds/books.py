"""Appropriations, the fund account and the ledger."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries, rules
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages
from jiuzhu.web.office.funds import shown
from jiuzhu.web.office.funds.forms import AppropriationForm, FundAccountForm
from jiuzhu.web.office.funds.runs import SEES


@require_http_methods(["GET", "POST"])
@pages.power(*SEES)
def budget(request: HttpRequest) -> HttpResponse:
    """What is granted, committed and left in a year; the treasurer records a further document."""
    context = _budget_page(request)
    if request.method == "GET":
        return pages.show(request, "office/funds/budget.html", context)
    no = offices.why_not(request.officer, "funds.release", shown.county(), clock.today())  # type: ignore[attr-defined]
    if no is not None:
        raise no
    form = AppropriationForm(request.POST)
    context["form"] = form
    if not form.is_valid():
        return pages.show(request, "office/funds/budget.html", context)
    typed = form.cleaned_data

    def run() -> str:
        funds.appropriate(
            year=typed["year"], source=typed["source"], document=typed["document"], amount_fen=form.fen(),
            area=shown.county(), actor=request.officer, on=typed["on"], at=clock.now(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return f"{reverse('office:budget')}?year={typed['year']}"

    try:
        return pages.carry_out(request, "appropriate", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/funds/budget.html", context, form=form)


def _budget_page(request: HttpRequest) -> dict[str, Any]:
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else clock.today().year
    granted: list[Any] = list(queries.appropriations(shown.county(), year))
    for one in granted:
        one.source_name = shown.word(rules.SOURCES, one.source)
    found = queries.budget(shown.county(), year)
    account = queries.fund_account(shown.county(), clock.today())
    return {
        "year": year,
        "budget": found,
        "left_fen": found.granted_fen - found.committed_fen if found else 0,
        "appropriations": granted,
        "account": account,
        "format": dict(shown.formats()).get(account.format, account.format) if account else "",
        "form": AppropriationForm() if shown.may(request, "funds.release") else None,
    }


@require_http_methods(["GET", "POST"])
@pages.power("funds.release")
def fund_account(request: HttpRequest) -> HttpResponse:
    """Register the account that pays from today on; the one before ends today."""
    form = FundAccountForm(request.POST or None)
    context = {"form": form, "account": queries.fund_account(shown.county(), clock.today())}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/funds/account.html", context)
    typed = form.cleaned_data

    def run() -> str:
        funds.open_fund_account(**typed, area=shown.county(), **shown.told(request))
        return reverse("office:budget")

    try:
        return pages.carry_out(request, "fund account", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/funds/account.html", context, form=form)


@require_safe
@pages.power(*SEES)
def ledger(request: HttpRequest) -> HttpResponse:
    """Balances of the accounts and every transaction with its entries, newest first."""
    account = request.GET.get("account", "")
    page = pages.page_of(request, queries.transactions(shown.county(), account=account), per_page=25)
    for one in page.object_list:
        one.kind_name = shown.word(rules.BOOKINGS, one.kind)
        one.lines = [
            (shown.word(rules.ACCOUNTS, entry.account), entry.amount_fen) for entry in one.entries.all()
        ]
    balances = queries.balances(shown.county())
    context = {
        "page": page,
        "account": account,
        "accounts": shown.choices(rules.ACCOUNTS),
        "balances": [(key, shown.word(rules.ACCOUNTS, key), fen) for key, fen in balances.items()],
        "sum_fen": sum(balances.values()),
    }
    return pages.show(request, "office/funds/ledger.html", context)
