"""Home visits: a draft while it is written, then the record with its two signatures, which never changes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class VisitDraft(models.Model):
    """What was typed so far, by field of the form; signed by the first visitor, it waits for the second."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="visit_drafts")
    typed = models.JSONField(default=dict)  # field name → list of texts, as the browser sent them
    saved_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=1)  # goes up when another officer saves
    content = models.JSONField(null=True)  # what the first visitor signed
    digest = models.CharField(max_length=64, blank=True)
    first = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    first_signed_at = models.DateTimeField(null=True)
    first_signature = models.ForeignKey(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    second = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    sent = models.ForeignKey(  # what came from a telephone and went into it last
        "surveys.Sent", on_delete=models.PROTECT, null=True, related_name="+"
    )
    filed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(filed=False), name="surveys_draft_one_open"),
            models.CheckConstraint(
                condition=Q(first=None, digest="", content=None) | (Q(first__isnull=False) & ~Q(digest="")),
                name="surveys_draft_signed_whole",
            ),
        ]
        indexes = [models.Index(fields=["second", "filed"], name="surveys_draft_second")]

    def __str__(self) -> str:
        return f"draft of {self.case_id}"


class Visit(models.Model):
    """One visit (入户调查). Insert-only; a correction is a new visit that names the old one."""

    OUTCOMES = [("surveyed", "调查完成"), ("not_cooperating", "拒不配合"), ("nobody_home", "家中无人")]
    SIGNED = [
        ("signed", "家庭成员签名"),
        ("fingerprint", "按指印"),
        ("refused", "拒绝签字"),
        ("nobody", "无人在场"),
    ]
    MODES = [("home", "入户"), ("phone", "电话"), ("video", "视频")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="visits")
    number = models.PositiveSmallIntegerField()  # of the case
    visited_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    household_signed = models.CharField(max_length=12, choices=SIGNED)
    signature = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    differs_from_declared = models.BooleanField()
    content = models.JSONField()  # the whole record, shape in rules.py
    digest = models.CharField(max_length=64)  # SHA-256 over the canonical content
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    mode = models.CharField(max_length=5, choices=MODES, default="home", db_default="home")
    follow_up_by = models.DateField(null=True)  # a visit by telephone: the last day of the real one
    sent = models.OneToOneField("surveys.Sent", on_delete=models.PROTECT, null=True, related_name="visit")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="surveys_visit_once"),
            models.CheckConstraint(
                condition=Q(mode="home", follow_up_by=None)
                | (~Q(mode="home") & Q(follow_up_by__isnull=False)),
                name="surveys_visit_followed_up",
            ),
        ]
        indexes = [models.Index(fields=["case", "-id"], name="surveys_visit_latest")]

    def __str__(self) -> str:
        return f"visit {self.number} of {self.case_id}"


class Visitor(models.Model):
    """One visitor's signature under a visit, on her own duty. At commit a visit has at least two of different officers."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="visitors")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField(  # null: from before officers had keys
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"signature {self.pk} under {self.visit_id}"
