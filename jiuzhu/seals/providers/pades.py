"""PAdES B-LTA by pyHanko: the seal drawn and signed in the PDF, time-stamped, with everything needed to check it in thirty years.

ECDSA P-256 with SHA-256 is what ordinary PDF readers check (trust.md 8, 10). The first seal certifies the paper (DocMDP: nothing
but further seals and time-stamps may follow); a second side's seal on the same paper approves.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from asn1crypto import keys as asn1_keys
from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, TimestampDSSContentSettings
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from jiuzhu.seals import authority, imprint, timestamps

from .base import CannotSeal, CertificateRevoked, Credential, NoTimestamp, Place, Sealed

#: The last time-stamp covers the file to its last byte, with everything needed to check it later.
_EVERYTHING_BEFORE_THE_STAMP = DSSContentSettings(
    next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True)
)
POINTS = 72 / 25.4  # PDF points in a millimetre


class Pades:
    key = "pades"

    def seal(
        self, pdf: bytes, *, imprint: bytes, credential: Credential, place: Place, further: Sequence[Place] = (),
        reason: str, name: str,
    ) -> Sealed:  # fmt: skip
        """See base.SealProvider. `name` stands in the signature as who sealed."""
        signer = self.signer(credential)
        _refuse_revoked(signer)
        try:
            made = _sealed(pdf, imprint, signer, credential.fingerprint, place, further, reason, name)
        except TimestampRequestError as error:
            raise NoTimestamp(trouble=str(error)) from error
        except (SigningError, PdfError, PathError, ValidationError) as error:
            raise CannotSeal(trouble=str(error)) from error
        # A service out of our hands may change its certificates between two answers: what our own check refuses stays here.
        if settings.TIMESTAMP_URL and (trouble := self.check(made)):
            raise CannotSeal(trouble=trouble)
        return made

    def signer(self, credential: Credential) -> signers.Signer:
        """Who signs: the key in the authority's folder. The token's provider answers another."""
        return _signer(credential.fingerprint, str(authority.folder()))

    def check(self, sealed: Sealed) -> str | None:
        from jiuzhu.seals import proof, trust

        found = proof.check(sealed.body, **trust.trusted())
        return None if found.verdict == "whole" else found.trouble or found.verdict


def _refuse_revoked(signer: signers.Signer) -> None:
    held = signer.signing_cert
    if held is not None and authority.is_revoked(held.serial_number):
        raise CertificateRevoked(serial=f"{held.serial_number:x}")


def _sealed(
    pdf: bytes, drawn: bytes, signer: signers.Signer, fingerprint: str, place: Place, further: Sequence[Place],
    reason: str, name: str,
) -> Sealed:  # fmt: skip
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    first = not any(writer.prev.embedded_regular_signatures)
    prepared = next((name for name, *_rest in fields.enumerate_sig_fields(writer, filled_status=False)), None)
    if first:
        # A field that appears after the certification would look like tampering: the other side's is made ready now.
        for number, other in enumerate(further, start=2):
            fields.append_signature_field(writer, _field(writer, f"Seal{number}", other))
    field = "Seal1" if first else prepared or f"Seal{len(list(writer.prev.embedded_regular_signatures)) + 1}"
    meta = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", reason=reason, name=name, location="CN", certify=first,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS, subfilter=fields.SigSeedSubFilter.PADES, use_pades_lta=True,
        embed_validation_info=True, validation_context=_context(signer), dss_settings=_EVERYTHING_BEFORE_THE_STAMP,
    )  # fmt: skip
    made = _Signer(
        meta, signer=signer, timestamper=timestamps.stamper(at=_since()), stamp_style=_style(drawn),
        new_field_spec=None if prepared and not first else _field(writer, field, place),
    ).sign_pdf(writer)  # fmt: skip
    body = made.getvalue()
    signed = list(PdfFileReader(io.BytesIO(body)).embedded_regular_signatures)[-1]
    return Sealed(body, hashlib.sha256(signed.pkcs7_content).hexdigest(), fingerprint, stamped_at(signed))


class _Signer(signers.PdfSigner):
    """For ECDSA the library lifts the paper to PDF 2.0; PDF/A-2 is PDF 1.7 (ISO 19005-2), where PAdES declares itself by ESIC."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        pdf_out.ensure_output_version((1, 7))
        pdf_out.register_extension(ESIC_EXTENSION_1)


def _field(writer: IncrementalPdfFileWriter, name: str, place: Place) -> fields.SigFieldSpec:
    page, _resources = writer.find_page_for_modification(place.page - 1)
    height = float(page.get_object()["/MediaBox"][3])
    half = imprint.MILLIMETRES / 2
    corners = (place.x_mm - half, place.y_mm + half, place.x_mm + half, place.y_mm - half)
    left, low, right, high = (one * POINTS for one in corners)
    box = (round(left), round(height - low), round(right), round(height - high))
    return fields.SigFieldSpec(name, on_page=place.page - 1, box=box)


def stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """What the time-stamp on a signature says."""
    for attribute in signature.signer_info["unsigned_attrs"]:
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            found: datetime = token["gen_time"].native
            return found
    return None


def _since() -> datetime:
    """From when the stand-in authority's certificate counts: when the county's root was made."""
    return authority.chain()[0].not_valid_before_utc


@lru_cache(maxsize=64)
def _signer(fingerprint: str, folder: str) -> signers.SimpleSigner:
    held = authority.load(fingerprint)
    der = serialization.Encoding.DER
    key = held.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    above = SimpleCertificateStore()
    above.register_multiple([asn1_x509.Certificate.load(one.public_bytes(der)) for one in held.above])
    return signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(held.certificate.public_bytes(der)),
        signing_key=asn1_keys.PrivateKeyInfo.load(key), cert_registry=above,
    )  # fmt: skip


def _context(signer: signers.Signer) -> ValidationContext:
    """What is put into the paper for later checks: the chain, and the lists of the revoked. Those of outside authorities are
    fetched from where their certificates say."""
    der = serialization.Encoding.DER
    root, issuing = (asn1_x509.Certificate.load(one.public_bytes(der)) for one in authority.chain())
    stamping = [asn1_x509.Certificate.load(pem.unarmor(one)[2]) for one in timestamps.outside_roots()]
    above = [one for one in signer.cert_registry if one.ca]
    names = {one.subject.hashable for one in above}
    highest = [one for one in above if one.self_issued or one.issuer.hashable not in names]
    outside = [one for one in highest if one.sha256 != root.sha256]
    return ValidationContext(
        trust_roots=[root, *outside, *stamping], other_certs=[issuing], crls=list(authority.crls()),
        allow_fetching=bool(outside or stamping), revocation_mode="hard-fail",
    )  # fmt: skip


def _style(drawn: bytes) -> StaticStampStyle:
    """The library reads the drawing from a file, anew for every paper."""
    kept = authority.keep_imprint(drawn)
    return StaticStampStyle.from_pdf_file(str(kept), border_width=0, background_opacity=1.0)
