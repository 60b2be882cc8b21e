"""What a person should look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, QuerySet

from jiuzhu.offices.scope import under
from jiuzhu.seals.models import Seal, Signal, Use
from jiuzhu.seals.refusals import NoSuchSignal


def signals(
    reach: Sequence[str] = ("",),
    *,
    area: str = "",
    seal: Seal | None = None,
    kinds: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    open_only: bool = False,
    outcome: str = "",
) -> QuerySet[Signal]:
    """Signals within reach, newest first; `outcome="misuse"` those that a supervisor found to be misuse."""
    found = Signal.objects.select_related("seal__area", "use", "officer", "finding__by")
    found = found.filter(under(reach, "seal__area__code")).order_by("-at", "-id")
    if area:
        found = found.filter(seal__area_id=area)
    if seal is not None:
        found = found.filter(seal=seal)
    if kinds:
        found = found.filter(kind__in=kinds)
    if since:
        found = found.filter(on__gte=since)
    if until:
        found = found.filter(on__lte=until)
    if open_only:
        found = found.filter(finding=None)
    return found.filter(finding__outcome=outcome) if outcome else found


def signal(pk: int) -> Signal:
    found = Signal.objects.select_related("seal__area", "use", "officer", "finding__by").filter(pk=pk).first()
    if found is None:
        raise NoSuchSignal
    return found


def counted(
    first: date, after: date, *, reach: Sequence[str] = ("",)
) -> tuple[dict[str, int], dict[str, int]]:
    """Area → uses of its seals that were not void, and signals about them, from a day on until before another."""
    within = under(reach, "seal__area__code")
    uses = Use.objects.filter(within, on__gte=first, on__lt=after, void=None)
    raised = Signal.objects.filter(within, on__gte=first, on__lt=after)
    by_area = [
        dict(rows.values_list("seal__area_id").annotate(Count("id")).order_by()) for rows in (uses, raised)
    ]
    return by_area[0], by_area[1]
