"""A letter on its way: drafted, reviewed for lawfulness, signed by both sides, numbered, published."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .letters import LEGAL_FORMS


class LetterDraft(models.Model):
    """From the review's yes on, nothing of what is signed changes: a trigger holds it."""

    STATES = [
        ("drafted", "起草"), ("reviewed", "审查通过"), ("returned", "审查退回"), ("signed_by_township", "乡镇已签"), ("signed", "双方已签"),
        ("published", "已公布"), ("dropped", "作废"),
    ]  # fmt: skip
    county = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="letter_drafts")
    plan = models.ForeignKey("delegation.Plan", on_delete=models.PROTECT, related_name="+")
    amends = models.ForeignKey("delegation.Letter", on_delete=models.PROTECT, null=True, related_name="+")
    legal_form = models.CharField(
        max_length=20, choices=[(key, names[0]) for key, names in LEGAL_FORMS.items()]
    )
    provincial_rule = models.CharField(max_length=120, blank=True)
    basis = models.TextField()
    items = models.JSONField()  # item code → limit in fen a month, null for none
    starts_on = models.DateField()
    stops_on = models.DateField()
    terms = models.JSONField()  # the fields of rules.TERMS
    state = models.CharField(max_length=20, choices=STATES, default="drafted")
    review_note = models.TextField(blank=True)
    reviewer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)  # of what is signed, from the review on
    review_signature = models.OneToOneField(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    township_signer = models.ForeignKey(
        "offices.Officer", on_delete=models.PROTECT, null=True, related_name="+"
    )
    township_signature = models.OneToOneField(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    county_signer = models.ForeignKey(
        "offices.Officer", on_delete=models.PROTECT, null=True, related_name="+"
    )
    county_signature = models.OneToOneField(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_on = models.DateField(null=True)
    letter = models.OneToOneField(
        "delegation.Letter", on_delete=models.PROTECT, null=True, related_name="draft"
    )
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stops_on__gt=F("starts_on")), name="delegation_draft_period"),
            models.CheckConstraint(
                condition=Q(state__in=["drafted", "returned", "dropped"])
                | Q(reviewer__isnull=False) & Q(review_signature__isnull=False) & ~Q(digest=""),
                name="delegation_draft_reviewed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed_by_township", "signed", "published"])
                | Q(township_signature__isnull=False),
                name="delegation_draft_township_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed", "published"])
                | Q(county_signature__isnull=False) & ~Q(county_signer=F("township_signer")),
                name="delegation_draft_both_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(letter__isnull=False), name="delegation_draft_published"
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk} for {self.township_id}"


class LetterCounter(models.Model):
    """The last number of letters per county and year; its row lock keeps numbers gapless."""

    county = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "year"], name="delegation_counter_once")]

    def __str__(self) -> str:
        return f"{self.county_id} {self.year}: {self.last}"
