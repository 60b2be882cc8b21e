"""A re-check of everybody: one run, a part for every source, a row for everybody who is or is not checked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Run(models.Model):
    """All members of all live cases against the sources' files of one month. Ends once; only its progress is ever set."""

    month = models.CharField(max_length=7)
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the county
    asked_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    prepared_at = models.DateTimeField(null=True)  # everybody is listed; from here on parts are read
    checked = models.PositiveIntegerField(default=0)  # persons in cases, under an authorisation
    left_out = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(month__regex=r"^[0-9]{4}-[0-9]{2}$"), name="rechecks_run_month"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(prepared_at__isnull=False),
                name="rechecks_run_prepared_first",
            ),
            # A second press of the button meets the run that is under way.
            models.UniqueConstraint(
                fields=["month", "area"], condition=Q(finished_at=None), name="rechecks_run_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"recheck {self.month}"


class Part(models.Model):
    """One source's file of a run: waits, then is settled once, together with everything that was found in it."""

    STATES = [("waiting", "等待"), ("done", "已完成"), ("missing", "文件未到"), ("refused", "文件退回")]
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="parts")
    source = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)  # bytes
    rows = models.PositiveIntegerField(default=0)
    matched = models.PositiveIntegerField(default=0)  # rows about somebody who was asked about
    broken = models.PositiveIntegerField(default=0)  # rows whose cells cannot be told apart
    numberless = models.PositiveIntegerField(default=0)  # rows without a number of 18 digits
    asked = models.PositiveIntegerField(default=0)  # persons in cases whose authorisation names the source
    not_covered = models.PositiveIntegerField(default=0)  # whose authorisation does not
    changes = models.JSONField(default=dict)  # kind of change → proposals
    doubts = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(null=True)  # {code, figures} of a file refused as a whole
    read_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "source"], name="rechecks_part_once"),
            models.CheckConstraint(
                condition=Q(state="refused", refusal__isnull=False) | (~Q(state="refused") & Q(refusal=None)),
                name="rechecks_part_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None)
                | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="rechecks_part_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} of {self.run_id}"


class Subject(models.Model):
    """A member of a live case in a run: asked about under this authorisation, or left out and why. Insert-only."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="subjects")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    authorisation = models.ForeignKey(
        "verification.Authorisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    area_code = models.CharField(max_length=12)  # the township
    left_out = models.CharField(max_length=20, blank=True)  # a key of rules.LEFT_OUT; empty: asked about

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "case", "person"], name="rechecks_subject_once"),
            models.CheckConstraint(
                condition=Q(left_out="", authorisation__isnull=False) | ~Q(left_out=""),
                name="rechecks_subject_authorised_or_left_out",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "run"], name="rechecks_subject_person"),
            models.Index(
                fields=["run", "area_code"], condition=~Q(left_out=""), name="rechecks_subject_left_out"
            ),
        ]

    def __str__(self) -> str:
        return f"subject {self.pk} of {self.run_id}"
