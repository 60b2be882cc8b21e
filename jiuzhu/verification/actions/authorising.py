"""Record authorisations (社会救助法 Art. 40–41; 个人信息保护法 Art. 13–15, 29, 31; china.md §11.3)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from jiuzhu import rulebook
from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.households import queries as households
from jiuzhu.offices.database import refusing
from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import queries as standards
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Authorisation
from jiuzhu.verification.models.consent import for_the_application
from jiuzhu.verification.refusals import (
    AlreadyAuthorised,
    GuardianNeeded,
    GuardianNotAdult,
    LongerThanAllowed,
    NoGuardianOfAdults,
    NoSources,
    NotObliged,
    PaperNeeded,
    PeriodBackwards,
    SignatureNeeded,
    SignedAhead,
    SupporterInHousehold,
    SupporterSignsHerself,
    UnknownSource,
)
from jiuzhu.verification.sources.layouts import SOURCES

AUTHORISED = audit.act(
    "verification.authorised",
    zh="登记了{person}的核对授权（{how}，{count} 项来源，{starts_on}至{stops_on}）",
    en="recorded the authorisation of {person} ({how}, {count} sources, {starts_on} to {stops_on})",
)


@dataclass(frozen=True)
class Signed:
    """How and when somebody signed: `body` is the scan, the photograph, or the picture of the signature on screen.

    `under` names the text signed with the application instead: its paper is kept there. A signature drawn on screen has its
    moment (`at`) and what it was drawn on (`device`).
    """

    how: str  # screen | paper | fingerprint
    on: date
    body: bytes = b""
    name: str = "signature.png"
    under: str = ""
    at: datetime | None = None
    device: str = ""


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
    obligation: str = "",
    actor: Any,
    on: date,
    at: datetime,
) -> Authorisation:
    """One adult's authorisation for this case; `guardian` signs for a minor or for a person without capacity.

    `obligation`: a supporter outside the household, by her relation to the applicant; she signs for herself alone and is asked
    about only to reckon what she owes (社会救助法 Art. 41). Without `stops_on` it ends with the assistance, or when the county's
    number `authorisation-months` says.

    Raises AlreadyAuthorised, NotAMember, GuardianNeeded, GuardianNotAdult, NoGuardianOfAdults, NoSources, UnknownSource,
    PaperNeeded, SignatureNeeded, PeriodBackwards, SignedAhead, LongerThanAllowed, SupporterInHousehold,
    SupporterSignsHerself, NotObliged, NotYourPower, NotYourArea, and what documents refuse.
    """
    stops_on, validity, too_long = _until(case, starts_on, stops_on)
    refuse_if_any(
        [
            queries.why_not_record(case, actor, on),
            *_wrong_sources(sources),
            too_long,
            _wrong_supporter(case, person, guardian, obligation, signed.on)
            if obligation
            else _wrong_guardian(person, guardian, guardian_ground, signed.on),
            *_wrong_days(period, starts_on, stops_on, signed, on),
            _unsigned(signed),
        ]
    )
    purposes = ["support"] if obligation else for_the_application()
    with transaction.atomic(), refusing():
        return _kept_as_signed(
            case, person, signed, actor=actor, at=at, guardian=guardian, guardian_ground=guardian_ground, obligation=obligation,
            purposes=purposes, sources=sorted(set(sources)), validity=validity, period_from=period[0], period_to=period[1],
            starts_on=starts_on, stops_on=stops_on,
        )  # fmt: skip


def _kept_as_signed(
    case: Any, person: Any, signed: Signed, *, actor: Any, at: datetime, **terms: Any
) -> Authorisation:
    paper, drawn = _kept(case, signed, actor, at), signed.how == "screen"
    try:
        with transaction.atomic():
            found = Authorisation.objects.create(
                case=case, person=person, purpose=f"{case.process.body['name']['zh']}申请 {case.number}", paper=paper,
                signed_on=signed.on, signed_how=signed.how, signed_at=(signed.at or at) if drawn else None,
                device=signed.device[:120], signed_under=signed.under, recorded_by=actor, at=at, **terms,
            )  # fmt: skip
    except IntegrityError as error:
        raise _already(case, person, terms["starts_on"], terms["stops_on"], error) from error
    audit.record(
        AUTHORISED, actor=actor, at=at, case=case.number, person=str(person.pk), authorisation=found.pk,
        how=found.get_signed_how_display(), count=len(found.sources), starts_on=found.starts_on,
        stops_on=found.stops_on or "本次救助终止", sources=found.sources, paper=paper.sha256 if paper else signed.under,
    )  # fmt: skip
    return found


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


def _wrong_supporter(case: Any, person: Any, guardian: Any, obligation: str, on: date) -> Refusal | None:
    means = rulebook.codes("relations").entries.get(obligation, {}).get("means")
    if means not in queries.OBLIGED:
        return NotObliged("obligation", relation=obligation)
    if person.pk in {one.pk for one in queries.persons(case, on)}:
        return SupporterInHousehold("person", person=person.name)
    if guardian is not None or households.age(person.born_on, on) < households.ADULT:
        return SupporterSignsHerself("guardian", person=person.name)
    return None


def _until(case: Any, starts_on: date, stops_on: date | None) -> tuple[date | None, str, Refusal | None]:
    """The last day, on what it rests, and why it is too far: the county may bound what the law leaves to the assistance's end."""
    figure = standards.numbers(case.area_id, starts_on)["authorisation-months"]
    if isinstance(figure, NotInForce):
        return (
            stops_on,
            "社会救助法第四十条、第四十一条：至本次救助终止" if stops_on is None else "授权书载明的期限",
            None,
        )
    months = figure.whole
    most = _months_later(starts_on, months)
    if stops_on is not None and stops_on > most:
        return stops_on, "", LongerThanAllowed("stops_on", stops_on=stops_on, months=months, most=most)
    return stops_on or most, f"本县规定：{months}个月（{figure.law}）"[:200], None


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return first + timedelta(days=min(day.day, monthrange(first.year, first.month)[1]) - 1)


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
