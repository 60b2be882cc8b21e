"""Payment that waits, at the word of a room above, and goes on once it is lifted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.funds.models import Stay
from jiuzhu.funds.stays import STAYS
from jiuzhu.offices.database import refusing

STAYED = audit.act("funds.stayed", zh="暂缓发放：{why_zh}{detail}", en="payment waits: {why_en}{detail}")
LIFTED = audit.act(
    "funds.stay-lifted", zh="恢复发放：{why_zh}已消除", en="payment goes on: no longer “{why_en}”"
)


def stay(
    case: Any, code: str, *, source: str, detail: str = "", actor: Any, on: date, at: datetime
) -> Stay | None:
    """Let the payment of a case's right wait; None where nothing is received yet. The same `source` again answers the same."""
    right = entitlements.of_case(case)
    if right is None:
        return None
    with transaction.atomic(), refusing():
        made, new = Stay.objects.get_or_create(
            source=source,
            defaults={
                "entitlement": right, "area_id": right.area_id, "code": code, "detail": detail[:300], "by": actor, "on": on,
                "at": at,
            },
        )  # fmt: skip
        if new:
            zh, en = STAYS[code]
            audit.record(
                STAYED,
                actor=actor,
                at=at,
                case=case.number,
                why_zh=zh,
                why_en=en,
                detail=f"（{detail}）" if detail else "",
            )
        return made


def lift(case: Any, code: str, *, actor: Any, on: date, at: datetime) -> int:
    """Payment of the case's right goes on; how many stays of that kind were lifted. What was held is paid back by the next run."""
    lifted = 0
    with transaction.atomic(), refusing():
        for one in Stay.objects.select_for_update().filter(entitlement__case=case, code=code, lifted_on=None):
            one.lifted_on = on
            one.save(update_fields=["lifted_on"])
            zh, en = STAYS[code]
            audit.record(LIFTED, actor=actor, at=at, case=case.number, why_zh=zh, why_en=en)
            lifted += 1
    return lifted
