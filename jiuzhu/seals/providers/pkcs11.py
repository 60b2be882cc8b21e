"""A seal whose key never leaves a token: PAdES through PKCS#11. Needs the package python-pkcs11 and the token's own module."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from pyhanko.sign import signers

from .base import CannotSeal, Credential, NoCredential, NotInstalled, Place, Sealed
from .pades import Pades

log = logging.getLogger("jiuzhu.seals")


class Token(Pades):
    """Like Pades; the certificate is found on the token by its fingerprint, the key by the certificate's ID there."""

    key = "pades+pkcs11"

    def seal(
        self, pdf: bytes, *, imprint: bytes, credential: Credential, place: Place, further: Sequence[Place] = (),
        reason: str, name: str,
    ) -> Sealed:  # fmt: skip
        error = _library().exceptions.PKCS11Error
        try:
            return super().seal(
                pdf, imprint=imprint, credential=credential, place=place, further=further, reason=reason, name=name
            )  # fmt: skip
        except error as trouble:
            _forget(error)
            raise CannotSeal(trouble=f"PKCS#11 {type(trouble).__name__} {trouble}".strip()) from trouble

    def signer(self, credential: Credential) -> signers.Signer:
        return _signer(credential.fingerprint)


def _forget(error: type[Exception]) -> None:
    """The token may have been pulled out: the next paper opens it anew."""
    if _session.cache_info().currsize:
        try:
            _session(settings.PKCS11_MODULE, settings.PKCS11_TOKEN, settings.PKCS11_PIN).close()
        except error as trouble:
            log.warning("the token's session could not be closed: %s", trouble)
    _signer.cache_clear()
    _session.cache_clear()


def _library() -> Any:
    try:
        import pkcs11.exceptions
    except ImportError as error:
        raise NotInstalled(what="python-pkcs11") from error
    if not settings.PKCS11_MODULE:
        raise NotInstalled(what="JIUZHU_PKCS11_MODULE")
    return pkcs11


@lru_cache(maxsize=64)
def _signer(fingerprint: str) -> signers.Signer:
    """Raises NotInstalled, NoCredential."""
    library = _library()
    from pyhanko.sign.pkcs11 import PKCS11Signer

    session = _session(settings.PKCS11_MODULE, settings.PKCS11_TOKEN, settings.PKCS11_PIN)
    kind, value, number = (getattr(library.Attribute, one) for one in ("CLASS", "VALUE", "ID"))
    for held in session.get_objects({kind: library.ObjectClass.CERTIFICATE}):
        if hashlib.sha256(held[value]).hexdigest() == fingerprint:
            # Raw: the digest is made here, for many tokens (SoftHSM among them) sign ECDSA over a ready digest only.
            return PKCS11Signer(session, cert_id=held[number], key_id=held[number], use_raw_mechanism=True)
    raise NoCredential(fingerprint=fingerprint[:16])


@lru_cache(maxsize=1)
def _session(module: str, token: str, pin: str) -> Any:
    """One for all seals of a token: it takes one login. Without a label the first token is taken; without a PIN it asks itself."""
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import open_pkcs11_session

    return open_pkcs11_session(
        module, token_criteria=TokenCriteria(label=token) if token else None, user_pin=pin or None
    )
