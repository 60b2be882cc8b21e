"""Read signatures and prove them: anybody with the public key can do the same with ordinary tools."""

from __future__ import annotations

from django.db.models import QuerySet

from jiuzhu.values import canonical

from . import rules
from .models import OfficerKey, Signature

__all__ = ["TROUBLES", "OfficerKey", "Signature", "get", "keys_of", "of_case", "trouble_with"]

TROUBLES = {
    "digest": ("内容指纹与签名文本不符", "the fingerprint is not that of the signed text"),
    "signature": ("签名与签名人的公钥不符", "the signature is not by the signer's key"),
    "key": ("密钥不属于签名人", "the key is not the signer's"),
    "retired": ("签名时密钥已停用", "the key had been retired"),
}


def get(pk: int) -> Signature | None:
    return Signature.objects.select_related("officer__office", "key").filter(pk=pk).first()


def of_case(case_number: str) -> QuerySet[Signature]:
    """Every signature on a case, oldest first."""
    found = Signature.objects.select_related("officer__office", "key", "corrects")
    return found.filter(case_number=case_number).order_by("id")


def keys_of(officer_id: int) -> QuerySet[OfficerKey]:
    return OfficerKey.objects.filter(officer_id=officer_id).order_by("id")


def trouble_with(signature: Signature) -> str | None:
    """What is wrong with a signature (a word of TROUBLES), or None when it is what its officer signed."""
    if canonical.digest_of_text(signature.body) != signature.digest:
        return "digest"
    if signature.key.officer_id != signature.officer_id:
        return "key"
    if not rules.is_by(signature.key.public_key, signature.body, signature.signature):
        return "signature"
    retired = signature.key.retired_at
    return "retired" if retired is not None and signature.at > retired else None
