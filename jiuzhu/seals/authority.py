"""The county's certificate authority: a root, an issuing certificate under it, and certificates of seals and of the time-stamp.

For a demo the product makes its own; a county that has an outside authority imports what that one issued (`import_pkcs12`).
Keys lie encrypted in `<var>/authority`, readable by their owner alone; nothing of them is in the database.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings

from jiuzhu.values.refusals import Refusal

from .certificates import built, named

__all__ = [
    "Issued", "Loaded", "NoAuthority", "NotTrusted", "chain", "create", "crls", "ensure", "exists", "fingerprint_of",
    "import_pkcs12", "is_revoked", "issue", "keep_imprint", "load", "outside_seals", "passphrase", "revoke", "root_pem",
    "timestamp_credential",
]  # fmt: skip

# Proposals of the product (confidence D). A seal's key is used for five years; its papers are kept for thirty and checked with
# the last time-stamp's certificate, which therefore lives as long, and those above it longer.
ROOT_YEARS, ISSUING_YEARS, SEAL_YEARS, STAMP_YEARS = 40, 35, 5, 30
CRL_DAYS = 3650  # papers are checked long after: a list that ran out would make an old seal look unknown


class NoAuthority(Refusal):
    code = "seals.no-authority"
    zh = "还没有县级证书机构。"
    en = "There is no certificate authority of the county yet."
    next_zh = "请系统管理员运行 jiuzhu seals create-authority，或导入外部机构签发的证书。"
    next_en = "The administrator runs jiuzhu seals create-authority, or imports certificates of an outside authority."
    law = "电子签名法 第十六条"


class NotTrusted(Refusal):
    code = "seals.certificate-not-trusted"
    zh = "证书文件不能使用：{trouble}。"
    en = "The certificate file cannot be used: {trouble}."
    law = "电子签名法 第十六条"


@dataclass(frozen=True)
class Issued:
    """A certificate as the register keeps it."""

    serial: str  # hexadecimal
    fingerprint: str  # SHA-256 over the DER, 64 hexadecimal characters


@dataclass(frozen=True)
class Loaded:
    """Key, certificate and the certificates above it, opened."""

    key: ec.EllipticCurvePrivateKey | Any
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...]


def folder() -> Path:
    return Path(settings.VAR) / "authority"


def exists() -> bool:
    return (folder() / "root.pem").is_file()


def create(county: str, *, at: datetime) -> None:
    """Make root and issuing authority in the county's name. An authority that is there already stays."""
    if exists():
        return
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    root_key, issuing_key = ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = named(county, f"{county}根证书")
    root = built(root_name, root_name, root_key.public_key(), at, ROOT_YEARS, authority=1).sign(
        root_key, hashes.SHA384()
    )
    issuing_name = named(county, f"{county}印章证书签发机构")
    issuing = built(
        issuing_name, root_name, issuing_key.public_key(), at, ISSUING_YEARS, authority=0, above=root_key.public_key()
    )  # fmt: skip
    signed = issuing.sign(root_key, hashes.SHA384())
    _keep("issuing.key", _locked(issuing_key))
    _keep("root.key", _locked(root_key))
    _keep("issuing.pem", signed.public_bytes(serialization.Encoding.PEM))
    _keep("revoked.json", b"{}")
    _keep(
        "root.pem", root.public_bytes(serialization.Encoding.PEM)
    )  # last: whoever sees it sees a whole authority
    _write_crls(at)


def ensure(county: str, *, at: datetime) -> None:
    """The authority of a demo county; on a real one `create` is a deliberate act."""
    if not exists():
        create(county, at=at)


def root_pem() -> bytes:
    """The county's root certificate, for whoever wants to check a paper. Raises NoAuthority."""
    _needed()
    return (folder() / "root.pem").read_bytes()


def chain() -> tuple[x509.Certificate, x509.Certificate]:
    """Root and issuing certificate. Raises NoAuthority."""
    _needed()
    return _certificate("root.pem"), _certificate("issuing.pem")


def issue(office: str, name: str, *, at: datetime, years: int = SEAL_YEARS, use: str = "seal") -> Issued:
    """A key and certificate for a seal (or, `use="timestamp"`, for the time-stamp), kept as an encrypted PKCS#12 file."""
    _needed()
    issuer, issuing_key = _certificate("issuing.pem"), _key("issuing.key")
    # The library that answers time-stamp requests signs with RSA only.
    key: Any = (
        ec.generate_private_key(ec.SECP256R1()) if use == "seal" else rsa.generate_private_key(65537, 3072)
    )
    made = built(
        named(office, name), issuer.subject, key.public_key(), at, years, above=issuer.public_key(), use=use,
        latest=issuer.not_valid_after_utc,
    )  # fmt: skip
    certificate = made.sign(issuing_key, hashes.SHA256())
    above = [issuer, _certificate("root.pem")]
    packed = pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, above, serialization.BestAvailableEncryption(passphrase())
    )
    told = Issued(f"{certificate.serial_number:x}", fingerprint_of(certificate))
    _keep(f"{told.fingerprint}.p12", packed)
    return told


def import_pkcs12(body: bytes, opened_with: str, *, at: datetime) -> Issued:
    """Take over a key and certificate that an outside authority issued. Raises NotTrusted saying what is wrong."""
    try:
        key, certificate, above = pkcs12.load_key_and_certificates(body, opened_with.encode())
    except ValueError as error:
        raise NotTrusted(trouble="文件或口令不对 wrong file or passphrase") from error
    if key is None or certificate is None:
        raise NotTrusted(trouble="文件里没有密钥或证书 no key or certificate in it")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise NotTrusted(trouble="证书不在有效期内 outside its validity")
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound as error:
        raise NotTrusted(trouble="证书没有写明用途 no key usage") from error
    if not usage.content_commitment:  # what programs that check a seal ask for
        raise NotTrusted(trouble="证书不能用于签章 not for signing")
    try:
        for lower, upper in zip((certificate, *above), above, strict=False):
            lower.verify_directly_issued_by(upper)
    except (InvalidSignature, ValueError, TypeError) as error:
        raise NotTrusted(trouble="证书链不完整 the chain does not hold") from error
    if not above:
        raise NotTrusted(trouble="文件里没有上级证书 no certificates above it")
    locked = serialization.BestAvailableEncryption(passphrase())
    # A certificate for signing has a key that signs, and each of those can be written; the stubs count a key as of any kind.
    packed = pkcs12.serialize_key_and_certificates(b"imported", key, certificate, above, locked)  # type: ignore[arg-type]
    told = Issued(f"{certificate.serial_number:x}", fingerprint_of(certificate))
    _keep(f"outside-{told.fingerprint}.pem", certificate.public_bytes(serialization.Encoding.PEM))
    _keep(f"{told.fingerprint}.p12", packed)
    return told


def outside_seals() -> list[bytes]:
    """Certificates of seals (PEM) that outside authorities issued. Each is trusted by itself: whoever else buys a certificate
    of the same authority is not the county."""
    return [one.read_bytes() for one in sorted(folder().glob("outside-*.pem"))]


@lru_cache(maxsize=128)
def load(fingerprint: str) -> Loaded:
    """Key and certificate by fingerprint. Raises NoCredential."""
    from .providers.base import NoCredential

    place = folder() / f"{fingerprint}.p12"
    if not place.is_file():
        raise NoCredential(fingerprint=fingerprint[:16])
    key, certificate, above = pkcs12.load_key_and_certificates(place.read_bytes(), passphrase())
    if key is None or certificate is None:
        raise NoCredential(fingerprint=fingerprint[:16])
    return Loaded(key, certificate, tuple(above))


def timestamp_credential(*, at: datetime) -> Loaded:
    """The certificate of the product's own time-stamp authority, made when it is first needed."""
    named = folder() / "timestamp.txt"
    if not named.is_file():
        _keep(
            "timestamp.txt",
            issue("时间戳服务", "县级时间戳", at=at, years=STAMP_YEARS, use="timestamp").fingerprint.encode(),
        )
    return load(named.read_text())


def revoke(serial: str, *, at: datetime) -> None:
    """Put a certificate on the list of the revoked; seals put on before stay provable by their time-stamp."""
    _needed()
    with os.fdopen(os.open(folder() / ".lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)  # two losses at the same moment: neither forgets the other
        revoked = json.loads((folder() / "revoked.json").read_text())
        revoked.setdefault(serial, at.isoformat())
        _keep("revoked.json", json.dumps(revoked).encode())
        _write_crls(at)


def is_revoked(serial: int) -> bool:
    """Whether the certificate may sign nothing more, as the county keeps it (also those of outside authorities). Raises NoAuthority."""
    _needed()
    return any(int(one, 16) == serial for one in json.loads((folder() / "revoked.json").read_text()))


def crls() -> tuple[bytes, bytes]:
    """The lists of root and issuing authority (DER). Raises NoAuthority."""
    _needed()
    return (folder() / "root.crl").read_bytes(), (folder() / "issuing.crl").read_bytes()


def keep_imprint(drawn: bytes) -> Path:
    """A file of the drawing under its own hash, for the library that puts it into papers."""
    name = f"imprint-{hashlib.sha256(drawn).hexdigest()}.pdf"
    if not (folder() / name).is_file():
        _keep(name, drawn)
    return folder() / name


def fingerprint_of(certificate: x509.Certificate) -> str:
    return hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).hexdigest()


def _write_crls(at: datetime) -> None:
    revoked = json.loads((folder() / "revoked.json").read_text())
    for name, listed in (("root", {}), ("issuing", revoked)):
        issuer, key = _certificate(f"{name}.pem"), _key(f"{name}.key")
        made = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject)
        made = made.last_update(at - timedelta(days=1)).next_update(at + timedelta(days=CRL_DAYS))
        # Both issuers' keys are EC keys of our own making; the stubs count a certificate's key as of any kind.
        made = made.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()),  # type: ignore[arg-type]
            critical=False,
        )
        made = made.add_extension(x509.CRLNumber(len(revoked) + 1), critical=False)
        for serial, moment in listed.items():
            one = x509.RevokedCertificateBuilder().serial_number(int(serial, 16))
            made = made.add_revoked_certificate(one.revocation_date(datetime.fromisoformat(moment)).build())
        signed = made.sign(key, hashes.SHA384() if name == "root" else hashes.SHA256())
        _keep(f"{name}.crl", signed.public_bytes(serialization.Encoding.DER))


def _needed() -> None:
    if not exists():
        raise NoAuthority


def passphrase() -> bytes:
    """What the keys are locked with: JIUZHU_AUTHORITY_SECRET, else a secret made once and kept in the installation's folder."""
    return str(settings.AUTHORITY_SECRET).encode()


def _locked(key: ec.EllipticCurvePrivateKey) -> bytes:
    sealed = serialization.BestAvailableEncryption(passphrase())
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, sealed)


def _key(name: str) -> Any:
    return serialization.load_pem_private_key((folder() / name).read_bytes(), passphrase())


def _certificate(name: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder() / name).read_bytes())


def _keep(name: str, body: bytes) -> None:
    """Whole or not at all, for its owner alone."""
    half = folder() / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    half.replace(folder() / name)
