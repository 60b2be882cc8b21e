"""送达: papers that wait to be handed over, the record of it, and a paper declared void."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.journey import delivering, sealing
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from .forms import DeliveryForm, RevokeForm


@require_safe
@pages.power("publicity.post")
def listing(request: HttpRequest) -> HttpResponse:
    """Sealed decisions that nobody has recorded as delivered; refusals have three working days."""
    context = {"rows": delivering.owed(), "today": clock.today()}
    return pages.show(request, "office/sealing/delivering.html", context)


@require_http_methods(["GET", "POST"])
@pages.power("publicity.post")
def deliver(request: HttpRequest, code: str) -> HttpResponse:
    """Record how and when the paper was handed over."""
    paper = documents.issued(code)
    case = cases.get(paper.case_number)
    before = documents.delivery(paper)
    form = DeliveryForm(
        request.POST or None,
        request.FILES or None,
        initial={"to_whom": case.applicant_name, "delivered_on": clock.today()},
    )
    context = {
        "paper": paper,
        "case": case,
        "form": form,
        "before": before,
        "due": delivering.due_of(case, paper),
    }
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/sealing/deliver.html", context)
    typed = dict(form.cleaned_data)
    slip = typed.pop("proof")

    def run() -> str:
        delivering.deliver(
            paper, **typed, proof=(slip.name or "", slip.read()) if slip else None, corrects=before,
            actor=request.officer, on=clock.today(), at=clock.now(),  # type: ignore[attr-defined]
        )  # fmt: skip
        return reverse("office:case", args=[case.number])

    return _carried_out(request, f"deliver {code}", run, "office/sealing/deliver.html", context)


@require_http_methods(["GET", "POST"])
@pages.power("seals.use", "filings.supervise")
def revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Declare an issued paper void, with the reason."""
    paper = documents.issued(code)
    form = RevokeForm(request.POST or None)
    context = {"paper": paper, "case": cases.get(paper.case_number), "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/sealing/revoke.html", context)

    def run() -> str:
        sealing.revoke_paper(
            paper, reason=form.cleaned_data["reason"], law=form.cleaned_data["law"], actor=signing.officer(request),
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
        return reverse("office:case", args=[paper.case_number])

    return _carried_out(request, f"revoke {code}", run, "office/sealing/revoke.html", context)


def _carried_out(
    request: HttpRequest, what: str, run: Any, template: str, context: dict[str, Any]
) -> HttpResponse:
    try:
        return pages.carry_out(request, what, run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=context["form"])
