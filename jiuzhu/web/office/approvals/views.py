"""Review and decide: the determination with its reasons, and a signature over exactly what the page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu.approvals import actions as approval_actions
from jiuzhu.approvals import queries as approvals
from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import content as contents
from jiuzhu.journey import deciding, reviewing, verifying_again
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from .forms import NoteForm, RefusingForm, SigningForm

STAGES_OF = {
    "approvals.review": ("reviewing",),
    "approvals.decide": ("deciding",),
    "approvals.decide_county": ("county_reviewing", "deciding"),
}


@require_safe
@pages.power(*STAGES_OF)
def stack(request: HttpRequest) -> HttpResponse:
    """What waits for this officer's opinion or decision, soonest deadline first; what she may not sign says why."""
    stages = {stage for power, list_ in STAGES_OF.items() if power in request.powers for stage in list_}  # type: ignore[attr-defined]
    wanted = cases.Wanted(stages=tuple(sorted(stages)), closed=False, order="due")
    page = pages.page_of(request, cases.listing(wanted, reach=request.reach), per_page=20)  # type: ignore[attr-defined]
    names, english = cases.stage_names(), pages.language().startswith("en")
    for case in page.object_list:
        case.stage_name = names[case.stage][english]
        case.why_not = _why_not(request, case)
        case.opinion = approvals.latest_opinion(case)
        case.act = "office:case-decision" if case.stage == "deciding" else "office:case-opinion"
    return pages.show(request, "office/approvals/stack.html", {"page": page})


def _why_not(request: HttpRequest, case: Any) -> Refusal | None:
    officer, today = request.officer, clock.today()  # type: ignore[attr-defined]
    if case.stage == "deciding":
        return approvals.why_not_sign(case, officer, on=today)
    return approvals.why_not_opine(case, officer, kind=reviewing.KIND_OF[case.stage], on=today)


@require_POST
@pages.power("approvals.review", "approvals.decide_county")
def determine(request: HttpRequest, number: str) -> HttpResponse:
    """Run the rules over what is known today, and show the result."""
    found = cases.get(number)

    def run() -> str:
        reviewing.determine(found, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]
        return reverse("office:case-opinion", args=[number])

    try:
        return pages.carry_out(request, f"determine {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/approvals/opinion.html", _opinion_page(request, found))


@require_http_methods(["GET", "POST"])
@pages.power("approvals.review", "approvals.decide_county")
def opinion(request: HttpRequest, number: str) -> HttpResponse:
    """The preliminary opinion, or the county's review: what the rules gave is proposed, over exactly this content."""
    found = cases.get(number)
    context = _opinion_page(request, found)
    if request.method == "GET":
        case_actions.look(found, actor=request.officer, at=clock.now(), purpose="opinion")  # type: ignore[attr-defined]
        return pages.show(request, "office/approvals/opinion.html", context)
    form = SigningForm(request.POST)
    context["form"] = form
    if not form.is_valid():
        return pages.show(request, "office/approvals/opinion.html", context)
    typed = form.cleaned_data

    def run() -> str:
        reviewing.give_opinion(
            found, seen=typed["seen"], remark=typed["remark"], actor=signing.officer(request), on=clock.today(),
            at=clock.now(), version=typed["version"],
        )  # fmt: skip
        return reverse("office:case", args=[number])

    try:
        return pages.carry_out(request, f"opinion {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/approvals/opinion.html", context, form=form)


def _opinion_page(request: HttpRequest, case: Any) -> dict[str, Any]:
    determined = eligibility.latest(case)
    language = "en" if pages.language().startswith("en") else "zh"
    context: dict[str, Any] = {
        "case": case,
        "found": determined,
        "why_not": None,
        "at_stage": case.stage in reviewing.KIND_OF,
    }
    if context["at_stage"]:
        context["why_not"] = _why_not(request, case)
    if determined is not None:
        content = contents.opinion_content(case, determined)
        seen = approval_actions.digest_of(content)
        context |= {
            "part": {"found": determined, "told": determined.told[language]},
            "content": content,
            "form": SigningForm(initial={"seen": seen, "version": case.version}),
        }
    return context


@require_http_methods(["GET", "POST"])
@pages.power("approvals.decide", "approvals.decide_county")
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """One sheet in full: what is decided, on which opinion, under which letter, with all reasons; then the signature."""
    found = cases.get(number)
    context = _decision_page(request, found)
    if request.method == "GET":
        case_actions.look(found, actor=request.officer, at=clock.now(), purpose="decision")  # type: ignore[attr-defined]
        return pages.show(request, "office/approvals/decision.html", context)
    form = RefusingForm(request.POST)
    context["form"] = form
    if not form.is_valid():
        return pages.show(request, "office/approvals/decision.html", context)
    typed = form.cleaned_data

    def run() -> str:
        deciding.decide(
            found, seen=typed["seen"], grounds=typed["grounds"], remark=typed["remark"], officer=signing.officer(request),
            on=clock.today(), at=clock.now(), version=typed["version"],
        )  # fmt: skip
        return reverse("office:case", args=[number])

    try:
        return pages.carry_out(request, f"decision {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/approvals/decision.html", context, form=form)


def _decision_page(request: HttpRequest, case: Any) -> dict[str, Any]:
    given = approvals.latest_opinion(case)
    context: dict[str, Any] = {"case": case, "opinion": given, "at_stage": case.stage == "deciding"}
    if not context["at_stage"]:
        return context
    if given is None:  # nothing to sign: the refusal says so
        return context | {"why_not": _why_not(request, case)}
    determined = eligibility.latest(case)
    context["verify_again"] = (
        verifying_again.why_not_verify_again(case, request.officer, clock.today()) is None
    )  # type: ignore[attr-defined]
    content = contents.decision_content(case, determined, clock.today())
    language = "en" if pages.language().startswith("en") else "zh"
    initial = {
        "seen": approval_actions.digest_of(content),
        "version": case.version,
        "grounds": "\n".join(content["failed"]) if given.proposes == "refuse" else "",
    }
    form = (RefusingForm if given.proposes == "refuse" else SigningForm)(initial=initial)
    return context | {
        "content": content,
        "authority": approvals.authority(case, given.amount_fen, clock.today()),
        "told": determined.told[language],
        "why_not": _why_not(request, case),
        "form": form,
    }


@require_http_methods(["GET", "POST"])
@pages.power("approvals.review", "approvals.decide_county")
def resurvey(request: HttpRequest, number: str) -> HttpResponse:
    """Back to the visit, with what is to be cleared up."""
    return _go_back(request, number, "resurvey")


@require_http_methods(["GET", "POST"])
@pages.power("approvals.decide", "approvals.decide_county")
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """Back to the opinion, with what is to be mended."""
    return _go_back(request, number, "send_back")


def _go_back(request: HttpRequest, number: str, where: str) -> HttpResponse:
    found = cases.get(number)
    form = NoteForm(request.POST or None, initial={"version": found.version})
    context = {"case": found, "form": form, "where": where}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/approvals/go_back.html", context)
    typed, officer = form.cleaned_data, request.officer  # type: ignore[attr-defined]
    told = {"note": typed["note"], "on": clock.today(), "at": clock.now(), "version": typed["version"]}

    def run() -> str:
        if where == "resurvey":
            reviewing.send_to_survey(found, actor=officer, **told)
        else:
            deciding.send_back(found, officer=officer, **told)
        return reverse("office:case", args=[number])

    try:
        return pages.carry_out(request, f"{where} {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/approvals/go_back.html", context, form=form)
