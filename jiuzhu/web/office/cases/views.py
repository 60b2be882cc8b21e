"""Lists of cases and the page where one case shows everything that is needed to act on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu import rulebook
from jiuzhu.audit import queries as audit
from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.households import queries as households
from jiuzhu.journey import extending
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, parts
from jiuzhu.web.office import of_case, pages

from .forms import ExtensionForm, WithdrawalForm
from .shown import head, station_line


@require_safe
@pages.power("cases.see")
def listing(request: HttpRequest) -> HttpResponse:
    """All cases within reach: searched, filtered, ordered and paged by the database."""
    asked, english = request.GET, pages.language().startswith("en")
    wanted = cases.Wanted(
        words=asked.get("q", "").strip()[:80],
        area=asked.get("area", "")[:12],
        item=asked.get("item", "")[:10],
        stages=tuple(stage for stage in asked.getlist("stage") if stage),
        overdue_on=clock.today() if asked.get("overdue") else None,
        legacy=True if asked.get("legacy") else None,
        closed={"open": False, "closed": True}.get(asked.get("state", "")),
        order=asked.get("sort", "newest"),
    )
    names = cases.stage_names()
    page = pages.page_of(request, cases.listing(wanted, reach=request.reach))  # type: ignore[attr-defined]
    for case in page.object_list:
        case.stage_name = names.get(case.stage, (case.stage, case.stage))[english]
    context = {
        "page": page,
        "wanted": wanted,
        "stages": [(key, both[english]) for key, both in names.items()],
        "items": [(item.code, item.name(pages.language())) for item in rulebook.items()],
        "areas": _areas(request),
        "state": asked.get("state", ""),
    }
    return pages.show(request, "office/cases/listing.html", context)


def _areas(request: HttpRequest) -> list[Any]:
    """The townships within reach; for a clerk of one township, its villages."""
    reach = request.reach  # type: ignore[attr-defined]
    townships = list(offices.townships(reach))
    return townships if len(townships) > 1 else list(offices.villages(reach))


@require_safe
@pages.power("cases.see")
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case page. Looking at it leaves its trace (社会救助法 Art. 70(6))."""
    found = cases.get(number)
    case_actions.look(found, actor=request.officer, at=clock.now(), purpose="case page")  # type: ignore[attr-defined]
    return pages.show(
        request,
        "office/cases/case.html",
        {
            "case": found,
            "head": head(found, request),
            "stations": station_line(found, pages.language()),
            "parts": of_case.parts(request, found),
        },
    )


@require_safe
@pages.power("cases.see")
def timeline(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that ever happened on a case, in plain words, oldest first."""
    found = cases.get(number)
    entries = [
        parts.Entry(line.at, line.text(pages.language()), line.actor_name)
        for line in audit.of_case(found.number)
    ]
    return pages.show(request, "office/cases/timeline.html", {"case": found, "entries": entries})


@require_POST
@pages.power("cases.see")
def reveal(request: HttpRequest, number: str, person: int) -> HttpResponse:
    """One full citizen ID, for an officer of the case's area; the log says who saw it."""
    found = cases.get(number)
    members = households.members(found.household_id, clock.today())
    member = next((one for one in members if one.person_id == person), None)
    if member is None:
        raise case_actions.NotAMember(number=number)
    shown = case_actions.reveal(found, member.person, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    if request.headers.get("HX-Request"):
        return pages.show(request, "office/cases/_revealed.html", {"citizen_id": shown})
    return pages.show(
        request, "office/cases/revealed.html", {"citizen_id": shown, "case": found, "person": member.person}
    )


@require_http_methods(["GET", "POST"])
@pages.power("approvals.review")
def extend(request: HttpRequest, number: str) -> HttpResponse:
    """The one lawful extension, with its ground and the notice to the applicant."""
    found = cases.get(number)
    english = pages.language().startswith("en")
    allowed = found.process.body["clock"]["extended"]
    grounds = [(one["code"], one["en" if english else "zh"]) for one in (allowed or {}).get("reasons", [])]
    form = ExtensionForm(
        request.POST or None,
        grounds=grounds,
        initial={"version": found.version, "notified_on": clock.today()},
    )
    context = {"case": found, "form": form, "allowed": allowed}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def run() -> str:
            extending.extend(
                found, reason=typed["reason"], explanation=typed["explanation"], notified_on=typed["notified_on"],
                actor=request.officer, on=clock.today(), at=clock.now(), version=typed["version"],  # type: ignore[attr-defined]
            )  # fmt: skip
            return reverse("office:case", args=[number])

        try:
            return pages.carry_out(request, f"extend {number}", run)
        except (Refusal, Refusals) as refusal:
            return pages.refused(request, refusal, "office/cases/extend.html", context, form=form)
    return pages.show(request, "office/cases/extend.html", context)


@require_http_methods(["GET", "POST"])
@pages.power("intake.accept")
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The applicant takes the application back."""
    found = cases.get(number)
    form = WithdrawalForm(request.POST or None, initial={"version": found.version})
    context = {"case": found, "form": form, "confirm": _("撤回后本件办结；以后可以重新申请。")}
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def run() -> str:
            extending.withdraw(
                found, note=typed["note"], actor=request.officer, on=clock.today(), at=clock.now(),  # type: ignore[attr-defined]
                version=typed["version"],
            )  # fmt: skip
            return reverse("office:case", args=[number])

        try:
            return pages.carry_out(request, f"withdraw {number}", run)
        except (Refusal, Refusals) as refusal:
            return pages.refused(request, refusal, "office/cases/withdraw.html", context, form=form)
    return pages.show(request, "office/cases/withdraw.html", context)
