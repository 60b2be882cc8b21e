"""Every look at results leaves a trace for each person looked at (社会救助法 Art. 70(6); 政务数据共享条例 Art. 29)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.offices.database import refusing
from jiuzhu.values.refusals import refuse_if_any
from jiuzhu.verification import queries

from .watching import notice

LOOKED = audit.act(
    "verification.looked",
    zh="查看了{name}的核对结果（{purpose}）",
    en="looked at the verification results of {name} ({purpose})",
)


def look(case: Any, *, actor: Any, at: datetime, on: Any, purpose: str) -> None:
    """The trace, one entry per person checked; odd hours and numbers raise a signal.

    Raises NotYourPower, NotYourArea, OwnCase, RelativeOfTheHousehold, OwnVillage, NoAgreement: then nothing may be shown.
    """
    refuse_if_any([queries.why_not_read(case, actor, on)])
    _leave(case, actor, at, on, purpose)


def go_through(case: Any, *, actor: Any, at: datetime, on: Any, purpose: str) -> None:
    """The same trace where facts are gone through with the household. Raises what `why_not_go_through` answers."""
    refuse_if_any([queries.why_not_go_through(case, actor, on)])
    _leave(case, actor, at, on, purpose)


def _leave(case: Any, actor: Any, at: datetime, on: Any, purpose: str) -> None:
    with transaction.atomic(), refusing():
        for person in queries.checked(case, on):
            audit.record(
                LOOKED,
                actor=actor,
                at=at,
                case=case.number,
                person=str(person.pk),
                name=person.name,
                purpose=purpose,
            )
        notice(case, actor, purpose=purpose, on=on, at=at)
