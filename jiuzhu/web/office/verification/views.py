"""The verification page of a case: who authorised what, what departments answered, what it means beside the declaration."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.journey import fast_path, verifying, verifying_again
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.verification import actions as looking
from jiuzhu.verification import queries as verification
from jiuzhu.verification.fast_path import REASONS
from jiuzhu.verification.refusals import NoSuchInquiry
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import forms, shown


def _me(request: HttpRequest) -> Any:
    return request.officer  # type: ignore[attr-defined]


@require_safe
@pages.power("verification.inquire", "verification.read")
def listing(request: HttpRequest) -> HttpResponse:
    """Cases that wait for their answers or their report, the most urgent first."""
    reach, village = request.reach, request.GET.get("village", "")[:12]  # type: ignore[attr-defined]
    wanted = cases.Wanted(stages=("verifying",), area=village, closed=False)
    page = pages.page_of(request, cases.listing(wanted, reach=reach))
    context = {"page": page, "villages": offices.villages(reach), "chosen": village, "today": clock.today()}
    return pages.show(request, "office/verification/listing.html", context)


def _page(request: HttpRequest, case: Any, form: forms.ReportForm | None = None) -> dict[str, Any]:
    """Everything the page shows; the look is journalled before."""
    today, language = clock.today(), pages.language()
    form = form or forms.ReportForm(initial={"version": case.version})
    looking.look(case, actor=_me(request), on=today, at=clock.now(), purpose=_("核对页面"))
    seen = verification.assessment(case, verifying.declared(case), today)
    filed = verification.latest_report(case)
    if seen.judged.missing and not form.is_bound:
        form.fields["incomplete_because"].required = True  # so that the label does not call it optional
    signed = list(verification.authorisations(case))
    shown.obligations(signed)
    told = [line.as_dict() for line in seen.judged.lines]
    words = shown.lines(told, seen.names, verification.figures_as_json(seen.figures), language)
    return {
        "case": case, "people": seen.people,
        "grid": shown.grid(seen, case.stage_due_on, today, language, verification.days_that_hold(case, today)),
        **shown.sorted_lines(words), "judged": seen.judged.outcome, "judged_words": shown.report_words(seen.judged.outcome),
        "missing": len(seen.judged.missing), "filed": filed, "open": case.stage == "verifying",
        "authorisations": signed, "today": today,
        "supporters": shown.supporters(verification.supporters(case, today), language),
        "purposes": [(key, names[language.startswith("en")]) for key, names in verification.PURPOSES.items()],
        "filed_words": shown.report_words(filed.outcome) if filed else "",
        "why_not": verification.why_not_ask(case, _me(request), today),
        "form": form, "way": _way(case, seen.judged.outcome, today, language), "visit_wanted": verification.visit_wanted(case),
    }  # fmt: skip


def _way(case: Any, outcome: str, today: Any, language: str) -> str:
    """Why the household will be visited after this report; empty where it need not be."""
    reason = fast_path.why_visit(case, outcome, today)
    return REASONS[reason][language.startswith("en")] if reason else ""


@require_safe
@pages.power("verification.inquire", "verification.read")
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The page."""
    return pages.show(request, "office/verification/case.html", _page(request, cases.get(number)))


@require_POST
@pages.power("verification.inquire")
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Ask what was not asked yet."""
    found = cases.get(number)

    purpose = request.POST.get("purpose", "")[:12]

    def run() -> str:
        verifying.ask(found, purpose=purpose, actor=_me(request), on=clock.today(), at=clock.now())
        return reverse("office:case-verification", args=[number])

    return pages.carry_out(request, f"ask {number}", run)


@require_POST
@pages.power("verification.inquire")
def report(request: HttpRequest, number: str) -> HttpResponse:
    """Sign the report; its outcome moves the case."""
    found = cases.get(number)
    form = forms.ReportForm(request.POST)

    def run() -> str:
        typed = form.cleaned_data
        filed = verifying.file_report(
            found, incomplete_because=typed["incomplete_because"], actor=signing.officer(request), on=clock.today(),
            at=clock.now(), version=typed["version"],
        )  # fmt: skip
        return reverse("office:verification-report", args=[filed.number])

    if not form.is_valid():
        return pages.show(request, "office/verification/case.html", _page(request, found, form))
    try:
        return pages.carry_out(request, f"report {number}", run)
    except (Refusal, Refusals) as refusal:
        context = _page(request, cases.get(number), form)
        return pages.refused(request, refusal, "office/verification/case.html", context, form=form)


@require_safe
@pages.power("verification.inquire", "verification.read")
def filed(request: HttpRequest, report_number: str) -> HttpResponse:
    """A filed report as it was signed, to read and print."""
    found = verification.report(report_number)
    if found is None:
        raise Http404
    looking.look(
        found.case, actor=_me(request), on=clock.today(), at=clock.now(),
        purpose=_("核对报告%(number)s") % {"number": found.number},
    )  # fmt: skip
    return pages.show(request, "office/verification/report.html", _filed(request, found))


def _filed(request: HttpRequest, found: Any) -> dict[str, Any]:
    """The report in words, what became of it, and why each act on it may not be done."""
    today, me, language = clock.today(), _me(request), pages.language()
    names = {one["person"]: one["name"] for one in found.content["people"]}
    words = shown.lines(found.content["lines"], names, found.content["figures"], language)
    waived = verification.visit_waived(found.case)
    return {
        "report": found, "case": found.case, "people": found.content["people"], "words": shown.report_words(found.outcome),
        **shown.sorted_lines(words), "questions": verification.questions(found.case, language),
        "grid": shown.filed_grid(found.content, language), "told": verification.told(found),
        "objections": list(verification.objections(found)), "prints": list(verification.prints(found)),
        "corrections": list(verification.corrections_of(found)), "later": getattr(found, "replaced_by", None),
        "waived": waived if waived is not None and waived.report_id == found.pk else None,
        "against": verification.why_not_rest_on(found.case, today), "today": today,
        "may": {
            "print": verification.why_not_print(found, me, today) is None,
            "tell": verification.why_not_tell(found, me, today) is None,
            "object": verification.why_not_object(found, me, today) is None,
            "correct": verification.why_not_correct(found, me, today) is None,
            "recheck": verifying_again.why_not_verify_again(found.case, me, today) is None,
        },
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power("verification.inquire")
def answer(request: HttpRequest, number: str, inquiry: int) -> HttpResponse:
    """Settle an answer that only a person may settle, or record that a department does not answer."""
    found, asked = cases.get(number), verification.inquiry(inquiry)
    if asked.case_id != found.pk:
        raise NoSuchInquiry
    last = verification.latest_answer(asked)
    settles = last is not None and last.outcome in ("name_mismatch", "ambiguous")
    form = forms.AnswerForm(request.POST or None, settles=settles)
    source = verification.SOURCES[asked.source]
    context: dict[str, Any] = {"case": found, "inquiry": asked, "answer": last, "settles": settles, "form": form,
               "source": source.name(pages.language()), "department": source.department(pages.language())}  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        looking.look(found, actor=_me(request), on=clock.today(), at=clock.now(), purpose=context["source"])
        return pages.show(request, "office/verification/answer.html", context)
    told = {
        "note": form.cleaned_data["note"],
        "actor": _me(request),
        "on": clock.today(),
        "at": clock.now(),
    }

    def run() -> str:
        verdict = form.cleaned_data["verdict"]
        if settles:
            verifying.settle(asked, same_person=verdict == "same", **told)
        else:
            verifying.answer_silence(asked, outcome=verdict, **told)
        return reverse("office:case-verification", args=[number])

    try:
        return pages.carry_out(request, f"answer {inquiry}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/verification/answer.html", context, form=form)
