"""The plan (实施方案), its sign-off by four bodies, readiness, and the handing down of each item to each township."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

BODIES = [
    ("civil_affairs", "民政"),
    ("establishment", "编办"),
    ("justice", "司法"),
    ("legal_affairs", "法制"),
]


class Plan(models.Model):
    """A plan to hand items down. Adopted when the four bodies agree, and never changed afterwards."""

    number = models.CharField(max_length=60, unique=True)
    county = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    basis = models.TextField()
    approval = models.CharField(
        max_length=120
    )  # the county government's approval (山东省乡镇人民政府工作条例 Art. 8)
    starts_on = models.DateField()
    adopted_on = models.DateField(null=True)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.number


class PlanItem(models.Model):
    """One item of the plan, as the catalogue had it when the plan was drawn up."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    item_code = models.CharField(max_length=10)
    category = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    evidence = models.CharField(max_length=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "item_code"], name="delegation_plan_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.item_code}"


class PlanArea(models.Model):
    """A township of the plan and the day from which it may take items over: pilots first, then all."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="areas")
    township = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    pilot = models.BooleanField(default=False)
    starts_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "township"], name="delegation_plan_area_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.township_id}"


class SignOff(models.Model):
    """What one of the four bodies said of a plan. Insert-only; its latest word counts."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="sign_offs")
    body = models.CharField(max_length=20, choices=BODIES)
    agrees = models.BooleanField()
    signer = models.CharField(max_length=60)
    opinion = models.CharField(max_length=500)
    signed_on = models.DateField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(opinion=""), name="delegation_sign_off_opinion")]

    def __str__(self) -> str:
        return f"{self.body} {self.plan_id}"


class Readiness(models.Model):
    """Whether a township meets a criterion, as checked on a day. Insert-only; the latest row counts."""

    township = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=10, blank=True)  # empty: for every item
    criterion = models.CharField(max_length=30)
    met = models.BooleanField()
    evidence = models.CharField(max_length=300)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["township", "criterion", "id"], name="delegation_readiness_latest")]
        constraints = [
            models.CheckConstraint(condition=~Q(evidence=""), name="delegation_readiness_evidence")
        ]

    def __str__(self) -> str:
        return f"{self.township_id} {self.criterion}"


class HandOver(models.Model):
    """An item handed down to a township from a day on, or taken back. Insert-only."""

    KINDS = [("handed_down", "下放"), ("taken_back", "收回")]
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="hand_overs")
    township = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=10)
    kind = models.CharField(max_length=12, choices=KINDS)
    starts_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["township", "item_code", "starts_on", "id"], name="delegation_handover_latest"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="handed_down") | ~Q(reason=""), name="delegation_taken_back_with_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_code} {self.township_id}"
