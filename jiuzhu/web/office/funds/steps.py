"""What is done with a run, step by step; each button may be pressed twice and acts once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out
from jiuzhu.web.office import pages
from jiuzhu.web.office.funds import shown
from jiuzhu.web.office.funds.forms import DraftForm, ReasonForm, ReleaseForm, ReturnForm
from jiuzhu.web.office.funds.runs import run_page, runs_page


@require_POST
@pages.power("funds.prepare")
def draft(request: HttpRequest) -> HttpResponse:
    """Prepare a run and show it. Not under the form's key: drafting is one run whoever asks how often, and its
    chunks must stay when the page is left or the server dies."""
    form = DraftForm(request.POST)
    if not form.is_valid():
        return pages.show(request, "office/funds/runs.html", runs_page(request) | {"draft": form})
    typed = form.cleaned_data
    try:
        run = funds.draft_run(typed["month"], area=shown.county(), kind=typed["kind"], **shown.told(request))
    except (Refusal, Refusals) as refusal:
        context = runs_page(request) | {"draft": form}
        return pages.refused(request, refusal, "office/funds/runs.html", context, form=form)
    return HttpResponseRedirect(reverse("office:run", args=[run.number]), status=303)


def _step(request: HttpRequest, number: str, what: str, act: Callable[[], object]) -> HttpResponse:
    """One button on the page of a run: act once, then the page again."""

    def run() -> str:
        act()
        return reverse("office:run", args=[number])

    try:
        return pages.carry_out(request, f"{what} {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/funds/run.html", run_page(request, number))


@require_POST
@pages.power("funds.prepare")
def sign(request: HttpRequest, number: str) -> HttpResponse:
    """The cashier answers for a run that the clock drafted."""
    return _step(request, number, "sign run", lambda: funds.sign_preparation(number, **shown.told(request)))


@require_POST
@pages.power("funds.prepare")
def withdraw_stale(request: HttpRequest, number: str) -> HttpResponse:
    """Take out whatever has been stopped or changed since the run was prepared."""
    return _step(request, number, "clean run", lambda: funds.withdraw_stale(number, **shown.told(request)))


@require_http_methods(["GET", "POST"])
@pages.power("funds.prepare")
def withdraw(request: HttpRequest, number: str, reference: str) -> HttpResponse:
    """Take one payment out, with the reason."""
    found = queries.run(number)
    payment = queries.payment(reference)
    shown.payments([payment])
    form = ReasonForm(request.POST or None)
    context = {"run": found, "payment": payment, "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/funds/withdraw.html", context)

    def run() -> str:
        funds.withdraw(reference, reason=form.cleaned_data["reason"], **shown.told(request))
        return reverse("office:run", args=[number])

    try:
        return pages.carry_out(request, f"withdraw {reference}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/funds/withdraw.html", context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power("funds.release")
def release(request: HttpRequest, number: str) -> HttpResponse:
    """The treasurer compares and releases: exactly the totals that stood on her page."""
    context = run_page(request, number)
    found = context["run"]
    context["why_not"] = queries.why_not_release(found, actor=request.officer, on=clock.today())  # type: ignore[attr-defined]
    context["budget"] = queries.budget(shown.county(), clock.today().year)
    context["before"] = queries.run_before(found)
    form = ReleaseForm(request.POST or None, initial={"seen_lines": found.lines, "seen_fen": found.total_fen})
    context["form"] = form
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/funds/release.html", context)
    typed = form.cleaned_data

    def run() -> str:
        funds.release_run(
            number, seen_lines=typed["seen_lines"], seen_fen=typed["seen_fen"], **shown.told(request)
        )
        return reverse("office:run", args=[number])

    try:
        return pages.carry_out(request, f"release {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/funds/release.html", context)


@require_POST
@pages.power("funds.release")
def write(request: HttpRequest, number: str) -> HttpResponse:
    """Write the bank file; from then on the run counts as sent."""
    return _step(request, number, "bank file", lambda: funds.write_bank_file(number, **shown.told(request)))


@require_safe
@pages.power("funds.release")
def bank_file(request: HttpRequest, number: str) -> HttpResponse:
    """The file itself, as proved against its check sum; the download is logged."""
    written, content = funds.hand_out(number, **shown.told(request))
    return handing_out.kept(content, written.name, CONNECTORS[written.format].media_type)


@require_POST
@pages.power("funds.prepare")
def record_return(request: HttpRequest) -> HttpResponse:
    """Book the bank's file; it says itself which run it answers."""
    form = ReturnForm(request.POST, request.FILES)
    if not form.is_valid():
        return pages.show(request, "office/funds/runs.html", runs_page(request) | {"upload": form})
    upload = form.cleaned_data["file"]
    content = upload.read()

    def run() -> str:
        booked = funds.record_return(
            content, name=upload.name or _("回盘"), area=shown.county(), **shown.told(request)
        )
        return reverse("office:run", args=[booked.run.number])

    try:
        return pages.carry_out(request, "bank return", run)
    except (Refusal, Refusals) as refusal:
        context = runs_page(request) | {"upload": form}
        return pages.refused(request, refusal, "office/funds/runs.html", context, form=form)


@require_POST
@pages.power("funds.prepare")
def settle(request: HttpRequest, number: str) -> HttpResponse:
    """Close a run that the bank has answered in full."""
    return _step(request, number, "settle", lambda: funds.settle(number, **shown.told(request)))
