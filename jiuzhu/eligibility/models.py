"""Determinations as they were made: facts in, outcome and reasons out, never changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Determination(models.Model):
    """One run of the rules over one household's facts on one day. A later one replaces it by being later."""

    OUTCOMES = [("eligible", "符合"), ("not_eligible", "不符合"), ("cannot_decide", "尚不能认定")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=10)
    on = models.DateField()  # the day whose rules and numbers apply
    outcome = models.CharField(max_length=14, choices=OUTCOMES)
    amount_fen = models.BigIntegerField(null=True)  # per household and month
    income_per_head_fen = models.BigIntegerField(null=True)
    standard_fen = models.BigIntegerField(null=True)
    members = models.PositiveSmallIntegerField(null=True)
    facts = models.JSONField()  # the shape of rulebook/schema/facts.json
    told = models.JSONField()  # {zh: …, en: …}: reasons, figures, grounds in words
    demo = models.BooleanField(default=False)  # an invented number of the demo county took part
    rulebook_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)  # SHA-256 over facts, outcome and reasons
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="eligible", amount_fen__gt=0) | ~Q(outcome="eligible"),
                name="eligibility_eligible_has_an_amount",
            ),
        ]
        indexes = [models.Index(fields=["case", "id"], name="eligibility_case")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.case_id} {self.on}"
