"""Where the register meets the cryptography: a seal's imprint and certificate, and putting it on a paper."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from jiuzhu.seals import authority, imprint
from jiuzhu.seals.models import Event, Seal
from jiuzhu.seals.providers.base import Credential, Place, Sealed
from jiuzhu.seals.providers.registry import PROVIDERS, provider
from jiuzhu.seals.refusals import NoSuchStep

from .registering import step_taken

USUAL = "pades"  # what ordinary PDF readers check; SM2 is a second way behind the same interface


def keep_imprint(
    seal: Seal, *, issued: authority.Issued | None = None, provider: str = USUAL, actor: Any, on: date, at: datetime
) -> Event:  # fmt: skip
    """Draw the imprint, have the county's authority issue the certificate, and keep both in the register (step "kept").

    `issued` is a certificate that was imported (authority.import_pkcs12). A certificate of a step that is then refused stays
    unused. Raises NoAuthority, and what `take` raises. Source: 国发〔1999〕25号 Art. 24; 电子签名法 Art. 13.
    """
    if provider not in PROVIDERS:
        raise NoSuchStep(step=provider)

    def told(held: Seal) -> dict[str, str]:
        made = issued or authority.issue(held.area.name, held.text, at=at)
        return {
            "imprint_sha256": hashlib.sha256(imprint.pdf(held.text)).hexdigest(), "certificate_serial": made.serial,
            "certificate_fingerprint": made.fingerprint, "provider": provider,
        }  # fmt: skip

    return step_taken(seal, "kept", told, actor=actor, on=on, at=at)


def put_on(
    seal: Seal, kept: Mapping[str, str], body: bytes, *, place: Any, further: Sequence[Any] = (), reason: str
) -> Sealed:
    """The paper with the seal on it. Raises CannotSeal, NoCredential, NoTimestamp."""
    return provider(kept["provider"]).seal(
        body, imprint=imprint.pdf(seal.text), credential=Credential(kept["certificate_fingerprint"]), place=_place(place),
        further=[_place(one) for one in further], reason=reason, name=seal.text,
    )  # fmt: skip


def _place(spot: Any) -> Place:
    return Place(spot.page, spot.x_mm, spot.y_mm)


def drawing(seal: Seal) -> str:
    """The imprint for a page, as SVG."""
    return imprint.svg(seal.text)
