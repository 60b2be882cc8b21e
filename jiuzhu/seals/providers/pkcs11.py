"""A seal whose key never leaves a token: PAdES through PKCS#11. Needs the package python-pkcs11 and the token's own module."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from pyhanko.sign import signers

from .base import Credential, NotInstalled
from .pades import Pades


class Token(Pades):
    """Like Pades; `credential.where` is the label of the certificate and key on the token."""

    key = "pades+pkcs11"

    def signer(self, credential: Credential) -> signers.Signer:
        return _signer(credential.where)


@lru_cache(maxsize=8)
def _signer(label: str) -> signers.Signer:
    try:
        from pyhanko.config.pkcs11 import TokenCriteria
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    except ImportError as error:
        raise NotInstalled(what="python-pkcs11") from error
    if not settings.PKCS11_MODULE:
        raise NotInstalled(what="JIUZHU_PKCS11_MODULE")
    # Without a label the first token is taken; without a PIN the token asks for it itself.
    wanted = TokenCriteria(label=settings.PKCS11_TOKEN) if settings.PKCS11_TOKEN else None
    session = open_pkcs11_session(
        settings.PKCS11_MODULE, token_criteria=wanted, user_pin=settings.PKCS11_PIN or None
    )
    return PKCS11Signer(session, cert_label=label, key_label=label)
