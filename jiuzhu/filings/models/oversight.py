"""Complaints, and proposals to suspend a letter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jiuzhu.filings.rules import CHANNELS, COMPLAINT_FINDINGS, GROUNDS


class Complaint(models.Model):
    """Somebody complains about a case or a decision. Who it was is never told to the township: seen by the county only."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    filing = models.ForeignKey("filings.Filing", on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=[(key, names[0]) for key, names in CHANNELS.items()])
    by_name = models.CharField(max_length=60, blank=True)  # empty: anonymous
    by_phone = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    due_on = models.DateField(null=True)  # who gave a name is answered by this day (57号 Art. 37)
    recorded_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="filings_complaint_text"),
            models.CheckConstraint(
                condition=Q(by_name="", due_on=None) | (~Q(by_name="") & Q(due_on__isnull=False)),
                name="filings_complaint_named_is_answered",
            ),
        ]
        indexes = [models.Index(fields=["case"], name="filings_complaint_case")]

    def __str__(self) -> str:
        return f"complaint {self.pk}"


class ComplaintAnswer(models.Model):
    """What was found, and what the complainant was told."""

    complaint = models.OneToOneField(Complaint, on_delete=models.PROTECT, related_name="answer")
    county = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(
        max_length=13, choices=[(key, names[0]) for key, names in COMPLAINT_FINDINGS.items()]
    )
    text = models.TextField()
    told = models.TextField(blank=True)  # what the complainant was answered; nobody to answer when anonymous
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="filings_complaint_answer_text")]

    def __str__(self) -> str:
        return f"answer to {self.complaint_id}"


class Proposal(models.Model):
    """The clock has seen a ground of the measures; it proposes and never suspends."""

    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the township
    letter = models.ForeignKey("delegation.Letter", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=20, choices=[(key, one.zh) for key, one in GROUNDS.items()])
    key = models.CharField(max_length=120, unique=True)  # the same evidence is proposed once
    figures = models.JSONField()
    evidence = models.JSONField()  # [{"what", "number", "on"}]: what an auditor opens one by one
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ground} {self.letter_id}"


class Verdict(models.Model):
    """The supervisor agrees, and the letter is suspended, or declines; both with reasons."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="verdict")
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reasons = models.TextField()
    body = models.TextField()
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")
    event = models.OneToOneField(
        "delegation.LetterEvent", on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="filings_verdict_reasons"),
            models.CheckConstraint(
                condition=Q(agrees=True, event__isnull=False) | Q(agrees=False, event=None),
                name="filings_verdict_suspends",
            ),
        ]

    def __str__(self) -> str:
        return f"{'agrees' if self.agrees else 'declines'} {self.proposal_id}"
