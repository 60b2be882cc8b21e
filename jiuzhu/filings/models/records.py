"""A filing: what a township decided, as it stood then; what was added to it, and what county and township did since."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q

from jiuzhu.filings.rules import ACTS, MARKS, STATES


class Filing(models.Model):
    """One township decision on file. Its text never changes; the last three columns are kept by triggers alone."""

    number = models.CharField(max_length=60, unique=True)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the township
    decision = models.OneToOneField(
        "approvals.Decision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    change = models.OneToOneField(
        "entitlements.ChangeDecision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    letter = models.ForeignKey("delegation.Letter", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)  # of the decision: granted, refused, raised, reduced, stopped …
    item_code = models.CharField(max_length=10)
    amount_fen = models.BigIntegerField()  # a month; 0 where nothing is paid
    applicant_name = models.CharField(
        max_length=60
    )  # as in the case file, so that the inbox searches without a join
    decided_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    body = models.TextField()  # canonical JSON, what rules.py calls the content
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 over the body
    due_on = models.DateField(null=True)  # complete by this day; null: decided before officers had keys
    review_due_on = models.DateField()  # the county looks at it by this day
    filed_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    complete_on = models.DateField(null=True)  # the day on which the decision was sealed
    risk = models.PositiveSmallIntegerField(default=0)  # points of its marks
    state = models.CharField(
        max_length=10, choices=[(key, names[0]) for key, names in STATES.items()], default="open"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__isnull=False, change=None) | Q(decision=None, change__isnull=False),
                name="filings_filing_of_one_decision",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-risk", "id"], name="filings_inbox"),
            models.Index(fields=["area", "decided_on"], name="filings_of_township"),
            models.Index(fields=["case", "id"], name="filings_of_case"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def content(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads(self.body)
        return content


class FilingPaper(models.Model):
    """A paper of the decision with its fingerprint; the sealed decision may come after the filing."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="papers")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    stored = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    sealed_decision = models.BooleanField(default=False)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filing", "stored"], name="filings_paper_once"),
            models.UniqueConstraint(
                fields=["filing"], condition=Q(sealed_decision=True), name="filings_one_sealed_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.filing_id}"


class Mark(models.Model):
    """Something that a person should look at, with the figures that show why. It orders the inbox and decides nothing."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="marks")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, choices=[(key, one.zh) for key, one in MARKS.items()])
    points = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=dict)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "code"], name="filings_mark_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.filing_id}"


class Opened(models.Model):
    """An officer of the county has had this filing before her eyes; only then may she accept it with others."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "officer"], name="filings_opened_once")]

    def __str__(self) -> str:
        return f"{self.officer_id} opened {self.filing_id}"


class Act(models.Model):
    """Accepted, asked, answered, ordered, corrected, objected, pressed, closed, revoked: one row each, never changed."""

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="acts")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(key, one.zh) for key, one in ACTS.items()])
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    law = models.CharField(max_length=200, blank=True)  # order, revocation: the article
    due_on = models.DateField(null=True)  # until when the other side acts
    names = models.CharField(max_length=200, blank=True)  # corrected: the new signed version or the change
    freezes = models.BooleanField(default=False)  # order: nothing is paid until it is closed
    paper = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField()  # canonical JSON of the whole act
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField(
        "signatures.Signature", on_delete=models.PROTECT, null=True, related_name="+"
    )
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["filing", "id"], name="filings_act_of_filing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.filing_id}"


class Hearing(models.Model):
    """What one side was told and said before a decision is revoked (社会救助法 Art. 48; 行政许可法 Art. 7, by analogy)."""

    SIDES = [("household", "家庭"), ("township", "乡镇")]
    HOW = [
        ("visit", "上门"),
        ("meeting", "当面"),
        ("phone", "电话"),
        ("letter", "书面"),
        ("absent", "通知后未到"),
    ]
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="hearings")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=SIDES)
    how = models.CharField(max_length=10, choices=HOW)
    who_spoke = models.CharField(max_length=60)
    told = models.TextField()
    said = models.TextField()
    considered = models.TextField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(told="") & ~Q(said="") & ~Q(considered="") & ~Q(who_spoke=""),
                name="filings_hearing_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.side} heard on {self.filing_id}"
