"""Declarations of relatives, and the members of village committees, who are no officers here."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class VillageOfficial(models.Model):
    """A member of a village (residents') committee, from a day to a day."""

    village = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=40)
    citizen_id = models.CharField(max_length=18)
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stops_on=None) | Q(stops_on__gt=F("starts_on")), name="relatives_official_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.village_id}"


class Declaration(models.Model):
    """Everything declared for a calendar year, by an officer of herself or for a village official; it replaces the one it names."""

    officer = models.ForeignKey(
        "offices.Officer", on_delete=models.PROTECT, null=True, related_name="declarations"
    )
    official = models.ForeignKey(
        VillageOfficial, on_delete=models.PROTECT, null=True, related_name="declarations"
    )
    year = models.PositiveSmallIntegerField()
    home_village = models.ForeignKey("offices.Area", on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(officer__isnull=False, official=None, by=F("officer"))
                | Q(officer=None, official__isnull=False),
                name="relatives_declared_by_herself",
            )
        ]
        indexes = [models.Index(fields=["officer", "-id"], name="relatives_of_officer")]

    def __str__(self) -> str:
        return f"declaration {self.year} of {self.officer_id or self.official_id}"


class Kin(models.Model):
    """One declared relative."""

    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="kin")
    name = models.CharField(max_length=60)
    citizen_id = models.CharField(max_length=18)
    relation = models.CharField(max_length=30)  # rulebook/codes/kinship.yaml
    near = models.BooleanField()  # of the narrow set, at the time of declaring

    class Meta:
        indexes = [models.Index(fields=["citizen_id"], name="relatives_kin_citizen")]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "citizen_id"], name="relatives_kin_once")
        ]

    def __str__(self) -> str:
        return f"{self.relation} in {self.declaration_id}"
