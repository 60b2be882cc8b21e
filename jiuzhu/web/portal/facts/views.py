"""The household's own facts on a telephone: each with its source and day; “this is not right” is kept with date and words."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.journey import confirming
from jiuzhu.offices import actions as offices_actions
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, facts_said
from jiuzhu.web.portal.follow.views import own
from jiuzhu.web.refused import NoOnceKey, flat, show_refusals

LIST, ONE = "portal/facts/facts.html", "portal/facts/say.html"


@require_safe
@own
def facts(request: HttpRequest) -> HttpResponse:
    """Everything that departments said of the members, with source and day."""
    case: Any = request.own_case  # type: ignore[attr-defined]
    rows = facts_said.rows(confirming.lines(case, clock.today()), get_language() or "zh-hans")
    context = {
        "case": case,
        "members": facts_said.by_member(rows),
        "why_not": confirming.why_not_say_oneself(case),
    }
    return render(request, LIST, context)


@require_http_methods(["GET", "HEAD", "POST"])
@own
def say(request: HttpRequest, member: str, fact: str) -> HttpResponse:
    """One fact on one page: it is so, or it is not."""
    case: Any = request.own_case  # type: ignore[attr-defined]
    language = get_language() or "zh-hans"
    lines = confirming.lines(case, clock.today())
    line = next((one for one in lines if (one.member["key"], one.fact.key) == (member, fact)), None)
    if line is None:
        raise Http404
    form = facts_said.SayForm(request.POST or None, line=line, language=language)
    [row] = facts_said.rows([line], language)
    context = {"case": case, "row": row, "form": form, "why_not": confirming.why_not_say_oneself(case)}
    if request.method != "POST" or not form.is_valid():
        return render(request, ONE, context)
    key = request.POST.get("once", "")
    if not key:
        raise NoOnceKey

    def run() -> str:
        confirming.say_oneself(case, member, fact, on=clock.today(), at=clock.now(), **form.cleaned_data)
        return f"{reverse('portal:own-facts')}#{member}-{fact}"

    try:
        with refusing():
            address = offices_actions.once(
                f"portal:{key}",
                who=f"own {case.number}",
                what=f"fact {member} {fact}",
                at=clock.now(),
                run=run,
            )
    except (Refusal, Refusals) as no:
        return show_refusals(request, flat(no), ONE, context, form=form, status=422)
    return HttpResponseRedirect(address)
