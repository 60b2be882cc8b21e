"""Makers for the tests of exchanging: a household asked about, a connection, and a department that a test has written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from jiuzhu.demo.exchange import writing
from jiuzhu.demo.exchange.plan import Plan
from jiuzhu.verification import actions, exchanging, queries
from jiuzhu.verification.models import Answer, Connection, Inquiry
from tests import exchanging as doors
from tests import people
from tests.exchanging import Met
from tests.rooms import verification_cases as made

TODAY = made.TODAY
SOURCES = ("vehicles", "household_register", "disability")


def connected(where: people.County, adapter: str = "tables", **more: Any) -> Connection:
    """A connection of three sources; its address is where the tests' department stands."""
    form = more.pop("form", "csv" if adapter == "files" else "json")
    terms = actions.Terms(
        **{"breaker_faults": 2, "breaker_minutes": 30, "days_until_expired": 30, **more.pop("terms", {})}
    )
    return actions.open_connection(
        more.pop("key", "dept"), zh="大数据局", en="Data bureau", sources=more.pop("sources", SOURCES), adapter=adapter,
        form=form, signer="hmac", address=more.pop("address", doors.SCHEMA if adapter == "tables" else "/nowhere"),
        starts_on=date(2026, 1, 1), terms=terms, at=made.at(), **more,
    )  # fmt: skip


def asked(
    where: people.County, *who: str, order: int = 0, sources: tuple[str, ...] = SOURCES
) -> list[Inquiry]:
    """Questions about these members of a household (mother, son, grandchild), asked by the verifier."""
    family = made.household(where, order)
    case = made.open_case(where, family)
    for one in who or ("mother",):
        minor = one == "grandchild"
        guardian = {"guardian": family["mother"], "guardian_ground": "minor"} if minor else {}
        made.authorise(where, case, family[one], **guardian)
    return actions.ask(case, sources=sources, actor=where.verifier, on=TODAY, at=made.at())


class Clock:
    """The time of county and department alike, until a test moves it."""

    def __init__(self) -> None:
        self.now: datetime = made.at()

    def __call__(self) -> datetime:
        return self.now

    def later(self, **more: float) -> None:
        self.now += timedelta(**more)


class Exchange:
    """One connection with its department: `round` is the county's, `met.step` the department's."""

    def __init__(self, connection: Connection, met: Met, clock: Clock) -> None:
        self.connection, self.met, self.clock = connection, met, clock

    def round(self) -> bool:
        at = self.clock.now
        return exchanging.round_with(self.connection, on=at.date(), at=at, port=self.met.adapter)

    def there_and_back(self, times: int = 2) -> None:
        for _ in range(times):
            self.round()
            self.met.step()
        self.round()

    def send(self, number: str, *said: writing.Said, batch: str = "", odd: str = "") -> None:
        """The department sends a message of its own making."""
        batch = batch or self.connection.batches.get().number
        body, parts = writing.written(self.met.department.form, batch, number, list(said), TODAY, odd=odd)
        message = self.met.department.seal.close(number, body, parts)
        self.met.department._outbox[number] = (self.clock.now, batch, message)
        self.met.step()


@contextmanager
def exchange(folder: Path, connection: Connection, *, faults: Plan | None = None) -> Iterator[Exchange]:
    clock = Clock()
    with doors.met(connection.adapter, folder, form=connection.form, faults=faults, clock=clock) as met:
        yield Exchange(connection, met, clock)


def said(inquiry: Inquiry, outcome: str = "found", *records: dict[str, str], **more: Any) -> writing.Said:
    """An answer of the department to an inquiry that was sent."""
    person = inquiry.person
    line = writing.Line(inquiry.line.reference, inquiry.source, person.citizen_id or "", person.name)
    return replace(writing.Said(line, outcome, records, person.citizen_id or "", person.name), **more)


def outcomes(*inquiries: Inquiry) -> list[str]:
    """What each came to; "" while nobody answered."""
    return [(one.outcome if (one := queries.latest_answer(asked_)) else "") for asked_ in inquiries]


def answers(inquiry: Inquiry) -> list[str]:
    return list(Answer.objects.filter(inquiry=inquiry).order_by("id").values_list("outcome", flat=True))
