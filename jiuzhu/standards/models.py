"""A county's own numbers and the verdicts on them. Rows are only added; migrations/0002 refuses the rest."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class LocalNumber(models.Model):
    """One value of a number of the rulebook, as one officer copied it from a notice."""

    name = models.CharField(max_length=80)  # as in rulebook/parameters
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=30)
    value = models.JSONField(null=True)  # as the rulebook writes it; NULL withdraws what it replaces
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)
    notice_title = models.CharField(max_length=200)
    notice_number = models.CharField(max_length=80)
    issuing_body = models.CharField(max_length=100)
    notice_on = models.DateField()
    notice_file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    reason = models.CharField(max_length=300, blank=True)  # of a correction
    demo = models.BooleanField(default=False)  # 演示数据
    entered_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stops_on=None) | Q(stops_on__gt=F("starts_on")),
                name="standards_localnumber_period",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(replaces__isnull=False),
                name="standards_localnumber_value",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""), name="standards_localnumber_reason"
            ),
        ]
        indexes = [models.Index(fields=["name", "area", "starts_on"], name="standards_localnumber_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.area_id} {self.starts_on}"

    @property
    def retroactive(self) -> bool:
        """Whether it was entered after its first day, so that something may have been decided without it."""
        return self.starts_on < timezone.localdate(self.entered_at)

    @property
    def withdraws(self) -> bool:
        """Whether it takes the value it replaces out without putting another in."""
        return self.replaces_id is not None and self.value is None


class NumberCheck(models.Model):
    """The verdict of a second officer; one for each number, for ever."""

    number = models.OneToOneField(LocalNumber, on_delete=models.PROTECT, related_name="verdict")
    agrees = models.BooleanField()
    remark = models.CharField(max_length=300, blank=True)
    checked_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agrees=True) | ~Q(remark=""), name="standards_numbercheck_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number_id}: {'agrees' if self.agrees else 'sent back'}"


class InForce(models.Model):
    """The view ``standards_inforce``: agreed, not corrected, ended by what starts next in the same area."""

    number = models.OneToOneField(
        LocalNumber, on_delete=models.DO_NOTHING, primary_key=True, related_name="+"
    )
    stops_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "standards_inforce"

    def __str__(self) -> str:
        return f"in force: {self.number_id}"
