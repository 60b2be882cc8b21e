"""Confidentiality agreements level by level: county with township, township or county with each officer. Insert-only."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

OFFICER = "offices.Officer"


class Agreement(models.Model):
    """The county's side of an agreement with a township; it holds once the township has signed the same words."""

    number = models.CharField(max_length=40, unique=True)
    township = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    stops_on = models.DateField()
    text_version = models.DateField()  # the first day of the rulebook's text that was signed
    content = models.JSONField()  # every word of it, with the parties
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stops_on__gt=F("starts_on"), starts_on__gte=F("on")), name="confidentiality_agreement_period"
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["township", "starts_on"], name="confidentiality_of_township")]

    def __str__(self) -> str:
        return self.number


class Countersignature(models.Model):
    """The township's side: its head signs exactly what the county signed."""

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="countersignature")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"countersignature of {self.agreement_id}"


class Acceptance(models.Model):
    """An officer binds herself in person. Without an agreement: with the county, for those who work there."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="acceptances")
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    text_version = models.DateField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "agreement"], condition=Q(agreement__isnull=False), name="confidentiality_accepted_once"
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["officer", "starts_on"], name="confidentiality_of_officer")]

    def __str__(self) -> str:
        return f"acceptance by {self.officer_id}"


class Ending(models.Model):
    """The county takes an agreement, or one officer's acceptance, out of force from a day on."""

    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, null=True, related_name="ending")
    acceptance = models.OneToOneField(Acceptance, on_delete=models.PROTECT, null=True, related_name="ending")
    stops_on = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement=None) ^ Q(acceptance=None), name="confidentiality_ending_of_one"
            ),
            models.CheckConstraint(
                condition=Q(stops_on__gte=F("on")) & ~Q(reason=""), name="confidentiality_ending_told"
            ),
        ]

    def __str__(self) -> str:
        return f"ending of {self.agreement_id or self.acceptance_id}"
