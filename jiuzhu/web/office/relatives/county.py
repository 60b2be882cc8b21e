"""Who declared this year and who still owes it, per township; and the near relatives recorded with cases."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.relatives import queries
from jiuzhu.web import clock
from jiuzhu.web.office import pages


@require_safe
@pages.power("relatives.see")
def standing(request: HttpRequest) -> HttpResponse:
    """Declarations of this year by area: how many officers, how many declared, who owes it."""
    today = clock.today()
    rows = queries.standing(request.reach, today.year, today)  # type: ignore[attr-defined]
    areas: dict[str, dict[str, Any]] = {}
    for one in rows:
        area = one.officer.office.area
        found = areas.setdefault(area.code, {"area": area, "declared": 0, "owed": 0})
        found["owed" if one.declaration is None else "declared"] += 1
    chosen = request.GET.get("area", "")
    listed = [one for one in rows if not chosen or one.officer.office.area_id == chosen]
    context = {
        "areas": [areas[code] for code in sorted(areas)], "chosen": chosen, "page": pages.page_of(request, listed),
        "year": today.year, "owed": sum(one["owed"] for one in areas.values()),
        "declared": sum(one["declared"] for one in areas.values()),
    }  # fmt: skip
    return pages.show(request, "office/relatives/standing.html", context)


@require_safe
@pages.power("relatives.see")
def filings(request: HttpRequest) -> HttpResponse:
    """近亲属备案: what was recorded with the cases within reach, the latest first."""
    page = pages.page_of(request, cases.relative_filings(request.reach))  # type: ignore[attr-defined]
    kinship, language = rulebook.codes("kinship"), pages.language()
    for one in page.object_list:
        one.relation_name = kinship.label(one.kin.relation, language) if one.kin else ""
    return pages.show(request, "office/relatives/filings.html", {"page": page})
