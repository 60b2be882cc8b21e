"""Which sources are connected on a day: what they give is not asked of households (社会救助法 Art. 62)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet

from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import queries as standards
from jiuzhu.verification.facts import FACTS
from jiuzhu.verification.models import Extract
from jiuzhu.verification.sources.layouts import SOURCES

from .exchanging import connections


@dataclass(frozen=True)
class SourceStanding:
    """How a source stands on a day. `since`: the first day of the unbroken row of deliveries that ends with the latest."""

    source: str
    connected: bool
    since: date | None = None
    latest: date | None = None
    until: date | None = None  # the last day for which the latest data is recent enough


#: Way of being connected → source → the days as of which it gave data, oldest first. A further way is a further line.
Way = Callable[[date], Mapping[str, list[date]]]


def _delivered(on: date) -> Mapping[str, list[date]]:
    """Whole deliveries."""
    return _days(Extract.objects.filter(inbound=None), on)


def _answered(on: date) -> Mapping[str, list[date]]:
    """Answers through connections that are in use; one that never answered is not connected yet."""
    return _days(Extract.objects.filter(inbound__connection__in=connections(on)), on)


def _days(extracts: QuerySet[Extract], on: date) -> Mapping[str, list[date]]:
    found: dict[str, list[date]] = {}
    taken = extracts.filter(taken=True, as_of__lte=on).values_list("source", "as_of").distinct()
    for source, as_of in taken.order_by("as_of"):
        found.setdefault(source, []).append(as_of)
    return found


WAYS: tuple[Way, ...] = (_delivered, _answered)


def recent_days(on: date) -> int | None:
    """How old a source's data may be; None where no such number is in force: then nothing counts as connected."""
    try:
        days = standards.number("source-recent-days", settings.COUNTY, on).value
    except NotInForce:
        return None
    return days if isinstance(days, int) and not isinstance(days, bool) else None


def connected(on: date) -> frozenset[str]:
    """The keys of the sources that are connected on a day."""
    return frozenset(one.source for one in standings(on) if one.connected)


def standings(on: date) -> tuple[SourceStanding, ...]:
    """Every source in its order, connected or not."""
    days, given = recent_days(on), [way(on) for way in WAYS]
    found = []
    for source in SOURCES:
        dates = sorted({day for way in given for day in way.get(source, ())})
        if not dates or days is None:
            found.append(SourceStanding(source, False, latest=dates[-1] if dates else None))
            continue
        until = dates[-1] + timedelta(days=days)
        found.append(SourceStanding(source, until >= on, _since(dates, days), dates[-1], until))
    return tuple(found)


def _since(dates: list[date], days: int) -> date:
    first = dates[-1]
    for earlier in reversed(dates[:-1]):
        if (first - earlier).days > days:
            break
        first = earlier
    return first


def unknown_givers(named: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What a form names as given (where → `source.fact` …) and no register gives. For the check of the rulebook."""
    for where, givers in named.items():
        for giver in givers:
            source, _, fact = giver.partition(".")
            if fact not in FACTS or FACTS[fact].source != source:
                yield f"{where}.given_by: no source gives {giver!r}"
