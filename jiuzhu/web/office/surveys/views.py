"""Home visits: the list of the day by village, the form, the second visitor's signature, and the record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.households import queries as households
from jiuzhu.journey import surveying
from jiuzhu.offices import queries as offices
from jiuzhu.surveys import queries as surveys
from jiuzhu.surveys.refusals import AnotherIsWriting
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock, signing
from jiuzhu.web.office import pages

from . import content as contents
from . import photographs as shots
from . import shown
from .forms import VisitForm
from .sections import sections

FORM = "office/surveys/form.html"


def _me(request: HttpRequest) -> Any:
    return request.officer  # type: ignore[attr-defined]


@require_safe
@pages.power("surveys.visit")
def listing(request: HttpRequest) -> HttpResponse:
    """The day's visits by village, what is begun, and what waits for my signature."""
    reach, village = request.reach, request.GET.get("village", "")[:12]  # type: ignore[attr-defined]
    found = cases.listing(cases.Wanted(stages=("surveying",), area=village, closed=False), reach=reach)
    page = pages.page_of(request, found.order_by("village_id", "stage_due_on", "id"), per_page=60)
    rows = list(page.object_list)
    drafts = surveys.drafts_for([one.pk for one in rows])
    for one in rows:
        one.draft = drafts.get(one.pk)
    context = {
        "page": page, "villages": offices.villages(reach), "chosen": village, "today": clock.today(),
        "waiting": surveys.waiting_for(_me(request)), "owed": surveys.owed_visits(reach),
        "letters": surveys.unanswered_letters(reach)[:60],
    }  # fmt: skip
    return pages.show(request, "office/surveys/listing.html", context)


def _form(request: HttpRequest, case: Any, draft: Any, data: Any = None, files: Any = None) -> VisitForm:
    members = households.persons_of(case.household_id, clock.today())
    me = _me(request)
    colleagues = [
        one
        for one in offices.officers(area=case.area_id, power="surveys.visit", on=clock.today())
        if one.pk != me.pk
    ]
    begun = (
        contents.initial(draft.typed)
        if draft
        else {"visited_on": clock.today(), "place": case.household.address}
    )
    return VisitForm(
        data, files, members=members, colleagues=colleagues, earlier=surveys.of_case(case), language=pages.language(),
        initial=begun | {"version": case.version, "turn": draft.turn if draft else 0},
    )  # fmt: skip


def _context(request: HttpRequest, case: Any, form: VisitForm, draft: Any) -> dict[str, Any]:
    """The form with what was declared beside it, what the report asks, and what came from telephones."""
    language = pages.language()
    return {
        "case": case, "form": form, "draft": draft,
        **sections(form, surveying.declared(case), language, clock.today()),
        "waiting_photographs": surveys.waiting_photographs(case),
        "questions": verification.questions(case, language), "earlier": list(surveys.of_case(case)),
        "why_not": surveys.why_not_visit(case, _me(request), clock.today()),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@pages.power("surveys.visit")
def visit(request: HttpRequest, number: str) -> HttpResponse:
    """Fill in and sign as first visitor."""
    case = cases.get(number)
    draft = surveys.draft(case)
    if draft is not None and draft.first is not None and request.method == "GET":
        return pages.show(request, "office/surveys/waits.html", _signed(request, case, draft))
    form = _form(request, case, draft, request.POST or None, request.FILES or None)
    if request.method == "GET":
        surveying.look(case, actor=_me(request), on=clock.today(), at=clock.now(), purpose=_("填写入户调查"))
    context = _context(request, case, form, draft)
    if request.method != "POST":
        return pages.show(request, FORM, context)
    if not form.is_valid():
        return pages.show(request, FORM, context)
    colleague = next(
        one for one in offices.officers(area=case.area_id, power="surveys.visit", on=clock.today())
        if one.pk == form.cleaned_data["second"]
    )  # fmt: skip

    def run() -> str:
        signer = signing.officer(request)  # before any paper is kept
        papers = _papers(request, case, form)
        told = contents.content(form, surveying.declared(case), papers)
        now = {"actor": signer, "on": clock.today(), "at": clock.now()}
        surveying.save_draft(case, contents.typed_fields(request.POST), turn=form.cleaned_data["turn"], **now)
        surveying.sign_visit(case, told, second=colleague, version=form.cleaned_data["version"], **now)
        return reverse("office:case-visit", args=[number])

    try:
        return pages.carry_out(request, f"visit {number}", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, FORM, context, form=form)


def _papers(request: HttpRequest, case: Any, form: VisitForm) -> list[dict[str, Any]]:
    """Signature and photographs, kept before the record names them."""
    typed, kept = form.cleaned_data, surveys.as_papers(surveys.waiting_photographs(case))
    now = {"actor": _me(request), "at": clock.now()}
    if typed["signature"] and typed["household_signed"] == "signed":
        kept.append(surveying.keep_paper(
            case, typed["signature"], name="signature.png", kind="household-signature", field="signature", **now))  # fmt: skip
    elif typed["signature_paper"]:
        paper = typed["signature_paper"]
        kept.append(surveying.keep_paper(
            case, paper.read(), name=paper.name, kind="household-signature", field="signature_paper", **now))  # fmt: skip
    kept += [
        surveying.keep_paper(case, one.read(), name=one.name, kind="survey-photograph", field="photos", **now)
        for one in typed["photos"]
    ]
    return kept


@require_POST
@pages.power("surveys.visit")
def draft(request: HttpRequest, number: str) -> HttpResponse:
    """Saved while it is typed. 409 when another visitor saved since."""
    try:
        surveying.save_draft(
            cases.get(number), contents.typed_fields(request.POST), turn=_whole(request.POST.get("turn", "")),
            actor=_me(request), on=clock.today(), at=clock.now(),
        )  # fmt: skip
    except AnotherIsWriting as refusal:
        return HttpResponse(refusal.text(pages.language()), status=409)
    return HttpResponse(status=204)


def _whole(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _signed(request: HttpRequest, case: Any, found: Any) -> dict[str, Any]:
    """A record with the first signature, to be read by the second visitor."""
    language = pages.language()
    me = _me(request)
    surveying.look(case, actor=me, on=clock.today(), at=clock.now(), purpose=_("核对入户调查记录"))
    return {
        "case": case, "draft": found, "pairs": shown.pairs(found.content, language), "members": shown.members(found.content, language),
        "papers": found.content["papers"], "visited_on": found.content["visited_on"], "mine": found.second_id == me.pk,
        "took_part": me.pk in (found.first_id, found.second_id), "version": case.version,
        "signing": signing.PasswordForm(),
    }  # fmt: skip


@require_POST
@pages.power("surveys.visit")
def confirm(request: HttpRequest, number: str) -> HttpResponse:
    """The second visitor signs what she read; or either sends it back to be changed."""
    case = cases.get(number)
    found = surveys.draft(case)

    def run() -> str:
        now = {"actor": _me(request), "at": clock.now()}
        if request.POST.get("act") == "back":
            surveying.take_back(case, **now)
            return reverse("office:case-visit", args=[number])
        version = _whole(request.POST.get("version", ""))
        now["actor"] = signing.officer(request)
        surveying.confirm_visit(
            case, seen=request.POST.get("seen", ""), on=clock.today(), version=version, **now
        )
        return reverse("office:case", args=[number])

    try:
        return pages.carry_out(request, f"confirm visit {number}", run)
    except (Refusal, Refusals) as refusal:
        if found is None or found.first is None:
            raise
        return pages.refused(request, refusal, "office/surveys/waits.html", _signed(request, case, found))


@require_safe
@pages.power()
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A filed record, to read and print; the household's copy (`?copy=household`) names no neighbour."""
    found, language = surveys.visit(pk), pages.language()
    for_household = request.GET.get("copy") == "household"
    content = surveys.for_household(found.content) if for_household else found.content
    surveying.look(
        found.case, actor=_me(request), on=clock.today(), at=clock.now(),
        purpose=_("第%(number)s次入户调查") % {"number": found.number},
    )  # fmt: skip
    context = {
        "visit": found, "case": found.case, "pairs": shown.pairs(content, language), "for_household": for_household,
        "members": shown.members(content, language), "visitors": surveys.visitors(found),
        "photographs": shots.of_record(content),
    }  # fmt: skip
    return pages.show(request, "office/surveys/record.html", context)


@require_safe
@pages.power()
def paper(request: HttpRequest, pk: int, stored: int) -> HttpResponse:
    """A photograph or signature of a filed record."""
    found = surveys.visit(pk)
    surveying.look(
        found.case, actor=_me(request), on=clock.today(), at=clock.now(), purpose=_("入户调查照片")
    )
    if stored not in {one["id"] for one in found.content["papers"]}:
        return HttpResponse(status=404)
    kept = documents.get(stored)
    headers = {"Content-Disposition": "inline", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(documents.read(kept), content_type=kept.media_type, headers=headers)
