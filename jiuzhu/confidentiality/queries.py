"""Which agreements are in force, who has accepted, and why somebody may not ask or see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from jiuzhu.offices import queries as offices
from jiuzhu.offices.scope import under
from jiuzhu.signatures.acts import Act
from jiuzhu.values.refusals import Refusal

from .models import Acceptance, Agreement
from .refusals import NoAgreement, NoSuchAgreement
from .texts import text

__all__ = [
    "Standing", "acceptance", "accepted", "agreement", "agreements", "in_force", "mine", "offered_to", "signed_acts", "standing", "text", "why_not",
    "why_not_township",
]  # fmt: skip

#: Who must have accepted: everybody who may ask departments or see what they answered, also at the counter beside the household.
POWERS = ("verification.inquire", "verification.read", "intake.accept")


def why_not(officer: Any, area_code: str, on: date) -> Refusal | None:
    """Why an officer may not ask or see results of a township's cases on a day; the triggers ask the same function.

    `officer` None: the clock, which asks where the township's agreement is in force.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT confidentiality_refusal(%s, %s, %s)", [officer.pk if officer else None, area_code, on]
        )
        missing = cursor.fetchone()[0]
    if missing is None:
        return None
    name = offices.area(area_code[:9]).name
    return NoAgreement(missing=missing, officer=officer.name if officer else "", area=name, on=on)


def why_not_township(area_code: str, on: date) -> Refusal | None:
    """Why nobody of a township may ask on a day: no agreement in force."""
    return why_not(None, area_code, on)


def _not_ended(on: date) -> Q:
    return Q(ending=None) | Q(ending__stops_on__gt=on)


def agreements(reach: Sequence[str] = ("",)) -> QuerySet[Agreement]:
    """Agreements within reach, the newest first."""
    found = Agreement.objects.select_related("township", "by", "countersignature__by", "ending__by")
    return found.filter(under(reach, "township__code")).order_by("-starts_on", "-id")


def agreement(pk: int, reach: Sequence[str] = ("",)) -> Agreement:
    """Raises NoSuchAgreement, also out of reach."""
    found = agreements(reach).filter(pk=pk).first()
    if found is None:
        raise NoSuchAgreement
    return found


def in_force(township_code: str, on: date) -> Agreement | None:
    """The agreement of a township that both sides signed and nobody ended, on a day."""
    found = agreements().filter(_not_ended(on), township_id=township_code, countersignature__isnull=False)
    return found.filter(starts_on__lte=on, stops_on__gt=on).first()


def accepted(found: Agreement) -> QuerySet[Acceptance]:
    """Who has accepted under an agreement."""
    return (
        Acceptance.objects.filter(agreement=found)
        .select_related("officer__office", "ending__by")
        .order_by("id")
    )


def acceptance(pk: int, reach: Sequence[str] = ("",)) -> Acceptance:
    """One acceptance, of an officer whose office is within reach. Raises NoSuchAgreement."""
    rows = Acceptance.objects.select_related("agreement__township", "officer__office")
    found = rows.filter(under(reach, "officer__office__area__code"), pk=pk).first()
    if found is None:
        raise NoSuchAgreement
    return found


def mine(officer: Any) -> QuerySet[Acceptance]:
    """An officer's own acceptances, the newest first."""
    found = Acceptance.objects.filter(officer=officer).select_related("agreement__township", "ending__by")
    return found.order_by("-id")


def offered_to(officer: Any, on: date) -> list[Agreement | None]:
    """What an officer may accept today: agreements of the townships she has posts in; None stands for the county's own."""
    held = {posting.area_id for posting in offices.postings(officer, on)}
    has = {one.agreement_id for one in mine(officer).filter(_not_ended(on))}
    found: list[Agreement | None] = []
    if any(len(code) == 6 for code in held) and None not in has:
        found.append(None)
    for code in sorted({one[:9] for one in held if len(one) >= 9}):
        current = in_force(code, on)
        if current is not None and current.pk not in has:
            found.append(current)
    return found


@dataclass(frozen=True)
class Standing:
    """An officer who may see results, and whether she has accepted."""

    officer: Any
    acceptance: Acceptance | None


def standing(reach: Sequence[str], on: date) -> list[Standing]:
    """Everybody within reach whose post lets her ask or see, those who still owe their acceptance first."""
    people: dict[int, Any] = {}
    for prefix in reach:
        for power in POWERS:
            for one in offices.officers(area=prefix, power=power, on=on):
                people[one.pk] = one
    current = {
        one.officer_id: one
        for one in Acceptance.objects.filter(_not_ended(on), officer__in=people, starts_on__lte=on).select_related("agreement__ending")
        .order_by("id")
        if one.agreement is None or _holds(one.agreement, on)
    }  # fmt: skip
    found = [Standing(one, current.get(one.pk)) for one in people.values()]
    return sorted(
        found, key=lambda one: (one.acceptance is not None, one.officer.office.area_id, one.officer.pk)
    )


def _holds(found: Agreement, on: date) -> bool:
    ending = getattr(found, "ending", None)
    return found.starts_on <= on < found.stops_on and (ending is None or ending.stops_on > on)


def signed_acts(found: Agreement) -> list[Act]:
    """Both sides of an agreement as signed acts, to be proven with the signers' public keys."""
    acts = [
        Act(
            "confidentiality",
            found.pk,
            found.by,
            None,
            found.at,
            found.content,
            found.digest,
            found.signature,
        )
    ]
    other = getattr(found, "countersignature", None)
    if other is not None:
        acts.append(
            Act(
                "confidentiality",
                other.pk,
                other.by,
                None,
                other.at,
                found.content,
                other.digest,
                other.signature,
            )
        )
    return acts
