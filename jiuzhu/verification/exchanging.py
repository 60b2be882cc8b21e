"""One round with every department: what is asked leaves, what came is entered, what stayed away too long expires.

Rows, network, rows: nothing is called over the network inside a transaction. Killed anywhere, the next round goes on: a batch
is sent again under its number, a message that was entered is known by its checksum and only settled.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime

from django.db import connection as database

from jiuzhu.offices import scope
from jiuzhu.values.refusals import Refusal

from . import actions, queries, wiring
from .models import Connection
from .sources.base import Message, Port
from .sources.faults import Fault

log = logging.getLogger(__name__)


def run(on: date, at: datetime, *, by_hand: bool = False) -> None:
    """Every connection; a bug with one is raised after the others had their turn. `by_hand`: whatever the breaker says."""
    bug: Exception | None = None
    with scope.whole_county():
        for one in queries.connections():
            try:
                round_with(one, on=on, at=at, by_hand=by_hand)
            except Exception as error:
                log.exception("connection %s", one.key)
                bug = error
    if bug is not None:
        raise bug


def round_with(
    connection: Connection, *, on: date, at: datetime, port: Port | None = None, by_hand: bool = False
) -> bool:
    """One round; False while the breaker is open, at a fault, or where another process is at it."""
    with _alone(connection) as mine:
        if not mine:
            return False
        actions.expire(connection, at=at)
        if not queries.in_use(connection, on) and not queries.waits(connection):
            return False
        until = queries.opens_at(connection)
        if until is not None and until > at and not by_hand:
            return False
        try:
            with nullcontext(port) if port else wiring.adapter(connection) as door:
                _send(connection, door, on, at)
                _collect(connection, door, on, at)
        except Fault as fault:
            log.warning("connection %s: %s", connection.key, fault)
            actions.note_fault(connection, fault, at=at)
            return False
        actions.note_reached(connection, at=at)
        return True


def _send(connection: Connection, door: Port, on: date, at: datetime) -> None:
    new = actions.gather(connection, on=on, at=at) if queries.in_use(connection, on) else []
    for batch in sorted({*queries.unsent(connection), *new}, key=lambda one: one.pk):
        leaving = actions.outgoing(batch, on=on, at=at)
        if leaving.lines:
            ticket = door.submit(leaving)
            actions.submitted(batch, ticket.reference, at=at)


def _collect(connection: Connection, door: Port, on: date, at: datetime) -> None:
    met: set[str] = set()
    for message in door.collect():
        if message.number in met:
            return  # settled and offered again at once: the next round sees to it
        met.add(message.number)
        door.settle(message, _entered(connection, door, message, on, at))


def _entered(connection: Connection, door: Port, message: Message, on: date, at: datetime) -> Refusal | None:
    """Why it was not taken; None when it was, now or before."""
    try:
        replies = door.receive(message, on=on, now=at)
        actions.enter(connection, message, replies, on=on, at=at)
    except Fault:
        raise
    except Refusal as refusal:
        log.warning("connection %s: %s", connection.key, refusal)
        actions.refuse(connection, message, refusal, at=at)
        return refusal
    return None


@contextmanager
def _alone(connection: Connection) -> Iterator[bool]:
    """One process at a time for a connection; the lock goes with the process."""
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('verification_exchange'), %s)", [connection.pk])
        (mine,) = cursor.fetchone()
        try:
            yield bool(mine)
        finally:
            if mine and database.connection is not None and not database.needs_rollback:
                cursor.execute(
                    "SELECT pg_advisory_unlock(hashtext('verification_exchange'), %s)", [connection.pk]
                )
