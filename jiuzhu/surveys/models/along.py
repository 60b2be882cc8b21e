"""Visits without a network: what was taken along, the day's route, and what a telephone sent when it had a network again."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Taken(models.Model):
    """Which visitor took which case along, when, and what she knew then. It goes back once; it is never deleted."""

    GIVEN_BACK = [("sent", "已传送"), ("left", "退出登录"), ("expired", "到期"), ("put_back", "不带了")]
    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    base = models.JSONField()  # the draft as it was then: field name → list of texts
    on = models.DateField()
    at = models.DateTimeField()
    until = models.DateField()  # the last day on which it may be on the telephone
    given_back_at = models.DateTimeField(null=True)
    given_back = models.CharField(max_length=8, choices=GIVEN_BACK, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "officer"], condition=Q(given_back_at=None), name="surveys_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(given_back_at=None, given_back="")
                | (Q(given_back_at__isnull=False) & ~Q(given_back="")),
                name="surveys_taken_given_back_whole",
            ),
        ]
        indexes = [models.Index(fields=["officer", "-at"], name="surveys_taken_officer")]

    def __str__(self) -> str:
        return f"{self.case_id} with {self.officer_id}"


class Sent(models.Model):
    """One filled visit as it came from a telephone, under the telephone's own number. Insert-only: it comes once.

    `kept`: it went into the open record; `clash`: somebody else had changed the same; `late`: the case had gone on.
    """

    STATES = [("kept", "已收下"), ("clash", "有冲突"), ("late", "案件已往下走")]
    uuid = models.UUIDField(primary_key=True)
    taken = models.ForeignKey(Taken, on_delete=models.PROTECT, related_name="sent")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="sent_visits")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    typed = models.JSONField()  # field name → list of texts
    theirs = models.JSONField()  # the open record as it was when this came
    photographs = models.JSONField()  # their numbers, as the telephone counts them
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=5, choices=STATES)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="surveys_sent_case")]

    def __str__(self) -> str:
        return f"{self.uuid} {self.state}"


class Settled(models.Model):
    """How the visitor settled a clash, field by field. Insert-only; what either had typed stays in `Sent`."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    sent = models.OneToOneField(Sent, on_delete=models.PROTECT, related_name="settled")
    chosen = models.JSONField()  # field name → mine | theirs
    typed = models.JSONField()  # what came of it
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sent_id} settled"


class Photograph(models.Model):
    """A photograph from a telephone, made small, without what the camera wrote into it. Time and place are columns of
    their own, the place only where the visitor noted it. Insert-only."""

    uuid = models.UUIDField(primary_key=True)
    visit_uuid = (
        models.UUIDField()
    )  # of the filled visit that it belongs to, which comes after its photographs
    taken = models.ForeignKey(Taken, on_delete=models.PROTECT, related_name="photographs")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    file = models.OneToOneField("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    received_sha256 = models.CharField(max_length=64)  # as it came, so that a repeated call is known
    taken_at = models.DateTimeField(null=True)  # by the telephone's clock
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    accuracy_m = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | (Q(latitude__range=(-90, 90)) & Q(longitude__range=(-180, 180))),
                name="surveys_photograph_place_whole",
            )
        ]
        indexes = [models.Index(fields=["visit_uuid"], name="surveys_photograph_visit")]

    def __str__(self) -> str:
        return str(self.uuid)


class Stop(models.Model):
    """One stop of an officer's route of a day; she puts them in order herself."""

    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "on", "case"], name="surveys_stop_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.position}"
