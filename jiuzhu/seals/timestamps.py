"""When a seal was put on, said by somebody else: RFC 3161 over HTTP, or by the authority that the product runs for a demo."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from asn1crypto import cms, core, tsp
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from django.conf import settings
from pyhanko.sign.general import as_signing_certificate, simple_cms_attribute
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from . import authority

log = logging.getLogger("jiuzhu.seals")
_SECONDS = 10


def stamper(*, at: datetime) -> TimeStamper:
    """JIUZHU_TIMESTAMP_URL when it is set; else the product's own authority, which warns that it is a stand-in."""
    url = settings.TIMESTAMP_URL
    return HTTPTimeStamper(url, timeout=_SECONDS) if url else _own(str(authority.folder()), at)


@lru_cache(maxsize=4)
def _own(folder: str, at: datetime) -> TimeStamper:
    log.warning("time-stamps are made by the product itself: a stand-in, set JIUZHU_TIMESTAMP_URL")
    return own(at=at)


def outside_roots() -> list[bytes]:
    """What an outside time-stamp service's certificates are under (PEM, JIUZHU_TIMESTAMP_ROOT); trusted for time-stamps only."""
    if not settings.TIMESTAMP_ROOT:
        return []
    told = Path(settings.TIMESTAMP_ROOT).read_bytes()
    return [one.public_bytes(serialization.Encoding.PEM) for one in x509.load_pem_x509_certificates(told)]


def own(*, at: datetime) -> DummyTimeStamper:
    """The product's own time-stamp authority: real RFC 3161 tokens with its own certificate under the county's root."""
    held = authority.timestamp_credential(at=at)
    der = serialization.Encoding.DER
    key = held.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    above = SimpleCertificateStore()
    above.register_multiple([asn1_x509.Certificate.load(one.public_bytes(der)) for one in held.above])
    return _Own(
        held.key, asn1_x509.Certificate.load(held.certificate.public_bytes(der)), asn1_keys.PrivateKeyInfo.load(key),
        certs_to_embed=above,
    )  # fmt: skip


class _Own(DummyTimeStamper):
    """The library opens and checks the RSA key anew for every token, 0.12 s twice a paper; here it stays open."""

    def __init__(self, key: Any, *told: Any, **more: Any) -> None:
        self._key = key
        super().__init__(*told, **more)

    def _sign_tst_info(
        self, tst_info_data: bytes, md_algorithm: str, dt: datetime
    ) -> tuple[bytes, cms.CMSAttributes]:
        known = (hashes.SHA256(), hashes.SHA384(), hashes.SHA512())
        kind = next(one for one in known if one.name == md_algorithm)
        over = hashes.Hash(kind)
        over.update(tst_info_data)
        told = cms.CMSAttributes(
            [
                simple_cms_attribute("content_type", "tst_info"),
                simple_cms_attribute("signing_time", cms.Time({"utc_time": core.UTCTime(dt)})),
                simple_cms_attribute("signing_certificate", as_signing_certificate(self.tsa_cert)),
                simple_cms_attribute("message_digest", over.finalize()),
            ]
        )
        return self._key.sign(told.dump(), PKCS1v15(), kind), told


def answer(request: bytes, *, at: datetime) -> bytes:
    """The answer of our authority to a time-stamp request (application/timestamp-query → application/timestamp-reply)."""
    try:
        asked = tsp.TimeStampReq.load(request, strict=True)
        wanted: Any = asked["message_imprint"]["hash_algorithm"]["algorithm"].native
    except (ValueError, TypeError):
        return _refused("bad_data_format")
    if wanted not in ("sha256", "sha384", "sha512"):
        return _refused("bad_alg")
    return bytes(own(at=at).request_tsa_response(asked).dump())


def _refused(why: str) -> bytes:
    status = tsp.PKIStatusInfo({"status": tsp.PKIStatus("rejection"), "fail_info": tsp.PKIFailureInfo({why})})
    # RFC 3161: no token in a refusal; the library's own type of the answer insists on one.
    return bytes(core.SequenceOf([status], spec=tsp.PKIStatusInfo).dump())
