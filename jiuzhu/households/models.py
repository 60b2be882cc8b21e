"""Persons, the households they live in over time, and the accounts they are paid to."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class Person(models.Model):
    """A natural person, known once in the county by her citizen ID (minors may have none yet)."""

    citizen_id = models.CharField(max_length=18, unique=True, null=True)
    name = models.CharField(max_length=60)
    sort_key = models.CharField(max_length=60, blank=True)  # pinyin initials: zxf
    sex = models.CharField(max_length=6, choices=[("male", "male"), ("female", "female")])
    born_on = models.DateField()
    died_on = models.DateField(null=True)
    phone = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(died_on__gte=F("born_on")),
                name="households_person_died_after_birth",
            ),
            # One spelling per number: a small x or a blank would make a second person of the same woman.
            models.CheckConstraint(
                condition=Q(citizen_id=None) | Q(citizen_id__regex=r"^[0-9]{17}[0-9X]$"),
                name="households_person_number_spelt",
            ),
        ]
        indexes = [
            models.Index(fields=["name"], opclasses=["varchar_pattern_ops"], name="households_person_name"),
            models.Index(
                fields=["sort_key"], opclasses=["varchar_pattern_ops"], name="households_person_sort"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Household(models.Model):
    """People who live together and share what they earn; seen only within one's reach (row-level security)."""

    area = models.ForeignKey(
        "offices.Area", on_delete=models.PROTECT, related_name="households"
    )  # village, or township
    address = models.CharField(max_length=200, blank=True)
    hukou_kind = models.CharField(max_length=5, choices=[("urban", "urban"), ("rural", "rural")])
    legacy = models.BooleanField(default=False)  # imported; to be completed (57号 Art. 28)
    import_key = models.CharField(max_length=64, unique=True, null=True)
    opened_on = models.DateField()

    def __str__(self) -> str:
        return f"household {self.pk}"


class Membership(models.Model):
    """One person in one household from a day (inclusive) to a day (exclusive); never in two at once."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    relation = models.CharField(max_length=20)  # rulebook/codes/relations.yaml, to the applicant
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="households_membership_one_household",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (Func("starts_on", "stops_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.household_id}"


class Account(models.Model):
    """The bank account that a household is paid to, from a day on. A new account is a new row."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="accounts")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    bank = models.CharField(max_length=60)
    number = models.CharField(max_length=32)
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="households_account_one_at_a_time",
                expressions=[
                    ("household", RangeOperators.EQUAL),
                    (Func("starts_on", "stops_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"


class Sheet(models.Model):
    """A sheet of existing recipients as it came: taken over in the background, and what became of it."""

    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the county
    received_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    received_at = models.DateTimeField()
    households = models.PositiveIntegerField(default=0)
    households_done = models.PositiveIntegerField(default=0)
    entered = models.PositiveIntegerField(default=0)  # households
    known = models.PositiveIntegerField(default=0)  # households
    refused = models.PositiveIntegerField(default=0)  # rows
    why = models.CharField(max_length=1000, blank=True)  # the whole sheet was turned back
    answer = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
