"""A seal, the steps of its life, and the rules that the triggers read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jiuzhu.seals.rules import KINDS, LIVE, STATES, STEPS

OFFICER = "offices.Officer"
FILE = "documents.StoredFile"


def choices(names: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, both[0]) for key, both in names.items()]


class Seal(models.Model):
    """One seal. `state` and `last_number` follow the events and uses (triggers); nothing else of it ever changes."""

    number = models.CharField(max_length=40, unique=True)  # of the register: area, year, serial
    kind = models.CharField(max_length=10, choices=[(key, kind.zh) for key, kind in KINDS.items()])
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # where it is used
    text = models.CharField(max_length=60)  # 新泰市民政局委托事项专用章
    state = models.CharField(max_length=12, choices=choices(STATES))
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
    leads = models.CharField(max_length=12, choices=choices(STATES))
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
