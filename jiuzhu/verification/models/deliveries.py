"""What departments delivered: files, their records, the records that were refused. Insert-only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Extract(models.Model):
    """A file of a department, taken or refused as a whole. Taken once: the same bytes for the same day are the
    same delivery; a register that has not changed by a later day is a new one."""

    inbound = models.ForeignKey(
        "verification.Inbound", on_delete=models.PROTECT, null=True, related_name="extracts"
    )  # set: replies to single questions, not the whole register
    source = models.CharField(max_length=30)
    as_of = models.DateField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    taken = models.BooleanField()
    refusal = models.JSONField(null=True)  # {code, figures} of a file refused as a whole
    rows_taken = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    ignored = models.JSONField(default=list)  # headings that were not kept
    taken_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "source", "as_of"],
                condition=Q(taken=True, inbound=None),
                name="verification_extract_once",
            ),
            models.CheckConstraint(
                condition=Q(taken=True, refusal=None, file__isnull=False)
                | Q(taken=False, refusal__isnull=False, file=None),
                name="verification_extract_taken_or_refused",
            ),
        ]
        indexes = [models.Index(fields=["source", "-as_of", "-id"], name="verification_extract_latest")]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of}"


class ExtractRow(models.Model):
    """One record of a department about one person. Seen only through an inquiry that covers person and source."""

    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=30)
    citizen_id = models.CharField(max_length=18)
    name = models.CharField(max_length=200)
    facts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extract", "number"], name="verification_row_once")]
        indexes = [models.Index(fields=["citizen_id", "source", "extract"], name="verification_row_person")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.extract_id}"


class RefusedRow(models.Model):
    """A record that was not taken, with its number and reason; what it said is not kept."""

    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="refused_rows")
    number = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=60)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"row {self.number} of {self.extract_id}: {self.code}"
