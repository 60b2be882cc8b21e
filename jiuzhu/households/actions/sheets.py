"""The sheets that existing recipients are taken over from: what came, how far it is, what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.documents import actions as documents
from jiuzhu.documents.rules import TABLES
from jiuzhu.households.models import Sheet
from jiuzhu.values.refusals import Refusal

RECEIVED = audit.act("households.sheet-received", zh="收到导入表“{name}”", en="received the sheet “{name}”")
TURNED_BACK = audit.act(
    "households.sheet-turned-back",
    zh="导入表“{name}”整份退回（{code}）",
    en="turned the sheet “{name}” back ({code})",
)


def receive(
    body: bytes, *, name: str, rows: int, area: Any, actor: Any, on: date, at: datetime, field: str = "file"
) -> Sheet:
    """Keep a sheet as it came, to be taken over. Raises what documents.store refuses (Empty, TooLarge, WrongKind)."""
    with transaction.atomic():
        stored = documents.store(
            body, name=name, kind="import", area_code=area.code, accepts=TABLES, actor=actor, at=at, field=field
        )  # fmt: skip
        sheet = Sheet.objects.create(
            file=stored, name=stored.original_name, rows=rows, area=area, received_by=actor, received_on=on, received_at=at
        )  # fmt: skip
        audit.record(RECEIVED, actor=actor, at=at, name=sheet.name, sha256=stored.sha256, sheet=sheet.pk)
        return sheet


def progress(sheet: Sheet, done: int, total: int) -> None:
    """How many households of how many are through."""
    Sheet.objects.filter(pk=sheet.pk, finished_at=None).update(households_done=done, households=total)


def finish(
    sheet: Sheet, *, entered: int, known: int, refused: int, workbook: bytes, actor: Any, at: datetime
) -> Sheet:
    """What became of it, with the answered workbook. Finished once; again changes nothing."""
    with transaction.atomic():
        held = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if held.finished_at is not None:
            return held
        held.answer = documents.store(
            workbook, name=f"{held.name.rpartition('.')[0]}-结果.xlsx", kind="import-answer", area_code=held.area_id,
            accepts=TABLES, actor=actor, at=at,
        )  # fmt: skip
        held.entered, held.known, held.refused, held.finished_at = entered, known, refused, at
        held.save(update_fields=["answer", "entered", "known", "refused", "finished_at"])
        return held


def turn_back(sheet: Sheet, refusal: Refusal, *, actor: Any, at: datetime) -> Sheet:
    """The whole sheet cannot be taken over: why, kept for whoever looks later."""
    with transaction.atomic():
        held = Sheet.objects.select_for_update().get(pk=sheet.pk)
        if held.finished_at is None:
            held.why, held.finished_at = refusal.text(), at
            held.save(update_fields=["why", "finished_at"])
            audit.record(TURNED_BACK, actor=actor, at=at, name=held.name, code=refusal.code, sheet=held.pk)
        return held
