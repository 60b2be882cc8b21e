"""A right whose payment waits, because a room above says so; lifted by whoever asked for it."""

from __future__ import annotations

from django.db import models

from jiuzhu.funds.stays import STAYS


class Stay(models.Model):
    """Nothing is paid to an entitlement while a stay is on it; what was held meanwhile is paid back once it is lifted."""

    entitlement = models.ForeignKey("entitlements.Entitlement", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the township
    code = models.CharField(max_length=20, choices=[(key, names[0]) for key, names in STAYS.items()])
    source = models.CharField(max_length=60, unique=True)  # what asked for it: filings.act:12
    detail = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    lifted_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["entitlement"], condition=models.Q(lifted_on=None), name="funds_stay_standing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.entitlement_id}"
