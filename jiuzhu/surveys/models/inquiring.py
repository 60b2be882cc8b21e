"""Letters of inquiry (信函索证) and what neighbours say (邻里访问). Insert-only; seen with their case."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class LetterInquiry(models.Model):
    """A letter that asks somebody outside for a proof; printed as it was sent."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="letters_of_inquiry")
    number = models.PositiveSmallIntegerField()  # of the case
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)
    question = models.CharField(max_length=1000)
    sent_on = models.DateField()
    answer_by = models.DateField()
    paper = models.OneToOneField("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey("cases.Duty", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="surveys_letter_once"),
            models.CheckConstraint(
                condition=Q(answer_by__gt=F("sent_on")), name="surveys_letter_leaves_time"
            ),
            models.CheckConstraint(condition=Q(sent_on__lte=F("on")), name="surveys_letter_not_ahead"),
        ]

    def __str__(self) -> str:
        return f"letter {self.number} of {self.case_id}"


class LetterAnswer(models.Model):
    """What was answered to a letter, with its scan; one answer to a letter."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    letter = models.OneToOneField(LetterInquiry, on_delete=models.PROTECT, related_name="answer")
    answered_on = models.DateField()
    said = models.CharField(max_length=1000)
    scan = models.OneToOneField("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answered_on__lte=F("on")), name="surveys_answer_not_ahead")
        ]

    def __str__(self) -> str:
        return f"answer to {self.letter_id}"


class NeighbourInquiry(models.Model):
    """Who was asked about a household, and what was said. The household never sees the name (`queries.for_household`)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="neighbour_inquiries")
    asked_on = models.DateField()
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=40)
    said = models.CharField(max_length=1000)
    neutral = models.BooleanField()  # neither kin of the household nor at odds with it
    why_asked = models.CharField(max_length=200, blank=True)  # needed where she is not neutral
    duty = models.ForeignKey("cases.Duty", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(asked_on__lte=F("on")), name="surveys_neighbour_not_ahead"),
            models.CheckConstraint(
                condition=Q(neutral=True) | ~Q(why_asked=""), name="surveys_neighbour_neutral"
            ),
        ]

    def __str__(self) -> str:
        return f"neighbour asked about {self.case_id}"
