"""What was typed, what was applied for, what was told to be missing and what was then supplied."""

from __future__ import annotations

import uuid

from django.db import models


class Draft(models.Model):
    """Everything typed so far, as typed. Never lost: `DraftEntry` keeps every value ever set, and by whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item_code = models.CharField(max_length=10)
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the township
    channel = models.CharField(max_length=10, default="counter")  # rulebook/codes/channels.yaml
    typed = models.JSONField(default=dict)  # path → text as typed: "household.residence", "m1.wage_fen"
    aside = models.JSONField(default=list)  # values of two clerks that differ, until one of them chooses
    version = models.PositiveIntegerField(default=0)  # number of the last entry
    applicant_name = models.CharField(max_length=60, blank=True)
    applicant_sort_key = models.CharField(max_length=60, blank=True)
    opened_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    changed_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)
    case_number = models.CharField(max_length=40, blank=True)  # once it was submitted

    class Meta:
        indexes = [models.Index(fields=["area", "case_number", "-changed_at"], name="intake_draft_open")]

    def __str__(self) -> str:
        return f"draft {self.applicant_name or self.pk}"

    @property
    def open(self) -> bool:
        return not self.case_number and self.discarded_at is None


class DraftEntry(models.Model):
    """One field set to one value. `aside` marks a value that did not take effect because a colleague was there first."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=80)
    value = models.TextField(blank=True)
    aside = models.BooleanField(default=False)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="intake_draftentry_once")]
        indexes = [models.Index(fields=["draft", "path", "number"], name="intake_draftentry_path")]

    def __str__(self) -> str:
        return f"{self.path}={self.value}"


class Application(models.Model):
    """What the household declared and signed, for ever. README.md documents the shape of `content`."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="+")
    item_code = models.CharField(max_length=10)
    applicant = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    shape = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    received_on = models.DateField()
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"application of {self.case_id}"


class Statement(models.Model):
    """One signature under one text of the rulebook: for whom, by whom (a guardian for a minor), when."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=20)  # rulebook/documents/statements.yaml
    text_version = models.DateField()  # the day from which that text is in force
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, null=True, related_name="+")
    supporter = models.CharField(max_length=10, blank=True)  # key of the supporter in the content
    signed_by = models.ForeignKey("households.Person", on_delete=models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "person", "supporter"],
                name="intake_statement_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(supporter=""), name="intake_statement_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id or self.supporter}"


class MissingNotice(models.Model):
    """The one notice of all that is missing. A second one for the same application is refused by the table."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="notice")
    items = models.JSONField()  # [{key, member, field, name, note, law, how}]
    told_on = models.DateField()
    deadline_on = models.DateField()
    told_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"notice of {self.application_id}"


class Supplement(models.Model):
    """What was brought after the notice: papers and answers that add to the content of the application."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField()
    answers = models.JSONField(default=dict)  # path → value in the content's units: "m1.wage_fen": 1200000
    papers = models.JSONField(default=dict)  # document key → {"seen": true, "file": id or null}
    supplied_on = models.DateField()
    taken_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="intake_supplement_once")
        ]

    def __str__(self) -> str:
        return f"supplement {self.number} of {self.application_id}"


class Turning(models.Model):
    """An application that was not accepted, or that the applicant withdrew: why, by which article, and the paper."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="turning")
    kind = models.CharField(
        max_length=20, choices=[(x, x) for x in ("refused_acceptance", "withdrawn", "lapsed")]
    )
    reason = models.TextField()
    law = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.application_id}"


class Remark(models.Model):
    """What the household says of one fact that a department gave, or could not give; both values stay (社会救助法 Art. 62)."""

    SAYS = [("agrees", "认可"), ("differs", "有不同说法"), ("supplies", "补充说明")]
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="remarks")
    member = models.CharField(max_length=10)  # her key in the content: "m1"
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    fact = models.CharField(max_length=40)  # key of the departments' facts
    path = models.CharField(
        max_length=80, blank=True
    )  # the question it answers; empty where the form has none
    says = models.CharField(max_length=10, choices=SAYS)
    value = models.JSONField(null=True)  # her own value, in the content's units
    found = models.JSONField(default=dict)  # what she was shown: {value, source, department, as_of}
    reason = models.CharField(max_length=500, blank=True)
    channel = models.CharField(max_length=10, choices=[("counter", "窗口"), ("portal", "本人网上")])
    on = models.DateField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["application", "person", "fact"], name="intake_remark_of_fact")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel="portal", by=None) | models.Q(channel="counter", by__isnull=False),
                name="intake_remark_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(says="differs") | ~models.Q(reason=""), name="intake_remark_with_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(says="supplies") | models.Q(value__isnull=False),
                name="intake_remark_with_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says} {self.fact} of {self.person_id}"
