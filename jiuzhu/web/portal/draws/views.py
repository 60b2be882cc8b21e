"""Which samples were promised and drawn: fingerprints only, without a name or a case number (国办发〔2015〕58号)."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiuzhu.filings import queries
from jiuzhu.filings.refusals import NoSuchRecord
from jiuzhu.offices import scope


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every list of the county, also those given up, the newest first."""
    with scope.whole_county():
        draws = [
            (draw.area.name, queries.published(draw)) for draw in queries.draws((settings.COUNTY,))[:200]
        ]
    return render(request, "portal/draws/listing.html", {"draws": draws})


@require_safe
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One draw as JSON: after it was drawn, list, number, secret and sample."""
    with scope.whole_county():
        try:
            told = queries.published(queries.get_draw(number))
        except NoSuchRecord:
            raise Http404 from None
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})
