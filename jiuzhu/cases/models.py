"""The case file: what was asked, under which rules it runs, where it stands, and who did what."""

from __future__ import annotations

from django.db import models


class ProcessVersion(models.Model):
    """A process as it was in the rulebook, kept for ever: a case finishes on the version it began with."""

    key = models.CharField(max_length=60)
    area_code = models.CharField(max_length=12)
    in_force_from = models.DateField()
    digest = models.CharField(max_length=64, unique=True)
    body = models.JSONField()

    def __str__(self) -> str:
        return f"{self.key} {self.in_force_from}"


class Case(models.Model):
    number = models.CharField(
        max_length=40, unique=True
    )  # township-year-serial, gapless per township and year
    item_code = models.CharField(max_length=10)
    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")  # the township
    village = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey("households.Household", on_delete=models.PROTECT, related_name="cases")
    applicant = models.ForeignKey("households.Person", on_delete=models.PROTECT, related_name="+")
    # As they were at the application, so that lists search 100,000 cases without a join.
    applicant_name = models.CharField(max_length=60)
    applicant_sort_key = models.CharField(max_length=60, blank=True)
    applicant_citizen_id = models.CharField(max_length=18, blank=True)
    household_size = models.PositiveSmallIntegerField(default=1)
    process = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="cases")
    rulebook_digest = models.CharField(max_length=64)
    opened_on = models.DateField()
    accepted_on = models.DateField(null=True)
    stage = models.CharField(max_length=30)
    stage_entered_at = models.DateTimeField()
    stage_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)  # the total clock of the process version
    due_provisional = models.BooleanField(default=False)  # a calendar year is missing from the rulebook
    extended = models.BooleanField(default=False)
    delegated = models.BooleanField(default=False)  # a letter covered item and township at acceptance
    decided_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_as = models.CharField(max_length=30, blank=True)
    legacy = models.BooleanField(default=False)  # imported recipient, to be completed (57号 Art. 28)
    follow_code_hash = models.CharField(max_length=128, blank=True)  # the code on the receipt, for the portal
    version = models.PositiveIntegerField(default=1)  # what a page saw; a later one refuses an older page

    class Meta:
        indexes = [
            models.Index(fields=["area", "stage", "stage_due_on", "id"], name="cases_case_work"),
            models.Index(fields=["stage", "stage_due_on", "id"], name="cases_case_stage"),
            models.Index(
                fields=["applicant_name"], opclasses=["varchar_pattern_ops"], name="cases_case_name"
            ),
            models.Index(
                fields=["applicant_sort_key"], opclasses=["varchar_pattern_ops"], name="cases_case_sort"
            ),
            models.Index(fields=["applicant_citizen_id"], name="cases_case_citizen"),
            models.Index(fields=["opened_on", "id"], name="cases_case_opened"),
            models.Index(fields=["village", "stage"], name="cases_case_village"),
        ]

    def __str__(self) -> str:
        return self.number


class Counter(models.Model):
    """The last serial used, per township and year; its row lock keeps numbers gapless."""

    area = models.ForeignKey("offices.Area", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="cases_counter_once")]

    def __str__(self) -> str:
        return f"{self.area_id}-{self.year}: {self.last}"


class Duty(models.Model):
    """What one officer did on one case. Every signed act stands on such a row; the trigger behind it checks
    her post, her area, her own interest and the separation of duties (cases/rules.py)."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    officer = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="duties")
    duty = models.CharField(max_length=20)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "duty"], name="cases_duty_case")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.duty} {self.case_id}"


class DutyRule(models.Model):
    """cases/rules.py as rows for the trigger: the power a duty needs, and the duties it excludes."""

    duty = models.CharField(max_length=20, unique=True)
    power = models.CharField(max_length=40)
    excludes = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.duty


class Step(models.Model):
    """One move along the road. Insert-only; the trigger refuses a move that the process version does not have."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    from_stage = models.CharField(max_length=30, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    to_stage = models.CharField(max_length=30)
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    at = models.DateTimeField()
    due_on = models.DateField(null=True)  # of the stage entered
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cases_step_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.from_stage} → {self.to_stage}"


class Extension(models.Model):
    """The statutory extension of the total clock, with its reason and the notice to the applicant (57号 Art. 24)."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="extension")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30)  # a code of clock.extended.reasons in the process
    explanation = models.TextField()
    notified_on = models.DateField()
    working_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()

    def __str__(self) -> str:
        return f"extension of {self.case_id}"


class Substitution(models.Model):
    """An officer of elsewhere named to do one duty on one case, because those who should must stand back or are missing. Insert-only."""

    REASONS = [("conflict", "回避"), ("absence", "不在岗"), ("staff_gap", "缺员")]
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="substitutions")
    duty = models.CharField(max_length=20)
    stands_back = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=REASONS)
    explanation = models.CharField(max_length=300)
    substitute = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="substitutions")
    ordered_by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    stops_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stops_on=None) | models.Q(stops_on__gt=models.F("starts_on")),
                name="cases_substitution_period",
            ),
            models.CheckConstraint(condition=~models.Q(explanation=""), name="cases_substitution_explained"),
        ]
        indexes = [models.Index(fields=["substitute", "case"], name="cases_substitution_mine")]

    def __str__(self) -> str:
        return f"{self.substitute_id} for {self.duty} on {self.case_id}"


class SubstitutionEnd(models.Model):
    """A substitution taken back."""

    substitution = models.OneToOneField(Substitution, on_delete=models.PROTECT, related_name="end")
    by = models.ForeignKey("offices.Officer", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"end of {self.substitution_id}"


class RelativeFiling(models.Model):
    """A near relative of a handler or village official among the household (近亲属备案), recorded with the case. Insert-only."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="relative_filings")
    person = models.ForeignKey("households.Person", on_delete=models.PROTECT, null=True, related_name="+")
    kin = models.ForeignKey(
        "relatives.Kin", on_delete=models.PROTECT, null=True, related_name="+"
    )  # null: told on the form only
    of_whom = models.CharField(max_length=120)  # name and post of the official
    relation = models.CharField(max_length=60)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "of_whom"], name="cases_relative_once")
        ]

    def __str__(self) -> str:
        return f"{self.relation} of {self.of_whom} in {self.case_id}"
