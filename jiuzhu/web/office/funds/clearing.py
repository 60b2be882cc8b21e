"""What came back or is unknown must not be left lying: issue it again, or give it up with a reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages
from jiuzhu.web.office.funds import shown
from jiuzhu.web.office.funds.forms import ConfirmForm, ReasonForm
from jiuzhu.web.office.funds.runs import SEES


@require_http_methods(["GET", "POST"])
@pages.power(*SEES)
def to_clear(request: HttpRequest) -> HttpResponse:
    """Returned and unknown payments, oldest first; the cashier chooses which are issued again."""
    page = pages.page_of(request, queries.to_clear(shown.county()))
    shown.payments(page.object_list)
    today = clock.today()
    accounts = queries.accounts_today(page.object_list, today)
    for payment in page.object_list:
        payment.account_today = accounts.get(payment.pk)
    context = {"page": page, "any_returned": any(one.state == "returned" for one in page.object_list),
                "may_reissue": shown.may(request, "funds.prepare"),
               "may_cancel": shown.may(request, "funds.release")}  # fmt: skip
    if request.method == "GET":
        return pages.show(request, "office/funds/to_clear.html", context)
    chosen = request.POST.getlist("reference")

    def run() -> str:
        made = funds.reissue(chosen, area=shown.county(), **shown.told(request))
        return reverse("office:run", args=[made.number])

    try:
        return pages.carry_out(request, "reissue", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/funds/to_clear.html", context)


@require_http_methods(["GET", "POST"])
@pages.power("funds.release")
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """A returned payment that is owed no more."""
    payment = queries.payment(reference)
    shown.payments([payment])
    form = ReasonForm(request.POST or None)
    context = {"payment": payment, "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/funds/cancel.html", context)

    def run() -> str:
        funds.cancel_returned(reference, reason=form.cleaned_data["reason"], **shown.told(request))
        return reverse("office:payments-to-clear")

    try:
        return pages.carry_out(request, f"cancel {reference}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/funds/cancel.html", context, form=form)


@require_http_methods(["GET", "POST"])
@pages.power("funds.release")
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    """The bank's written answer about a payment whose fate was unknown."""
    payment = queries.payment(reference)
    shown.payments([payment])
    form = ConfirmForm(request.POST or None)
    context = {"payment": payment, "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/funds/confirm.html", context)

    def run() -> str:
        funds.confirm_unknown(reference, **form.cleaned_data, **shown.told(request))
        return reverse("office:payments-to-clear")

    try:
        return pages.carry_out(request, f"confirm {reference}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/funds/confirm.html", context, form=form)
