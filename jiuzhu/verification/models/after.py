"""What happens to a report after it was signed: prints, telling, objections, corrections, the visit not made. Insert-only."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .reporting import Report


class ReportPrint(models.Model):
    """One print of a report; its number stands on the paper, so that every copy is accounted for."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="prints")
    number = models.PositiveIntegerField()  # 1, 2, 3 … without a gap
    reason = models.CharField(max_length=200)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    printed_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="verification_print_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="verification_print_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} print {self.number}"


class Told(models.Model):
    """The household was told what the report says; from that day its time to object runs."""

    HOW = [("counter", "窗口当面"), ("home", "入户当面"), ("phone", "电话"), ("paper", "送达纸质报告")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="told")
    who = models.CharField(max_length=60)  # the member, or whoever acts for the household
    how = models.CharField(max_length=12, choices=HOW)
    on = models.DateField()
    until = models.DateField()  # last day to explain or object
    told_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("on")), name="verification_told_until")]

    def __str__(self) -> str:
        return f"{self.report_id} told {self.on}"


class Objection(models.Model):
    """The household explains, or says that the report is wrong."""

    KINDS = [("explanation", "说明"), ("objection", "异议")]
    HOW = [("counter", "窗口"), ("home", "入户时"), ("phone", "电话"), ("letter", "书面")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="objections")
    kind = models.CharField(max_length=12, choices=KINDS)
    who = models.CharField(max_length=60)
    how = models.CharField(max_length=12, choices=HOW)
    grounds = models.TextField()
    paper = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()  # the day it came
    recorded_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["report", "id"], name="verification_objection_report")]
        constraints = [models.CheckConstraint(condition=~Q(grounds=""), name="verification_objection_words")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.report_id}"


class ObjectionAnswer(models.Model):
    """What came of an objection. Upheld: no decision rests on the report any more, the case is verified again."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    objection = models.OneToOneField(Objection, on_delete=models.PROTECT, related_name="answer")
    upheld = models.BooleanField()
    reasons = models.TextField()
    duty = models.ForeignKey("cases.Duty", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="verification_objection_answer_words")
        ]

    def __str__(self) -> str:
        return f"{self.objection_id}: {'upheld' if self.upheld else 'not upheld'}"


class Correction(models.Model):
    """A department is asked to check and correct what it answered (政务数据共享条例 Art. 26)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="corrections")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=30)
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, null=True, related_name="corrections")
    wrong = models.CharField(max_length=500)  # what is wrong, and what shows it
    sent_on = models.DateField()
    due_on = models.DateField()
    duty = models.ForeignKey("cases.Duty", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "person", "source"], name="verification_correction_once"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("sent_on")), name="verification_correction_due"),
            models.CheckConstraint(condition=~Q(wrong=""), name="verification_correction_words"),
        ]
        indexes = [models.Index(fields=["due_on"], name="verification_correction_due_on")]

    def __str__(self) -> str:
        return f"{self.source} about {self.person_id}"


class CorrectionAnswer(models.Model):
    """What the department says. Corrected: the report rests on wrong data, the case is verified again."""

    VERDICTS = [("corrected", "已更正"), ("confirmed", "核实无误"), ("refused", "不予受理")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, related_name="answer")
    verdict = models.CharField(max_length=12, choices=VERDICTS)
    words = models.CharField(max_length=500)
    on = models.DateField()
    recorded_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="verification_correction_answer_words")
        ]

    def __str__(self) -> str:
        return f"{self.correction_id}: {self.verdict}"


class VisitWanted(models.Model):
    """The household asks to be visited: then a clean report spares it no visit."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="visit_wanted")
    who = models.CharField(max_length=60)
    on = models.DateField()
    recorded_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"


class VisitWaived(models.Model):
    """Why a case went on without a home visit: its clean report, and the county's number of that day."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="waived")
    law = models.CharField(max_length=300)  # of the county's number
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report_id} without a visit"
