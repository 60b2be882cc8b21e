"""Take up the pen, and sign. An officer signs with her own key, which only her password opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.conf import settings
from django.db import connection, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices.database import refusing
from jiuzhu.values import canonical

from . import rules
from .models import OfficerKey, Signature
from .refusals import NotReauthenticated, WrongPassword

__all__ = ["NotReauthenticated", "Pen", "WrongPassword", "open_key", "pen_of", "sign", "take_pen"]

KEY_MADE = audit.act(
    "signatures.key-made", zh="启用签名密钥{fingerprint}", en="began to use the signing key {fingerprint}"
)
KEY_RETIRED = audit.act(
    "signatures.key-retired",
    zh="密码已更换，停用签名密钥{fingerprint}",
    en="retired the signing key {fingerprint}: the password was changed",
)


@dataclass(frozen=True)
class Pen:
    """An opened key in its owner's hand, and the database's time at which she showed her password."""

    key: OfficerKey
    private: EllipticCurvePrivateKey
    authenticated_at: datetime


def take_pen(officer: Any, password: str, *, at: datetime) -> Pen:
    """Check the password and put the opened key on this officer in hand (`officer.pen`); it is kept nowhere else.

    Raises WrongPassword. A door that has already checked (and counted) the password calls `open_key`.
    """
    if not officer.user.check_password(password):
        raise WrongPassword("password")
    return open_key(officer, password, at=at)


def open_key(officer: Any, password: str, *, at: datetime) -> Pen:
    """Open the officer's key with a password that was just checked, or make her first one.

    A password that no longer opens the key was changed since: the key is retired and a new one made. Nobody, the
    administrator included, can thus sign with the key that another password had locked.
    """
    with transaction.atomic():
        held = OfficerKey.objects.select_for_update().filter(officer=officer, retired_at=None).first()
        private = None
        if held is not None:
            locked = rules.Locked(bytes(held.locked_key), bytes(held.salt), bytes(held.nonce), held.cost)
            private = rules.unlock(locked, password)
            if private is None:
                held.retired_at = at
                held.save(update_fields=["retired_at"])
                audit.record(KEY_RETIRED, actor=officer, at=at, fingerprint=held.fingerprint)
        if held is None or private is None:
            held, private = _new_key(officer, password, at)
        pen = Pen(held, private, _database_time())
        officer.pen = pen
        return pen


def _new_key(officer: Any, password: str, at: datetime) -> tuple[OfficerKey, EllipticCurvePrivateKey]:
    private = rules.make()
    public, locked = rules.public_pem(private), rules.lock(private, password, settings.SIGNING_KEY_COST)
    key = OfficerKey.objects.create(
        officer=officer, fingerprint=rules.fingerprint(public), public_key=public, locked_key=locked.secret,
        salt=locked.salt, nonce=locked.nonce, cost=locked.cost, made_at=at,
    )  # fmt: skip
    audit.record(KEY_MADE, actor=officer, at=at, fingerprint=key.fingerprint)
    return key, private


def pen_of(officer: Any) -> Pen | None:
    """The pen in this officer's hand, still fresh or not; None when she took none."""
    return getattr(officer, "pen", None)


def sign(
    content: Any,
    *,
    kind: str,
    about: str,
    area_code: str,
    case: str = "",
    authority: str = "",
    corrects: Signature | None = None,
    actor: Any,
    on: date,
    at: datetime,
) -> Signature:
    """Sign the canonical text of `content` with the actor's own key.

    `about` is the number people know the thing by, `case` the case number where there is one, `corrects` the signature
    that this one replaces. Raises NotReauthenticated (no pen, or a login of more than five minutes ago). Source: 电子签名法 Art. 13.
    """
    pen = pen_of(actor)
    if pen is None or pen.key.officer_id != actor.pk:
        raise NotReauthenticated(officer=actor.name)
    text = canonical.text(content)
    with transaction.atomic(), refusing():
        return Signature.objects.create(
            officer=actor, key=pen.key, kind=kind, about=about, case_number=case, area_code=area_code,
            authority=authority, body=text, digest=canonical.digest(content), signature=rules.signed(pen.private, text),
            corrects=corrects, authenticated_at=pen.authenticated_at, on=on, at=at, made_at=_database_time(),
        )  # fmt: skip


def _database_time() -> datetime:
    """One clock for logins and signatures, whichever machine asks; the trigger compares with the same."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found
