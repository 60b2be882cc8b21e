"""The summary of a month, as the supervisor signed it."""

from __future__ import annotations

import json
from typing import Any

from django.db import models


class Summary(models.Model):
    """One month of a county, township by township (监管办法 Art. 11). Insert-only; what comes later stands in its own month."""

    county = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)  # 2026-09
    # Canonical JSON: {"county", "month", "rows": [{"township", "name", figures …}], "total"}.
    body = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 over the body
    note = models.TextField(blank=True)  # what the supervisor found when she compared it with the payments
    paper = models.OneToOneField("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "month"], name="filings_summary_once")]

    def __str__(self) -> str:
        return f"{self.county_id} {self.month}"

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.body)
        return content
