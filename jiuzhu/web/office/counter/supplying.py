"""After the notice: what was brought, accepted once it is complete, or not accepted with a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.intake import queries as intake
from jiuzhu.journey import accepting
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import formed
from .drafts import told
from .forms import RefuseForm

TEMPLATE = "office/counter/supply.html"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pages.power("intake.accept")
def supply(request: HttpRequest, number: str) -> HttpResponse:
    """The lines of the notice that are still open: answer, tick what was shown, add a scan."""
    case = cases.get(number)
    if request.method == "POST":
        try:
            return pages.carry_out(request, "intake.supply", lambda: _record(request, case))
        except (Refusal, Refusals) as no:
            return pages.refused(request, no, TEMPLATE, _context(request, case, no))
    case_actions.look(case, actor=request.officer, at=clock.now(), purpose="补正")  # type: ignore[attr-defined]
    return pages.show(request, TEMPLATE, _context(request, case, None))


def _questions(application: Any) -> list[tuple[str, Any]]:
    form = intake.form(application.item_code)
    open_lines = intake.still_missing(application)
    return [
        (one["key"], form.field(one["key"])) for one in open_lines if not one["key"].startswith("papers.")
    ]


def _record(request: HttpRequest, case: Any) -> str:
    application = intake.application(case)
    typed = {
        path: text
        for path, text in formed.sent(request.POST, _questions(application)).items()
        if text.strip()
    }
    papers = [
        one["key"].removeprefix("papers.")
        for one in intake.still_missing(application)
        if one["key"].startswith("papers.")
    ]
    files = {
        key: (file.name or "", file.read())
        for key in papers
        if (file := request.FILES.get(f"file.{key}")) is not None
    }
    moved = accepting.record_supply(
        case, typed=typed, seen_papers=[key for key in papers if request.POST.get(f"papers.{key}")], files=files,
        version=_version(request), **told(request),
    )  # fmt: skip
    if moved.stage == "accepting":
        accepting.accept(moved, **told(request))
        return reverse("office:counter-taken", args=[case.number])
    return reverse("office:counter-supply", args=[case.number])


def _version(request: HttpRequest) -> int | None:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isascii() and seen.isdigit() else None


def _context(request: HttpRequest, case: Any, no: Refusal | Refusals | None) -> dict[str, Any]:
    application = intake.application(case)
    questions = _questions(application)
    many = no.many if isinstance(no, Refusals) else (no,) if no else ()
    form = formed.AnswersForm(
        questions, formed.sent(request.POST, questions) if request.method == "POST" else {}, refusals=many,
        choices={"area": [], "member": []}, language=pages.language(),
    )  # fmt: skip
    lines = accepting.lacks(application)
    english = pages.language().startswith("en")
    for one in lines:
        one["label"] = one["en"] if english else one["zh"]
        one["paper"] = one["key"].removeprefix("papers.") if one["key"].startswith("papers.") else ""
        one["field"] = form[one["key"]] if one["key"] in form.fields else None
    return {
        "case": case,
        "lines": lines,
        "answers": form,
        "notice": intake.notice(application),
        "refuse_form": RefuseForm(),
    }


@require_POST
@pages.power("intake.accept")
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Settle a case that stands at `accepting`: accepted when nothing is missing, else told once what is."""
    case = cases.get(number)

    def run() -> str:
        settle = accepting.tell_missing if accepting.lacks(intake.application(case)) else accepting.accept
        settle(case, version=_version(request), **told(request))
        return reverse("office:counter-taken", args=[number])

    return pages.carry_out(request, "intake.accept", run)


@require_http_methods(["GET", "HEAD", "POST"])
@pages.power("intake.accept")
def refuse(request: HttpRequest, number: str) -> HttpResponse:
    """Not accepted: the reason in writing and its article."""
    case = cases.get(number)
    form = RefuseForm(request.POST or None)
    context = {"case": case, "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/counter/refuse.html", context)

    def run() -> str:
        accepting.refuse_acceptance(
            case,
            reason=form.cleaned_data["reason"],
            law=form.cleaned_data["law"],
            version=_version(request),
            **told(request),
        )
        return reverse("office:case", args=[number])

    try:
        return pages.carry_out(request, "intake.refuse", run)
    except (Refusal, Refusals) as no:
        return pages.refused(request, no, "office/counter/refuse.html", context, form=form)
