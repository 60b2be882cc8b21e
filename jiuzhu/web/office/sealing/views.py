"""The custodian's desk: each signed decision as the paper it will be, her own ticks, then the seal; one, or a stack of those she has read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.documents.refusals import AlreadyIssued
from jiuzhu.journey import papers_of_decision, sealing
from jiuzhu.seals import queries as seals
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out, signing
from jiuzhu.web.office import pages

from .forms import CheckForm

PER_PAGE = 50


@require_safe
@pages.power("seals.use")
def listing(request: HttpRequest) -> HttpResponse:
    """Signed and not yet sealed, oldest first; those that she has read and checked can be sealed together."""
    return pages.show(request, "office/sealing/listing.html", _listing(request))


def _listing(request: HttpRequest) -> dict[str, Any]:
    start = PER_PAGE * (
        max(1, int(request.GET.get("page", "1"))) - 1 if request.GET.get("page", "1").isdecimal() else 0
    )
    officer, now = request.officer, clock.now()  # type: ignore[attr-defined]
    rows, total = sealing.waiting(request.reach, officer=officer, start=start, limit=PER_PAGE)  # type: ignore[attr-defined]
    kept = list(seals.kept_by(officer, now))
    return {
        "rows": rows, "total": total, "kept": kept, "shown_from": start + 1, "form": None,
        "next_page": start // PER_PAGE + 2 if start + PER_PAGE < total else 0,
        "password": signing.PasswordForm(), "any_checked": any(one.checked for one in rows),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@never_cache
@pages.power("seals.use")
def paper(request: HttpRequest, about: str) -> HttpResponse:
    """One paper in full; her ticks; then sealed at once, or laid on the stack."""
    decision = sealing.find(about)
    case = cases.get(decision.case.number)
    told = _paper(request, case, decision)
    if request.method == "GET":
        officer = request.officer  # type: ignore[attr-defined]
        case_actions.look(case, actor=officer, at=clock.now(), purpose="sealing")
        sealing.read(case, told["paper"], actor=officer, at=clock.now())
        return pages.show(request, "office/sealing/paper.html", told)
    form = CheckForm(request.POST, english=pages.language().startswith("en"))
    told["form"] = form
    if not form.is_valid():
        return pages.show(request, "office/sealing/paper.html", told)
    try:
        return _check_and_seal(request, case, decision, form)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/sealing/paper.html", told, form=form)


def _paper(request: HttpRequest, case: Any, decision: Any) -> dict[str, Any]:
    found = papers_of_decision.paper_of(case, decision)
    issued = sealing.paper_issued(decision)
    on, at = clock.today(), clock.now()
    blanks = documents.blanks(found.template, papers_of_decision.as_it_will_be(found))
    form = CheckForm(initial={"seen": sealing.digest_of(found)}, english=pages.language().startswith("en"))
    return {
        "case": case, "decision": decision, "paper": found, "issued": issued, "blanks": blanks, "form": form,
        "pages": range(1, len(papers_of_decision.pages(found)) + 1),
        "why_not": None if issued else sealing.why_not(case, decision, request.officer, on=on, at=at),  # type: ignore[attr-defined]
    }  # fmt: skip


def _check_and_seal(request: HttpRequest, case: Any, decision: Any, form: CheckForm) -> HttpResponse:
    at_once = request.POST.get("act") != "stack"
    officer = signing.officer(request) if at_once else request.officer  # type: ignore[attr-defined]
    on, at = clock.today(), clock.now()
    if sealing.paper_issued(decision) is None:
        sealing.check(
            case, decision, checklist=form.ticks(), seen=form.cleaned_data["seen"], actor=officer, on=on, at=at
        )  # fmt: skip
    if not at_once:
        return pages.carry_out(request, f"check {case.number}", lambda: reverse("office:sealing"))
    return _seal(request, [decision], officer, reverse("office:case", args=[case.number]))


def _seal(request: HttpRequest, chosen: list[Any], officer: Any, then: str) -> HttpResponse:
    """The seal signs outside the transaction (a time-stamp may be fetched); register and issue follow in one, once per form."""
    on, at = clock.today(), clock.now()
    standing = [one for one in chosen if sealing.paper_issued(one) is not None]
    ready = [] if standing else [sealing.prepare(one, actor=officer, on=on, at=at) for one in chosen]

    def run() -> str:
        if standing:  # the same form again finds its first answer; another form finds the papers issued
            raise AlreadyIssued(number=sealing.paper_issued(standing[0]).number)
        for one in ready:
            sealing.finish(one, actor=officer, on=on, at=at)
        return then

    return pages.carry_out(request, f"seal {len(chosen)}", run)


@require_POST
@pages.power("seals.use")
def stack(request: HttpRequest) -> HttpResponse:
    """Seal several at once: of one kind, and only those that this officer has opened and checked."""
    try:
        chosen = [sealing.find(about) for about in request.POST.getlist("about")[:PER_PAGE]]
        sealing.refuse_mixed(chosen)
        return _seal(request, chosen, signing.officer(request), reverse("office:sealing"))
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/sealing/listing.html", _listing(request))


@require_safe
@never_cache
@pages.power("seals.use")
def preview(request: HttpRequest, about: str) -> HttpResponse:
    """The paper as it will be, as PDF with 预览 across it."""
    decision = sealing.find(about)
    found = papers_of_decision.paper_of(cases.get(decision.case.number), decision)
    body = papers_of_decision.preview(found, at=clock.now())
    return handing_out.shown(body, "preview.pdf", documents.PDF)


@require_safe
@never_cache
@pages.power("seals.use")
def picture(request: HttpRequest, about: str, page: int) -> HttpResponse:
    """One page of the preview as a picture."""
    decision = sealing.find(about)
    found = papers_of_decision.pages(papers_of_decision.paper_of(cases.get(decision.case.number), decision))
    if not 1 <= page <= len(found):
        raise Http404
    return HttpResponse(found[page - 1], content_type="image/png")
