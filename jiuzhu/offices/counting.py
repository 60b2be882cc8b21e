"""Every refusal that reaches a person is counted (audit_refused): a rule that never refuses may not be one.

Called by the doors, after the refused transaction was rolled back. Counting must never turn a refusal into a fault: if it
fails, the log says so loudly and the refusal goes on to the person.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.values.refusals import Refusal

from . import scope
from .models import Officer

_log = logging.getLogger(__name__)


def _nothing() -> tuple[str, str]:
    return "", ""


def count(
    refusals: Iterable[Refusal],
    *,
    door: str,
    actor: Officer | None,
    at: datetime,
    about: Callable[[], tuple[str, str]] = _nothing,
) -> None:
    """Count one refused act, once per code. ``about`` answers the number and the area of the case, if there is one.

    Slips of the key (``jiuzhu.values``: a wrong check digit, an unreadable amount) are not counted: no rule refused.
    Raises nothing.
    """
    codes = tuple(dict.fromkeys(one.code for one in refusals if not _slip(one)))
    if not codes:
        return
    try:
        case, area = about()
        if not area:
            area = actor.office.area_id if actor else settings.COUNTY
        # The row belongs to its area, which the reader of this page need not reach (an administrator reaches none).
        with scope.whole_county(), transaction.atomic():
            audit.count_refusals(codes, door=door, actor=actor, at=at, case=case, area=area)
    except Exception:  # noqa: BLE001 — whatever it is, the person must get her answer and the keeper of the machine this line
        _log.exception("refused and not counted: %s at the door %s", ", ".join(codes), door)


def _slip(refusal: Refusal) -> bool:
    return type(refusal).__module__.startswith("jiuzhu.values.")
