"""Opinions and decisions: signed, insert-only, each standing on its author's duty."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Signed(models.Model):
    """What every signed act has: its case, its author's duty, the exact content and its fingerprint."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()  # everything the signer was shown
    digest = models.CharField(max_length=64)  # SHA-256 over the canonical content
    signature = models.OneToOneField(  # null: from before officers had keys
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    determination_digest = models.CharField(max_length=64)
    remark = models.TextField(blank=True)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Opinion(Signed):
    """The preliminary opinion (初审意见) of the township, or the county's review before 2021."""

    KINDS = [("preliminary", "初审意见"), ("county_review", "县级审核意见")]
    kind = models.CharField(max_length=20, choices=KINDS)
    proposes = models.CharField(max_length=10, choices=[("grant", "拟给予"), ("refuse", "拟不予")])
    amount_fen = models.BigIntegerField(default=0)  # per household and month

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proposes="grant", amount_fen__gt=0) | Q(proposes="refuse", amount_fen=0),
                name="approvals_opinion_amount",
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="approvals_opinion_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.proposes} {self.case_id}"


class Decision(Signed):
    """Grant or refuse. The trigger refuses a township's decision that no letter in force covers."""

    kind = models.CharField(max_length=10, choices=[("granted", "给予"), ("refused", "不予")])
    amount_fen = models.BigIntegerField(default=0)
    persons = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True)  # first day of the month after the decision (57号 Art. 25)
    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="decisions")
    decided_by_level = models.CharField(max_length=10, choices=[("township", "乡镇"), ("county", "县级")])
    letter = models.ForeignKey(
        "delegation.Letter", on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    legal_form = models.CharField(max_length=20)  # county, entrusted, statutory_township
    in_the_name_of = models.CharField(max_length=80)
    grounds = models.TextField(blank=True)  # for a refusal: the reasons in writing (社会救助法 Art. 45)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="granted", amount_fen__gt=0, starts_on__isnull=False)
                | Q(kind="refused", amount_fen=0, starts_on=None) & ~Q(grounds=""),
                name="approvals_decision_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_level="township", letter__isnull=False)
                | Q(decided_by_level="county", letter=None, legal_form="county"),
                name="approvals_decision_letter",
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="approvals_decision_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"
