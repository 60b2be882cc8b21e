"""Facts of a case, one table per member: declared, found, which counts and why; what the household says is kept beside."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.journey import confirming
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock, facts_said
from jiuzhu.web.office import pages

POWERS = ("intake.accept", "verification.inquire", "verification.read")
LIST, ONE = "office/facts/facts.html", "office/facts/say.html"


def _lines(request: HttpRequest, case: Any) -> tuple[list[confirming.Line], bool]:
    """The lines that this officer may see, after her look was kept; whether they are the form's only."""
    on = clock.today()
    limited = confirming.look(case, actor=request.officer, on=on, at=clock.now())  # type: ignore[attr-defined]
    return confirming.lines(case, on, form_only=limited), limited


@require_safe
@never_cache
@pages.power(*POWERS)
def facts(request: HttpRequest, number: str) -> HttpResponse:
    """Everything known, with its source; the counter sees what its form would have asked."""
    case = cases.get(number)
    lines, limited = _lines(request, case)
    rows = facts_said.rows(lines, pages.language())
    context = {
        "case": case, "members": facts_said.by_member(rows), "limited": limited,
        "differing": sum(one.differs for one in rows), "open": sum(one.to_fill_in for one in rows),
        "why_not": confirming.why_not_say(case, request.officer, clock.today()),  # type: ignore[attr-defined]
    }  # fmt: skip
    return pages.show(request, LIST, context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pages.power(*POWERS)
def say(request: HttpRequest, number: str, member: str, fact: str) -> HttpResponse:
    """One fact: the household agrees, says otherwise, or supplies what no department could."""
    case = cases.get(number)
    lines, _limited = _lines(request, case)
    line = next((one for one in lines if (one.member["key"], one.fact.key) == (member, fact)), None)
    if line is None:
        raise Http404
    form = facts_said.SayForm(request.POST or None, line=line, language=pages.language())
    [row] = facts_said.rows([line], pages.language())
    why_not = confirming.why_not_say(case, request.officer, clock.today())  # type: ignore[attr-defined]
    context = {"case": case, "row": row, "form": form, "why_not": why_not}
    if request.method != "POST" or not form.is_valid():
        return pages.show(request, ONE, context)

    def run() -> str:
        confirming.say(
            case, member, fact, actor=request.officer, on=clock.today(), at=clock.now(),  # type: ignore[attr-defined]
            **form.cleaned_data,
        )  # fmt: skip
        return f"{reverse('office:case-facts', args=[number])}#{member}-{fact}"

    try:
        return pages.carry_out(request, f"fact {number} {member} {fact}", run)
    except (Refusal, Refusals) as no:
        return pages.refused(request, no, ONE, context, form=form)
