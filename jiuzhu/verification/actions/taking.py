"""Take a department's file: kept as it came, its records entered once, every open inquiry of its source answered."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.documents.rules import TABLES
from jiuzhu.offices import scope
from jiuzhu.values import figures
from jiuzhu.values.refusals import Refusal, refuse_if_any
from jiuzhu.verification import queries
from jiuzhu.verification.models import Extract, ExtractRow, RefusedRow
from jiuzhu.verification.refusals import AlreadyTaken, AsOfAhead, NameTellsNothing, UnknownSource
from jiuzhu.verification.sources.base import Received
from jiuzhu.verification.sources.extract import EXTRACT
from jiuzhu.verification.sources.layouts import SOURCES, Source, of

from .answering import answer_open

TOOK = audit.act(
    "verification.took",
    zh="收取部门数据“{source}”（截至{as_of}）：录入 {rows} 行，退回 {refused} 行，答复 {answered} 项核对",
    en="took the extract “{source_en}” as of {as_of}: {rows} rows, {refused} refused, {answered} inquiries answered",
)
TURNED_BACK = audit.act(
    "verification.turned-back",
    zh="部门数据文件“{name}”整份退回：{reason}",
    en="turned back the file “{name}”: {reason_en}",
)
_BATCH = 5000
_NAMED = re.compile(r"(?P<source>[^.]+)\.(?P<day>\d{4}-\d{2}-\d{2})(\..*)?", re.DOTALL)


def take(
    body: bytes, *, name: str, source: str, as_of: date, actor: Any = None, on: date, at: datetime
) -> Extract:
    """Enter one full delivery of a source, as it stood on `as_of`. `actor=None` is the clock.

    Raises AlreadyTaken for the same bytes of the same day, UnknownSource, AsOfAhead, NotYourPower, and what the connector and documents
    refuse about the whole file; such a file leaves a row in the inbox and nothing else. Bad rows are counted and listed.
    """
    known = of(source)
    if known is None:
        raise UnknownSource("source", source=source, known="、".join(SOURCES))
    refuse_if_any([queries.why_not_take(actor, on) if actor is not None else None])
    if as_of > on:
        raise AsOfAhead("as_of", as_of=as_of, on=on)
    sha256 = hashlib.sha256(body).hexdigest()
    with scope.whole_county():
        _refuse_again(sha256, known, as_of)
        try:
            received = EXTRACT.receive(body, name=name, source=known, on=on)
            return _enter(body, sha256, name, known, as_of, received, actor, at)
        except Refusal as refusal:
            if not isinstance(refusal, AlreadyTaken):
                _turn_back(sha256, name, known.key, as_of, refusal, actor, at)
            raise


def take_named(body: bytes, *, name: str, on: date, at: datetime) -> Extract:
    """The same for a file whose name tells source and day: `vehicles.2026-08-31.csv`. Raises NameTellsNothing."""
    told = _NAMED.fullmatch(PurePath(name).name)
    source = of(told["source"]) if told else None
    try:
        day = date.fromisoformat(told["day"]) if told else None
    except ValueError:
        day = None
    if source is None or day is None:
        raise NameTellsNothing(name=figures.typed(name, 80))
    return take(body, name=name, source=source.key, as_of=day, on=on, at=at)


def _refuse_again(sha256: str, source: Source, as_of: date) -> None:
    before = Extract.objects.filter(sha256=sha256, source=source.key, as_of=as_of, taken=True).first()
    if before is not None:
        raise AlreadyTaken(
            source_zh=source.zh, source_en=source.en, as_of=before.as_of, at=f"{before.at:%Y-%m-%d}"
        )


def _enter(
    body: bytes,
    sha256: str,
    name: str,
    source: Source,
    as_of: date,
    received: Received,
    actor: Any,
    at: datetime,
) -> Extract:
    try:
        with transaction.atomic():
            file = documents.store(
                body, name=name, kind=f"extract:{source.key}", area_code=settings.COUNTY, accepts=TABLES, actor=actor,
                at=at, field="file",
            )  # fmt: skip
            extract = Extract.objects.create(
                source=source.key, as_of=as_of, sha256=sha256, name=file.original_name, file=file, taken=True,
                rows_taken=len(received.rows), rows_refused=len(received.rejected), ignored=list(received.ignored),
                taken_by=actor, at=at,
            )  # fmt: skip
            _keep_rows(extract, received)
            answered = 0
            if queries.latest_extract(source.key) == extract:
                answered = answer_open(queries.open_for_source(source.key, at.date()), extract, at=at)
            audit.record(
                TOOK, actor=actor, at=at, source=source.zh, source_en=source.en, as_of=as_of, name=name, sha256=sha256,
                rows=len(received.rows), refused=len(received.rejected), answered=answered, extract=extract.pk,
            )  # fmt: skip
            return extract
    except IntegrityError:
        _refuse_again(sha256, source, as_of)  # another worker was faster by a moment
        raise


def _keep_rows(extract: Extract, received: Received) -> None:
    ExtractRow.objects.bulk_create(
        (
            ExtractRow(
                extract=extract, number=row.number, source=extract.source, citizen_id=row.citizen_id, name=row.name,
                facts=dict(row.facts),
            )
            for row in received.rows
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    RefusedRow.objects.bulk_create(
        (
            RefusedRow(
                extract=extract, number=one.number, column=one.column, code=one.refusal.code,
                figures=figures.plain(one.refusal.figures),
            )
            for one in received.rejected
        ),
        batch_size=_BATCH,
    )  # fmt: skip


def _turn_back(
    sha256: str, name: str, source: str, as_of: date, refusal: Refusal, actor: Any, at: datetime
) -> None:
    with transaction.atomic():
        Extract.objects.create(
            source=source, as_of=as_of, sha256=sha256, name=name[:200], taken=False, taken_by=actor, at=at,
            refusal={"code": refusal.code, "figures": figures.plain(refusal.figures)},
        )  # fmt: skip
        audit.record(
            TURNED_BACK, actor=actor, at=at, name=name, reason=refusal.text(), reason_en=refusal.text("en"),
            source=source, sha256=sha256,
        )  # fmt: skip
