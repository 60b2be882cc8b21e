"""Draws that anybody can repeat, the cases drawn, and the visits made to them. Nothing here is ever changed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jiuzhu.filings.rules import ERRORS, FINDINGS, WHY_DRAWN


class Draw(models.Model):
    """A frozen list with its fingerprint, published before anybody can know the random number. Source: 国办发〔2015〕58号."""

    number = models.CharField(max_length=40, unique=True)
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the township
    quarter = models.CharField(max_length=6)  # 2026Q3
    starts_on = models.DateField()
    stops_on = models.DateField()  # the first day after the quarter
    serial = models.PositiveSmallIntegerField()
    algorithm = models.CharField(max_length=20)
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    wait_hours = models.PositiveSmallIntegerField()
    body = models.TextField()  # canonical JSON of the list
    digest = models.CharField(max_length=64)  # its fingerprint, which is what is published
    secret = models.CharField(max_length=64)  # shown only after the draw
    secret_digest = models.CharField(max_length=64)  # published with the list
    entropy_named = models.CharField(max_length=200)  # the public number that will decide
    entropy_on = models.DateField()  # the day on which it becomes known
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "quarter", "serial"], name="filings_draw_serial"),
            models.CheckConstraint(
                condition=Q(quarter__regex=r"^[0-9]{4}Q[1-4]$"), name="filings_draw_quarter"
            ),
            models.CheckConstraint(condition=Q(wait_hours__gte=24), name="filings_draw_wait"),
            models.CheckConstraint(condition=Q(entropy_on__gt=F("on")), name="filings_draw_entropy_later"),
        ]

    def __str__(self) -> str:
        return self.number


class EntropyEntry(models.Model):
    """The public number as one officer read it; two must have read the same."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="entries_of_number")
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=200)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "officer"], name="filings_entropy_once")]

    def __str__(self) -> str:
        return f"{self.officer_id} read {self.value}"


class Abort(models.Model):
    """A list that was given up before its draw. It stays on record with its reason."""

    draw = models.OneToOneField(Draw, on_delete=models.PROTECT, related_name="abort")
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="filings_abort_reason")]

    def __str__(self) -> str:
        return f"{self.draw_id} given up"


class SampleEntry(models.Model):
    """One case to be visited, and why. Written just before its draw is revealed; the reveal checks all of them."""

    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, related_name="entries")
    filing = models.ForeignKey("filings.Filing", on_delete=models.PROTECT, related_name="samples")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=[(key, names[0]) for key, names in WHY_DRAWN.items()])
    rank = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "filing"], name="filings_sample_once")]

    def __str__(self) -> str:
        return f"{self.filing_id} in {self.draw_id}"


class Reveal(models.Model):
    """The draw itself: number and secret laid open, the seed that follows. The trigger recomputes the whole sample."""

    draw = models.OneToOneField(Draw, on_delete=models.PROTECT, related_name="reveal")
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    entropy = models.CharField(max_length=200)
    secret = models.CharField(max_length=64)
    seed = models.CharField(max_length=64)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.draw_id} drawn"


class SampleVisit(models.Model):
    """What the first of two officers of the county found at home and signed. It counts once the second has signed it too."""

    entry = models.ForeignKey(SampleEntry, on_delete=models.PROTECT, related_name="visits")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    visited_on = models.DateField()
    finding = models.CharField(max_length=12, choices=[(key, names[0]) for key, names in FINDINGS.items()])
    error_kind = models.CharField(
        max_length=12, blank=True, choices=[(key, names[0]) for key, names in ERRORS.items()]
    )
    effect_fen = models.BigIntegerField(default=0)  # a month: above zero, too much was granted
    text = models.TextField()
    body = models.TextField()
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(finding="error") & ~Q(error_kind=""))
                | (~Q(finding="error") & Q(error_kind="", effect_fen=0)),
                name="filings_visit_error_named",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="filings_visit_text"),
        ]

    def __str__(self) -> str:
        return f"{self.finding} {self.entry_id}"


class SampleConfirmation(models.Model):
    """The second officer's signature under the same content, with her own login."""

    visit = models.OneToOneField(SampleVisit, on_delete=models.PROTECT, related_name="confirmation")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    signature = models.OneToOneField("signatures.Signature", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.officer_id} confirms {self.visit_id}"
