"""Every look at results leaves a trace for each person looked at (社会救助法 Art. 70(6); 政务数据共享条例 Art. 29)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.rechecks import queries
from jiuzhu.rechecks.models import Run, Subject
from jiuzhu.values.refusals import refuse_if_any

LOOKED = audit.act(
    "rechecks.looked",
    zh="查看了{name}的{month}全员复核结果（{purpose}）",
    en="looked at what the re-check of {month} says of {name} ({purpose})",
)


def look(run: Run, subjects: Iterable[Subject], *, purpose: str, actor: Any, on: date, at: datetime) -> None:
    """The trace of one look, an entry per person. Raises NotYourPower: then nothing may be shown."""
    refuse_if_any([queries.why_not_read(actor, on)])
    seen = {(one.case_id, one.person_id): one for one in subjects}
    with transaction.atomic():
        audit.record_each(
            LOOKED, [(one.case.number, str(one.person_id), {"name": one.person.name}) for one in seen.values()], actor=actor, at=at,
            month=run.month, purpose=purpose, run=run.pk,
        )  # fmt: skip
