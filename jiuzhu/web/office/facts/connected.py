"""Which sources are connected, and how many questions each spares the households of this county."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiuzhu import rulebook
from jiuzhu.journey import asked
from jiuzhu.verification import queries as verification
from jiuzhu.web import clock
from jiuzhu.web.office import pages


@require_safe
@pages.power()
def sources(request: HttpRequest) -> HttpResponse:
    """Connected since when, latest data, what it spares; what a further source would spare; bars of the questions left."""
    on, language = clock.today(), pages.language()
    wanted = request.GET.get("item", "")
    chosen = next((one for one in rulebook.items() if one.code == wanted), rulebook.items()[0])
    connected = verification.connected(on)
    spared = asked.spared(chosen.code, on, language)
    every, now = asked.left(chosen.code, connected)
    _every, best = asked.left(chosen.code, verification.SOURCES)
    context = {
        "items": [(one.code, one.name(language)) for one in rulebook.items()], "chosen": chosen.code,
        "rows": [_row(one, language) for one in spared], "every": every,
        "bars": [("none", every), ("now", now), ("all", best)], "days": verification.recent_days(on),
        "connected": len(connected), "sources": len(spared),
    }  # fmt: skip
    return pages.show(request, "office/facts/connected.html", context)


def _row(one: asked.Spared, language: str) -> dict[str, object]:
    source = verification.SOURCES[one.connection.source]
    return {
        "name": source.name(language), "department": source.department(language), "connection": one.connection,
        "removes": one.removes, "would_remove": one.would_remove,
    }  # fmt: skip
