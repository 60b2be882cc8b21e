"""Ask: one inquiry per member and source that she authorised. What is on file answers at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.cases import actions as cases
from jiuzhu.cases import queries as case_queries
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Inquiry

from .answering import answer_open

ASKED = audit.act(
    "verification.asked",
    zh="凭授权发起核对：{name}，{sources}",
    en="asked about {name} under the authorisation: {sources_en}",
)


def ask(case: Any, *, sources: Collection[str] = (), actor: Any, on: date, at: datetime) -> list[Inquiry]:
    """The verifier asks about every member; `sources` narrows what the authorisations allow. Asking again asks only
    what is not open already. Raises NotAuthorised when nobody's authorisation covers the day, NotEmpowered, OwnCase."""
    refuse_if_any([queries.why_not_ask(case, actor, on)])
    with transaction.atomic(), refusing():
        duty = cases.take_duty(case, actor, "verify", on=on, at=at)
        return _ask(case, duty, sources, actor=actor, on=on, at=at)


def ask_by_itself(case: Any, *, on: date, at: datetime) -> list[Inquiry]:
    """On entering verification: on the duty of whoever accepted. A case without an acceptance here asks nobody."""
    accepted = case_queries.duties(case).filter(duty="accept").last()
    if accepted is None:
        return []
    with transaction.atomic(), refusing():
        return _ask(case, accepted, (), actor=None, on=on, at=at)


def _ask(
    case: Any, duty: Any, sources: Collection[str], *, actor: Any, on: date, at: datetime
) -> list[Inquiry]:
    present = {person.pk for person in queries.persons(case, on)}
    # A question on an authorisation that has ended is answered no more: a new one asks again.
    already = {
        (one.person_id, one.source)
        for one in queries.open_inquiries(case)
        if one.authorisation.ends_on is None or one.authorisation.ends_on > on
    }
    asked = []
    for authorisation in queries.in_force(case, on):
        wanted = [
            Inquiry(
                case=case, person=authorisation.person, source=source, authorisation=authorisation, duty=duty,
                asked_on=on, asked_at=at,
            )
            for source in authorisation.sources
            if authorisation.person_id in present
            and (authorisation.person_id, source) not in already
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
