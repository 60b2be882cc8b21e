"""Record and withdraw authorisations (社会救助法 Art. 40–41; 个人信息保护法 Art. 13–15, 29, 31; china.md §11.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.households import queries as households
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Authorisation
from jiuzhu.verification.refusals import (
    AlreadyAuthorised,
    AlreadyWithdrawn,
    GuardianNeeded,
    GuardianNotAdult,
    NoGuardianOfAdults,
    NoSources,
    PaperNeeded,
    PeriodBackwards,
    SignatureNeeded,
    SignedAhead,
    UnknownSource,
    WithdrawnBefore,
)
from jiuzhu.verification.sources.layouts import SOURCES

AUTHORISED = audit.act(
    "verification.authorised",
    zh="登记了{person}的核对授权（{how}，{count} 项来源，{starts_on}至{stops_on}）",
    en="recorded the authorisation of {person} ({how}, {count} sources, {starts_on} to {stops_on})",
)
WITHDRAWN = audit.act(
    "verification.withdrawn",
    zh="登记{person}自{withdrawn_on}起撤回核对授权{note}",
    en="recorded that {person} withdrew the authorisation from {withdrawn_on} on{note}",
)


@dataclass(frozen=True)
class Signed:
    """How and when somebody signed: `body` is the scan, the photograph, or the picture of the signature on screen.

    `under` names the text signed with the application instead: its paper is kept there.
    """

    how: str  # screen | paper | fingerprint
    on: date
    body: bytes = b""
    name: str = "signature.png"
    under: str = ""


def authorise(
    case: Any,
    person: Any,
    *,
    sources: Sequence[str],
    period: tuple[date, date],
    starts_on: date,
    stops_on: date | None,
    signed: Signed,
    guardian: Any = None,
    guardian_ground: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> Authorisation:
    """One adult's authorisation for this case; `guardian` signs for a minor or for a person without capacity.

    Raises AlreadyAuthorised, NotAMember, GuardianNeeded, GuardianNotAdult, NoGuardianOfAdults, NoSources, UnknownSource,
    PaperNeeded, SignatureNeeded, PeriodBackwards, SignedAhead, NotYourPower, NotYourArea, and what documents refuse.
    """
    refuse_if_any(
        [
            queries.why_not_record(case, actor, on),
            *_wrong_sources(sources),
            _wrong_guardian(person, guardian, guardian_ground, signed.on),
            *_wrong_days(period, starts_on, stops_on, signed, on),
            _unsigned(signed),
        ]
    )
    with transaction.atomic(), refusing():
        paper = _kept(case, signed, actor, at)
        try:
            with transaction.atomic():
                found = Authorisation.objects.create(
                    case=case, person=person, guardian=guardian, guardian_ground=guardian_ground,
                    sources=sorted(set(sources)), purpose=f"{case.process.body['name']['zh']}申请 {case.number}",
                    period_from=period[0], period_to=period[1], starts_on=starts_on, stops_on=stops_on,
                    signed_on=signed.on, signed_how=signed.how, paper=paper,
                    signed_under=signed.under, recorded_by=actor, at=at,
                )  # fmt: skip
        except IntegrityError as error:
            raise _already(case, person, starts_on, stops_on, error) from error
        audit.record(
            AUTHORISED, actor=actor, at=at, case=case.number, person=str(person.pk), authorisation=found.pk,
            how=found.get_signed_how_display(), count=len(found.sources), starts_on=starts_on,
            stops_on=stops_on or "本次救助终止", sources=found.sources, paper=paper.sha256 if paper else signed.under,
        )  # fmt: skip
        return found


def withdraw(
    authorisation: Authorisation, *, withdrawn_on: date, note: str = "", actor: Any, on: date, at: datetime
) -> Authorisation:
    """From `withdrawn_on` on nothing more is asked on this authorisation; what was answered before stands.

    Raises AlreadyWithdrawn, WithdrawnBefore (个人信息保护法 Art. 15).
    """
    with transaction.atomic(), refusing():
        held = (
            Authorisation.objects.select_for_update()
            .select_related("case", "person")
            .get(pk=authorisation.pk)
        )
        refuse_if_any(
            [
                queries.why_not_record(held.case, actor, on),
                AlreadyWithdrawn(on=held.withdrawn_on) if held.withdrawn_on else None,
                WithdrawnBefore("withdrawn_on", starts_on=held.starts_on)
                if withdrawn_on < held.starts_on
                else None,
            ]
        )
        held.withdrawn_on, held.withdrawal_note = withdrawn_on, note.strip()[:300]
        held.save(update_fields=["withdrawn_on", "withdrawal_note"])
        audit.record(
            WITHDRAWN, actor=actor, at=at, case=held.case.number, person=str(held.person_id), authorisation=held.pk,
            withdrawn_on=withdrawn_on, note=f"：{note.strip()}" if note.strip() else "",
        )  # fmt: skip
        return held


def _kept(case: Any, signed: Signed, actor: Any, at: datetime) -> Any:
    if not signed.body:
        return None
    return documents.store(
        signed.body, name=signed.name, kind="authorisation", area_code=case.area_id, case=case.number, actor=actor, at=at,
        field="signature" if signed.how == "screen" else "paper",
    )  # fmt: skip


def _wrong_days(
    period: tuple[date, date], starts_on: date, stops_on: date | None, signed: Signed, on: date
) -> list[Refusal | None]:
    found: list[Refusal | None] = []
    if stops_on is not None and stops_on <= starts_on:
        found.append(PeriodBackwards("stops_on", starts_on=starts_on, stops_on=stops_on))
    if period[1] < period[0]:
        found.append(PeriodBackwards("period_to", starts_on=period[0], stops_on=period[1]))
    if signed.on > min(on, starts_on):
        found.append(SignedAhead("signed_on", signed_on=signed.on, on=on))
    return found


def _wrong_sources(sources: Sequence[str]) -> list[Refusal | None]:
    if not sources:
        return [NoSources("sources")]
    known = "、".join(SOURCES)
    return [UnknownSource("sources", source=one, known=known) for one in sources if one not in SOURCES]


def _wrong_guardian(person: Any, guardian: Any, ground: str, on: date) -> Refusal | None:
    adult = households.age(person.born_on, on) >= households.ADULT
    if guardian is None:
        return None if adult else GuardianNeeded("guardian", person=person.name)
    if adult and ground != "no_capacity":
        return NoGuardianOfAdults("guardian", person=person.name)
    if guardian.pk == person.pk or households.age(guardian.born_on, on) < households.ADULT:
        return GuardianNotAdult("guardian", guardian=guardian.name)
    return None


def _unsigned(signed: Signed) -> Refusal | None:
    if signed.body or signed.under:
        return None
    return SignatureNeeded("signature") if signed.how == "screen" else PaperNeeded("paper")


def _already(
    case: Any, person: Any, starts_on: date, stops_on: date | None, error: IntegrityError
) -> Exception:
    known = [
        one
        for one in queries.authorisations(case).filter(person=person)
        if (stops_on is None or one.starts_on < stops_on) and (one.ends_on is None or one.ends_on > starts_on)
    ]
    return AlreadyAuthorised("person", person=person.name, starts_on=known[0].starts_on) if known else error
