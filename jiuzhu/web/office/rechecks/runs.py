"""The list of re-checks with the button, and one of them: its progress, its parts with their faults, its figures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.rechecks import actions, queries
from jiuzhu.scheduled import timetable
from jiuzhu.values.month import Month, parse
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import shown

READERS = ("rechecks.run", "verification.read")
_TASK = "every_few_minutes.rechecks"
_MONTHS_BACK = 12


class MonthForm(forms.Form):
    """Which month's files."""

    month = forms.ChoiceField(label=_("月份"))

    def __init__(self, *arguments: Any, months: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["month"].choices = months  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@pages.power(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """What was re-checked so far; whoever may, starts the next one."""
    now = Month.of(clock.today())
    months = [(str(one), one.chinese()) for one in (now + -back for back in range(_MONTHS_BACK))]
    form = MonthForm(request.POST or None, months=months)
    page = pages.page_of(request, queries.runs(), per_page=25)
    for one in page.object_list:
        one.share = shown.share(one)
    context = {
        "page": page, "form": form, "may_run": "rechecks.run" in request.powers,  # type: ignore[attr-defined]
        "came": len(queries.arrived(now)), "sources": len(shown.sources()), "folder": f"rechecks/in/{now}",
    }  # fmt: skip
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, "office/rechecks/listing.html", context)

    def run() -> str:
        asked = actions.ask(
            parse(form.cleaned_data["month"]), area=settings.COUNTY, actor=request.officer, on=clock.today(), at=clock.now()  # type: ignore[attr-defined]
        )  # fmt: skip
        timetable.soon(_TASK)
        return reverse("office:recheck", args=[asked.pk])

    try:
        return pages.carry_out(request, "recheck everybody", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, "office/rechecks/listing.html", context, form=form)


@require_safe
@pages.power(*READERS)
def one(request: HttpRequest, recheck: int) -> HttpResponse:
    """One re-check. Figures by kind are those within one's own reach."""
    run, language = queries.get(recheck), pages.language()
    officer, today, reach = request.officer, clock.today(), request.reach  # type: ignore[attr-defined]
    kinds = queries.by_kind(run, reach=reach, officer=officer, on=today)
    context = {
        "run": run, "share": shown.share(run), "parts": shown.parts(run, language), "kinds": shown.kinds(kinds, language),
        "most": max(kinds.values(), default=1), "may_read": queries.why_not_read(officer, today) is None,
        "total": sum(kinds.values()), "words": shown.progress_words(run),
    }  # fmt: skip
    return pages.show(request, "office/rechecks/recheck.html", context)


@require_safe
@never_cache
@pages.power(*READERS)
def progress(request: HttpRequest, recheck: int) -> JsonResponse:
    """What the page asks every second."""
    run = queries.get(recheck)
    done = run.finished_at is not None
    address = reverse("office:recheck", args=[run.pk]) if done else ""
    text = gettext("已完成") if done else shown.progress_words(run)
    return JsonResponse({"share": shown.share(run), "text": text, "done": done, "next": address})
