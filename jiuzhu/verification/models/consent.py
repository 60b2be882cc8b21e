"""Who may be looked up: one person's consent in a case, for named sources and purposes. Only its end is ever set later."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Greatest, Least


def for_the_application() -> list[str]:
    """What a member's consent serves: deciding the application, and reviewing the assistance that follows from it."""
    return ["application", "review"]


class Authorisation(models.Model):
    """One adult's consent (for a minor the guardian's) to being looked up in named registers for one case.

    A supporter outside the household has an `obligation` and signs for herself alone (社会救助法 Art. 41).
    """

    PURPOSES = [
        ("application", "审核确认本次申请"),
        ("review", "复核正在享受的救助"),
        ("support", "计算赡养、抚养、扶养费"),
    ]
    WITHDRAWN_HOW = [("counter", "窗口登记"), ("portal", "本人在网上撤回"), ("api", "接口登记")]
    HOW = [("screen", "屏幕签名"), ("paper", "纸质签署"), ("fingerprint", "按指印")]
    GROUNDS = [("minor", "未成年"), ("no_capacity", "无民事行为能力")]
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="authorisations")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    guardian = models.ForeignKey("households.Person", on_delete=models.PROTECT, null=True, related_name="+")
    guardian_ground = models.CharField(max_length=12, blank=True, choices=GROUNDS)
    obligation = models.CharField(
        max_length=10, blank=True
    )  # a supporter's relation to the applicant, codes/relations.yaml
    sources = ArrayField(models.CharField(max_length=30))
    purpose = models.CharField(max_length=200)
    purposes = ArrayField(models.CharField(max_length=12), default=for_the_application)
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
    withdrawn_how = models.CharField(max_length=8, blank=True, choices=WITHDRAWN_HOW)
    withdrawn_at = models.DateTimeField(null=True)
    validity = models.CharField(
        max_length=200, blank=True
    )  # what its end rests on: the law's text, or the county's number
    signed_on = models.DateField()
    signed_how = models.CharField(max_length=12, choices=HOW)
    signed_at = models.DateTimeField(null=True)  # of a signature drawn on screen
    device = models.CharField(max_length=120, blank=True)  # what it was drawn on
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
                condition=Q(obligation="") | Q(guardian=None), name="verification_authorisation_supporter"
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
