"""Check your answers, then one press: the case is registered, and one receipt or one notice is printed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu import rulebook
from jiuzhu.cases import actions as case_actions
from jiuzhu.cases import queries as cases
from jiuzhu.documents import queries as documents
from jiuzhu.intake import actions as intake_actions
from jiuzhu.intake import queries as intake
from jiuzhu.journey import accepting, asked
from jiuzhu.rulebook import NotInForce
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import answered, shown
from .drafts import told
from .forms import MissingForm

TEMPLATE = "office/counter/check.html"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pages.power("intake.accept")
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything on one page; nothing is registered before the button is pressed."""
    draft = intake.draft(pk)
    if request.method == "POST":
        form = MissingForm(request.POST) if "deadline_on" in request.POST else None
        if form is None or form.is_valid():
            until = form.cleaned_data["deadline_on"] if form else None
            try:
                return pages.carry_out(request, "intake.submit", lambda: _submit(request, pk, until))
            except (Refusal, Refusals) as no:
                return pages.refused(request, no, TEMPLATE, _context(request, intake.draft(pk), form))
        return pages.show(request, TEMPLATE, _context(request, draft, form))
    intake_actions.look(draft, actor=request.officer, at=clock.now())  # type: ignore[attr-defined]
    return pages.show(request, TEMPLATE, _context(request, draft, None))


def _submit(request: HttpRequest, pk: UUID, until: Any) -> str:
    """All or nothing: household, case, application, duty, step and paper."""
    follow = request.build_absolute_uri(reverse("portal:follow"))
    with transaction.atomic():
        taken = accepting.submit(intake.draft(pk), **told(request))
        more = {"follow_code": taken.follow_code, "follow_address": follow, **told(request)}
        if accepting.lacks(taken.application):
            accepting.tell_missing(taken.case, deadline_on=until, **more)
        else:
            accepting.accept(taken.case, **more)
    return reverse("office:counter-taken", args=[taken.case.number])


def _context(request: HttpRequest, draft: Any, form: Any) -> dict[str, Any]:
    reading = asked.reading(draft, clock.today())
    context = shown.around(request, draft, reading=reading)
    if reading.missing and form is None:
        form = MissingForm(initial={"deadline_on": _proposed(draft)})
    return context | {
        "groups": answered.groups(draft, reading, pages.language()), "missing_form": form if reading.missing else None,
        "case_number": draft.case_number,
    }  # fmt: skip


def _proposed(draft: Any) -> Any:
    """The day that the rulebook proposes; empty where no number is in force, then the clerk sets it."""
    try:
        return accepting.supply_until(draft.area_id, clock.today())
    except NotInForce:
        return None


@require_safe
@never_cache
@pages.power("intake.draft")
def taken(request: HttpRequest, number: str) -> HttpResponse:
    """Done: the number, the paper to print, what happens next."""
    case = cases.get(number)
    case_actions.look(case, actor=request.officer, at=clock.now(), purpose="受理")  # type: ignore[attr-defined]
    printed = [
        one
        for one in documents.of_case(number)
        if one.kind in ("receipt", "notice-of-missing", "application")
    ]
    language = pages.language()
    return pages.show(
        request, "office/counter/taken.html",
        {
            "case": case, "printed": printed, "stage": case_actions.stage_label(case, language),
            "item_name": rulebook.item(case.item_code).name(language), "accepted": case.accepted_on is not None,
        },
    )  # fmt: skip
