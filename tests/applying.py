"""Drafts of the tests, filled as a clerk fills them. Everyone is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu.households.queries import APPLICANT
from jiuzhu.intake import actions as intake
from jiuzhu.values import bank_accounts, citizen_id
from tests import people

ADULT = {
    "marital_status": "20", "lives_with_household": "yes", "health": "good", "labour_ability": "full", "employment": "flexible",
    "schooling": "none", "hukou_kind": "resident", "wage_fen": "900/月", "business_fen": "0", "property_fen": "0",
    "transfer_fen": "0", "deposit_fen": "1200.50", "vehicles": "0", "other_houses": "0", "authorisation": "yes", "statement": "yes",
}  # fmt: skip
CHILD = {
    "marital_status": "10", "lives_with_household": "yes", "health": "good", "labour_ability": "underage",
    "employment": "student", "schooling": "compulsory", "hukou_kind": "resident",
}  # fmt: skip
HOME = {
    "residence": "东山社区 3 号楼 201", "telephone": "13800000001", "cause": "illness unemployment", "alone": "no",
    "staff_relative": "no", "bank": "农村商业银行", "bank_account": bank_accounts.invent(1),
}  # fmt: skip


def number(born_on: date, sex: str, order: int = 0) -> str:
    return citizen_id.invent("370982", born_on, sex, order).number  # type: ignore[arg-type]


def mother(order: int = 0, **more: str) -> dict[str, str]:
    told = {"name": "卫芳菲", "relation": APPLICANT, "citizen_id": number(date(1985, 3, 4), "female", order)}
    return ADULT | told | more


def child(order: int = 0, **more: str) -> dict[str, str]:
    told = {"name": "卫小满", "relation": "20", "citizen_id": number(date(2015, 6, 7), "male", order)}
    return CHILD | told | more


def draft(
    where: people.County, on: date, *lines: dict[str, str], item: str = "MZ01-01", clerk: Any = None, village: str = "",
    papers: tuple[str, ...] = ("identity-card",), **home: str,
) -> Any:  # fmt: skip
    """A draft of 新汶街道 with everything answered; `home` overrides answers of the household, "" leaves one out."""
    clerk = clerk or where.clerk
    area = where.areas[clerk.office.area_id]
    told = {"actor": clerk, "on": on, "at": people.at(on)}
    kept = intake.open_draft(item, area=area, **told)
    for line in lines or (mother(), child()):
        intake.add_member(kept.pk, line, **told)
    answers = {"registered_area": village or f"{area.code}201", **HOME, **home}
    changes = {f"household.{key}": text for key, text in answers.items() if text}
    changes |= {f"papers.{key}": "seen" for key in papers}
    return intake.save(kept.pk, changes, seen=10_000, **told).draft
