"""Sign level by level: the county offers, the township countersigns, each officer accepts for herself; the county may end it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.values.refusals import Refusal, refuse_if_any

from . import queries
from .models import Acceptance, Agreement, Countersignature, Ending
from .refusals import (
    AlreadyAccepted,
    AlreadyCountersigned,
    AlreadyEnded,
    EndsBefore,
    NotATownship,
    NotInForce,
    NotYourSide,
    PeriodBackwards,
    ReasonNeeded,
)
from .texts import text

__all__ = ["accept", "countersign", "end_acceptance", "end_agreement", "offer"]

COUNTY, TOWNSHIP = "confidentiality.county", "confidentiality.township"
OFFERED = audit.act(
    "confidentiality.offered",
    zh="代表县签署与{township}的保密协议{number}（{starts_on}至{stops_on}）",
    en="signed for the county the confidentiality agreement {number} with {township} ({starts_on} to {stops_on})",
)
COUNTERSIGNED = audit.act(
    "confidentiality.countersigned",
    zh="代表{township}签署保密协议{number}",
    en="signed the confidentiality agreement {number} for {township}",
)
ACCEPTED = audit.act(
    "confidentiality.accepted",
    zh="签署个人保密承诺（{place}）",
    en="accepted confidentiality in person ({place})",
)
ENDED = audit.act(
    "confidentiality.ended",
    zh="自{stops_on}起收回{what}：{reason}",
    en="ended {what} from {stops_on} on: {reason}",
)


def offer(township: Any, *, starts_on: date, stops_on: date, actor: Any, on: date, at: datetime) -> Agreement:
    """The county signs the text of the day for a township. Raises NotYourPower, NotATownship, PeriodBackwards, NoText,
    NotReauthenticated (社会救助法 Art. 11; 监管办法: level by level)."""
    backwards = starts_on < on or stops_on <= starts_on
    refuse_if_any(
        [
            offices.why_not(actor, COUNTY, township.code, on),
            NotATownship("township", area=township.name) if township.level != "township" else None,
            PeriodBackwards("stops_on", starts_on=starts_on, stops_on=stops_on, on=on) if backwards else None,
        ]
    )
    words = text("township", starts_on)
    with transaction.atomic(), refusing():
        number = _number(township.code, on)
        content = {
            "number": number, "county": township.code[:6], "township": township.code, "township_name": township.name,
            "starts_on": starts_on.isoformat(), "stops_on": stops_on.isoformat(), "text": words.as_signed(),
        }  # fmt: skip
        signed = _sign(content, number, township.code, actor, on, at)
        found = Agreement.objects.create(
            number=number, township=township, starts_on=starts_on, stops_on=stops_on, text_version=words.starts_on,
            content=content, digest=signed.digest, signature=signed, by=actor, on=on, at=at,
        )  # fmt: skip
        audit.record(
            OFFERED,
            actor=actor,
            at=at,
            number=number,
            township=township.name,
            starts_on=starts_on,
            stops_on=stops_on,
        )
        return found


def countersign(agreement: Agreement, *, actor: Any, on: date, at: datetime) -> Countersignature:
    """The township signs the same words. Raises NotYourPower, AlreadyCountersigned, NotYourSide, NotReauthenticated."""
    with transaction.atomic(), refusing():
        held = Agreement.objects.select_for_update().select_related("township").get(pk=agreement.pk)
        done = Countersignature.objects.filter(agreement=held).exists()
        refuse_if_any(
            [
                offices.why_not(actor, TOWNSHIP, held.township_id, on),
                AlreadyCountersigned(number=held.number) if done else None,
                NotYourSide() if held.by_id == actor.pk else None,
            ]
        )
        signed = _sign(held.content, held.number, held.township_id, actor, on, at)
        found = Countersignature.objects.create(
            agreement=held, by=actor, digest=signed.digest, signature=signed, on=on, at=at
        )
        audit.record(COUNTERSIGNED, actor=actor, at=at, number=held.number, township=held.township.name)
        return found


def accept(agreement: Agreement | None, *, actor: Any, on: date, at: datetime) -> Acceptance:
    """An officer binds herself, under her township's agreement or (None) with the county.

    Raises NotInForce, AlreadyAccepted, NoText, NotReauthenticated; the database NotYourAgreement.
    """
    words, starts_on = text("person", on), on
    if agreement is not None:
        current = queries.in_force(agreement.township_id, on)
        if current is None or current.pk != agreement.pk:
            raise NotInForce(number=agreement.number, on=on)
    already = queries.mine(actor).filter(agreement=agreement, ending=None).exists()
    refuse_if_any([AlreadyAccepted(officer=actor.name) if already else None])
    area = agreement.township_id if agreement else actor.office.area_id[:6]
    about = agreement.number if agreement else f"BM-{area}"
    content = {
        "agreement": about, "officer": actor.staff_number, "name": actor.name, "starts_on": starts_on.isoformat(),
        "text": words.as_signed(),
    }  # fmt: skip
    with transaction.atomic(), refusing():
        signed = _sign(content, about, area, actor, on, at)
        found = Acceptance.objects.create(
            agreement=agreement, officer=actor, starts_on=starts_on, text_version=words.starts_on, content=content,
            digest=signed.digest, signature=signed, at=at,
        )  # fmt: skip
        audit.record(ACCEPTED, actor=actor, at=at, place=about)
        return found


def end_agreement(
    agreement: Agreement, *, stops_on: date, reason: str, actor: Any, on: date, at: datetime
) -> Ending:
    """The county revokes an agreement, and with it the township's delegated account and everybody's acceptance under it.

    Raises NotYourPower, ReasonNeeded, EndsBefore, AlreadyEnded.
    """
    before = Ending.objects.filter(agreement=agreement).first()
    refuse_if_any(_why_not_end(before, agreement.township_id, stops_on, reason, actor, on))
    with transaction.atomic(), refusing():
        made = Ending.objects.create(
            agreement=agreement, stops_on=stops_on, reason=reason.strip()[:300], by=actor, on=on, at=at
        )
        audit.record(
            ENDED, actor=actor, at=at, ended=agreement.number, stops_on=stops_on, reason=reason.strip()
        )
        return made


def end_acceptance(
    acceptance: Acceptance, *, stops_on: date, reason: str, actor: Any, on: date, at: datetime
) -> Ending:
    """The same for one officer. Raises NotYourPower, ReasonNeeded, EndsBefore, AlreadyEnded."""
    before = Ending.objects.filter(acceptance=acceptance).first()
    under, officer = acceptance.agreement, acceptance.officer
    area = under.township_id if under else officer.office.area_id[:6]
    refuse_if_any(_why_not_end(before, area, stops_on, reason, actor, on))
    with transaction.atomic(), refusing():
        made = Ending.objects.create(
            acceptance=acceptance, stops_on=stops_on, reason=reason.strip()[:300], by=actor, on=on, at=at
        )
        audit.record(
            ENDED, actor=actor, at=at, ended=f"{under.number if under else area} {officer.name}", stops_on=stops_on,
            reason=reason.strip(),
        )  # fmt: skip
        return made


def _why_not_end(
    before: Ending | None, area: str, stops_on: date, reason: str, actor: Any, on: date
) -> list[Refusal | None]:
    return [
        offices.why_not(actor, COUNTY, area, on),
        ReasonNeeded("reason") if not reason.strip() else None,
        EndsBefore("stops_on", on=on) if stops_on < on else None,
        AlreadyEnded(on=before.stops_on) if before else None,
    ]


def _number(township: str, on: date) -> str:
    """The next of the township; two county officers at once take one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('confidentiality'))")
    return f"BM-{township}-{on.year}-{Agreement.objects.filter(township_id=township).count() + 1}"


def _sign(content: Any, about: str, area: str, actor: Any, on: date, at: datetime) -> Any:
    return signatures.sign(
        content, kind="confidentiality", about=about, area_code=area, actor=actor, on=on, at=at
    )
