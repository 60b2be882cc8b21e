"""What a person should look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from jiuzhu.seals.models import Seal, Signal
from jiuzhu.seals.refusals import NoSuchSignal

from .register import under


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
