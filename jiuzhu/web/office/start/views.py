"""我的工作: what waits for me, by deadline, in one list; and the search box of every page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.filings import queries as filings
from jiuzhu.web import clock, typed
from jiuzhu.web.office import of_case, pages

# Where a household that receives stands: nobody is waited for there, whatever could be done.
_RESTING = ("receiving", "grace")
_HANDED_ON = 10


@require_safe
@pages.power()
def start(request: HttpRequest) -> HttpResponse:
    """What waits for me, soonest first; what I handed on and where it is."""
    reach, today = request.reach, clock.today()  # type: ignore[attr-defined]
    names = _stage_names()
    acts = of_case.serving(request.powers)  # type: ignore[attr-defined]
    mine = tuple(sorted(stage for stage in acts if stage not in _RESTING))
    counts = cases.stage_counts(reach) if reach else {}
    chosen = request.GET.get("stage", "")
    stages = (chosen,) if chosen in mine else mine
    overdue = cases.Wanted(stages=mine, overdue_on=today)
    waiting = cases.listing(cases.Wanted(stages=stages, closed=False), reach=reach) if mine else ()
    page = pages.page_of(request, waiting, per_page=25)
    for case in page.object_list:
        case.stage_name, case.act = names.get(case.stage, case.stage), acts[case.stage]
        case.act_url = case.act.url(case.number)
    handed_on = list(cases.handed_on(request.officer, waiting_at=mine)[:_HANDED_ON])  # type: ignore[attr-defined]
    for case in handed_on:
        case.stage_name = names.get(case.stage, case.stage)
    context = {
        "tiles": [(stage, names.get(stage, stage), counts[stage]) for stage in mine if counts.get(stage)],
        "overdue": cases.listing(overdue, reach=reach).count() if mine else 0,
        "chosen": chosen,
        "page": page,
        "handed_on": handed_on,
        "asked": filings.asked_of(reach)[:_HANDED_ON] if "filings.answer" in request.powers else (),  # type: ignore[attr-defined]
        "county": _county(request),
        "substituting": cases.substituting(request.officer, today),  # type: ignore[attr-defined]
        "sees_cases": "cases.see" in request.powers,  # type: ignore[attr-defined]
    }
    return pages.show(request, "office/start/start.html", context)


def _county(request: HttpRequest) -> dict[str, int]:
    """What waits at the county's desk: filings to look at, answers of townships that are overdue."""
    if not request.powers & {"filings.receive", "filings.supervise"}:  # type: ignore[attr-defined]
        return {}
    today, reach = clock.today(), request.reach  # type: ignore[attr-defined]
    found = filings.figures(reach, today, filings.levels(settings.COUNTY, today))
    return found | {"unanswered": filings.overdue(reach, today).count()}


def _stage_names() -> dict[str, str]:
    english = pages.language().startswith("en")
    return {key: both[english] for key, both in cases.stage_names().items()}


@require_safe
@pages.power("cases.see")
def search(request: HttpRequest) -> HttpResponse:
    """Cases by name, pinyin initials, identity number, case number or village; an exact number opens its case."""
    words = request.GET.get("q", "").strip()[:80]
    found = cases.listing(cases.Wanted(words=words), reach=request.reach) if words else ()  # type: ignore[attr-defined]
    page = pages.page_of(request, found, per_page=25)
    if page.paginator.count == 1 and page.object_list[0].number == words:
        return HttpResponseRedirect(reverse("office:case", args=[words]))
    names = _stage_names()
    for case in page.object_list:
        case.stage_name = names.get(case.stage, case.stage)
    return pages.show(request, "office/start/search.html", {"searched": words, "page": page})


@require_GET
@never_cache
@pages.power()
def typed_again(request: HttpRequest, key: str) -> HttpResponse:
    """What was typed before the login ran out, with the two ways on."""
    form = typed.kept(request, key)
    if form is None:
        return pages.show(request, "office/start/typed_gone.html")
    back = f"{form.path}{'&' if '?' in form.path else '?'}typed={key}"
    return pages.show(request, "office/start/typed.html", {"typed": form, "back": back})


@require_GET
@never_cache
@pages.power()
def typed_fields(request: HttpRequest, key: str) -> HttpResponse:
    """The same as JSON, for the script that puts it back into the form."""
    form = typed.kept(request, key)
    if form is None:
        return JsonResponse({"fields": []}, status=404)
    typed.forget(request)
    return JsonResponse({"fields": form.fields})
