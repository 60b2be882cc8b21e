"""Declared against found, and names that are nearly the same: pure rules, nothing guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jiuzhu.rulebook import Figure, NotInForce
from jiuzhu.verification import rules
from jiuzhu.verification.facts import FACTS, Known, known
from jiuzhu.verification.names import likeness
from jiuzhu.verification.rules import Asked, assess
from jiuzhu.verification.sources.layouts import SOURCES

YEAR = (date(2025, 9, 1), date(2026, 8, 31))
ON = date(2026, 9, 1)


def figure(name: str, value: Any) -> Figure:
    return Figure(
        name,
        "370982",
        value,
        "occasions",
        date(2026, 1, 1),
        None,
        "新民字〔2026〕1号",
        "own",
        "A",
        name,
        name,
    )


@pytest.fixture
def nothing_in_force() -> dict[str, Any]:
    from jiuzhu import rulebook

    told: dict[str, Any] = {}
    for name in rules.FIGURES:
        with pytest.raises(NotInForce) as refused:
            rulebook.number(name, "370982002", ON)
        told[name] = refused.value
    return told


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("罗安", "罗安", "same"),
        ("罗 安", "罗安", "same"),
        ("罗\u3000安", "罗安", "same"),
        ("阿依古丽·买买提", "阿依古丽·买买提", "same"),
        ("陈昇", "陈升", "variant"),
        ("陳國華", "陈国华", "variant"),
        ("王𠮷", "王吉", "variant"),
        ("罗㛃", "罗?", "unwritable"),
        ("罗㛃", "罗□", "unwritable"),
        ("罗㛃安", "罗jie安", "unwritable"),
        ("罗𬭎", "罗\ue123", "unwritable"),
        ("罗安", "罗?", "different"),  # 安 is in every set: a substitute for it is no rare character
        ("罗㛃", "?", "different"),
        ("罗㛃", "罗", "different"),
        ("罗㛃", "", "different"),
        ("罗安", "罗桉", "different"),
        ("罗安", "安罗", "different"),
    ],
)
def test_names(ours: str, theirs: str, expected: str) -> None:
    assert likeness(ours, theirs) == expected


def test_nothing_found_and_everything_answered_is_clean(nothing_in_force: dict[str, Any]) -> None:
    asked = [Asked("1", source, "not_found") for source in SOURCES]
    assert assess({"1": {"wage_fen": 0}}, asked, nothing_in_force).outcome == "clean"  # nought needs no limit


@pytest.mark.parametrize("outcome", ["", *rules.MISSING[1:]])
def test_what_was_not_answered_is_never_clean(outcome: str, nothing_in_force: dict[str, Any]) -> None:
    asked = [Asked("1", source, "not_found") for source in SOURCES if source != "tax"]
    found = assess({}, [*asked, Asked("1", "tax", outcome)], nothing_in_force)
    assert found.outcome == "unanswered"
    assert [line.kind for line in found.missing] == [outcome or "late"]
    assert assess({}, [*asked, Asked("1", "tax", "ambiguous")], nothing_in_force).outcome == "hits"


def test_a_limit_that_nobody_entered_is_named_and_not_guessed(nothing_in_force: dict[str, Any]) -> None:
    found = assess(
        {"1": {"vehicles": 1}}, [Asked("1", "vehicles", "found", Known({"vehicles": 1}))], nothing_in_force
    )
    assert [(line.kind, line.figure) for line in found.lines if line.effect] == [
        ("cannot_judge", "vehicle-limit")
    ]
    limits = {**nothing_in_force, "vehicle-limit": figure("vehicle-limit", 1)}
    assert (
        assess(
            {"1": {"vehicles": 1}}, [Asked("1", "vehicles", "found", Known({"vehicles": 1}))], limits
        ).outcome
        == "clean"
    )
    limits["vehicle-limit"] = figure("vehicle-limit", 0)
    over = assess({"1": {"vehicles": 1}}, [Asked("1", "vehicles", "found", Known({"vehicles": 1}))], limits)
    assert [(line.kind, line.limit, line.law) for line in over.lines if line.effect] == [
        ("over_limit", 0, "新民字〔2026〕1号")
    ]
    limits["vehicle-limit"] = figure("vehicle-limit", Decimal("0.5"))
    with pytest.raises(TypeError):
        assess({}, [Asked("1", "vehicles", "found", Known({"vehicles": 1}))], limits)


@pytest.mark.parametrize(
    ("source", "facts", "declared", "kind"),
    [
        ("tax", {"wage_fen": 100}, {}, "not_declared"),
        ("tax", {"wage_fen": 100}, {"wage_fen": 60}, "less_declared"),
        ("tax", {"wage_fen": 100}, {"wage_fen": 100}, "agrees"),
        ("tax", {"wage_fen": 100}, {"wage_fen": 160}, "more_declared"),
        ("tax", {"other_taxed_fen": 100}, {"business_fen": 60, "property_fen": 40}, "agrees"),
        ("death", {"died_on": "2026-08-01"}, {}, "alarm"),
        ("household_register", {"register_ended": True}, {}, "alarm"),
        ("deposits", {"deposits_over": True}, {"deposit_fen": 10**9}, "alarm"),
        ("business", {"businesses": 1, "company_shares_fen": 0}, {}, "not_declared"),
        ("business", {"businesses": 1, "company_shares_fen": 0}, {"employment": "self_employed"}, "agrees"),
        ("housing_fund", {"housing_fund_fen": 80000}, {"employment": "unemployed"}, "not_declared"),
        ("housing_fund", {"housing_fund_fen": 80000}, {"employment": "employed"}, "agrees"),
        ("social_insurance", {"insured_as_employee": True}, {"wage_fen": 0}, "not_declared"),
        ("disability", {"disability_type": "physical", "disability_grade": 2}, {}, "in_favour"),
        (
            "disability",
            {"disability_type": "physical", "disability_grade": 2},
            {"disability_type": "4", "disability_grade": "2"},
            "agrees",
        ),
        ("disability", {}, {"disability_type": "4", "disability_grade": "1"}, "contradicts"),
        ("household_register", {"sex": "male"}, {"sex": "female"}, "contradicts"),
    ],
)
def test_side_by_side(
    source: str, facts: dict[str, Any], declared: dict[str, Any], kind: str, nothing_in_force: dict[str, Any]
) -> None:
    outcome = "found" if facts else "not_found"
    found = assess({"1": declared}, [Asked("1", source, outcome, Known(facts))], nothing_in_force)
    assert kind in {line.kind for line in found.lines if line.person}
    effects = {rules.KINDS[line.kind][0] for line in found.lines}
    assert found.outcome == ("differs" if "differs" in effects else "hits" if "hits" in effects else "clean")


def test_one_home_is_a_necessity_the_second_is_compared(nothing_in_force: dict[str, Any]) -> None:
    one = [Asked("1", "real_estate", "found", Known({"houses": 1})), Asked("2", "real_estate", "not_found")]
    assert assess({}, one, nothing_in_force).outcome == "clean"
    two = [
        Asked("1", "real_estate", "found", Known({"houses": 1})),
        Asked("2", "real_estate", "found", Known({"houses": 1})),
    ]
    assert {line.kind for line in assess({}, two, nothing_in_force).lines} == {
        "home",
        "not_declared",
        "cannot_judge",
    }
    assert {line.kind for line in assess({"1": {"other_houses": 1}}, two, nothing_in_force).lines} == {
        "home",
        "agrees",
        "cannot_judge",
    }


def month(number: int, item: str = "wage", fen: int = 300_000, **more: Any) -> dict[str, Any]:
    return {
        "item": item,
        "period_from": f"2026-{number:02d}-01",
        "period_to": f"2026-{number:02d}-28",
        "income_fen": fen,
        **more,
    }


def test_a_year_of_tax_is_summed_inside_the_authorised_period_only() -> None:
    told = known("tax", [month(1), month(2), month(9), month(3, "labour", 50_000)], period=YEAR, on=ON)
    assert (told.facts, told.unclear) == ({"wage_fen": 600_000, "other_taxed_fen": 50_000}, ())
    crossing = month(1) | {"period_from": "2025-01-01", "period_to": "2025-12-31"}
    told = known("tax", [crossing], period=YEAR, on=ON)
    assert (told.facts, told.unclear) == ({}, ("wage_fen",))  # a part of it is not cut out


def test_a_pension_is_split_or_asked_about() -> None:
    row = {"insurance": "resident_pension", "status": "receiving", "month_fen": 21000}
    told = known("social_insurance", [row], period=YEAR, on=ON)
    assert told.unclear == ("basic_pension_fen",) and "transfer_fen" not in told.facts
    told = known("social_insurance", [row | {"basic_month_fen": 16800}], period=YEAR, on=ON)
    assert (told.facts["transfer_fen"], told.facts["basic_pension_fen"]) == (4200 * 12, 16800 * 12)
    employee = {"insurance": "employee_pension", "status": "receiving", "month_fen": 300_000}
    assert known("social_insurance", [employee], period=YEAR, on=ON).facts["transfer_fen"] == 3_600_000
    paying = {"insurance": "employee_pension", "status": "paying"}
    assert known("social_insurance", [paying], period=YEAR, on=ON).facts == {"insured_as_employee": True}


def test_what_has_ended_does_not_count() -> None:
    cars = [{"plate": "鲁J1", "status": "standing"}, {"plate": "鲁J1"}, {"plate": "鲁J2", "status": "ended"}]
    assert known("vehicles", cars, period=YEAR, on=ON).facts == {"vehicles": 1}
    shops = [{"company": "甲", "status": "closed", "capital_fen": 9}, {"company": "乙", "status": "open"}]
    assert known("business", shops, period=YEAR, on=ON).unclear == ("company_shares_fen",)
    card = [{"type": "physical", "grade": 2, "valid_until": "2026-08-31"}]
    assert known("disability", card, period=YEAR, on=ON).unclear == ("disability_type", "disability_grade")


def test_every_fact_has_its_source_and_every_question_gives_nothing_away() -> None:
    for fact in FACTS.values():
        assert fact.source in SOURCES and fact.ask() and fact.ask("en")
        assert not any(mark.isdigit() for mark in fact.ask())
