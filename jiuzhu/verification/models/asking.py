"""Questions to departments and their answers, bound by the database to case, person and authorisation. Insert-only."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from .consent import Authorisation
from .deliveries import Extract


class Inquiry(models.Model):
    """One question about one person to one source, bound to case, authorisation, purpose and officer by the database."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="inquiries")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=30)
    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="inquiries")
    duty = models.ForeignKey("cases.Duty", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(
        max_length=12, choices=Authorisation.PURPOSES, default="application", db_default="application"
    )
    asked_on = models.DateField()
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "person", "source"], name="verification_inquiry_case"),
            models.Index(fields=["source", "person"], name="verification_inquiry_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source} about {self.person_id}"


class Answer(models.Model):
    """What a source answered. A later answer to the same inquiry replaces it for reading; none is changed."""

    OUTCOMES = [
        ("found", "有记录"), ("not_found", "无记录"), ("name_mismatch", "姓名不符"), ("ambiguous", "记录不唯一"),
        ("not_authorised", "未获授权"), ("not_covered", "未覆盖"), ("source_error", "来源故障"), ("expired", "逾期未答"),
    ]  # fmt: skip
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=15, choices=OUTCOMES)
    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, null=True, related_name="+")
    rows = ArrayField(models.BigIntegerField(), default=list)  # ExtractRow ids: where each fact comes from
    facts = models.JSONField(default=list)  # of those rows, in their order, each with its row number
    as_of = models.DateField(null=True)
    found_name = models.CharField(max_length=200, blank=True)
    likeness = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=300, blank=True)
    settled_by = models.ForeignKey("cases.Duty", on_delete=models.PROTECT, null=True, related_name="+")
    line = models.ForeignKey(
        "verification.BatchLine", on_delete=models.PROTECT, null=True, related_name="answers"
    )  # null: from a delivery, or recorded by a person
    turn = models.PositiveSmallIntegerField(default=0)  # the how-manieth answer to its line
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["inquiry", "-id"], name="verification_answer_latest")]
        constraints = [
            models.UniqueConstraint(fields=["line", "turn"], name="verification_answer_turn"),
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["found", "not_found", "name_mismatch", "ambiguous"], extract__isnull=False
                )
                | Q(
                    outcome__in=["not_authorised", "not_covered", "source_error", "expired"],
                    facts=Value([], models.JSONField()),
                ),
                name="verification_answer_provenance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.inquiry_id}"
