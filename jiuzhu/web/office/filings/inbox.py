"""The county's inbox: by risk, by age, by township and item; many of low risk accepted after each was opened."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jiuzhu import rulebook
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal, Refusals
from jiuzhu.web import clock
from jiuzhu.web.office import pages

READERS = ("filings.receive", "filings.supervise", "audit.read")
TEMPLATE = "office/filings/inbox.html"
#: What is shown when nothing was asked for: what waits for the county.
_WAITING = ",".join(queries.COUNTY_ACTS)


def _context(request: HttpRequest) -> dict[str, Any]:
    asked, english, today = request.GET, pages.language().startswith("en"), clock.today()
    reach: Any = request.reach  # type: ignore[attr-defined]
    bounds = queries.levels(settings.COUNTY, today)
    states = asked.get("state", _WAITING)
    wanted = queries.Wanted(
        words=asked.get("q", "").strip()[:80], township=asked.get("township", "")[:12], item=asked.get("item", "")[:10],
        states=tuple(one for one in states.split(",") if one in queries.STATES), risk=asked.get("risk", ""),
        mark=asked.get("mark", ""), incomplete=bool(asked.get("incomplete")), order=asked.get("sort", "risk").lstrip("-"),
    )  # fmt: skip
    page = pages.page_of(request, queries.inbox(wanted, reach=reach, bounds=bounds))
    shown = list(page.object_list)
    opened = queries.opened_by(request.officer, shown)  # type: ignore[attr-defined]
    named = queries.marks_of(shown, pages.language())
    for one in page.object_list:
        one.kind_name = queries.DECISIONS[one.kind][english]
        one.state_name = queries.STATES[one.state][english]
        one.level = queries.level_of(one.risk, bounds)
        one.mark_names = named.get(one.pk, [])
        one.opened = one.pk in opened
        one.item_name = rulebook.item(one.item_code).name(pages.language())
        one.can_accept = one.opened and one.level == "low" and one.state in ("open", "answered")
    return {
        "page": page, "wanted": wanted, "state": states, "figures": queries.figures(reach, today, bounds),
        "townships": offices.townships(reach), "items": [(item.code, item.name(pages.language())) for item in rulebook.items()],
        "states": [(key, names[english]) for key, names in queries.STATES.items()], "waiting_states": _WAITING,
        "marks": [(key, kind.name(pages.language())) for key, kind in queries.MARKS.items()],
        "may_accept": "filings.receive" in request.powers,  # type: ignore[attr-defined]
    }  # fmt: skip


@require_safe
@pages.power(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """Filings within reach; without a choice, those that wait for the county, the riskiest first."""
    return pages.show(request, TEMPLATE, _context(request))


@require_POST
@pages.power("filings.receive")
def accept(request: HttpRequest) -> HttpResponse:
    """Accept the ticked ones together, all or none."""
    ticked = [int(one) for one in request.POST.getlist("filing") if one.isdigit()][:200]

    def run() -> str:
        chosen = [queries.get(pk) for pk in ticked]
        filings.accept_many(chosen, actor=request.officer, on=clock.today(), at=clock.now())  # type: ignore[attr-defined]
        return reverse("office:filings")

    try:
        return pages.carry_out(request, "accept filings", run)
    except (Refusal, Refusals) as refusal:
        return pages.refused(request, refusal, TEMPLATE, _context(request))
