"""Areas, offices, officers, their posts, and what keeps a repeated click from acting twice."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class Area(models.Model):
    """An administrative division. Codes are hierarchical: a township's code starts with its county's (GB/T 10114)."""

    LEVELS = [(x, x) for x in ("nation", "province", "city", "county", "township", "village")]
    code = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=LEVELS)
    kind = models.CharField(max_length=20, blank=True)  # street, town, township, residents, villagers
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    sort_key = models.CharField(max_length=60, blank=True)  # pinyin initials
    phone = models.CharField(max_length=30, blank=True)  # the counter or village office that helps

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    name = models.CharField(max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=10, choices=[("county", "county"), ("township", "township")])
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """A person who works here. The login belongs to the account; what she may do belongs to her posts."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer")
    name = models.CharField(max_length=60)
    staff_number = models.CharField(max_length=20, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="officers")
    citizen_id = models.CharField(max_length=18, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    own_password = models.BooleanField(
        default=True
    )  # false: somebody else set it, it opens nothing but its change

    class Meta:
        constraints = [
            # Spelt as persons are (households_person_number_spelt), so that her own case is recognised.
            models.CheckConstraint(
                condition=Q(citizen_id="") | Q(citizen_id__regex=r"^[0-9]{17}[0-9X]$"),
                name="offices_officer_number_spelt",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_key(self) -> str:
        return self.staff_number

    @property
    def audit_name(self) -> str:
        return f"{self.name}（{self.office.name}）"


class Posting(models.Model):
    """One role of one officer in one area from a day (inclusive) to a day (exclusive)."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=30)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="postings")
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stops_on=None) | Q(stops_on__gt=F("starts_on")), name="offices_posting_period"
            ),
            ExclusionConstraint(
                name="offices_posting_once",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    (Func("starts_on", "stops_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} {self.role} {self.area_id}"


class RolePower(models.Model):
    """offices/roles.py as rows, so that the database can check a power too. Written by every migrate."""

    role = models.CharField(max_length=30)
    power = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "power"], name="offices_rolepower_once")]

    def __str__(self) -> str:
        return f"{self.role}: {self.power}"


class LoginRequirement(models.Model):
    """Roles for which the county asks a second factor (china.md §12: 等保 level 3 asks for two)."""

    role = models.CharField(max_length=30, primary_key=True)
    second_factor = models.BooleanField(default=False)
    set_on = models.DateField()

    def __str__(self) -> str:
        return self.role


class Once(models.Model):
    """The key of a form or API call that was already carried out, and what it answered."""

    key = models.CharField(max_length=80, primary_key=True)
    who = models.CharField(max_length=60)
    what = models.CharField(max_length=120)
    answer = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="offices_once_at")]

    def __str__(self) -> str:
        return f"{self.what} {self.key}"


class RoleExclusion(models.Model):
    """offices/roles.py EXCLUDES as rows, both ways round, for the trigger on posts. Written by every migrate."""

    role = models.CharField(max_length=30)
    excludes = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "excludes"], name="offices_exclusion_once")]

    def __str__(self) -> str:
        return f"{self.role} / {self.excludes}"
