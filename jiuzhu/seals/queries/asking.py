"""Why not: the same functions that the triggers ask."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.db import connection

from jiuzhu.seals import subjects
from jiuzhu.seals.models import Seal
from jiuzhu.values import refusals
from jiuzhu.values.refusals import Refusal


def why_not_hand_over(
    seal: Seal, receiver: Any, *, until: date | None, actor: Any, on: date, at: datetime
) -> Refusal | None:
    """Why this officer may not hand this seal to that one now; the trigger asks the same."""
    return _asked("seals_handover_refusal", [seal.pk, actor.pk, receiver.pk, until, on, at])


def why_not_use(
    seal: Seal, thing: Any, *, paper_sha256: str = "", actor: Any, on: date, at: datetime
) -> Refusal | None:
    """Why this officer may not put this seal on a paper about `thing` now (decision, change decision, letter, case, None);
    the trigger asks the same when the row comes."""
    about = subjects.of(thing)
    told = [
        about.kind,
        *(
            getattr(one, "pk", None)
            for one in (about.decision, about.change_decision, about.letter, about.case)
        ),
    ]
    return _asked("seals_use_refusal", [seal.pk, actor.pk, *told, on, at, paper_sha256])


_CASTS = {
    "seals_handover_refusal": "%s, %s, %s, %s::date, %s, %s",
    "seals_use_refusal": "%s, %s, %s, %s::bigint, %s::bigint, %s::bigint, %s::bigint, %s, %s, %s",
}


def _asked(function: str, values: list[Any]) -> Refusal | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT code, detail FROM {function}({_CASTS[function]})", values)  # noqa: S608 (names of ours)
        code, detail = cursor.fetchone() or (None, None)
    if code is None or detail is None:
        return None
    return refusals.by_code(code)(**(detail if isinstance(detail, dict) else json.loads(detail)))
