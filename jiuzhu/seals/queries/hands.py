"""Who keeps a seal when, and what was handed over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.offices import queries as offices
from jiuzhu.seals.models import Custody, Handover, Seal
from jiuzhu.seals.refusals import NoSuchHandover


def custodies(seal: Seal) -> QuerySet[Custody]:
    """Who kept it when, oldest first."""
    found = Custody.objects.filter(seal=seal).select_related("officer__office", "acceptance__handover__giver")
    return found.order_by("starts_at", "id")


def custodian(seal: Seal, at: datetime) -> Custody | None:
    """Who keeps it at a moment."""
    held = Q(stops_at=None) | Q(stops_at__gt=at)
    return (
        Custody.objects.filter(held, seal=seal, starts_at__lte=at).select_related("officer__office").first()
    )


def kept_by(officer: Any, at: datetime) -> QuerySet[Custody]:
    """The seals that an officer keeps at a moment."""
    held = Q(stops_at=None) | Q(stops_at__gt=at)
    return Custody.objects.filter(held, officer=officer, starts_at__lte=at).select_related("seal__area")


def handover(pk: int) -> Handover:
    found = (
        Handover.objects.select_related("seal__area", "giver__office", "receiver__office")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NoSuchHandover
    return found


def handovers(seal: Seal) -> QuerySet[Handover]:
    """Every hand-over with its answer, newest first."""
    found = Handover.objects.filter(seal=seal).select_related("giver", "receiver", "acceptance", "retraction")
    return found.order_by("-id")


def waiting_for(officer: Any) -> QuerySet[Handover]:
    """Hand-overs that this officer gave or is to confirm, still open."""
    mine = Q(receiver=officer) | Q(giver=officer)
    found = Handover.objects.filter(mine, acceptance=None, retraction=None)
    return found.select_related("seal__area", "giver", "receiver").order_by("id")


def is_open(handover: Handover) -> bool:
    return Handover.objects.filter(pk=handover.pk, acceptance=None, retraction=None).exists()


def receivers(seal: Seal, on: date) -> list[Any]:
    """Officers of the seal's own area who hold the power to use a seal."""
    posted = [
        one
        for one in offices.officers(power="seals.use", on=on)
        if seal.area_id in offices.reach(one, on, "seals.use")
    ]
    return [one for one in posted if one.office.area_id == seal.area_id]
