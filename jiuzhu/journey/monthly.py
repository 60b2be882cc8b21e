"""The month of every township on one sheet: filings, acts, samples, complaints, seals, refusals, and what was due and paid."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.documents import actions as documents
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.filings import actions as filings
from jiuzhu.filings import queries
from jiuzhu.funds import queries as funds
from jiuzhu.offices import queries as offices
from jiuzhu.seals import queries as seals
from jiuzhu.values import canonical, figures, money
from jiuzhu.values.month import Month

__all__ = ["drawn", "seen_of", "sign", "why_not_sign"]


def drawn(county: str, month: Month) -> dict[str, Any]:
    """The month drawn from the tables: a row for every township of the county, also where nothing happened, and the total.

    Money in fen; "due" and "paid" are those of the month's payment (监管办法 Art. 11: 与发放台账核对).
    """
    first, after = month.first_day, month.next().first_day
    found = queries.month_figures(county, first, after)
    uses, signals = seals.counted(first, after, reach=(county,))
    due, paid = entitlements.due_in(month, county), funds.paid_in(month, county)
    by_township = {
        "accepted": cases.accepted_between(first, after, reach=(county,)), "seal_uses": uses, "seal_signals": signals,
        "refusals": audit.refusals_between(first, after), "due": {code: one[0] for code, one in due.items()},
        "due_fen": {code: one[1] for code, one in due.items()}, "paid": {code: one[0] for code, one in paid.items()},
        "paid_fen": {code: one[1] for code, one in paid.items()},
    }  # fmt: skip
    rows: list[dict[str, Any]] = []
    for area in offices.townships((county,)):
        told = found.get(area.code, {}) | {
            name: counts[area.code] for name, counts in by_township.items() if area.code in counts
        }
        rows.append(
            {"township": area.code, "name": area.name}
            | {name: int(told.get(name, 0)) for name in queries.FIGURES}
        )
    total = {name: sum(row[name] for row in rows) for name in queries.FIGURES}
    return {"county": county, "month": str(month), "rows": rows, "total": total}


def seen_of(content: dict[str, Any]) -> str:
    return canonical.digest(content)


def why_not_sign(county: str, month: Month, *, actor: Any, on: date) -> Any:
    return filings.why_not_sign_month(county, month, actor=actor, on=on)


def sign(county: str, month: Month, *, seen: str, note: str = "", actor: Any, on: date, at: datetime) -> Any:
    """The supervisor signs the month; it is printed and kept. Raises NotYourPower, MonthNotOver, MonthSigned, SummaryChanged."""
    if refusal := why_not_sign(county, month, actor=actor, on=on):
        raise refusal
    content = drawn(county, month)
    with transaction.atomic():
        paper = documents.render(
            "monthly-summary", _printed(content, month, note, actor, on), name=f"备案汇总-{month}.pdf", area_code=county,
            kind="monthly-summary", actor=actor, at=at,
        )  # fmt: skip
        return filings.sign_month(
            county, month, content, seen=seen, note=note, paper=paper, actor=actor, on=on, at=at
        )


def _printed(content: dict[str, Any], month: Month, note: str, actor: Any, on: date) -> dict[str, Any]:
    """What rulebook/documents/monthly-summary.typ prints: texts in the order of FIGURES."""

    def texts(row: dict[str, Any]) -> list[str]:
        return [
            money.format(row[name]).removesuffix("元").strip() if unit == "fen" else str(row[name])
            for name, (_zh, _en, unit) in queries.FIGURES.items()
        ]

    office = offices.office_of(content["county"])
    heads = [zh for zh, _en, _unit in queries.FIGURES.values()]
    return {
        "month": f"{month.year}年{month.month}月", "office": office.name if office else "", "heads": heads,
        "rows": [{"name": row["name"], "figures": texts(row)} for row in content["rows"]],
        "total": texts(content["total"]), "note": note.strip(), "by": actor.name, "day": figures.day(on), "digest": seen_of(content),
    }  # fmt: skip
