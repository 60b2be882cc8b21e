"""Notices on the village board, objections to them, and the appraisals that objections lead to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Posting(models.Model):
    """One notice. It shows only what the case's process version lets it show (trigger); it ends once."""

    KINDS = [
        ("opinion", "初审公示"),
        ("approval", "审批公示"),
        ("result", "结果公示"),
        ("decision", "决定公布"),
    ]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    stage = models.CharField(max_length=30)  # of the process: posting_opinion, publishing …
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the village
    fields = models.JSONField()
    place = models.CharField(max_length=120)
    posted_on = models.DateField()
    closes_on = models.DateField(null=True)  # last day of the notice; null: long-term
    photograph = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_on = models.DateField(null=True)
    ended_as = models.CharField(max_length=12, blank=True)  # undisputed, disputed, replaced, taken_down

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=F("posted_on")),
                name="publicity_posting_period",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_as="") | (Q(ended_on__isnull=False) & ~Q(ended_as="")),
                name="publicity_posting_end",
            ),
            models.UniqueConstraint(
                fields=["case", "stage"], condition=Q(ended_on=None), name="publicity_one_open_posting"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "ended_on", "closes_on"], name="publicity_posting_area"),
            models.Index(fields=["closes_on"], condition=Q(ended_on=None), name="publicity_posting_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id} {self.posted_on}"


class Objection(models.Model):
    """Somebody disagrees. A name is welcome and not needed (民发〔2021〕57号 Art. 20, 37)."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="objections")
    received_on = models.DateField()
    channel = models.CharField(
        max_length=10, choices=[(x, x) for x in ("counter", "phone", "online", "letter")]
    )
    by_name = models.CharField(max_length=60, blank=True)
    by_phone = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    recorded_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"objection to {self.posting_id}"


class Appraisal(models.Model):
    """A democratic appraisal (民主评议): who took part, how they voted, what follows. Evidence, not a veto."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    panel = models.JSONField()  # [{name, capacity: township|village|party|villager, present, recused}]
    votes_for = models.PositiveSmallIntegerField()
    votes_against = models.PositiveSmallIntegerField()
    abstained = models.PositiveSmallIntegerField(default=0)
    conclusion = models.CharField(max_length=10, choices=[("confirmed", "认可"), ("doubted", "不认可")])
    minutes = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"appraisal of {self.case_id}"
