"""Open and end a connection to a department, and keep what came of going there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices.database import refusing
from jiuzhu.values import figures
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Connection, Contact
from jiuzhu.verification.refusals import NoSources, UnknownSource, WrongAddress, WrongForm
from jiuzhu.verification.sources.layouts import SOURCES
from jiuzhu.verification.sources.transports.tables import NAME

OPENED = audit.act(
    "verification.connection-opened",
    zh="开通部门连接“{name}”（{adapter}，{count} 个来源，自{starts_on}）",
    en="opened the connection “{name_en}” ({adapter}, {count} sources, from {starts_on})",
)
ENDED = audit.act(
    "verification.connection-ended",
    zh="自{stops_on}起结束部门连接“{name}”",
    en="ended “{name_en}” from {stops_on} on",
)
WISHED = audit.act(
    "verification.retry-wished",
    zh="要求立即重试部门连接“{name}”",
    en="asked to try “{name_en}” again at once",
)
FORMS = {"files": ("csv", "xlsx"), "gateway": ("json",), "tables": ("json",)}
_HERE = ("localhost", "127.0.0.1", "::1")
_KEY = re.compile(r"[a-z][a-z0-9-]{0,29}")


@dataclass(frozen=True)
class Terms:
    """What is agreed with a department. The defaults are our proposals (confidence D): no law sets one of them. Government
    data usually takes 5 to 10 working days, banks 10 to 15 (practice, confidence C): questions expire after 30 days."""

    skew_seconds: int = 300
    tries: int = 3
    pause_ms: int = 500
    per_minute: int = 600
    breaker_faults: int = 3
    breaker_minutes: int = 30
    most_lines: int = 1000
    days_until_expired: int = 30


def open_connection(
    key: str, *, zh: str, en: str, sources: Sequence[str], adapter: str, form: str, signer: str, address: str,
    starts_on: date, terms: Terms | None = None, actor: Any = None, at: datetime,
) -> Connection:  # fmt: skip
    """Whoever keeps the machine opens it (`jiuzhu exchange open`): addresses and keys are not a matter of screens.

    Raises NoSources, UnknownSource, WrongAddress, WrongForm, SourceConnected.
    """
    unknown = next((one for one in sources if one not in SOURCES), None)
    refuse_if_any(
        [
            None if sources else NoSources("sources"),
            UnknownSource("sources", source=unknown, known="、".join(SOURCES)) if unknown else None,
            None if _KEY.fullmatch(key) else WrongAddress("key", address=figures.typed(key)),
            None if form in FORMS[adapter] else WrongForm("form", form=figures.typed(form)),
            _wrong_address(adapter, address),
        ]
    )
    with transaction.atomic(), refusing():
        made = Connection.objects.create(
            key=key, zh=zh, en=en, sources=sorted(set(sources)), adapter=adapter, form=form, signer=signer, address=address,
            starts_on=starts_on, at=at, **asdict(terms or Terms()),
        )  # fmt: skip
        audit.record(
            OPENED, actor=actor, at=at, name=zh, name_en=en, adapter=adapter, count=len(made.sources), starts_on=starts_on,
            connection=key, sources=made.sources, address=address,
        )  # fmt: skip
        return made


def _wrong_address(adapter: str, address: str) -> WrongAddress | None:
    if adapter == "files":
        fits = Path(address).is_absolute()
    elif adapter == "tables":
        fits = NAME.fullmatch(address) is not None
    else:
        parts = urlsplit(address)
        fits = bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
        )
    return None if fits else WrongAddress("address", address=figures.typed(address, 80))


def end_connection(connection: Connection, *, stops_on: date, actor: Any = None, at: datetime) -> Connection:
    """From that day nothing is sent; what comes back later is still taken. Raises ConnectionFixed."""
    with transaction.atomic(), refusing():
        held = Connection.objects.select_for_update().get(pk=connection.pk)
        held.stops_on = stops_on
        held.save(update_fields=["stops_on"])
        audit.record(
            ENDED, actor=actor, at=at, name=held.zh, name_en=held.en, stops_on=stops_on, connection=held.key
        )
        return held


def wish_retry(connection: Connection, *, actor: Any, on: date, at: datetime) -> Contact:
    """Try again now, whatever the breaker says: the clock does it. Raises NotYourPower, StillWorking, ConnectionEnded."""
    refuse_if_any([queries.why_not_retry(connection, actor, on)])
    with transaction.atomic():
        wish = Contact.objects.create(connection=connection, kind="wish", by=actor, at=at)
        audit.record(
            WISHED, actor=actor, at=at, name=connection.zh, name_en=connection.en, connection=connection.key
        )
        return wish


def note_fault(connection: Connection, fault: Refusal, *, at: datetime) -> Contact:
    return Contact.objects.create(
        connection=connection, kind="fault", code=fault.code, figures=figures.plain(fault.figures), at=at
    )


def note_reached(connection: Connection, *, at: datetime) -> Contact | None:
    """The first success after a fault or a wish; between successes nothing is written."""
    last = queries.contacts(connection).first()
    if last is not None and last.kind == "reached":
        return None
    return Contact.objects.create(connection=connection, kind="reached", at=at)
