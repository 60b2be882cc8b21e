"""What a part found: what each register now says, what changed, what is in doubt. Insert-only.

A month may bring a million rows at once. Their part and person are therefore held against the tables by one trigger for
a whole statement (migrations/0002), which asks more than a foreign key would, instead of row by row.
"""

from __future__ import annotations

from django.db import models

from .runs import Part, Subject


class Reading(models.Model):
    """What a register says of a person, when it differs from what was known. The latest one is what the next run compares with."""

    part = models.ForeignKey(
        Part, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        "households.Person", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    source = models.CharField(max_length=30)
    area_code = models.CharField(max_length=12)
    facts = models.JSONField()  # fact → value, without those that say nothing
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "person", "-id"], name="rechecks_reading_latest")]

    def __str__(self) -> str:
        return f"{self.source} of {self.person_id}"


class Proposal(models.Model):
    """A fact that changed: to be looked into by the township (社会救助法 Art. 47). Nobody's allowance changes by it."""

    part = models.ForeignKey(
        Part, on_delete=models.PROTECT, related_name="proposals", db_constraint=False, db_index=False
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="proposals", db_constraint=False, db_index=False
    )
    area_code = models.CharField(max_length=12)
    fact = models.CharField(max_length=40)  # a key of verification.facts.FACTS
    kind = models.CharField(max_length=10)  # a key of rules.CHANGES
    before = models.JSONField(null=True)
    now = models.JSONField(null=True)
    law = models.CharField(max_length=120)  # of the fact, as it was at the time

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "part", "fact"], name="rechecks_proposal_once")
        ]
        indexes = [models.Index(fields=["part", "area_code", "id"], name="rechecks_proposal_listed")]

    def __str__(self) -> str:
        return f"{self.fact} of {self.subject_id}"


class Doubt(models.Model):
    """A record that is not attributed to anybody by a machine, or a person who could not be asked about any more."""

    part = models.ForeignKey(
        Part, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    area_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)  # a key of rules.DOUBTS
    told = models.CharField(max_length=200, blank=True)  # the other name; the facts; the column

    class Meta:
        indexes = [models.Index(fields=["part", "area_code", "id"], name="rechecks_doubt_listed")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject_id}"
