"""Notices and what people answer to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.documents import actions as documents
from jiuzhu.journey import advancing, posting
from jiuzhu.offices import queries as offices
from jiuzhu.publicity import queries as publicity
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import forms


@require_safe
@pages.power("publicity.post", "publicity.object")
def listing(request: HttpRequest) -> HttpResponse:
    """What hangs within reach, the next to come down first; and what still waits to be put up."""
    reach, village = request.reach, request.GET.get("village", "")[:12]  # type: ignore[attr-defined]
    page = pages.page_of(
        request,
        publicity.listing(reach, open_only=request.GET.get("all") != "1", village=village),
        per_page=50,
    )
    waiting = cases.listing(cases.Wanted(stages=tuple(posting.KIND_OF), closed=False), reach=reach)
    hung = {one.case_id for one in page.object_list}
    context = {
        "page": page,
        "villages": offices.villages(reach),
        "chosen": village,
        "waiting": [
            case for case in waiting[:200] if case.pk not in hung and publicity.open_posting(case) is None
        ],
        "today": clock.today(),
    }
    return pages.show(request, "office/publicity/listing.html", context)


def _act(
    request: HttpRequest, number: str, what: str, template: str, context: dict[str, Any], form: django_forms.Form,
    run: Callable[[dict[str, Any]], object],
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry the act out and go back to the case."""
    context |= {"form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, template, context)

    def once() -> str:
        run(form.cleaned_data)
        return reverse("office:case", args=[number])

    try:
        return pages.carry_out(request, f"{what} {number}", once)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, template, context, form=form)


def _lawful(case: Any) -> dict[str, Any]:
    """What the notice of this stage will show, no more."""
    stage = advancing.process_of(case).stage(case.stage)
    allowed = stage.posting.fields if stage.posting else ()
    return publicity.lawful_fields(allowed, posting.shown(case, clock.today()))


@require_http_methods(["GET", "POST"])
@pages.power("publicity.post")
def put_up(request: HttpRequest, number: str) -> HttpResponse:
    """Put up the notice that the stage asks for."""
    found = cases.get(number)
    if found.stage not in posting.KIND_OF or publicity.open_posting(found, found.stage):
        return pages.show(request, "office/publicity/nothing.html", {"case": found})
    form = forms.PostingForm(
        request.POST or None, request.FILES or None,
        initial={"version": found.version, "place": _("%(village)s公开栏") % {"village": found.village.name}},
    )  # fmt: skip
    stage = advancing.process_of(found).stage(found.stage)
    context = {"case": found, "fields": _named(_lawful(found)), "stage": stage}
    context["title"] = stage.en if pages.language().startswith("en") else stage.zh

    def run(typed: dict[str, Any]) -> None:
        photograph = None
        if typed["photograph"]:
            photograph = documents.store(
                typed["photograph"].read(), name=typed["photograph"].name, kind="posting_photograph",
                area_code=found.area_id, case=found.number, field="photograph", actor=request.officer,  # type: ignore[attr-defined]
                at=clock.now(),
            )  # fmt: skip
        posting.put_up(
            found, place=typed["place"], photograph=photograph, actor=request.officer, on=clock.today(),  # type: ignore[attr-defined]
            at=clock.now(), version=typed["version"],
        )  # fmt: skip

    return _act(request, number, "posting", "office/publicity/put_up.html", context, form, run)


NAMES = {
    "applicant_name": gettext_lazy("申请人"),
    "household_size": gettext_lazy("家庭人口数"),
    "member_names": gettext_lazy("家庭成员"),
    "amount": gettext_lazy("每月金额"),
    "proposed_amount": gettext_lazy("拟给予每月金额"),
    "village": gettext_lazy("村（居）"),
    "item": gettext_lazy("事项"),
    "opinion": gettext_lazy("初审意见"),
    "survey_result": gettext_lazy("调查结果"),
    "appraisal_result": gettext_lazy("评议结果"),
    "hotline": gettext_lazy("监督电话"),
}


def _named(fields: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(NAMES[key], fields[key]) for key in NAMES if key in fields]


@require_safe
@pages.power("publicity.post")
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The notice as a page to print and hang up."""
    found = cases.get(number)
    standing = publicity.open_posting(found)
    fields = standing.fields if standing else _lawful(found)
    return pages.show(
        request, "office/publicity/sheet.html", {"case": found, "posting": standing, "fields": _named(fields)}
    )


@require_http_methods(["GET", "POST"])
@pages.power("publicity.object")
def objection(request: HttpRequest, number: str) -> HttpResponse:
    """Record an objection; also an anonymous one."""
    found = cases.get(number)
    form = forms.ObjectionForm(request.POST or None)

    def run(typed: dict[str, Any]) -> None:
        posting.object_to(found, **typed, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]

    return _act(request, number, "objection", "office/publicity/objection.html", {"case": found}, form, run)


@require_http_methods(["GET", "POST"])
@pages.power("publicity.object")
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Go where the process leads when a notice is disputed: an appraisal, or the visit again."""
    found = cases.get(number)
    stage = advancing.process_of(found).stage(found.stage)
    language = pages.language()
    outcomes = [
        (one.key, one.label(language)) for one in stage.outcomes if one.key in ("disputed", "resurvey")
    ]
    form = forms.AnswerForm(request.POST or None, outcomes=outcomes, initial={"version": found.version})
    context = {"case": found, "objections": publicity.objections(found)}

    def run(typed: dict[str, Any]) -> None:
        posting.answer_objection(
            found, typed["outcome"], note=typed["note"], actor=request.officer, on=clock.today(), at=clock.now(),  # type: ignore[attr-defined]
            version=typed["version"],
        )  # fmt: skip

    return _act(request, number, "answer", "office/publicity/answer.html", context, form, run)


@require_http_methods(["GET", "POST"])
@pages.power("publicity.appraise")
def appraisal(request: HttpRequest, number: str) -> HttpResponse:
    """Record the democratic appraisal."""
    found = cases.get(number)
    form = forms.AppraisalForm(
        request.POST or None, initial={"version": found.version, "held_on": clock.today()}
    )

    def run(typed: dict[str, Any]) -> None:
        posting.appraise(found, **typed, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]

    return _act(request, number, "appraisal", "office/publicity/appraisal.html", {"case": found}, form, run)
