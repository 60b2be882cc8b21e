"""What is on record about relatives of those who handle a case (民发〔2021〕57号 Art. 20: 单独登记备案)."""

from __future__ import annotations

from datetime import date
from typing import Any

from jiuzhu.cases import queries as cases
from jiuzhu.intake import queries as intake
from jiuzhu.intake.refusals import NoSuchApplication
from jiuzhu.surveys import queries as surveys


def registered_relatives(case: Any, on: date) -> list[str]:
    """In words, one entry per source: recorded with the case (declarations), declared by the household, found at the visit."""
    recorded = [
        f"近亲属备案：{one.of_whom}的{one.relation}" for one in cases.registered_relatives(case) if one.kin_id
    ]
    return [*recorded, *_declared(case), *_found(case)]


def _declared(case: Any) -> list[str]:
    try:
        home = intake.content(intake.application(case)).get("household", {})
    except NoSuchApplication:
        return []  # an imported household has declared nothing yet
    return [f"家庭声明：{home.get('staff_relative_of') or '有近亲属'}"] if home.get("staff_relative") else []


def _found(case: Any) -> list[str]:
    visit = surveys.latest(case)
    told = visit.content if visit is not None else {}
    return [f"入户调查：{told.get('staff_relative_of') or '有近亲属'}"] if told.get("staff_relative") else []
