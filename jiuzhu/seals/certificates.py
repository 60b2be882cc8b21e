"""How the county's certificates are built: who for, for how long, for which use (RFC 5280)."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


def named(office: str, common: str) -> x509.Name:
    told = ((NameOID.COUNTRY_NAME, "CN"), (NameOID.ORGANIZATION_NAME, office), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(kind, value[:64]) for kind, value in told])


def built(
    subject: x509.Name, issuer: x509.Name, public: Any, at: datetime, years: int, *, authority: int | None = None,
    above: Any = None, use: str = "seal", latest: datetime | None = None,
) -> x509.CertificateBuilder:  # fmt: skip
    """`authority`: how many authorities may stand below, None for an end certificate; `above`: the issuer's public key;
    `latest`: when the issuer's own runs out."""
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
        .serial_number(secrets.randbits(127) + 1).not_valid_before(at - timedelta(days=1))
        .not_valid_after(min(at + timedelta(days=366 * years), latest or datetime.max.replace(tzinfo=UTC)))
        .add_extension(x509.BasicConstraints(ca=authority is not None, path_length=authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above or public), critical=False)
    )  # fmt: skip
    ca, sealing = authority is not None, authority is None and use == "seal"
    made = made.add_extension(
        x509.KeyUsage(
            digital_signature=not ca, content_commitment=sealing, key_encipherment=False, data_encipherment=False,
            key_agreement=False, key_cert_sign=ca, crl_sign=ca, encipher_only=False, decipher_only=False,
        ),
        critical=True,
    )  # fmt: skip
    if use == "timestamp":
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made
