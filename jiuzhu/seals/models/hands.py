"""From hand to hand: what both sides signed, and who keeps a seal when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from .register import OFFICER, Seal


class Handover(models.Model):
    """What the giver signed: this seal, to whom, for how long, in which condition. Nothing changes until the receiver signs too."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True)  # the last day of a temporary custodian; null: the regular custodian
    reason = models.TextField(blank=True)
    condition = models.TextField()  # 印章状况: whole, clean, accessories
    last_number = models.PositiveIntegerField()  # the last use before it changes hands
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    on = models.DateField()
    at = models.DateTimeField()
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="seals_two_sides"),
            models.CheckConstraint(
                condition=Q(until=None) | (Q(until__gte=F("on")) & ~Q(reason="")),
                name="seals_temporary_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.giver_id} → {self.receiver_id}"


class Acceptance(models.Model):
    """The receiver's signature over the same content."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="acceptance")
    receiver = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    on = models.DateField()
    at = models.DateTimeField()
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"accepted {self.handover_id}"


class Retraction(models.Model):
    """A hand-over that did not happen: the receiver declined it or the giver took it back."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="retraction")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"retracted {self.handover_id}"


class Custody(models.Model):
    """Who keeps a seal from a moment (inclusive) to a moment (exclusive). One custodian at any moment; an end only moves nearer."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="custodies")
    acceptance = models.OneToOneField(Acceptance, on_delete=models.PROTECT, related_name="custody")
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    temporary = models.BooleanField()
    starts_at = models.DateTimeField()
    stops_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stops_at=None) | Q(stops_at__gte=F("starts_at")), name="seals_custody_period"
            ),
            ExclusionConstraint(
                name="seals_one_custodian",
                expressions=[
                    ("seal", RangeOperators.EQUAL),
                    (Func("starts_at", "stops_at", function="tstzrange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["officer", "seal"], name="seals_custody_officer")]

    def __str__(self) -> str:
        return f"{self.seal_id} kept by {self.officer_id}"
