"""Every use of a seal, and what a person should look at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jiuzhu.seals.rules import FINDINGS, PAPERS, SIGNALS

from .hands import Custody
from .register import FILE, OFFICER, Seal, choices


class Use(models.Model):
    """One stamping (用印登记, china.md §7.6). Gapless numbers per seal; a void one keeps its number."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="uses")
    number = models.PositiveIntegerField()
    custody = models.ForeignKey(Custody, on_delete=models.PROTECT, related_name="uses")
    custodian = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    paper_kind = models.CharField(max_length=20, choices=choices(PAPERS))
    decision = models.ForeignKey("approvals.Decision", on_delete=models.PROTECT, null=True, related_name="+")
    change_decision = models.ForeignKey(
        "entitlements.ChangeDecision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    letter = models.ForeignKey("delegation.Letter", on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    # As the register page prints them, whatever becomes of the things they came from.
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80, blank=True)  # number of the decision, letter, notice
    case_number = models.CharField(max_length=40, blank=True)
    item_code = models.CharField(max_length=10, blank=True)
    letter_number = models.CharField(max_length=40, blank=True)  # under which letter
    legal_form = models.CharField(max_length=20, blank=True)
    copies = models.PositiveSmallIntegerField()
    pages = models.PositiveSmallIntegerField()
    applicant = models.CharField(max_length=60)
    handler = models.CharField(max_length=60)
    approver = models.CharField(max_length=60)  # whoever signed what is sealed
    purpose = models.CharField(max_length=200)
    checklist = models.JSONField()
    paper = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+")
    paper_sha256 = models.CharField(max_length=64)
    sealed = models.OneToOneField(FILE, on_delete=models.PROTECT, related_name="+")
    sealed_sha256 = models.CharField(max_length=64, unique=True)  # over the whole file
    imprint_sha256 = models.CharField(max_length=64)
    signature_sha256 = models.CharField(max_length=64)
    provider = models.CharField(max_length=40)
    certificate_fingerprint = models.CharField(max_length=64)
    stamped_at = models.DateTimeField(null=True)  # of the time-stamp; null when there is none
    side = models.BinaryField(default=b"")  # a signature beside the file (SM2); else empty
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal", "number"], name="seals_use_once"),
            models.CheckConstraint(condition=Q(copies__gt=0, pages__gt=0), name="seals_use_copies"),
            models.CheckConstraint(
                condition=~(Q(title="") | Q(purpose="") | Q(applicant="") | Q(handler="") | Q(approver="")),
                name="seals_use_register_whole",
            ),
            models.CheckConstraint(
                condition=Q(paper_kind="decision", decision__isnull=False, change_decision=None, letter=None)
                | Q(paper_kind="change_decision", decision=None, change_decision__isnull=False, letter=None)
                | Q(paper_kind="letter", decision=None, change_decision=None, letter__isnull=False, case=None)
                | Q(paper_kind="notice", decision=None, change_decision=None, letter=None),
                name="seals_use_one_subject",
            ),
        ]
        indexes = [
            models.Index(fields=["seal", "at"], name="seals_use_at"),
            models.Index(fields=["paper_sha256"], name="seals_use_paper"),
            models.Index(fields=["case_number"], name="seals_use_case"),
            models.Index(fields=["decision"], name="seals_use_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id} no. {self.number}"


class Void(models.Model):
    """A use that is void: its number stays, its file no longer counts."""

    use = models.OneToOneField(Use, on_delete=models.PROTECT, related_name="void")
    reason = models.TextField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"void: {self.use_id}"


class Signal(models.Model):
    """Something a person should look at, with what it rests on. It accuses nobody and stops nothing."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="signals")
    use = models.ForeignKey(Use, on_delete=models.PROTECT, null=True, related_name="signals")
    kind = models.CharField(max_length=20, choices=choices(SIGNALS))
    key = models.CharField(max_length=120, unique=True)  # the same thing is raised once
    evidence = models.JSONField()
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seal", "on"], name="seals_signal_on")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Finding(models.Model):
    """What the supervisor found when she looked at a signal; it closes the signal."""

    signal = models.OneToOneField(Signal, on_delete=models.PROTECT, related_name="finding")
    outcome = models.CharField(max_length=10, choices=choices(FINDINGS))
    text = models.TextField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.outcome} {self.signal_id}"
