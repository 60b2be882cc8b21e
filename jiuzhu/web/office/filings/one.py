"""One filing: everything the county needs to judge it, and what it may do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.cases import actions as cases
from jiuzhu.cases.rules import NAMES as DUTIES
from jiuzhu.documents import queries as documents
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.journey import filing as journey
from jiuzhu.signatures import queries as signatures
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, handing_out, signing
from jiuzhu.web.office import pages

from . import forms
from .inbox import READERS

#: address → (form, title, kind of act, power, signed, the action)
ACTS: dict[str, tuple[Any, Any, str, str, bool, Callable[..., Any]]] = {
    "accept": (forms.AcceptForm, _("接收备案"), "accepted", "filings.receive", False, filings.accept),
    "ask": (forms.AskForm, _("询问乡镇"), "question", "filings.receive", False, filings.ask),
    "order": (forms.OrderForm, _("责令更正"), "order", "filings.receive", True, journey.order),
    "press": (forms.PressForm, _("坚持更正"), "pressed", "filings.receive", True, journey.press),
    "close": (forms.AcceptForm, _("更正办结"), "closed", "filings.receive", False, journey.close),
    "hear": (forms.HearForm, _("撤销前听取意见"), "", "filings.receive", False, filings.hear),
    "revoke": (forms.RevokeForm, _("撤销决定"), "revoked", "filings.supervise", True, journey.revoke),
}


@require_safe
@pages.power(*READERS)
def page(request: HttpRequest, filing: int) -> HttpResponse:
    """Content, marks with their reasons, papers, determination, signatures, acts. Opening it is on record."""
    found = queries.get(filing)
    officer, now = request.officer, clock.now()  # type: ignore[attr-defined]
    cases.look(found.case, actor=officer, at=now, purpose="filing")
    if request.powers & {"filings.receive", "filings.supervise"}:  # type: ignore[attr-defined]
        filings.open_filing(found, actor=officer, at=now)
    return pages.show(request, "office/filings/filing.html", _context(request, found))


def _context(request: HttpRequest, found: Any) -> dict[str, Any]:
    language = pages.language()
    english = language.startswith("en")
    told, determined = found.content, eligibility.latest(found.case)
    for one in told["chain"]:
        one["name"] = DUTIES.get(one["duty"], (one["duty"], one["duty"]))[english]
    signed: list[Any] = list(signatures.of_case(found.case.number))
    for one in signed:
        one.trouble = signatures.trouble_with(one)
    mine: frozenset[str] = request.powers  # type: ignore[attr-defined]
    return {
        "filing": found, "kind_name": queries.DECISIONS[found.kind][english], "content": told, "state": queries.STATES[found.state][english],
        "level": queries.level_of(found.risk, queries.levels(found.area_id, clock.today())),
        "marks": queries.marks(found, language), "papers": queries.papers(found),
        "part": {"found": determined, "told": determined.told["en" if english else "zh"]} if determined else None,
        "signatures": signed, "acts": [(one, queries.ACTS[one.kind].name(language)) for one in queries.acts(found)],
        "hearings": queries.hearings(found), "missing": queries.missing(found),
        "may": [
            (key, title, key in ("revoke", "order", "press"))
            for key, (_form, title, kind, power, _signed, _run) in ACTS.items()
            if power in mine and (queries.is_open(found, kind) if kind else found.state != "revoked")
        ],
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power("filings.receive", "filings.supervise")
def act(request: HttpRequest, filing: int, filing_act: str) -> HttpResponse:
    """One act of the county on one sheet, with what it is about in sight."""
    if filing_act not in ACTS:
        raise Http404
    found = queries.get(filing)
    form_class, title, _kind, _power, signed, action = ACTS[filing_act]
    english = pages.language().startswith("en")
    more = (
        {"ways": [(key, names[english]) for key, names in queries.HOW.items()]}
        if filing_act == "hear"
        else {}
    )
    form = form_class(request.POST or None, **more)
    context = _context(request, found) | {"form": form, "title": title, "act": filing_act}
    template = "office/filings/act.html"
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)
    typed = {key: value for key, value in form.cleaned_data.items() if key != "password"}

    def run() -> str:
        officer = signing.officer(request) if signed else request.officer  # type: ignore[attr-defined]
        action(found, **typed, actor=officer, on=clock.today(), at=clock.now())
        return reverse("office:filing", args=[filing])

    try:
        return pages.carry_out(request, f"{filing_act} filing {filing}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


@require_safe
@pages.power(*READERS)
def paper(request: HttpRequest, filing: int, filing_paper: int) -> HttpResponse:
    """One paper of the filing, proved against its fingerprint when it is read."""
    found = queries.get(filing)
    kept = next((one.stored for one in queries.papers(found) if one.pk == filing_paper), None)
    if kept is None:
        raise Http404
    cases.look(found.case, actor=request.officer, at=clock.now(), purpose="filing paper")  # type: ignore[attr-defined]
    return handing_out.shown(documents.read(kept), kept.original_name, kept.media_type)
