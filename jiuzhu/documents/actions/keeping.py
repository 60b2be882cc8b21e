"""Keep a paper that was handed in, or print one. The row is the trace; the calling room writes the audit entry beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

from jiuzhu.documents import rules, typesetting
from jiuzhu.documents import store as files
from jiuzhu.documents.models import StoredFile, Template
from jiuzhu.documents.refusals import Damaged, Empty, TooLarge, WrongKind


class Actor(Protocol):
    """Whoever hands a paper in: an officer, an applicant (as the log names them)."""

    @property
    def audit_key(self) -> str: ...
    @property
    def audit_name(self) -> str: ...


def store(
    body: bytes,
    *,
    name: str,
    kind: str,
    area_code: str,
    case: str = "",
    accepts: frozenset[str] = rules.PAPERS,
    actor: Actor | None,
    at: datetime,
    field: str | None = None,
) -> StoredFile:
    """Keep a file as it came. `kind` says what it is for (a document key of the item), `accepts` which media types may come.

    Raises Empty, TooLarge (settings.UPLOAD_LIMIT_BYTES), WrongKind, Damaged; nothing is kept then.
    """
    found = rules.media_type(body)
    shown = rules.plain_name(name, found)
    if not body:
        raise Empty(field, name=shown)
    if len(body) > settings.UPLOAD_LIMIT_BYTES:
        tenths = -(-len(body) * 10 // 2**20)
        raise TooLarge(
            field, name=shown, megabytes=f"{tenths / 10:.1f}", most=settings.UPLOAD_LIMIT_BYTES // 2**20
        )
    if found not in accepts:
        raise WrongKind(field, name=shown, accepted=rules.accepted_words(accepts))
    if not rules.is_whole(body, found):
        raise Damaged(field, name=shown)
    return _keep(body, found, shown, kind, area_code, case, actor, at)


def render(
    template: str,
    content: dict[str, Any],
    *,
    name: str,
    area_code: str,
    case: str = "",
    kind: str = "",
    unkept: dict[str, Any] | None = None,
    actor: Actor | None,
    at: datetime,
) -> StoredFile:
    """Print a paper from `rulebook/documents/<template>.typ` and keep it with what it was made from.

    `content` holds JSON only (texts, numbers, lists); money and dates are written out by the caller, as the paper shows
    them. `unkept` is printed too but not kept beside the paper (a secret code). `name` is the file name
    for saving. Raises UnknownTemplate, NotPrintable.
    """
    body = typesetting.pdf(template, content | (unkept or {}), at)
    return keep_printed(body, template, content, name, kind or template, area_code, case, actor, at)


def keep_printed(
    body: bytes,
    template: str,
    content: dict[str, Any],
    name: str,
    kind: str,
    area_code: str,
    case: str,
    actor: Actor | None,
    at: datetime,
) -> StoredFile:
    """Keep a printed paper with what it was made from, and the template that its digest stands for."""
    digest = typesetting.digest(template)
    if not Template.objects.filter(digest=digest).exists():
        source, sheet = typesetting.sources(template)
        Template.objects.get_or_create(
            digest=digest, defaults={"name": template, "source": source, "sheet": sheet, "at": at}
        )
    made_from = {"template": template, "template_digest": digest, "content": content}
    return _keep(
        body, rules.PDF, rules.plain_name(name, rules.PDF), kind, area_code, case, actor, at, **made_from
    )


def file_under(pk: int, *, case: str, kind: str, actor: Actor | None, at: datetime) -> StoredFile:
    """File a paper that came before there was a case: a further row on the same bytes (rows are never changed)."""
    came = StoredFile.objects.get(pk=pk)
    with transaction.atomic():
        return StoredFile.objects.create(
            sha256=came.sha256, size=came.size, media_type=came.media_type, kind=kind, original_name=came.original_name,
            area_code=came.area_code, case_number=case, uploaded_by=actor.audit_key if actor else "", at=at,
            uploaded_by_name=actor.audit_name if actor else "",
        )  # fmt: skip


def _keep(
    body: bytes,
    media_type: str,
    name: str,
    kind: str,
    area_code: str,
    case: str,
    actor: Actor | None,
    at: datetime,
    **made_from: Any,
) -> StoredFile:
    # The bytes first: a row without its file would be a lie, a file without its row is only a little space.
    sha256 = files.write(body)
    with transaction.atomic():
        return StoredFile.objects.create(
            sha256=sha256,
            size=len(body),
            media_type=media_type,
            kind=kind,
            original_name=name,
            area_code=area_code,
            case_number=case,
            uploaded_by=actor.audit_key if actor else "",
            at=at,
            uploaded_by_name=actor.audit_name if actor else "",
            **made_from,
        )
