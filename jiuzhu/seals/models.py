"""The register of seals: what each says and where it stands, who keeps it, and every single use. Rows are only added."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from .rules import FINDINGS, KINDS, LIVE, PAPERS, SIGNALS, STATES, STEPS

OFFICER = "offices.Officer"
FILE = "documents.StoredFile"


def _choices(names: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, both[0]) for key, both in names.items()]


class Seal(models.Model):
    """One seal. `state` and `last_number` follow the events and uses (triggers); nothing else of it ever changes."""

    number = models.CharField(max_length=40, unique=True)  # of the register: area, year, serial
    kind = models.CharField(max_length=10, choices=[(key, kind.zh) for key, kind in KINDS.items()])
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # where it is used
    text = models.CharField(max_length=60)  # 新泰市民政局委托事项专用章
    state = models.CharField(max_length=12, choices=_choices(STATES))
    last_number = models.PositiveIntegerField(default=0)  # the last use number given out
    demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(kind="special", state__in=LIVE),
                name="seals_one_special_in_use",
            ),
        ]
        indexes = [models.Index(fields=["area", "kind", "state"], name="seals_seal_area")]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


class Counter(models.Model):
    """The last serial of the register, per area and year; its row lock keeps register numbers gapless."""

    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="seals_counter_once")]

    def __str__(self) -> str:
        return f"{self.area_id}-{self.year}: {self.last}"


class Event(models.Model):
    """One step of a seal's life with what it stated. The trigger refuses a step that the state does not allow."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()  # 1, 2, 3 … per seal
    kind = models.CharField(max_length=14, choices=[(key, step.zh) for key, step in STEPS.items()])
    leads = models.CharField(max_length=12, choices=_choices(STATES))
    told = models.JSONField()  # the fields of the step (rules.FIELDS)
    paper = models.ForeignKey(FILE, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    digest = models.CharField(max_length=64, blank=True)  # of what was signed, where the step is signed
    signature = models.OneToOneField(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "number"], name="seals_event_once")]

    def __str__(self) -> str:
        return f"{self.seal_id} {self.number} {self.kind}"


class StepRule(models.Model):
    """rules.STEPS as rows for the trigger. Written by every migrate."""

    kind = models.CharField(max_length=14, unique=True)
    came = models.JSONField()
    leads = models.CharField(max_length=12)
    power = models.CharField(max_length=40)
    needs = models.JSONField()
    other_than = models.CharField(max_length=14, blank=True)
    signed = models.BooleanField()
    ends_custody = models.BooleanField()

    def __str__(self) -> str:
        return self.kind


class KindRule(models.Model):
    """rules.KINDS and rules.CHECKLIST as rows for the triggers. Written by every migrate."""

    kind = models.CharField(max_length=10, unique=True)
    level = models.CharField(max_length=10)
    keeper_power = models.CharField(max_length=40)
    papers = models.JSONField()
    checklist = models.JSONField()

    def __str__(self) -> str:
        return self.kind


class Handover(models.Model):
    """What the giver signed: this seal, to whom, for how long, in which condition. Nothing changes until the receiver signs too."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True)  # the last day of a temporary custodian; null: the regular custodian
    reason = models.TextField(blank=True)
    condition = models.TextField()  # 印章状况: whole, clean, accessories
    last_number = models.PositiveIntegerField()  # the last use before it changes hands
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    on = models.DateField()
    at = models.DateTimeField()
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="seals_two_sides"),
            models.CheckConstraint(
                condition=Q(until=None) | (Q(until__gte=F("on")) & ~Q(reason="")),
                name="seals_temporary_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seal_id}: {self.giver_id} → {self.receiver_id}"


class Acceptance(models.Model):
    """The receiver's signature over the same content."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="acceptance")
    receiver = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    on = models.DateField()
    at = models.DateTimeField()
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"accepted {self.handover_id}"


class Retraction(models.Model):
    """A hand-over that did not happen: the receiver declined it or the giver took it back."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="retraction")
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"retracted {self.handover_id}"


class Custody(models.Model):
    """Who keeps a seal from a moment (inclusive) to a moment (exclusive). One custodian at any moment; an end only moves nearer."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="custodies")
    acceptance = models.OneToOneField(Acceptance, on_delete=models.PROTECT, related_name="custody")
    officer = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    temporary = models.BooleanField()
    starts_at = models.DateTimeField()
    stops_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stops_at=None) | Q(stops_at__gte=F("starts_at")), name="seals_custody_period"
            ),
            ExclusionConstraint(
                name="seals_one_custodian",
                expressions=[
                    ("seal", RangeOperators.EQUAL),
                    (Func("starts_at", "stops_at", function="tstzrange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["officer", "seal"], name="seals_custody_officer")]

    def __str__(self) -> str:
        return f"{self.seal_id} kept by {self.officer_id}"


class Use(models.Model):
    """One stamping (用印登记, china.md §7.6). Gapless numbers per seal; a void one keeps its number."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="uses")
    number = models.PositiveIntegerField()
    custody = models.ForeignKey(Custody, on_delete=models.PROTECT, related_name="uses")
    custodian = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    paper_kind = models.CharField(max_length=20, choices=_choices(PAPERS))
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
    kind = models.CharField(max_length=20, choices=_choices(SIGNALS))
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
    outcome = models.CharField(max_length=10, choices=_choices(FINDINGS))
    text = models.TextField()
    by = models.ForeignKey(OFFICER, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.outcome} {self.signal_id}"
