"""Questions that leave in batches and what came back. Messages, strays and contacts are insert-only; a connection only ends."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .asking import Inquiry


class Connection(models.Model):
    """One department, how it is met, and what was agreed with it. Keys by the name of their file, never themselves."""

    ADAPTERS = [("files", "文件交换"), ("gateway", "接口"), ("tables", "数据库表交换")]
    FORMS = [("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON")]
    SIGNERS = [("hmac", "HMAC-SHA256"), ("sm2", "SM2/SM3")]
    key = models.SlugField(max_length=30, unique=True)
    zh = models.CharField(max_length=80)
    en = models.CharField(max_length=80)
    sources = ArrayField(models.CharField(max_length=30))
    adapter = models.CharField(max_length=10, choices=ADAPTERS)
    form = models.CharField(max_length=5, choices=FORMS)
    signer = models.CharField(max_length=5, choices=SIGNERS)
    address = models.CharField(max_length=300)  # folder, https address, or schema
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)
    # What was agreed: our proposals are in `actions.connecting.Terms` (D); a county agrees its own with each department.
    skew_seconds = models.PositiveIntegerField()
    tries = models.PositiveSmallIntegerField()
    pause_ms = models.PositiveIntegerField()
    per_minute = models.PositiveIntegerField()
    breaker_faults = models.PositiveSmallIntegerField()
    breaker_minutes = models.PositiveIntegerField()
    most_lines = models.PositiveIntegerField()
    days_until_expired = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stops_on=None) | Q(stops_on__gt=F("starts_on")),
                name="verification_connection_period",
            ),
            models.CheckConstraint(
                condition=Q(adapter="files", form__in=["csv", "xlsx"]) | (~Q(adapter="files") & Q(form="json")),
                name="verification_connection_form",
            ),
            models.CheckConstraint(
                condition=Q(
                    tries__gt=0, per_minute__gt=0, breaker_faults__gt=0, most_lines__gt=0, days_until_expired__gt=0
                ),
                name="verification_connection_terms",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.key

    def name(self, language: str = "zh-hans") -> str:
        return self.en if language.startswith("en") else self.zh


class Batch(models.Model):
    """Questions that leave together. Only what became of it is set later, each once."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="batches")
    number = models.CharField(max_length=60, unique=True)
    lines = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    ticket = models.CharField(max_length=120, blank=True)
    expired_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)  # the department answered every line

    class Meta:
        indexes = [
            models.Index(
                fields=["connection"], condition=Q(closed_at=None), name="verification_batch_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None, ticket="") | (Q(submitted_at__isnull=False) & ~Q(ticket="")),
                name="verification_batch_ticket",
            )
        ]

    def __str__(self) -> str:
        return self.number


class BatchLine(models.Model):
    """One inquiry in its batch: an inquiry is sent once, whatever happens."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="asked")
    inquiry = models.OneToOneField(Inquiry, on_delete=models.PROTECT, related_name="line")
    reference = models.CharField(max_length=70, unique=True)

    def __str__(self) -> str:
        return self.reference


class Inbound(models.Model):
    """One message of a department, taken or refused as a whole; the same one again leaves no second row."""

    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="inbound")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, related_name="inbound")
    number = models.CharField(max_length=60)
    nonce = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    taken = models.BooleanField()
    refusal = models.JSONField(null=True)  # {code, figures} of a message refused as a whole
    answered = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    contradicted = models.PositiveIntegerField(default=0)
    strayed = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "sha256"], condition=Q(taken=True), name="verification_inbound_once"
            ),
            models.UniqueConstraint(
                fields=["connection", "number"], condition=Q(taken=True), name="verification_inbound_number"
            ),
            models.UniqueConstraint(
                fields=["connection", "nonce"], condition=Q(taken=True), name="verification_inbound_nonce"
            ),
            models.CheckConstraint(
                condition=Q(taken=True, refusal=None, file__isnull=False, batch__isnull=False)
                | Q(taken=False, refusal__isnull=False, file=None),
                name="verification_inbound_taken_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Stray(models.Model):
    """A reply that answers nobody: kept with its reason and shown, never attributed. Whom it names stands here masked."""

    WHY = [
        ("not_asked", "没有问过这一条"), ("other_person", "答的是另一个人"), ("other_source", "答的是另一个来源"),
        ("reported", "已经出了报告"), ("not_lawful", "授权已结束或申请已办结"),
    ]  # fmt: skip
    inbound = models.ForeignKey(Inbound, on_delete=models.PROTECT, related_name="strays")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=70, blank=True)
    source = models.CharField(max_length=30, blank=True)
    why = models.CharField(max_length=12, choices=WHY)
    whom = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.why} {self.reference}"


class Contact(models.Model):
    """What came of going to a department: a fault, the first success after one, or somebody's wish to try at once."""

    KINDS = [("reached", "连通"), ("fault", "故障"), ("wish", "要求立即重试")]
    connection = models.ForeignKey(Connection, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=8, choices=KINDS)
    code = models.CharField(max_length=60, blank=True)
    figures = models.JSONField(default=dict)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["connection", "-id"], name="verification_contact_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
