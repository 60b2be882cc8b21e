"""What was found beside what was declared, signed. Insert-only."""

from __future__ import annotations

from django.db import models

from .asking import Answer


class Report(models.Model):
    """The verification report of a case: declared and found side by side, signed by the verifier. Insert-only."""

    OUTCOMES = [
        ("clean", "无异常"), ("unanswered", "部门未全部答复"), ("hits", "有发现"), ("differs", "与申报不一致"),
    ]  # fmt: skip
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="verification_reports")
    duty = models.OneToOneField("cases.Duty", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, unique=True)
    replaces = models.OneToOneField(  # the report that stood before the departments were asked again
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
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
