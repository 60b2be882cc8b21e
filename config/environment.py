"""Reading the environment: every variable that the settings know, and how it is understood."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class Misconfigured(RuntimeError):
    """A variable of the environment cannot be understood; the text names it."""


def yes(name: str, *, default: bool) -> bool:
    """A switch: 1/0, yes/no, true/false, on/off."""
    word = os.environ.get(name, "").strip().lower()
    if not word:
        return default
    if word in {"1", "yes", "true", "on"}:
        return True
    if word in {"0", "no", "false", "off"}:
        return False
    raise Misconfigured(f"{name}={word!r}: 1 或 0 / expected 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number."""
    word = os.environ.get(name, "").strip()
    try:
        return int(word) if word else default
    except ValueError:
        raise Misconfigured(f"{name}={word!r}: 应为整数 / expected a whole number") from None


def words(name: str, default: str) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """One of ``choices``; the first is the default."""
    word = os.environ.get(name, "").strip() or choices[0]
    if word not in choices:
        raise Misconfigured(f"{name}={word!r}: {' | '.join(choices)}")
    return word


def secret(name: str, kept_in: Path) -> str:
    """A secret from the environment, else one made once and kept in a file only its owner reads."""
    given = os.environ.get(name)
    if given:
        return given
    if not kept_in.exists():
        kept_in.parent.mkdir(parents=True, exist_ok=True)
        half = kept_in.with_name(f"{kept_in.name}.{os.getpid()}")
        half.touch(mode=0o600)
        half.write_text(secrets.token_urlsafe(50))
        try:
            os.link(half, kept_in)  # refuses to overwrite: of two processes, the first one's secret stays
        except FileExistsError:
            pass
        finally:
            half.unlink()
    return kept_in.read_text()


def database(url: str | None) -> dict[str, Any]:
    """Django's database settings: the server that ``url`` names, or the embedded one."""
    common: dict[str, Any] = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
    if not url:
        return {"ENGINE": "config.embedded", "NAME": "jiuzhu", **common}
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise Misconfigured("DATABASE_URL: postgresql://user:password@host:5432/name")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        **common,
    }
