"""What a person should look at in the use of seals, each with its evidence; the registrar closes it with a finding."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.seals import actions, queries
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web.office import pages

from . import shown
from .forms import FindingForm

SEES = ("seals.register", "supervision.see", "audit.read")


@require_safe
@pages.power(*SEES)
def listing(request: HttpRequest) -> HttpResponse:
    """Signals, the open ones unless asked otherwise."""
    kind, all_ = request.GET.get("kind", ""), request.GET.get("closed", "") == "1"
    found = queries.signals(request.reach, kinds=[kind] if kind else (), open_only=not all_)  # type: ignore[attr-defined]
    page = pages.page_of(request, found, per_page=50)
    shown.signals(page.object_list)
    context = {"page": page, "kinds": shown.choices(queries.SIGNALS), "kind": kind, "closed": all_}
    return pages.show(request, "office/seals/signals.html", context)


@require_http_methods(["GET", "POST"])
@pages.power(*SEES)
def signal(request: HttpRequest, signal: int) -> HttpResponse:
    """One signal with its evidence; close it with a finding."""
    found = queries.signal(signal)
    shown.signals([found])
    form = FindingForm(request.POST or None, outcomes=shown.choices(queries.FINDINGS))
    may = "seals.register" in request.powers and not found.closed  # type: ignore[attr-defined]
    context = {"signal": found, "form": form, "may_close": may}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/seals/signal.html", context)

    def run() -> str:
        actions.close(found, **form.cleaned_data, **shown.told(request))
        return reverse("office:seal-signals")

    try:
        return pages.carry_out(request, f"close signal {signal}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/seals/signal.html", context, form=form)
