"""Find papers and read them back. Row-level security limits all of it to one's reach."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from . import rules, store, typesetting
from .models import Delivery, Issued, PaperNumber, Revocation, StoredFile
from .refusals import Altered, BytesMissing, NoSuchIssued

HOW = dict(Delivery.HOW)
PDF = rules.PDF


def get(pk: int) -> StoredFile:
    """Raises StoredFile.DoesNotExist, also for papers outside one's reach."""
    return StoredFile.objects.get(pk=pk)


def of_case(case_number: str) -> QuerySet[StoredFile]:
    """The papers of a case, oldest first, without the content they were made from and without the copies that went under
    a seal (the issued paper has the same bytes)."""
    found = StoredFile.objects.filter(case_number=case_number).exclude(kind__in=("unsealed", "sealed"))
    return found.defer("content").order_by("id")


def among(pks: list[int]) -> dict[int, StoredFile]:
    return {one.pk: one for one in StoredFile.objects.filter(pk__in=pks).defer("content")}


def read(stored: StoredFile) -> bytes:
    """The bytes, proved against the hash on record. Raises BytesMissing, Altered."""
    path = store.place(stored.sha256)
    if not path.is_file():
        raise BytesMissing(name=stored.original_name, sha256=stored.sha256)
    body = path.read_bytes()
    if hashlib.sha256(body).hexdigest() != stored.sha256:
        raise Altered(name=stored.original_name, sha256=stored.sha256)
    return body


def templates() -> list[str]:
    """Names of the papers that the rulebook can print."""
    return typesetting.names()


def templates_folder() -> Path:
    """Where the rulebook keeps its papers, with the dated texts beside them."""
    return typesetting.TEMPLATES


def wanted(template: str) -> tuple[str, ...]:
    """The fields that no sealed paper of this template may leave blank."""
    return typesetting.wanted(template)


def preview(template: str, content: dict[str, Any], *, word: str, at: datetime) -> bytes:
    """The PDF as it will be, with a word across it and without code: to read, not to hand out."""
    return typesetting.pdf(template, content | {"preview": word}, at)


def pictures(template: str, content: dict[str, Any], *, word: str) -> list[bytes]:
    """The same, page by page, as PNG."""
    return typesetting.pictures(template, content | {"preview": word})


def blanks(template: str, content: dict[str, Any]) -> tuple[str, ...]:
    """The fields that no sealed paper may leave blank and this content does."""
    return typesetting.blanks(template, content)


def address(code: str = "") -> str:
    """Where the public checks a paper; `SITE` is the county's own address."""
    return f"{settings.SITE}/check/{code}"


def check_mark(code: str) -> dict[str, str]:
    """What a paper prints of its code: the square, the letters, the address."""
    shown = Issued(code=code).shown_code
    return {"check": address(code), "check_code": shown, "check_address": address()}


def _papers() -> QuerySet[Issued]:
    return Issued.objects.select_related("file", "revocation", "replaced_by", "replaces").defer(
        "file__content"
    )


def issued(code: str) -> Issued:
    """The paper of a check code, however it was typed. Raises NoSuchIssued, also for papers outside one's reach."""
    plain = rules.read_code(code)
    found = _papers().filter(code=plain).first() if plain else None
    if found is None:
        raise NoSuchIssued("code")
    return found


def issued_about(about: str) -> Issued | None:
    """The paper that stands for an act: the latest, even if revoked."""
    return _papers().filter(about=about).order_by("-id").first()


def abouts(kind: str) -> QuerySet[Any]:
    """The acts of one kind ("approvals.decision") that have their paper, for a query of the room above."""
    return Issued.objects.filter(about__startswith=f"{kind}:").values("about")


def issued_of_case(case_number: str) -> QuerySet[Issued]:
    """What was issued on a case, oldest first."""
    return _papers().prefetch_related("deliveries").filter(case_number=case_number).order_by("id")


def issued_among(pks: Iterable[int]) -> dict[int, Issued]:
    """Stored file → the issued paper it is."""
    return {one.file_id: one for one in _papers().filter(file_id__in=list(pks))}


def by_sha256(sha256: str) -> Issued | None:
    """The issued paper whose bytes have this hash, whole."""
    return _papers().filter(file__sha256=sha256).order_by("id").first()


def revocation(paper: Issued) -> Revocation | None:
    return Revocation.objects.filter(issued=paper).first()


def successor(paper: Issued) -> Issued | None:
    return Issued.objects.filter(replaces=paper).first()


def delivery(paper: Issued) -> Delivery | None:
    """The entry that counts: the last one that nothing corrects."""
    return Delivery.objects.filter(issued=paper, corrected_by=None).order_by("-id").first()


def undelivered(kinds: Iterable[str], *, before: date | None = None, limit: int = 200) -> QuerySet[Issued]:
    """Issued papers of these kinds that stand and whose delivery nobody has recorded, oldest first."""
    found = _papers().filter(kind__in=list(kinds), deliveries=None, revocation=None, replaced_by=None)
    if before is not None:
        found = found.filter(dated_on__lt=before)
    return found.order_by("dated_on", "id")[:limit]


def numbers(issuer_code: str, year: int) -> QuerySet[PaperNumber]:
    """The numbers given out by an issuer in a year, by series and serial."""
    return PaperNumber.objects.filter(issuer_code=issuer_code, year=year).order_by("series", "serial")
