"""Papers: what was handed in, what the office printed, and what it issued under a check code. Nothing here is ever deleted."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class StoredFile(models.Model):
    """One paper. Insert-only; the bytes lie under the hash in the folder of files, written before this row is.

    `area_code` limits who sees it (row-level security). This room knows no areas, cases or officers: it keeps their codes.
    """

    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    media_type = models.CharField(max_length=80)  # found in the bytes, never taken from the sender
    kind = models.CharField(
        max_length=60
    )  # receipt, notice_of_missing, application, or a document key of the item
    original_name = models.CharField(max_length=200)
    area_code = models.CharField(max_length=12)
    case_number = models.CharField(max_length=40, blank=True)
    uploaded_by = models.CharField(max_length=40)  # staff number, "applicant"
    uploaded_by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    # What a printed paper was made from, so that it can be explained and made again; null for what was handed in.
    template = models.CharField(max_length=60, blank=True)
    template_digest = models.CharField(max_length=64, blank=True)
    content = models.JSONField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case_number", "id"], name="documents_storedfile_case"),
            models.Index(fields=["sha256"], name="documents_storedfile_sha"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="documents_storedfile_sha256"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="documents_storedfile_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.original_name}"


class Template(models.Model):
    """A template as it was when a paper was first made with it: what a digest on a paper stands for. Insert-only."""

    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60)
    source = models.TextField()
    sheet = models.TextField()  # the part that all papers share
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.digest[:12]}"


class PaperNumber(models.Model):
    """A document number (发文字号) that was given out: gapless per issuer, year and series; the trigger holds it. Insert-only."""

    issuer_code = models.CharField(max_length=12)  # area code of the office that numbers
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=60)  # 机关代字, as printed before the year
    serial = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=70)  # the act it was given for: asked again, the same number
    case_number = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_code", "year", "series", "serial"], name="documents_number_once"
            ),
            models.UniqueConstraint(fields=["about"], name="documents_one_number_per_act"),
        ]

    def __str__(self) -> str:
        # GB/T 9704-2012 7.2.5: the year whole in 〔〕, the serial without 第 and without leading zeros.
        return f"{self.series}〔{self.year}〕{self.serial}号"


class Issued(models.Model):
    """A paper that left the house under a check code. Insert-only; a later row replaces it, a revocation ends it.

    `about` names the act it carries out ("approvals.decision:12"). Of the addressee only 姓** is kept here: the row answers the
    public check page. Decisions and letters are issued sealed only.
    """

    code = models.CharField(max_length=26, unique=True)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="issued")
    about = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=80)  # in whose name
    keeper = models.CharField(max_length=80, blank=True)  # the office that keeps the seal
    letter = models.CharField(max_length=40, blank=True)  # under which delegation letter
    legal_form = models.CharField(max_length=20, blank=True)
    addressee = models.CharField(max_length=20, blank=True)  # masked
    area_code = models.CharField(max_length=12)
    case_number = models.CharField(max_length=40, blank=True)
    dated_on = models.DateField()
    sealed_with = models.CharField(
        max_length=200, blank=True
    )  # the text of every seal on it, separated by 、
    seal_use = models.CharField(max_length=80, blank=True)  # its number in the register of use
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    because = models.CharField(max_length=300, blank=True)  # why it replaces
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["case_number", "id"], name="documents_issued_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=Q(replaces=None) & ~Q(about=""), name="documents_one_per_act"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(because=""), name="documents_replaced_because"
            ),
            models.CheckConstraint(
                condition=~(Q(kind__startswith="decision") | Q(kind="delegation-letter"))
                | ~Q(sealed_with="") & ~Q(seal_use=""),
                name="documents_decision_sealed",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9A-HJKMNP-TV-Z]{26}$"), name="documents_issued_code"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def shown_code(self) -> str:
        return "-".join(self.code[start : start + 5] for start in range(0, 20, 5)) + "-" + self.code[20:]

    @property
    def state(self) -> str:
        """standing, superseded (a later paper replaces it) or revoked."""
        if Revocation.objects.filter(issued=self).exists():
            return "revoked"
        return "superseded" if Issued.objects.filter(replaces=self).exists() else "standing"


class Revocation(models.Model):
    """An issued paper declared void, with its reason. Insert-only."""

    issued = models.OneToOneField(Issued, on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=500)
    law = models.CharField(max_length=200, blank=True)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="documents_revoked_because")]

    def __str__(self) -> str:
        return f"{self.issued} revoked {self.on}"


class Delivery(models.Model):
    """How and when an issued paper reached its addressee (送达). A mistaken entry is corrected by a new one that names it."""

    HOW = [
        ("handed", "直接送达"),
        ("left", "留置送达"),
        ("village", "村（居）民委员会转交"),
        ("posted", "邮寄送达"),
        ("electronic", "电子送达"),
        ("announced", "公告送达"),
    ]
    issued = models.ForeignKey(Issued, on_delete=models.PROTECT, related_name="deliveries")
    how = models.CharField(max_length=10, choices=HOW)
    to_whom = models.CharField(max_length=60)
    relation = models.CharField(max_length=30)  # 本人, 同住成年家属, 代收人 …
    delivered_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    proof = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issued"], condition=Q(corrects=None), name="documents_delivered_once"
            ),
            models.CheckConstraint(
                condition=Q(delivered_on__lte=F("on")), name="documents_delivered_not_in_future"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issued} {self.how} {self.delivered_on}"
