"""我的工作: what waits for me, by deadline, in one list; and the search box of every page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from jiuzhu.cases import queries as cases
from jiuzhu.web import clock, typed
from jiuzhu.web.office import pages


@require_safe
@pages.power()
def start(request: HttpRequest) -> HttpResponse:
    """What waits within my reach, soonest first."""
    reach = request.reach  # type: ignore[attr-defined]
    names = cases.stage_names()
    english = pages.language().startswith("en")
    counts = cases.stage_counts(reach) if reach else {}
    tiles = [
        (stage, names[stage][english], count) for stage, count in sorted(counts.items()) if stage in names
    ]
    waiting = pages.page_of(request, cases.listing(cases.Wanted(closed=False), reach=reach), per_page=25)
    for case in waiting.object_list:
        case.stage_name = names[case.stage][english] if case.stage in names else case.stage
    return pages.show(
        request, "office/start/start.html", {"tiles": tiles, "page": waiting, "today": clock.today()}
    )


@require_safe
@pages.power("cases.see")
def search(request: HttpRequest) -> HttpResponse:
    """Cases by name, pinyin initials, identity number, case number or village."""
    words = request.GET.get("q", "").strip()[:80]
    found = cases.listing(cases.Wanted(words=words), reach=request.reach) if words else ()  # type: ignore[attr-defined]
    return pages.show(
        request,
        "office/start/search.html",
        {"searched": words, "page": pages.page_of(request, found, per_page=25)},
    )


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
