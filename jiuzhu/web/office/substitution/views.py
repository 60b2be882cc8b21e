"""请人代替: an officer of elsewhere in the county named for one duty on one case, and taken back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.cases.refusals import NoSuchSubstitution
from jiuzhu.cases.rules import NAMES, OF_THE_COUNTY, POWER_OF
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import shown
from .forms import SubstituteForm, TakeBackForm

TEMPLATE = "office/substitution/substitution.html"
DUTIES = tuple(duty for duty in NAMES if duty not in OF_THE_COUNTY)


def _page(request: HttpRequest, case: Any, duty: str, **forms: Any) -> dict[str, Any]:
    english, form = pages.language().startswith("en"), None
    if duty in DUTIES and case.closed_on is None:
        form = SubstituteForm(
            forms.get("typed"), initial={"duty": duty}, language=pages.language(),
            candidates=cases.candidates(case, duty, clock.today()),
            usual=list(offices.officers(area=case.area_id, power=POWER_OF[duty], on=clock.today())),
        )  # fmt: skip
    return {
        "case": case, "duty": duty, "duty_name": NAMES[duty][english] if form else "", "form": form,
        "candidates": form.fields["substitute"].choices if form else (),  # type: ignore[attr-defined]
        "duties": [(key, NAMES[key][english]) for key in DUTIES], "substitutions": shown.of_case(case),
        "take_back": forms.get("take_back") or TakeBackForm(auto_id=False),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power("cases.substitute")
def substitution(request: HttpRequest, number: str) -> HttpResponse:
    """Running and past substitutions; `?duty=` opens the form with those who can stand in for it."""
    case = cases.get(number)
    if request.method != "POST":
        return pages.show(request, TEMPLATE, _page(request, case, request.GET.get("duty", "")))
    context = _page(request, case, request.POST.get("duty", ""), typed=request.POST)
    form = context["form"]
    if form is None or not form.is_valid():
        return pages.show(request, TEMPLATE, context)

    def run() -> str:
        case_actions.name_substitute(case, context["duty"], **form.told(), **_told(request))
        return reverse("office:case-substitution", args=[number])

    try:
        return pages.carry_out(request, f"substitute {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, TEMPLATE, context, form=form)


def _told(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.officer, "on": clock.today(), "at": clock.now()}  # type: ignore[attr-defined]


@require_POST
@pages.power("cases.substitute")
def take_back(request: HttpRequest, number: str, substitution: int) -> HttpResponse:
    """From today on the substitute does nothing more on this case."""
    case, found = cases.get(number), cases.substitution(substitution)
    if found.case_id != case.pk:
        raise NoSuchSubstitution
    form = TakeBackForm(request.POST)
    context = _page(request, case, "", take_back=form)
    if not form.is_valid():
        return pages.show(request, TEMPLATE, context)

    def run() -> str:
        case_actions.take_back_substitute(found, reason=form.cleaned_data["reason"], **_told(request))
        return reverse("office:case-substitution", args=[number])

    try:
        return pages.carry_out(request, f"take back substitute {substitution}", run)
    except (Refusal, Refusals) as refusal:
        # The page holds one such form per substitution: what is wrong is said on top.
        return pages.refused(request, refusal, TEMPLATE, context)
