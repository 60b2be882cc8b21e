"""Look at runs: the list, one run with its figures, its lines, who was held back, what the bank said."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries, rules
from jiuzhu.offices import queries as offices
from jiuzhu.web import clock
from jiuzhu.web.office import pages
from jiuzhu.web.office.funds import shown
from jiuzhu.web.office.funds.forms import DraftForm, ReturnForm

SEES = ("funds.prepare", "funds.release", "supervision.see", "audit.read")


@require_safe
@pages.power(*SEES)
def listing(request: HttpRequest) -> HttpResponse:
    """Runs, newest first."""
    return pages.show(request, "office/funds/runs.html", runs_page(request))


def runs_page(request: HttpRequest) -> dict[str, Any]:
    """The list and the two forms that start something: a draft, a bank's answer."""
    status, year = request.GET.get("status", ""), request.GET.get("year", "")
    page = pages.page_of(request, queries.runs(shown.county(), status=status, year=year), per_page=24)
    shown.runs(page.object_list)
    return {
        "page": page,
        "statuses": shown.choices(rules.STATUSES),
        "status": status,
        "year": year,
        "draft": DraftForm() if shown.may(request, "funds.prepare") else None,
        "upload": ReturnForm() if shown.may(request, "funds.prepare") else None,
        "account": queries.fund_account(shown.county(), clock.today()),
        "to_clear": queries.to_clear(shown.county()).count(),
    }


@require_safe
@pages.power(*SEES)
def run(request: HttpRequest, number: str) -> HttpResponse:
    """One run: where it stands, its totals, what comes next and who must do it."""
    return pages.show(request, "office/funds/run.html", run_page(request, number))


def run_page(request: HttpRequest, number: str) -> dict[str, Any]:
    """Everything the page of a run shows."""
    found = queries.run(number)
    shown.runs([found])
    counted, figures = shown.figures(found)
    areas = queries.by_area(found)
    names = dict(shown.items())
    for row in areas:
        row["item_name"] = names.get(row["item_code"], row["item_code"])
    returns = list(queries.returns(found))
    return {
        "run": found,
        "figures": figures,
        "balances": counted.balances,
        "open_lines": counted.unknown[0],
        "check_sum": queries.check_sum(found),
        "areas": areas,
        "held": [
            (code, shown.word(rules.HELD, code), lines, fen)
            for code, (lines, fen) in queries.held_counts(found).items()
        ],
        "bank_file": getattr(found, "bank_file", None),
        "format": dict(shown.formats()).get(found.account.format, found.account.format),
        "returns": returns,
        "open_findings": queries.findings(found, only_open=True).count() if returns else 0,
        "own": found.prepared_by_id == request.officer.pk,  # type: ignore[attr-defined]
        "withdrawn": counted.of("withdrawn")[0],
        "upload": ReturnForm(),
    }


@require_safe
@pages.power(*SEES)
def lines(request: HttpRequest, number: str) -> HttpResponse:
    """The payments of a run; looking at them is logged."""
    found = queries.run(number)
    wanted = queries.Wanted(
        words=request.GET.get("q", "")[:60], state=request.GET.get("state", ""),
        area=request.GET.get("area", ""), item=request.GET.get("item", ""),
    )  # fmt: skip
    page = pages.page_of(request, queries.lines(found, wanted))
    shown.payments(page.object_list)
    funds.look(number, part=f"{wanted.words} {page.number}".strip(), actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    shown.runs([found])
    context = {
        "run": found, "page": page, "wanted": wanted, "states": shown.choices(rules.STATES),
        "items": shown.items(), "areas": offices.townships((shown.county(),)),
        "may_withdraw": found.status == "drafted" and shown.may(request, "funds.prepare"),
    }  # fmt: skip
    return pages.show(request, "office/funds/lines.html", context)


@require_safe
@pages.power(*SEES)
def held(request: HttpRequest, number: str) -> HttpResponse:
    """Who was not paid in this run, and why."""
    found = queries.run(number)
    code = request.GET.get("code", "")
    page = pages.page_of(request, queries.held(found, code=code))
    shown.held(page.object_list)
    shown.runs([found])
    funds.look(number, part=f"held {page.number}", actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    context = {"run": found, "page": page, "code": code, "codes": shown.choices(rules.HELD)}
    return pages.show(request, "office/funds/held.html", context)


@require_safe
@pages.power(*SEES)
def answers(request: HttpRequest, number: str) -> HttpResponse:
    """The rows of the bank's answers; first those that moved nothing and need a person."""
    found = queries.run(number)
    everything = bool(request.GET.get("all"))
    page = pages.page_of(request, queries.findings(found, only_open=not everything))
    for row in page.object_list:
        row.finding_name = shown.word(rules.FINDINGS, row.finding)
        row.outcome_name = shown.word(rules.STATES, row.outcome)
    shown.runs([found])
    return pages.show(
        request, "office/funds/answers.html", {"run": found, "page": page, "everything": everything}
    )
