"""Delegation letters: which items a township decides, from when, until when, up to which amount, in whose name."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

LEGAL_FORMS = {
    # china.md §0.1 no. 2: two forms side by side, per item and day.
    "entrusted": ("受县级民政部门委托，以县级民政部门名义作出", "entrusted, in the county's name"),
    "statutory_township": (
        "依省级人民政府规定，由乡镇以自己名义作出",
        "by provincial rule, in the township's own name",
    ),
}


class Letter(models.Model):
    """A delegation letter (放权委托书) as signed and issued. Insert-only; its end is a later event."""

    number = models.CharField(max_length=40, unique=True)
    county = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    township = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="letters")
    legal_form = models.CharField(
        max_length=20, choices=[(key, names[0]) for key, names in LEGAL_FORMS.items()]
    )
    basis = models.TextField()  # the law and the county government's approval it rests on
    starts_on = models.DateField()
    stops_on = models.DateField()
    issued_on = models.DateField()
    signed_for_county = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    signed_for_township = models.CharField(max_length=60)
    # Signed on paper and entered here, or drafted, reviewed, signed and published in this system.
    taken_over = models.BooleanField(default=True)
    provincial_rule = models.CharField(max_length=120, blank=True)  # 社会救助法 Art. 44(2)
    terms = models.JSONField(default=dict)  # the fields of rules.TERMS
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amended_by")
    published_on = models.DateField(null=True)
    published_in = models.CharField(max_length=200, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(stops_on__gt=F("starts_on")), name="delegation_letter_period"),
            models.CheckConstraint(
                condition=Q(issued_on__lte=F("starts_on")), name="delegation_letter_issued_before"
            ),
            # The law that lets a province hand decisions to townships is in force since 2026-07-01 (社会救助法 Art. 44, 78).
            models.CheckConstraint(
                condition=~Q(legal_form="statutory_township")
                | Q(taken_over=True)
                | (Q(starts_on__gte="2026-07-01") & ~Q(provincial_rule="")),
                name="delegation_letter_provincial_rule",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LetterItem(models.Model):
    """One item of a letter. One township has one letter for an item on a day; an end can only move nearer."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="items")
    township = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=10)
    limit_fen = models.BigIntegerField(null=True)  # per household and month; null: whatever the rules yield
    starts_on = models.DateField()
    stops_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(limit_fen=None) | Q(limit_fen__gt=0), name="delegation_limit_positive"
            ),
            ExclusionConstraint(
                name="delegation_one_letter_per_item",
                expressions=[
                    ("township", RangeOperators.EQUAL),
                    ("item_code", RangeOperators.EQUAL),
                    (Func("starts_on", "stops_on", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.item_code}"


class LetterEvent(models.Model):
    """A letter, or one item of it, suspended or resumed, or the letter withdrawn, from a day on."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=10, choices=[(x, x) for x in ("suspended", "resumed", "withdrawn")])
    item_code = models.CharField(max_length=10, blank=True)  # empty: the whole letter
    effective_on = models.DateField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    digest = models.CharField(max_length=64, blank=True)
    signature = models.OneToOneField(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.letter} {self.kind} {self.effective_on}"
