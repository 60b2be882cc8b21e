"""Whether a sealed paper still is what was sealed: told from the file and the county's root alone, without database or network."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import DocumentSecurityStore, validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

VERDICTS = {
    "whole": ("完整，未被改动", "whole and unchanged"),
    "changed": ("已被改动，或签章无效", "changed, or its seal does not hold"),
    "unknown": ("不是本县盖章的文件", "not a paper sealed by this county"),
    "revoked": ("文件真实，但已撤销或被替代", "genuine, but revoked or superseded"),
}
TROUBLES = {
    "no_seal": ("文件上没有电子印章", "it bears no electronic seal"),
    "not_pdf": ("不是 PDF 文件", "it is not a PDF"),
    "unreadable": ("文件损坏，无法读取", "it is damaged and cannot be read"),
    "not_intact": ("内容与签章不符", "the content is not what was sealed"),
    "not_trusted": ("印章证书不是本县的", "the seal's certificate is not under the county's root"),
    "revoked_seal": ("盖章之前印章证书已被吊销", "the seal's certificate was revoked before it was put on"),
    "no_timestamp": ("没有时间戳，或时间戳无效", "there is no valid time-stamp"),
    "appended": ("签章之后又附加了内容", "something was added after the sealing"),
    "overlaid": ("签章之后页面被改动", "the pages were changed after the sealing"),
}
_ALGORITHMS = {
    "sha256", "sha384", "sha512", "rsassa_pkcs1v15", "rsassa_pss", "sha256_rsa", "sha384_rsa", "sha512_rsa", "sha256_ecdsa",
    "sha384_ecdsa", "sha512_ecdsa",
}  # fmt: skip
_AFTERWARDS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


@dataclass(frozen=True)
class Mark:
    """One seal on a paper."""

    office: str
    name: str
    fingerprint: str  # SHA-256 over the certificate's DER
    reason: str
    stamped_at: datetime | None


@dataclass(frozen=True)
class Verdict:
    """whole, changed or unknown (a word of VERDICTS), with the first trouble (a word of TROUBLES) and the seals found."""

    verdict: str
    sha256: str
    trouble: str = ""
    marks: tuple[Mark, ...] = ()

    def words(self, language: str = "zh-hans") -> str:
        english = language.startswith("en")
        told = VERDICTS[self.verdict][english]
        return f"{told}{': ' if english else '：'}{TROUBLES[self.trouble][english]}" if self.trouble else told


@dataclass(frozen=True)
class _Trust:
    """Against what a paper is checked; `at`: when, None is now."""

    roots: list[asn1_x509.Certificate]
    stamp_roots: list[asn1_x509.Certificate]
    lists: tuple[bytes, ...]
    at: datetime | None


def check(
    body: bytes, roots: Sequence[bytes], *, stamp_roots: Sequence[bytes] = (), lists: Sequence[bytes] = (),
    at: datetime | None = None,
) -> Verdict:  # fmt: skip
    """Check a file against certificates (PEM or DER).

    `roots`: the county's root, and certificates of single seals that an outside authority issued. `stamp_roots`: trusted for
    time-stamps only. `lists`: lists of the revoked (DER, see `opened`) newer than those in the paper. `at`: the moment of the check, now if None.

    Whole: every seal intact, trusted and not revoked on the moment that its time-stamp proves, every time-stamp on the moment that
    the next one proves, and the last one today, covering the file to its last byte. So a paper outlives its seal's certificate.
    A file without any seal is unknown, a damaged one changed. Source: ETSI EN 319 102-1 5.6.3 (PAdES B-LTA); 电子签名法 Art. 13.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    if not body[:1024].lstrip().startswith(b"%PDF-"):
        return Verdict("unknown", sha256, "not_pdf")
    try:
        trust = _Trust([_root(one) for one in roots], [_root(one) for one in stamp_roots], tuple(lists), at)
        trouble, marks = _looked_at(body, trust)
    except Exception:  # noqa: BLE001 (a changed byte can break the parser in any way; whatever it is, the file is not whole)
        return Verdict("changed" if b"/ByteRange" in body else "unknown", sha256, "unreadable")
    if trouble == "no_seal":
        return Verdict("unknown", sha256, trouble)
    return Verdict("changed" if trouble else "whole", sha256, trouble, marks)


def _looked_at(body: bytes, trust: _Trust) -> tuple[str, tuple[Mark, ...]]:
    reader = PdfFileReader(io.BytesIO(body), strict=True)
    seals = list(reader.embedded_regular_signatures)
    if not seals:
        return "no_seal", ()
    marks = tuple(_mark(one) for one in seals)
    stamps = sorted(reader.embedded_timestamp_signatures, key=lambda one: one.signed_revision)
    for one in seals:
        if trouble := _trouble_with(one, stamps, reader, trust):
            return trouble, marks
    if not stamps or not all(_stamp_holds(one, stamps, reader, trust) for one in stamps):
        return "no_timestamp", marks
    if stamps[-1].evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        return "appended", marks
    return ("" if _nothing_loose(body, stamps[-1], reader) else "no_timestamp"), marks


def _nothing_loose(body: bytes, last: EmbeddedPdfSignature, reader: PdfFileReader) -> bool:
    """What no signature covers: the place of the last time-stamp itself. It holds exactly the token and zeros, the token's
    certificates are those of the paper's own list, and the token is written as it always is."""
    start, end = last.byte_range[1], last.byte_range[2]
    token = cms.ContentInfo.load(last.pkcs7_content).dump()  # without the zeros behind it
    written = token.hex().ljust(end - start - 2, "0")
    if body[start:end] not in (f"<{written}>".encode(), f"<{written.upper()}>".encode()):
        return False
    signed = last.signed_data
    carried = {one.chosen.dump() for one in signed["certificates"]}
    listed = {one.get_object().data for one in reader.root["/DSS"]["/Certs"]}
    [algorithm], [signer] = signed["digest_algorithms"], signed["signer_infos"]
    words = {
        one["algorithm"].native
        for one in (algorithm, signer["digest_algorithm"], signer["signature_algorithm"])
    }
    return (
        carried <= listed
        and (signed["version"].native, signer["version"].native) == ("v3", "v1")
        and algorithm["parameters"].native is None
        and words <= _ALGORITHMS
    )


def _trouble_with(
    seal: EmbeddedPdfSignature, stamps: Sequence[EmbeddedPdfSignature], reader: PdfFileReader, trust: _Trust
) -> str:
    put_on, proved = _mark(seal).stamped_at, _proved(seal, stamps, trust)
    context = _context(reader, trust.roots, put_on or proved)
    status = validate_pdf_signature(
        seal,
        context,
        ts_validation_context=_context(reader, [*trust.roots, *trust.stamp_roots], proved),
    )
    if not (status.intact and status.valid):
        return "not_intact"
    if not status.trusted:
        return "not_trusted"
    stamp = status.timestamp_validity
    if put_on is None or stamp is None or not (stamp.intact and stamp.valid and stamp.trusted):
        return "no_timestamp"
    if _revoked(seal.signer_cert, put_on, reader, trust):
        return "revoked_seal"
    return "" if status.modification_level in _AFTERWARDS and status.docmdp_ok else "overlaid"


def _stamp_holds(
    stamp: EmbeddedPdfSignature, stamps: Sequence[EmbeddedPdfSignature], reader: PdfFileReader, trust: _Trust
) -> bool:
    context = _context(reader, [*trust.roots, *trust.stamp_roots], _proved(stamp, stamps, trust))
    status = validate_pdf_timestamp(stamp, context)
    return bool(status.intact and status.valid and status.trusted) and not _revoked(
        stamp.signer_cert, _said(stamp), reader, trust
    )


def _proved(
    one: EmbeddedPdfSignature, stamps: Sequence[EmbeddedPdfSignature], trust: _Trust
) -> datetime | None:
    """When a signature was there for certain: what the next time-stamp of the whole paper says; after the last one, today."""
    return next((_said(other) for other in stamps if other.signed_revision > one.signed_revision), trust.at)


def _said(stamp: EmbeddedPdfSignature) -> datetime:
    said: datetime = stamp.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    return said


def _revoked(held: asn1_x509.Certificate, moment: datetime, reader: PdfFileReader, trust: _Trust) -> bool:
    """Whether a certificate, or one above it, stood on a list of its issuer by then: a list in the paper or a newer one."""
    store = _store(reader)
    known = [*(store.load_certs() if store else ()), *trust.roots, *trust.stamp_roots]
    inside = [one.get_object().data for one in store.crls] if store else []
    lists = [x509.load_der_x509_crl(one) for one in {*inside, *trust.lists}]
    others = [x509.load_der_x509_certificate(one.dump()) for one in known]
    below = x509.load_der_x509_certificate(held.dump())
    for _ in range(len(others)):
        issuer = next((one for one in others if one != below and _issued(below, one)), None)
        if issuer is None:
            return False
        for one in lists:
            # It signed the certificate below (`_issued`), so its key is one that signs; the stubs count a key as of any kind.
            if one.issuer == issuer.subject and one.is_signature_valid(issuer.public_key()):  # type: ignore[arg-type]
                entry = one.get_revoked_certificate_by_serial_number(below.serial_number)
                if entry is not None and entry.revocation_date_utc <= moment:
                    return True
        below = issuer
    return False


def _issued(below: x509.Certificate, above: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _store(reader: PdfFileReader) -> DocumentSecurityStore | None:
    try:
        return DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return None


def _context(
    reader: PdfFileReader, roots: list[asn1_x509.Certificate], moment: datetime | None
) -> ValidationContext:
    """These roots and the certificates that the paper itself carries; lists of the revoked are asked by `_revoked`."""
    store = _store(reader)
    return ValidationContext(
        trust_roots=roots, other_certs=list(store.load_certs()) if store else [], moment=moment,
        allow_fetching=False,
    )  # fmt: skip


def _mark(seal: EmbeddedPdfSignature) -> Mark:
    from .providers.pades import stamped_at

    subject = seal.signer_cert.subject.native
    return Mark(
        office=subject.get("organization_name", ""), name=subject.get("common_name", ""),
        fingerprint=seal.signer_cert.sha256.hex(), reason=str(seal.sig_object.get("/Reason", "")),
        stamped_at=stamped_at(seal),
    )  # fmt: skip


def opened(files: Sequence[bytes], lists: bool = False) -> list[bytes]:
    """The certificates (or lists of the revoked) in files, PEM with any number of them or DER, one by one as DER.
    Raises ValueError for what is neither."""
    found: list[bytes] = []
    for told in files:
        found += (
            [der for _kind, _headers, der in pem.unarmor(told, multiple=True)] if pem.detect(told) else [told]
        )
    for one in found:
        (x509.load_der_x509_crl if lists else x509.load_der_x509_certificate)(one)
    return found


def _root(told: bytes) -> asn1_x509.Certificate:
    if pem.detect(told):
        _kind, _headers, told = pem.unarmor(told)
    return asn1_x509.Certificate.load(told)
