"""Odd queries and refused attempts, and what the county found of each. Insert-only; they accuse nobody and stop nothing."""

from __future__ import annotations

from django.db import models

from jiuzhu.verification.signals import FINDINGS, SIGNALS


class QuerySignal(models.Model):
    """Somebody asked, looked, or tried to, in a way that a person should look at. Its area is the officer's own office."""

    kind = models.CharField(max_length=20, choices=[(key, names[0]) for key, names in SIGNALS.items()])
    key = models.CharField(max_length=120, unique=True)  # the same thing is raised once
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    case_number = models.CharField(
        max_length=40, blank=True
    )  # as it was asked for, also where there is no such case
    refused = models.CharField(max_length=80, blank=True)  # the code, where nothing was shown
    door = models.CharField(max_length=10, blank=True)  # page, api; empty for what the room itself noticed
    evidence = models.JSONField(default=dict)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area", "-id"], name="verification_signal_area"),
            models.Index(fields=["officer", "on"], name="verification_signal_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class QueryFinding(models.Model):
    """What the county's supervisor found when she looked into a signal; it closes the signal."""

    signal = models.OneToOneField(QuerySignal, on_delete=models.PROTECT, related_name="finding")
    outcome = models.CharField(max_length=12, choices=[(key, names[0]) for key, names in FINDINGS.items()])
    text = models.CharField(max_length=500)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.outcome} {self.signal_id}"
