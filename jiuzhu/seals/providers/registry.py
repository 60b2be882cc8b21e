"""The providers by the key that the register keeps."""

from __future__ import annotations

from .base import SealProvider
from .pades import Pades
from .pkcs11 import Token
from .sm2 import Sm2

PROVIDERS: dict[str, type[SealProvider]] = {one.key: one for one in (Pades, Sm2, Token)}


def provider(key: str) -> SealProvider:
    """KeyError: a key that no provider has."""
    return PROVIDERS[key]()
