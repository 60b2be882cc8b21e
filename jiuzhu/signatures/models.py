"""Officers' signing keys, and what was signed with them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class OfficerKey(models.Model):
    """One key pair of an officer. It is never changed, only retired; the private half opens with her password alone."""

    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="signing_keys")
    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256 over the public key (DER)
    public_key = models.TextField()  # PEM, ECDSA on P-256
    locked_key = models.BinaryField()  # the private key (PKCS#8), AES-256-GCM under scrypt of the password
    salt = models.BinaryField()
    nonce = models.BinaryField()
    cost = models.PositiveIntegerField()  # scrypt's n
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=Q(retired_at=None), name="signatures_one_key_in_use"
            )
        ]

    def __str__(self) -> str:
        return f"key {self.fingerprint[:12]} of {self.officer_id}"


class Signature(models.Model):
    """An officer's signature over an exact text. A correction is a new one that names the old."""

    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(OfficerKey, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)  # survey, opinion, decision, letter …
    about = models.CharField(max_length=80)  # the number of the case, letter or seal, as people know it
    case_number = models.CharField(max_length=40, blank=True)
    area_code = models.CharField(max_length=12)
    authority = models.CharField(max_length=300, blank=True)  # on whose authority: the post, the letter
    body = models.TextField()  # the canonical text that was signed
    digest = models.CharField(max_length=64)  # SHA-256 over the body
    signature = models.TextField()  # DER, base64
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    authenticated_at = models.DateTimeField()  # when she typed her password
    on = models.DateField()
    at = models.DateTimeField()
    made_at = models.DateTimeField()  # the database's own clock

    class Meta:
        indexes = [
            models.Index(fields=["case_number", "id"], name="signatures_of_case"),
            models.Index(fields=["officer", "id"], name="signatures_of_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} by {self.officer_id}"
