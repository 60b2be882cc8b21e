"""Connections of the demo county to the simulator: every source, spread over the three ways and both ways of signing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection as database

from jiuzhu.values import sm2
from jiuzhu.verification import actions, queries
from jiuzhu.verification.sources.layouts import SOURCES

from . import serving

PORT = 8787
SCHEMA = "exchange_demo"


@dataclass(frozen=True)
class Way:
    """One demo connection."""

    key: str
    zh: str
    en: str
    adapter: str
    form: str
    signer: str


WAYS = (
    Way("demo-gateway", "政务数据平台接口（模拟）", "Government data gateway (simulated)", "gateway", "json", "sm2"),
    Way("demo-files", "部门文件交换（模拟）", "File exchange (simulated)", "files", "csv", "hmac"),
    Way("demo-tables", "部门数据库表交换（模拟）", "Table exchange (simulated)", "tables", "json", "hmac"),
)  # fmt: skip


def keys() -> Path:
    found = Path(settings.EXCHANGE_KEYS)
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def told() -> Path:
    """What the simulator reads."""
    return Path(settings.VAR) / "exchange" / "simulator.json"


def open_all(on: date, at: datetime, *, port: int = PORT, terms: actions.Terms | None = None) -> list[Any]:
    """The three connections, with keys on both sides. Those that stand already stay."""
    standing = {one.key: one for one in queries.connections(on)}
    for place, way in enumerate(WAYS):
        if way.key not in standing:
            make_keys(way.key, way.signer, dsn=way.adapter == "tables")
            standing[way.key] = actions.open_connection(
                way.key, zh=way.zh, en=way.en, sources=list(SOURCES)[place :: len(WAYS)], adapter=way.adapter,
                form=way.form, signer=way.signer, address=_address(way, port), starts_on=on, terms=terms, at=at,
            )  # fmt: skip
    found = [standing[way.key] for way in WAYS]
    serving.write(told(), [simulated(one) for one in found])
    return found


def simulated(connection: Any) -> dict[str, Any]:
    names = ("key", "adapter", "form", "signer", "address", "skew_seconds")
    return {name: getattr(connection, name) for name in names}


def make_keys(key: str, signer: str, *, dsn: bool) -> None:
    """Keys of both sides, since both sides are ours here; and where the shared tables are: beside our own."""
    place = keys()
    if signer == "hmac":
        _secret(place / f"{key}.hmac", secrets.token_hex(32))
    else:
        sm2.create(place / f"{key}.sm2.key", place / f"{key}.sm2.pub")
        sm2.create(place / f"{key}.sm2.theirs.key", place / f"{key}.sm2.theirs.pub")
    if dsn:
        told_ = database.get_connection_params()
        words = {
            name: told_[name] for name in ("host", "port", "user", "password", "dbname") if told_.get(name)
        }
        _secret(place / f"{key}.dsn", " ".join(f"{name}='{value}'" for name, value in words.items()))


def _secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def _address(way: Way, port: int) -> str:
    if way.adapter == "gateway":
        return f"http://127.0.0.1:{port}/{way.key}"
    if way.adapter == "tables":
        return SCHEMA
    home = Path(settings.VAR) / "exchange" / way.key
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return str(home)
