"""The sentences of a decision: in whose name and how to object by legal form, facts and reasons as the rules gave them, and the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from jiuzhu import rulebook
from jiuzhu.documents import queries as documents
from jiuzhu.offices import queries as offices
from jiuzhu.values import figures, money

# A county's or township's name without its kind, as document numbers shorten it.
_ENDINGS = (
    "街道办事处",
    "人民政府",
    "民政局",
    "街道",
    "自治县",
    "自治旗",
    "县",
    "市",
    "区",
    "旗",
    "镇",
    "乡",
)
RECONSIDERATION_ONE_GOVERNMENT = date(2024, 1, 1)
"""行政复议法 (2023) Art. 24: since then the county's government alone decides on its departments and townships."""


@dataclass(frozen=True)
class Form:
    """What follows from the legal form of a decision."""

    series: str  # 机关代字 of its number
    numbered_by: str  # area code of the office that numbers
    respondent: str
    remedy: str
    entrusted_by: str


def form_of(decision: Any, case: Any) -> Form:
    """Number, respondent and remedy of a decision by its legal form (china.md §0.1 no. 2, §7.1).

    Entrusted: in the county's name, the county answers (行政复议法 Art. 19, 行政诉讼法 Art. 26); by provincial rule: the township itself.
    """
    county, township = offices.area(case.area_id[:6]), offices.area(case.area_id)
    desk = offices.office_of(case.area_id)
    short, place = shortened(county.name), shortened(township.name)
    by_township = decision.decided_by_level == "township"
    own_name = decision.legal_form == "statutory_township"
    series = f"{place}救决" if own_name else f"{short}民救{place}决" if by_township else f"{short}民救决"
    entrusted = ""
    if by_township and not own_name:
        who = desk.name if desk else township.name
        entrusted = f"本决定由{decision.in_the_name_of}委托{who}作出，放权委托书{decision.letter.number}"
    return Form(
        series=series, numbered_by=case.area_id if by_township else county.code, respondent=decision.in_the_name_of,
        remedy=remedy(decision.in_the_name_of, county.name, county.code, decision.on), entrusted_by=entrusted,
    )  # fmt: skip


def shortened(name: str) -> str:
    """新泰市 → 新泰, 新汶街道 → 新汶; a name that would shrink to one character stays whole (和县)."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


def remedy(respondent: str, county: str, area: str, on: date) -> str:
    """How to object: reconsideration and court, with the periods in force on the day. Raises NotInForce."""
    days = rulebook.number("reconsideration-days", area, on)
    months = rulebook.number("litigation-months", area, on)
    where = f"{county}人民政府"
    if on < RECONSIDERATION_ONE_GOVERNMENT:
        where += "或者上一级主管部门"
    return (
        f"如不服本决定，可以自知道本决定之日起{days.value}日内向{where}申请行政复议（{days.law}），"
        f"也可以自知道本决定之日起{months.value}个月内依法向人民法院提起行政诉讼（{months.law}）。"
        f"行政复议的被申请人、行政诉讼的被告为{respondent}。"
    )


def basis(kind: str, on: date) -> str:
    """The law that a paper of this kind names on a day, from rulebook/documents/bases.yaml. KeyError: an unknown kind."""
    rows = [row for row in _bases()[kind] if date.fromisoformat(row["from"]) <= on]
    return str(rows[-1]["law"]) if rows else ""


@cache
def _bases() -> Mapping[str, Any]:
    path = Path(documents.templates_folder()) / "bases.yaml"
    return {one["kind"]: one["rows"] for one in yaml.safe_load(path.read_text(encoding="utf-8"))}


def duty(desk: Any, on: date) -> str:
    who = f"告知{desk.name}" if desk else "报告"
    return f"家庭人口、收入、财产发生变化的，请及时{who}（{basis('duty', on)}）。"


def facts(found: Any, told: Mapping[str, Any]) -> list[str]:
    """The facts in figures: income per head against the standard, with the notice that set it."""
    if found is None or found.income_per_head_fen is None or found.standard_fen is None:
        return []
    slug = told["item"]
    law = next((f"（{one['law']}）" for one in told["figures"] if one["name"] == f"{slug}-standard"), "")
    standard = f"当地{rulebook.item(slug).zh}标准为每人每月{money.format(found.standard_fen)}{law}"
    per_head = f"家庭人均月收入{money.format(found.income_per_head_fen)}"
    return [f"认定日{figures.day(found.on)}，{per_head}；{standard}。"]


def reasons(told: Mapping[str, Any], *, refused: bool) -> list[str]:
    """Each ground with its article and figures; of a refusal those that failed, of a grant also how the amount came about."""
    lines = list(_grounds(told.get("failed" if refused else "grounds", ())))
    amount = told.get("reasons") or {}
    if not refused and amount.get("text"):
        law = f"（{amount['law']}）" if amount.get("law") else ""
        lines.append(f"{amount['label']}的计算：{amount['text']}{law}。")
    return [f"{number}．{line}" for number, line in enumerate(lines, 1)] if len(lines) > 1 else lines


def _grounds(grounds: Any) -> Iterator[str]:
    for one in grounds:
        law = f"（{one['law']}）" if one.get("law") else ""
        if not one.get("value"):
            yield f"不具备“{one['label']}”的条件{_because(one)}{law}。"
        else:
            yield f"{one['label']}{_because(one)}{law}。"


def _because(one: Mapping[str, Any]) -> str:
    text = str(one.get("text") or "").removesuffix("：是").removesuffix("：否")
    return f"：{text}" if text else ""
