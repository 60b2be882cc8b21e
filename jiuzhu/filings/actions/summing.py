"""The supervisor signs the summary of a month; it stands from then on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import actions as audit
from jiuzhu.filings import queries
from jiuzhu.filings.models import Summary
from jiuzhu.filings.refusals import MonthNotOver, MonthSigned, SummaryChanged
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusing
from jiuzhu.signatures import actions as signatures
from jiuzhu.values import canonical
from jiuzhu.values.month import Month

SUMMED = audit.act(
    "filings.month-signed",
    zh="签署{month}备案汇总（收到备案{received}件）",
    en="signed the summary of {month} ({received} filings)",
)


def why_not_sign_month(county: str, month: Month, *, actor: Any, on: date) -> Any:
    """NotYourPower, MonthNotOver or MonthSigned; None when she may sign."""
    if refusal := offices.why_not(actor, "filings.supervise", county, on):
        return refusal
    if on <= month.last_day:
        return MonthNotOver(month=str(month))
    signed = queries.summary(county, str(month))
    return MonthSigned(month=str(month), by=signed.by.name, on=signed.on.isoformat()) if signed else None


def sign_month(
    county: str,
    month: Month,
    content: Mapping[str, Any],
    *,
    seen: str,
    note: str,
    paper: Any,
    actor: Any,
    on: date,
    at: datetime,
) -> Summary:
    """Keep a month as it was shown (`seen`: the digest of `content`). Raises as `why_not_sign_month`; SummaryChanged.

    Source: 监管办法 Art. 11 (D).
    """
    if refusal := why_not_sign_month(county, month, actor=actor, on=on):
        raise refusal
    digest = canonical.digest(content)
    if seen != digest:
        raise SummaryChanged(month=str(month))
    with transaction.atomic(), refusing():
        signature = signatures.sign(
            content, kind="monthly_summary", about=f"{county} {month}", area_code=county, authority="监管办法 第十一条", actor=actor,
            on=on, at=at,
        )  # fmt: skip
        made = Summary.objects.create(
            county_id=county, month=str(month), body=canonical.text(content), digest=digest, note=note.strip(), paper=paper,
            signature=signature, by=actor, on=on, at=at,
        )  # fmt: skip
        audit.record(SUMMED, actor=actor, at=at, month=str(month), received=content["total"]["received"])
        return made
