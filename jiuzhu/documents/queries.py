"""Find papers and read them back. Row-level security limits all of it to one's reach."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from . import store, typesetting
from .models import StoredFile
from .refusals import Altered, BytesMissing


def get(pk: int) -> StoredFile:
    """Raises StoredFile.DoesNotExist, also for papers outside one's reach."""
    return StoredFile.objects.get(pk=pk)


def of_case(case_number: str) -> QuerySet[StoredFile]:
    """The papers of a case, oldest first, without the content they were made from."""
    return StoredFile.objects.filter(case_number=case_number).defer("content").order_by("id")


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


def wanted(template: str) -> tuple[str, ...]:
    """The fields that no sealed paper of this template may leave blank. Raises UnknownTemplate."""
    return typesetting.wanted(template)
