"""Seals, the steps of their life, and which seal belongs on a paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from jiuzhu.offices import queries as offices
from jiuzhu.offices.scope import under
from jiuzhu.seals import rules
from jiuzhu.seals.models import Event, Seal
from jiuzhu.seals.refusals import NoSuchSeal


def get(pk: int) -> Seal:
    """One seal. Raises NoSuchSeal, also when it is out of reach."""
    found = Seal.objects.select_related("area").filter(pk=pk).first()
    if found is None:
        raise NoSuchSeal
    return found


def by_number(number: str) -> Seal:
    """The same by its register number."""
    found = Seal.objects.select_related("area").filter(number=number).first()
    if found is None:
        raise NoSuchSeal
    return found


def listing(
    reach: Sequence[str], *, kind: str = "", state: str = "", area: str = "", words: str = ""
) -> QuerySet[Seal]:
    """Seals within reach, the county's first."""
    found = Seal.objects.select_related("area").filter(under(reach)).order_by("area_id", "kind", "id")
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    if area:
        found = found.filter(area__code__startswith=area)
    return found.filter(Q(text__icontains=words) | Q(number__icontains=words)) if words else found


def in_use(area_code: str, kind: str) -> Seal | None:
    """The seal of this kind that an area uses now; None when there is none (not issued yet, suspended, withdrawn)."""
    return (
        Seal.objects.select_related("area")
        .filter(area_id=area_code, kind=kind, state="in_use")
        .order_by("-id")
        .first()
    )


def fitting(area_code: str, paper: str, legal_form: str = "") -> Seal | None:
    """The seal in use that belongs on a paper of this kind and legal form, for a township's code: its own or the county's."""
    for kind, one in rules.KINDS.items():
        if rules.fits(kind, paper, legal_form):
            code = area_code[:6] if one.level == "county" else area_code
            if found := in_use(code, kind):
                return found
    return None


def live_special(area_code: str) -> Seal | None:
    return Seal.objects.filter(area_id=area_code, kind="special", state__in=rules.LIVE).first()


def events(seal: Seal) -> QuerySet[Event]:
    """The steps of its life, oldest first."""
    return Event.objects.filter(seal=seal).select_related("by__office", "paper").order_by("number")


def certificate(seal: Seal) -> dict[str, str]:
    """What was kept with the imprint: imprint_sha256, certificate_serial, certificate_fingerprint, provider; empty before."""
    kept = Event.objects.filter(seal=seal, kind="kept").first()
    return dict(kept.told) if kept else {}


def steps_of(state: str) -> tuple[str, ...]:
    return rules.steps_from(state)


def offered(seal: Seal, officer: Any, on: date) -> tuple[str, ...]:
    """The steps that this officer may record now."""
    area = seal.area_id
    return tuple(
        key for key in rules.steps_from(seal.state) if offices.may(officer, rules.STEPS[key].power, area, on)
    )
