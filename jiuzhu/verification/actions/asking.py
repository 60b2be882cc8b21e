"""Ask: one inquiry per member and source that she authorised. What is on file answers at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.cases import queries as case_queries
from jiuzhu.confidentiality import queries as confidentiality
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Inquiry
from jiuzhu.verification.refusals import NotAuthorised, OtherPurpose, SourceNotAsked, Withdrawn

from .answering import answer_open
from .watching import notice

ASKED = audit.act(
    "verification.asked",
    zh="凭授权发起核对：{name}，{sources}",
    en="asked about {name} under the authorisation: {sources_en}",
)
NOT_ASKED = audit.act(
    "verification.not-asked",
    zh="没有自动发起核对：{why}",
    en="departments were not asked by themselves: {why_en}",
)


def ask(
    case: Any, *, sources: Collection[str] = (), purpose: str = "", actor: Any, on: date, at: datetime
) -> list[Inquiry]:
    """The verifier asks about every member, and about supporters who consented; `sources` and `purpose` narrow what the
    authorisations allow. Asking again asks only what is not open already.

    Raises NotAuthorised, Withdrawn or OtherPurpose when nobody's authorisation covers it, SourceNotAsked, NotEmpowered, OwnCase,
    NoAgreement.
    """
    refuse_if_any([queries.why_not_ask(case, actor, on)])
    refuse_if_any([why_nobody(case, sources, purpose, on), _why_not_here(case, sources, on)])
    with transaction.atomic(), refusing():
        duty = cases.take_duty(case, actor, "verify", on=on, at=at)
        asked = _ask(case, duty, sources, purpose, actor=actor, on=on, at=at)
        notice(case, actor, purpose="发起核对", on=on, at=at)
        return asked


def _why_not_here(case: Any, sources: Collection[str], on: date) -> Refusal | None:
    unasked = [
        queries.SOURCES[one]
        for one in sorted({*sources} - queries.sources_asked(case.area_id, on))
        if one in queries.SOURCES
    ]
    return (
        SourceNotAsked("sources", on=on, source_zh=unasked[0].zh, source_en=unasked[0].en)
        if unasked
        else None
    )


def why_nobody(case: Any, sources: Collection[str], purpose: str, on: date) -> Refusal | None:
    """Why nobody of this case may be asked about on a day, for these sources and this purpose."""
    held = list(queries.in_force(case, on))
    if any(
        (not sources or set(sources) & set(one.sources)) and (not purpose or purpose in one.purposes)
        for one in held
    ):
        return None
    if held and purpose and not any(purpose in one.purposes for one in held):
        return OtherPurpose("purpose", person=held[0].person.name, purpose=purpose)
    withdrawn = None if held else queries.authorisations(case).filter(withdrawn_on__lte=on).last()
    if withdrawn is not None:
        return Withdrawn(person=withdrawn.person.name, on=withdrawn.withdrawn_on)
    told = {"source": min(sources)} if sources else {"source_zh": "任何来源", "source_en": "any source"}
    return NotAuthorised(person=case.applicant.name, on=on, **told)


def ask_by_itself(case: Any, *, on: date, at: datetime) -> list[Inquiry]:
    """On entering verification: on the duty of whoever accepted. A case without an acceptance here asks nobody.

    The clock rests on the township's agreement. Without one nobody is asked, and the log says why: a family's application is
    not refused for what the township has not signed.
    """
    accepted = case_queries.duties(case).filter(duty="accept").last()
    if accepted is None:
        return []
    with transaction.atomic(), refusing():
        if why := confidentiality.why_not_township(case.area_id, on):
            audit.record(
                NOT_ASKED, actor=None, at=at, case=case.number, why=why.text(), why_en=why.text("en")
            )
            return []
        return _ask(case, accepted, (), "", actor=None, on=on, at=at)


def _ask(
    case: Any, duty: Any, sources: Collection[str], purpose: str, *, actor: Any, on: date, at: datetime
) -> list[Inquiry]:
    present = {person.pk for person in queries.persons(case, on)}
    # A question on an authorisation that has ended is answered no more: a new one asks again.
    already = {
        (one.person_id, one.source)
        for one in queries.open_inquiries(case)
        if one.authorisation.ends_on is None or one.authorisation.ends_on > on
    }
    asked, chosen = [], queries.sources_asked(case.area_id, on)
    for authorisation in queries.in_force(case, on):
        wanted = [
            Inquiry(
                case=case, person=authorisation.person, source=source, authorisation=authorisation, duty=duty,
                purpose=purpose or authorisation.purposes[0], asked_on=on, asked_at=at,
            )
            for source in authorisation.sources
            if (authorisation.person_id in present or authorisation.obligation)
            and (not purpose or purpose in authorisation.purposes)
            and (authorisation.person_id, source) not in already
            and source in chosen
            and (not sources or source in sources)
        ]  # fmt: skip
        if not wanted:
            continue
        asked += Inquiry.objects.bulk_create(wanted)
        names = [queries.SOURCES[one.source] for one in wanted]
        audit.record(
            ASKED, actor=actor, at=at, case=case.number, person=str(authorisation.person_id),
            name=authorisation.person.name, sources="、".join(one.zh for one in names),
            sources_en=", ".join(one.en for one in names), authorisation=authorisation.pk,
        )  # fmt: skip
    # A source that is asked one by one answers through its connection, not out of an older delivery.
    for source in sorted({one.source for one in asked} - queries.exchanged(on)):
        latest = queries.latest_extract(source)
        if latest is not None:
            answer_open([one for one in asked if one.source == source], latest, at=at)
    return asked
