"""What happened, for ever: entries in words, and every changed row as it was and as it became."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act by one actor. Insert-only, refused otherwise by a trigger (migrations/0001)."""

    at = models.DateTimeField(db_index=True)
    act = models.CharField(max_length=80)
    actor_key = models.CharField(max_length=40, blank=True)  # staff number, "applicant", "" for the clock
    actor_name = models.CharField(max_length=120, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    person_key = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["case_number", "id"], name="audit_entry_case"),
            models.Index(fields=["person_key", "id"], name="audit_entry_person"),
            models.Index(fields=["actor_key", "id"], name="audit_entry_actor"),
            models.Index(fields=["act", "id"], name="audit_entry_act"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.case_number}"


class RowChange(models.Model):
    """One row inserted, changed or deleted in a tracked table; written by a trigger, so the shell leaves traces too."""

    at = models.DateTimeField()
    table = models.CharField(max_length=80)
    row = models.CharField(max_length=80)
    kind = models.CharField(max_length=6)
    actor_key = models.CharField(max_length=80, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["table", "row", "id"], name="audit_rowchange_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.table} {self.row}"


class Refused(models.Model):
    """One refusal at a door: which, when, where, to whom. Counted, so that a rule shows how often it held.

    Insert-only (migrations/0005); rows are visible by area (offices, migrations/0004). No words that were typed, no
    person: a code, a staff number and at most the number of the case.
    """

    PAGE, API, COMMAND, CLOCK = "page", "api", "command", "clock"
    DOORS = [(one, one) for one in (PAGE, API, COMMAND, CLOCK)]

    code = models.CharField(max_length=80)
    at = models.DateTimeField()
    door = models.CharField(max_length=10, choices=DOORS)
    actor_key = models.CharField(
        max_length=40, blank=True
    )  # staff number; empty for the clock and the command line
    case_number = models.CharField(max_length=40, blank=True)
    area_code = models.CharField(
        max_length=12
    )  # of the case, else of the officer's office, else of the county

    class Meta:
        indexes = [
            models.Index(fields=["at", "code", "area_code"], name="audit_refused_of_year"),
            models.Index(fields=["code", "id"], name="audit_refused_code"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(door__in=["page", "api", "command", "clock"]), name="audit_refused_door"
            ),
            models.CheckConstraint(
                condition=models.Q(area_code__regex=r"^[0-9]{6}([0-9]{3}){0,2}$"), name="audit_refused_area"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.code}"
