"""What a re-check found: changes to be looked into, doubts, people who could not be asked about. Every look is journalled."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jiuzhu.offices import queries as offices
from jiuzhu.rechecks import actions, queries
from jiuzhu.rechecks.refusals import TooManyToExport
from jiuzhu.web import clock
from jiuzhu.web.office import pages

from . import sheets, shown

MOST_EXPORTED = 20_000


def _wanted(request: HttpRequest) -> queries.Wanted:
    asked = request.GET
    return queries.Wanted(
        township=asked.get("township", "")[:12], source=asked.get("source", "")[:30], kind=asked.get("kind", "")[:20],
        case=asked.get("case", "").strip()[:40],
    )  # fmt: skip


def _told(request: HttpRequest) -> dict[str, Any]:
    return {"officer": request.officer, "on": clock.today(), "reach": request.reach}  # type: ignore[attr-defined]


def _look(request: HttpRequest, run: Any, subjects: list[Any], purpose: str) -> None:
    actions.look(run, subjects, purpose=purpose, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]


def _context(request: HttpRequest, run: Any, wanted: queries.Wanted) -> dict[str, Any]:
    reach: Any = request.reach  # type: ignore[attr-defined]
    return {
        "run": run,
        "wanted": wanted,
        "townships": offices.townships(reach),
        **shown.choices(pages.language()),
    }


@require_safe
@never_cache
@pages.power("verification.read")
def changes(request: HttpRequest, recheck: int) -> HttpResponse:
    """The proposals of a run, filtered."""
    run, wanted = queries.get(recheck), _wanted(request)
    page = pages.page_of(request, queries.proposals(run, wanted, **_told(request)))
    rows = list(page.object_list)
    _look(request, run, [one.subject for one in rows], _("变化清单"))
    page.object_list = shown.changes(rows, pages.language())
    context = {"page": page, "query": request.GET.urlencode(), **_context(request, run, wanted)}
    return pages.show(request, "office/rechecks/changes.html", context)


@require_safe
@never_cache
@pages.power("verification.read")
def doubts(request: HttpRequest, recheck: int) -> HttpResponse:
    """Records that were attributed to nobody, each with the reason."""
    run, wanted = queries.get(recheck), _wanted(request)
    page = pages.page_of(request, queries.doubts(run, wanted, **_told(request)))
    rows = list(page.object_list)
    _look(request, run, [one.subject for one in rows], _("存疑清单"))
    names = dict(shown.choices(pages.language())["sources"])
    page.object_list = [
        (one, names.get(one.part.source, one.part.source), shown.doubt(one, pages.language())) for one in rows
    ]
    return pages.show(
        request, "office/rechecks/doubts.html", {"page": page, **_context(request, run, wanted)}
    )


@require_safe
@pages.power("verification.read")
def left_out(request: HttpRequest, recheck: int) -> HttpResponse:
    """Members of live cases who were not asked about, each with the reason."""
    run, wanted = queries.get(recheck), _wanted(request)
    page = pages.page_of(request, queries.left_out(run, wanted, reach=request.reach))  # type: ignore[attr-defined]
    page.object_list = [(one, shown.left_out(one, pages.language())) for one in page.object_list]
    return pages.show(
        request, "office/rechecks/left_out.html", {"page": page, **_context(request, run, wanted)}
    )


@require_safe
@never_cache
@pages.power("verification.read")
def export(request: HttpRequest, recheck: int, recheck_as: str) -> HttpResponse:
    """The filtered list as CSV or as a workbook. Raises TooManyToExport."""
    if recheck_as not in sheets.KINDS:
        raise Http404
    run, wanted = queries.get(recheck), _wanted(request)
    chosen = queries.proposals(run, wanted, **_told(request))
    if (found := chosen.count()) > MOST_EXPORTED:
        raise TooManyToExport(most=MOST_EXPORTED, found=found)
    rows = list(chosen)
    _look(request, run, [one.subject for one in rows], _("导出变化清单"))
    media_type, body = sheets.written(recheck_as, shown.changes(rows, pages.language()))
    how = f"attachment; filename*=UTF-8''{quote(_('全员复核变化'))}-{run.month}.{recheck_as}"
    return HttpResponse(body, content_type=media_type, headers={"Content-Disposition": how})
