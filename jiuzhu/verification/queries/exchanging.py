"""Connections to departments: what waits, what came, whether the breaker is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from jiuzhu.offices import queries as offices
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification.models import (
    Answer,
    Authorisation,
    Batch,
    BatchLine,
    Connection,
    Contact,
    Inbound,
    Inquiry,
    Report,
    Stray,
)
from jiuzhu.verification.refusals import ConnectionEnded, NoSuchConnection, StillWorking
from jiuzhu.verification.sources.base import OUTCOMES

from .asked import open_inquiries_of

WORST_WAIT = (
    24 * 60
)  # minutes; a pause that doubles stops here: a department is tried once a day at the least


def connections(on: date | None = None) -> QuerySet[Connection]:
    """All, or those in use on a day."""
    found = Connection.objects.order_by("key")
    if on is None:
        return found
    return found.filter(Q(stops_on=None) | Q(stops_on__gt=on), starts_on__lte=on)


def connection(key: str) -> Connection:
    """Raises NoSuchConnection."""
    found = Connection.objects.filter(key=key).first()
    if found is None:
        raise NoSuchConnection(key=key[:40])
    return found


def exchanged(on: date) -> frozenset[str]:
    """The sources that are asked one by one on a day, through a connection."""
    return frozenset(source for one in connections(on) for source in one.sources)


def in_use(connection: Connection, on: date) -> bool:
    return connection.starts_on <= on and (connection.stops_on is None or connection.stops_on > on)


def waits(connection: Connection) -> bool:
    """Whether an answer may still come."""
    return connection.batches.filter(closed_at=None).exists()


def to_be_sent(connection: Connection, on: date) -> QuerySet[Inquiry]:
    """Open inquiries of its sources that are in no batch and have no answer."""
    return (
        open_inquiries_of(connection.sources, on)
        .filter(line=None, authorisation__starts_on__lte=on)
        .filter(~Exists(Answer.objects.filter(inquiry=OuterRef("pk"))))
        .select_related("person", "authorisation")
        .order_by("id")
    )


def lines(batch: Batch) -> QuerySet[BatchLine]:
    """Lines with whom they are about; `reported` says that the report was signed since."""
    later = Report.objects.filter(case=OuterRef("inquiry__case"), at__gte=OuterRef("inquiry__asked_at"))
    return (
        BatchLine.objects.filter(batch=batch)
        .annotate(reported=Exists(later))
        .select_related("inquiry__person", "inquiry__authorisation", "inquiry__case")
        .order_by("id")
    )


def covers(authorisation: Authorisation, on: date) -> bool:
    """Whether it is in force on a day."""
    return authorisation.starts_on <= on and (authorisation.ends_on is None or authorisation.ends_on > on)


def unsent(connection: Connection) -> list[Batch]:
    return list(connection.batches.filter(submitted_at=None, expired_at=None, closed_at=None).order_by("id"))


def contacts(connection: Connection) -> QuerySet[Contact]:
    """Newest first."""
    return Contact.objects.filter(connection=connection).select_related("by").order_by("-id")


def opens_at(connection: Connection) -> datetime | None:
    """When the breaker lets the next try through; None while it is closed. Each further fault doubles the pause."""
    faults = 0
    last: datetime | None = None
    for one in contacts(connection)[: connection.breaker_faults + 16]:
        if one.kind != "fault":
            break
        faults, last = faults + 1, last or one.at
    if last is None or faults < connection.breaker_faults:
        return None
    minutes = connection.breaker_minutes * 2 ** (faults - connection.breaker_faults)
    return last + timedelta(minutes=min(minutes, WORST_WAIT))


@dataclass(frozen=True)
class State:
    """One connection as its page shows it."""

    connection: Connection
    waiting: int  # lines without a word from the department
    unsent: int  # questions in no batch yet, or in one that did not arrive
    late: int  # lines that expired
    sent_at: datetime | None
    answered_at: datetime | None
    opens_at: datetime | None
    fault: Contact | None  # the last one, while it lasts


def state(connection: Connection, on: date) -> State:
    asked = BatchLine.objects.filter(batch__connection=connection)
    last = contacts(connection).exclude(kind="wish").first()
    return State(
        connection, asked.filter(answers=None, batch__submitted_at__isnull=False).count(),
        (to_be_sent(connection, on).count() if in_use(connection, on) else 0)
        + asked.filter(answers=None, batch__submitted_at=None).count(),
        Answer.objects.filter(line__batch__connection=connection, outcome="expired").count(),
        connection.batches.aggregate(at=Max("submitted_at"))["at"],
        connection.inbound.filter(taken=True).aggregate(at=Max("at"))["at"],
        opens_at(connection), last if last is not None and last.kind == "fault" else None,
    )  # fmt: skip


def batches(connection: Connection) -> QuerySet[Batch]:
    """Newest first, with how many lines have an answer of the department."""
    said = Count("asked", filter=Q(asked__answers__outcome__in=OUTCOMES), distinct=True)
    return connection.batches.annotate(answered=said).order_by("-id")


def messages(connection: Connection) -> QuerySet[Inbound]:
    return connection.inbound.select_related("batch").order_by("-id")


def strays(connection: Connection) -> QuerySet[Stray]:
    return Stray.objects.filter(inbound__connection=connection).select_related("inbound").order_by("-id")


def answers_by_day(connection: Connection, since: date) -> Mapping[date, int]:
    """How many lines were answered on each day since."""
    days = connection.inbound.filter(taken=True, at__date__gte=since).values("at__date")
    return {
        one["at__date"]: one["count"] for one in days.annotate(count=Sum("answered")).order_by("at__date")
    }


def contradicted(answer: Answer) -> Answer | None:
    """The answer that this one contradicts; None where it contradicts nothing."""
    if answer.line_id is None or answer.outcome != "ambiguous":
        return None
    return (
        Answer.objects.filter(line_id=answer.line_id, turn__lt=answer.turn, extract__isnull=False)
        .order_by("turn")
        .first()
    )


def why_not_retry(connection: Connection, officer: Any, on: date) -> Refusal | None:
    """A try out of turn, by whoever looks after connections and while there is a reason."""
    if no := offices.why_not(officer, "verification.connect", None, on):
        return no
    if connection.stops_on is not None and connection.stops_on <= on:
        return ConnectionEnded(connection=connection.zh)
    last = contacts(connection).first()
    return None if last is not None and last.kind == "fault" else StillWorking(connection=connection.zh)
