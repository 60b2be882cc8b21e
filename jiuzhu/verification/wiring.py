"""A connection's row becomes an adapter: its parts by their words, its keys from the folder of keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
from django.conf import settings
from django.utils import timezone

from .models import Connection
from .sources.adapter import Adapter
from .sources.codecs.base import Codec
from .sources.codecs.documents import Documents
from .sources.codecs.sheets import Sheets
from .sources.faults import KeyMissing
from .sources.signers.base import Seal, Signer
from .sources.signers.key_pairs import KeyPairs
from .sources.signers.shared_key import SharedKey
from .sources.transports.base import Transport
from .sources.transports.folders import Folders
from .sources.transports.gateway import Gateway
from .sources.transports.tables import SharedTables

SECONDS = 20.0  # without a sign of life on the line; a technical limit, no county's


@contextmanager
def adapter(connection: Connection) -> Iterator[Adapter]:
    """The adapter, while it is needed. Raises KeyMissing."""
    seal = Seal(signer(connection), timedelta(seconds=connection.skew_seconds), timezone.now)
    codec: Codec = Documents() if connection.form == "json" else Sheets(connection.form)
    with ExitStack() as held:
        yield Adapter(_transport(connection, seal, held), codec, seal)


def signer(connection: Connection) -> Signer:
    if connection.signer == "hmac":
        return SharedKey(_key(connection, "hmac").read_bytes().strip())
    return KeyPairs(_key(connection, "sm2.key"), _key(connection, "sm2.theirs.pub"))


def _transport(connection: Connection, seal: Seal, held: ExitStack) -> Transport:
    if connection.adapter == "files":
        return Folders(Path(connection.address))
    if connection.adapter == "tables":
        return SharedTables(lambda: _shared(connection), connection.address)
    base = connection.address.rstrip("/") + "/"
    client = held.enter_context(
        httpx.Client(base_url=base, timeout=SECONDS, follow_redirects=False, trust_env=False)
    )
    return Gateway(
        client,
        seal,
        tries=connection.tries,
        pause=connection.pause_ms / 1000,
        per_minute=connection.per_minute,
    )


def _shared(connection: Connection) -> psycopg.Connection[Any]:
    """The database that the county shares with the department: where it is, is as secret as a key."""
    where = _key(connection, "dsn").read_text(encoding="utf-8").strip()
    return psycopg.connect(where, connect_timeout=int(SECONDS))


def _key(connection: Connection, kind: str) -> Path:
    path = Path(settings.EXCHANGE_KEYS) / f"{connection.key}.{kind}"
    if not path.is_file():
        raise KeyMissing(key=path.name)
    return path
