"""Papers: what was handed in and what the office printed, with the hash that proves them unchanged."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One paper. Insert-only; the bytes lie under the hash in the folder of files, written before this row is.

    `area_code` limits who sees it (row-level security). This room knows no areas, cases or officers: it keeps their codes.
    """

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    media_type = models.CharField(max_length=80)  # found in the bytes, never taken from the sender
    kind = models.CharField(
        max_length=60
    )  # receipt, notice_of_missing, application, or a document key of the item
    original_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=12)
    case_number = models.CharField(max_length=40, blank=True)
    uploaded_by = models.CharField(max_length=40)  # staff number, "applicant"
    uploaded_by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    # What a printed paper was made from, so that it can be explained and made again; null for what was handed in.
    template = models.CharField(max_length=60, blank=True)
    template_digest = models.CharField(max_length=64, blank=True)
    content = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_number", "id"], name="documents_storedfile_case"),
            models.Index(fields=["sha256"], name="documents_storedfile_sha"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documents_storedfile_sha256"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="documents_storedfile_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.original_name}"
