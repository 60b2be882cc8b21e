"""Whether a sealed paper still is what was sealed: told from the file and the county's root alone, without database or network."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, pem
from asn1crypto import x509 as asn1_x509
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


def check(body: bytes, roots: Sequence[bytes]) -> Verdict:
    """Check a file against root certificates (PEM or DER).

    Whole: every seal intact, trusted and time-stamped, and the last time-stamp covers the file to its last byte.
    A file without any seal is unknown, a damaged one changed.
    """
    sha256 = hashlib.sha256(body).hexdigest()
    if not body[:1024].lstrip().startswith(b"%PDF-"):
        return Verdict("unknown", sha256, "not_pdf")
    try:
        trouble, marks = _looked_at(body, [_root(one) for one in roots])
    except Exception:  # noqa: BLE001 (a changed byte can break the parser in any way; whatever it is, the file is not whole)
        return Verdict("changed" if b"/ByteRange" in body else "unknown", sha256, "unreadable")
    if trouble == "no_seal":
        return Verdict("unknown", sha256, trouble)
    return Verdict("changed" if trouble else "whole", sha256, trouble, marks)


def _looked_at(body: bytes, roots: list[asn1_x509.Certificate]) -> tuple[str, tuple[Mark, ...]]:
    reader = PdfFileReader(io.BytesIO(body), strict=True)
    seals = list(reader.embedded_regular_signatures)
    if not seals:
        return "no_seal", ()
    marks = tuple(_mark(one) for one in seals)
    for one in seals:
        if trouble := _trouble_with(one, reader, roots):
            return trouble, marks
    stamps = list(reader.embedded_timestamp_signatures)
    if not stamps:
        return "no_timestamp", marks
    last = validate_pdf_timestamp(stamps[-1], _context(reader, roots))
    if not (last.intact and last.valid and last.trusted):
        return "no_timestamp", marks
    if last.coverage != SignatureCoverageLevel.ENTIRE_FILE:
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
    seal: EmbeddedPdfSignature, reader: PdfFileReader, roots: list[asn1_x509.Certificate]
) -> str:
    status = validate_pdf_signature(
        seal, _context(reader, roots), ts_validation_context=_context(reader, roots)
    )
    if not (status.intact and status.valid):
        return "not_intact"
    if not status.trusted:
        return "not_trusted"
    if status.timestamp_validity is None or not status.timestamp_validity.valid:
        return "no_timestamp"
    return "" if status.modification_level in _AFTERWARDS and status.docmdp_ok else "overlaid"


def _context(reader: PdfFileReader, roots: list[asn1_x509.Certificate]) -> ValidationContext:
    """The county's root, and the certificates and lists of the revoked that the paper itself carries."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return ValidationContext(trust_roots=roots, allow_fetching=False)
    found: ValidationContext = store.as_validation_context({"trust_roots": roots})
    return found


def _mark(seal: EmbeddedPdfSignature) -> Mark:
    from .providers.pades import stamped_at

    subject = seal.signer_cert.subject.native
    return Mark(
        office=subject.get("organization_name", ""), name=subject.get("common_name", ""),
        fingerprint=seal.signer_cert.sha256.hex(), reason=str(seal.sig_object.get("/Reason", "")),
        stamped_at=stamped_at(seal),
    )  # fmt: skip


def _root(told: bytes) -> asn1_x509.Certificate:
    if pem.detect(told):
        _kind, _headers, told = pem.unarmor(told)
    return asn1_x509.Certificate.load(told)
