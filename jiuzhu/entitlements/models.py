"""The right itself: who receives how much from when until when, and how it changes."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

PERIOD = Func("starts_on", "stops_on", function="daterange")


class Entitlement(models.Model):
    """A household's right to an item. It rests on a decision, or is an imported one still to be completed."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the township
    item_code = models.CharField(max_length=10)
    decision = models.ForeignKey("approvals.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    legacy = models.BooleanField(default=False)
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)
    stopped_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(legacy=True, decision=None) | Q(legacy=False, decision__isnull=False),
                name="entitlements_rests_on_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(stops_on=None) | Q(stops_on__gte=F("starts_on")), name="entitlements_period"
            ),
        ]
        indexes = [models.Index(fields=["area", "item_code", "starts_on"], name="entitlements_area_item")]

    def __str__(self) -> str:
        return f"entitlement of {self.case_id}"


class Beneficiary(models.Model):
    """A person supported by an entitlement. Nobody receives the allowance twice on one day, in town or country."""

    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="beneficiaries")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, default="minimum-living")
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="entitlements_one_per_person",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.entitlement_id}"


class Amount(models.Model):
    """What is paid a month, in fen, from the first of a month on; one amount a day."""

    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="amounts")
    amount_fen = models.BigIntegerField()
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)
    because = models.CharField(max_length=20)  # granted, imported, raised, reduced, grace, restored
    change = models.ForeignKey("Change", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="entitlements_amount_positive"),
            models.CheckConstraint(condition=Q(starts_on__day=1), name="entitlements_amount_from_the_first"),
            ExclusionConstraint(
                name="entitlements_one_amount_a_day",
                expressions=[("entitlement", RangeOperators.EQUAL), (PERIOD, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_fen} fen from {self.starts_on}"


class Change(models.Model):
    """A change that is proposed: what, why, from when. It takes effect by a decision only."""

    KINDS = [("raise", "增发"), ("reduce", "减发"), ("stop", "停发"), ("grace", "渐退")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    entitlement = models.ForeignKey(Entitlement, on_delete=models.PROTECT, related_name="changes")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    ground = models.CharField(max_length=30)  # GROUNDS in rules.py
    explanation = models.TextField()
    new_amount_fen = models.BigIntegerField(null=True)  # reduce, raise, grace
    determination_digest = models.CharField(max_length=64, blank=True)
    effective_on = models.DateField()
    until = models.DateField(null=True)  # grace: the first day without
    proposed_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_on__day=1), name="entitlements_change_from_the_first"
            ),
            models.CheckConstraint(
                condition=Q(kind="stop", new_amount_fen=None) | (~Q(kind="stop") & Q(new_amount_fen__gt=0)),
                name="entitlements_change_amount",
            ),
            models.CheckConstraint(
                condition=Q(kind="grace", until__gt=F("effective_on")) | (~Q(kind="grace") & Q(until=None)),
                name="entitlements_change_grace",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"


class Hearing(models.Model):
    """The household was heard before a cut (社会救助法 Art. 48): what it was told, what it said, what was made of it."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="hearing")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    heard_on = models.DateField()
    how = models.CharField(max_length=10, choices=[(x, x) for x in ("visit", "counter", "phone", "absent")])
    who_spoke = models.CharField(max_length=60)
    told = models.TextField()
    said = models.TextField()
    considered = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hearing on {self.change_id}"


class ChangeDecision(models.Model):
    """A proposed change decided. The trigger asks for the letter in force and, before a cut, for the hearing."""

    KINDS = [
        ("raised", "增发"),
        ("reduced", "减发"),
        ("stopped", "停发"),
        ("grace_given", "渐退"),
        ("kept", "维持"),
    ]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    change = models.OneToOneField(Change, on_delete=models.PROTECT, related_name="decision")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=KINDS)
    reasons = models.TextField()
    decided_by_level = models.CharField(max_length=10, choices=[("township", "乡镇"), ("county", "县级")])
    letter = models.ForeignKey("delegation.Letter", on_delete=models.PROTECT, null=True, related_name="+")
    legal_form = models.CharField(max_length=20)
    in_the_name_of = models.CharField(max_length=80)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField(  # null: from before officers had keys
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="entitlements_decision_reasons"),
            models.CheckConstraint(
                condition=Q(decided_by_level="township", letter__isnull=False)
                | Q(decided_by_level="county", letter=None, legal_form="county"),
                name="entitlements_decision_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.change_id}"


class Revocation(models.Model):
    """A decision on a change revoked by the county: from when what stood before it is paid again. Insert-only.

    Reasons, article and hearings stand on the act of filings that bears the same signature.
    """

    decision = models.OneToOneField(ChangeDecision, on_delete=models.PROTECT, related_name="revocation")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    because = models.TextField()
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")
    restored_from = models.DateField()
    amount_fen = models.BigIntegerField()  # a month, as before the change
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="entitlements_revocation_reasons"),
            models.CheckConstraint(
                condition=Q(restored_from__day=1), name="entitlements_restored_from_the_first"
            ),
        ]

    def __str__(self) -> str:
        return f"revocation of {self.decision_id}"
