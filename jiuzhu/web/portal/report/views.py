"""One's own report: what was found, from which department, what to do about it, until when."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from jiuzhu.offices import queries as offices
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.portal.follow.views import own


@require_safe
@own
def report(request: HttpRequest) -> HttpResponse:
    """Shown from the day the household was told: before that the office is still to say it in person."""
    case: Any = request.own_case  # type: ignore[attr-defined]
    filed = verification.latest_report(case)
    told = verification.told(filed) if filed is not None else None
    office = offices.office_of(case.area_id)
    context = {
        "case": case, "report": filed, "told": told, "office": office, "help_phone": office.phone if office else "",
        "found": verification.own_lines(filed, get_language() or "zh-hans") if filed is not None and told is not None else [],
        "open": told is not None and clock.today() <= told.until and case.decided_on is None,
        "objections": list(verification.objections(filed)) if filed is not None and told is not None else [],
        "corrections": [
            (verification.SOURCES[one.source].department(get_language() or "zh-hans"), one)
            for one in (verification.corrections_of(filed) if filed is not None and told is not None else [])
        ],
    }  # fmt: skip
    return render(request, "portal/report/report.html", context)
