"""Authorisations, inquiries, departments' extracts, answers and reports. Only an authorisation's end is ever set later."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Greatest, Least


class Authorisation(models.Model):
    """One adult's consent (for a minor the guardian's) to being looked up in named registers for one case."""

    HOW = [("screen", "屏幕签名"), ("paper", "纸质签署"), ("fingerprint", "按指印")]
    GROUNDS = [("minor", "未成年"), ("no_capacity", "无民事行为能力")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="authorisations")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    guardian = models.ForeignKey("households.Person", on_delete=models.PROTECT, null=True, related_name="+")
    guardian_ground = models.CharField(max_length=12, blank=True, choices=GROUNDS)
    sources = ArrayField(models.CharField(max_length=30))
    purpose = models.CharField(max_length=200)
    period_from = (
        models.DateField()
    )  # income of this period may be asked; assets as they stand on the day asked
    period_to = models.DateField()
    starts_on = models.DateField()
    stops_on = models.DateField(
        null=True
    )  # null: until the assistance ends, as the text signed at the counter says
    withdrawn_on = models.DateField(null=True)
    withdrawal_note = models.CharField(max_length=300, blank=True)
    signed_on = models.DateField()
    signed_how = models.CharField(max_length=12, choices=HOW)
    paper = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+"
    )  # scan or signature
    signed_under = models.CharField(
        max_length=120, blank=True
    )  # the text signed with the application, by its first day
    recorded_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stops_on=None) | Q(stops_on__gt=F("starts_on")),
                name="verification_authorisation_period",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("starts_on")),
                name="verification_authorisation_withdrawn_after",
            ),
            models.CheckConstraint(
                condition=Q(guardian=None, guardian_ground="")
                | (Q(guardian__isnull=False) & ~Q(guardian_ground="")),
                name="verification_authorisation_guardian",
            ),
            models.CheckConstraint(
                condition=Q(paper__isnull=False) | ~Q(signed_under=""),
                name="verification_authorisation_on_paper",
            ),
            # One in force per person and case; LEAST passes over an open end, a period withdrawn at once is empty.
            ExclusionConstraint(
                name="verification_authorisation_once",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            "starts_on",
                            Greatest(
                                "starts_on", Least("withdrawn_on", Coalesce("stops_on", Value(date.max)))
                            ),
                            function="daterange",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"authorisation {self.pk} of {self.person_id}"

    @property
    def ends_on(self) -> date | None:
        """The first day on which it covers nothing; None while no end is known."""
        return min((one for one in (self.stops_on, self.withdrawn_on) if one), default=None)


class Extract(models.Model):
    """A file of a department, taken or refused as a whole. Taken once: the same bytes for the same day are the
    same delivery; a register that has not changed by a later day is a new one."""

    source = models.CharField(max_length=30)
    as_of = models.DateField()
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    taken = models.BooleanField()
    refusal = models.JSONField(null=True)  # {code, figures} of a file refused as a whole
    rows_taken = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    ignored = models.JSONField(default=list)  # headings that were not kept
    taken_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sha256", "source", "as_of"],
                condition=Q(taken=True),
                name="verification_extract_once",
            ),
            models.CheckConstraint(
                condition=Q(taken=True, refusal=None, file__isnull=False)
                | Q(taken=False, refusal__isnull=False, file=None),
                name="verification_extract_taken_or_refused",
            ),
        ]
        indexes = [models.Index(fields=["source", "-as_of", "-id"], name="verification_extract_latest")]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of}"


class ExtractRow(models.Model):
    """One record of a department about one person. Seen only through an inquiry that covers person and source."""

    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=30)
    citizen_id = models.CharField(max_length=18)
    name = models.CharField(max_length=200)
    facts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extract", "number"], name="verification_row_once")]
        indexes = [models.Index(fields=["citizen_id", "source", "extract"], name="verification_row_person")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.extract_id}"


class RefusedRow(models.Model):
    """A record that was not taken, with its number and reason; what it said is not kept."""

    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, related_name="refused_rows")
    number = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=60)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"row {self.number} of {self.extract_id}: {self.code}"


class Inquiry(models.Model):
    """One question about one person to one source, bound to its case, authorisation and officer by the database."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="inquiries")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=30)
    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="inquiries")
    duty = models.ForeignKey("cases.Duty", on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    asked_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["case", "person", "source"], name="verification_inquiry_case"),
            models.Index(fields=["source", "person"], name="verification_inquiry_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source} about {self.person_id}"


class Answer(models.Model):
    """What a source answered. A later answer to the same inquiry replaces it for reading; none is changed."""

    OUTCOMES = [
        ("found", "有记录"), ("not_found", "无记录"), ("name_mismatch", "姓名不符"), ("ambiguous", "记录不唯一"),
        ("not_covered", "未覆盖"), ("source_error", "来源故障"),
    ]  # fmt: skip
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=15, choices=OUTCOMES)
    extract = models.ForeignKey(Extract, on_delete=models.PROTECT, null=True, related_name="+")
    rows = ArrayField(models.BigIntegerField(), default=list)  # ExtractRow ids: where each fact comes from
    facts = models.JSONField(default=list)  # of those rows, in their order, each with its row number
    as_of = models.DateField(null=True)
    found_name = models.CharField(max_length=200, blank=True)
    likeness = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=300, blank=True)
    settled_by = models.ForeignKey("cases.Duty", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["inquiry", "-id"], name="verification_answer_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    outcome__in=["found", "not_found", "name_mismatch", "ambiguous"], extract__isnull=False
                )
                | Q(outcome__in=["not_covered", "source_error"], facts=Value([], models.JSONField())),
                name="verification_answer_provenance",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.inquiry_id}"


class Report(models.Model):
    """The verification report of a case: declared and found side by side, signed by the verifier. Insert-only."""

    OUTCOMES = [("clean", "无异常"), ("hits", "有发现"), ("differs", "与申报不一致")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="verification_reports")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    content = models.JSONField()  # lines, answers, figures: everything the report says
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField(  # null: from before officers had keys
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    incomplete_because = models.CharField(max_length=300, blank=True)
    last_answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-id"], name="verification_report_latest")]

    def __str__(self) -> str:
        return self.number
