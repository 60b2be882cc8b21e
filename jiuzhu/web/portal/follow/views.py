"""One's own case on a telephone: where it stands, who has it, until when, the papers, the money, who looked."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu import rulebook
from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.funds import queries as funds
from jiuzhu.intake import queries as intake
from jiuzhu.journey import advancing, following, own_checks, papers_of_decision
from jiuzhu.journey import process as processes
from jiuzhu.offices import queries as offices
from jiuzhu.offices import scope
from jiuzhu.offices.roles import ROLES
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock, handing_out, parts
from jiuzhu.web.refused import show_refusals

from .forms import ReceiptForm

KEY = "own_case"
MINUTES = 30  # a telephone is lent and left lying: the case closes by itself
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Number and code open the case for half an hour in this browser."""
    form = ReceiptForm(request.POST or None, initial={"number": request.GET.get("number", "")[:40]})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            with scope.whole_county():
                case = following.open_own(typed["number"].strip(), typed["code"], at=clock.now())
        except Refusal as refusal:
            told = {"form": form}
            return show_refusals(request, [refusal], "portal/follow/enter.html", told, form=form, status=422)
        request.session.cycle_key()
        request.session[KEY] = {"number": case.number, "at": clock.now().timestamp()}
        return HttpResponseRedirect(reverse("portal:own-case"))
    return render(request, "portal/follow/enter.html", {"form": form})


def own(view: View[P]) -> View[P]:
    """Only with a case opened in the last half hour; the view sees that case's township and no more."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        opened = request.session.get(KEY)
        if not opened or clock.now().timestamp() - opened["at"] > MINUTES * 60:
            request.session.pop(KEY, None)
            return HttpResponseRedirect(reverse("portal:follow"))
        with scope.within((opened["number"][:9],)):
            request.own_case = cases.get(opened["number"])  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

    return never_cache(guarded)


@require_safe
@own
def case(request: HttpRequest) -> HttpResponse:
    """Everything the household may know about its own case, on one page."""
    found: Any = request.own_case  # type: ignore[attr-defined]
    language = get_language() or "zh-hans"
    road = advancing.process_of(found)
    stage = road.stage(found.stage)
    owner = stage.owner_for(delegated=found.delegated)
    right = entitlements.of_case(found)
    office = offices.office_of(found.area_id)
    context = {
        "case": found,
        "item": rulebook.item(found.item_code).name(language),
        "stage": stage.label(language),
        "now": stage.now(language),
        "owner": ROLES[owner].name(language) if owner in ROLES else "",
        "office": office,
        "help_phone": office.phone if office else "",
        "stations": _stations(found, road, language),
        "papers": [one for one in documents.of_case(found.number) if one.kind in TO_THE_APPLICANT],
        "right": right,
        "amount": entitlements.amount_on(right, clock.today()) if right else None,
        "payments": funds.of_case(found.number, limit=24),
        "looks": [
            parts.Entry(line.at, line.text(language), line.actor_name)
            for line in audit.looks_at(found.number, "cases.looked", limit=20)
        ],
        **_checked(found, language),
        "facts": found.accepted_on is not None and not found.legacy,
        "missing": _missing(found, language) if found.stage == "supplementing" else [],
    }
    return render(request, "portal/follow/case.html", context)


def _checked(case: Any, language: str) -> dict[str, Any]:
    """What departments were asked about this household, who saw the answers, and what it may withdraw."""
    today, english = clock.today(), language.startswith("en")
    return {
        "today": today,
        "asked": [
            {
                "on": one.on, "names": "、".join(one.names), "source": verification.SOURCES[one.source].name(language),
                "department": verification.SOURCES[one.source].department(language),
                "purpose": verification.PURPOSES[one.purpose][english],
            }
            for one in own_checks.asked(case, today)
        ],
        "result_looks": [parts.Entry(one.at, one.text(language), one.actor_name) for one in own_checks.looks(case, today)],
        "authorisations": own_checks.authorisations(case, today),
    }  # fmt: skip


TO_THE_APPLICANT = ("receipt", "notice-of-missing", *papers_of_decision.KINDS)


def _missing(case: Any, language: str) -> list[str]:
    told = "en" if language.startswith("en") else "zh"
    return [str(one[told]) for one in intake.still_missing(intake.application(case))]


def _stations(case: Any, road: processes.Process, language: str) -> list[parts.Station]:
    left = [step for step in cases.steps(case) if step.from_stage in road.stages]
    shown = []
    for number, station in enumerate(processes.stations(road, advancing.path_of(case), now=case.stage)):
        name = station.stage.label(language)
        if station.state == "done" and number < len(left):
            shown.append(parts.Station(name, "done", on=left[number].on))
        elif station.state == "now":
            shown.append(
                parts.Station(name, "now", due_on=case.stage_due_on, provisional=case.due_provisional)
            )
        else:
            shown.append(parts.Station(name, "to-come"))
    return shown


@require_safe
@own
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper that was addressed to the household."""
    found: Any = request.own_case  # type: ignore[attr-defined]
    stored = next(
        (one for one in documents.of_case(found.number) if one.pk == pk and one.kind in TO_THE_APPLICANT),
        None,
    )
    if stored is None:
        raise Http404
    return handing_out.shown(documents.read(stored), f"{stored.pk}.pdf", stored.media_type)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case in this browser."""
    request.session.pop(KEY, None)
    return HttpResponseRedirect(reverse("portal:home"))
