"""The numbers that the rules ask for are the numbers of the rulebook: same names, entries, words; every value fits."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu import rulebook
from jiuzhu.eligibility.rules.given import MOST_FEN
from jiuzhu.eligibility.rules.minimum_living import CODES, RULES
from jiuzhu.rules.figures import FigureSpec
from jiuzhu.rules.graph import on
from tests.rulebook.test_examples import figures

SPECS = list(RULES.figures.values())
DAYS = [date(2012, 12, 12), date(2019, 12, 1), date(2021, 7, 1), date(2022, 10, 20), date(2026, 7, 1)]


@pytest.mark.parametrize("spec", SPECS, ids=[one.name for one in SPECS])
def test_a_figure_is_a_number_of_the_rulebook(spec: FigureSpec) -> None:
    parameter = rulebook.book().parameters[spec.name]
    assert parameter.keys == spec.keys
    assert parameter.words == tuple(spec.word_names)
    kind = {"yes_no": "yes_no", "word": "word"}.get(parameter.unit, "number")
    assert kind == spec.kind
    assert spec.money == parameter.unit.startswith("fen")
    assert spec.scale == (100 if parameter.unit == "percent" else 1)
    assert set(parameter.items) <= set(CODES)
    for one in figures().history(spec.name):
        spec.read(one)
        assert one.law
        assert one.source


def test_what_was_not_found_is_not_invented() -> None:
    """No value of the shipped rulebook for a number that only a county can set, and none that outlives its source."""
    invented = [
        one.name
        for spec in SPECS
        for one in rulebook.figures().history(spec.name)
        if one.demo or (one.area.startswith("37") and one.checked_until is None)
    ]
    assert not invented
    for name in (
        "money-asset-limit-months",
        "category-uplift-percent",
        "support-rate-percent",
        "vehicle-limit",
    ):
        assert not rulebook.figures().history(name)


@pytest.mark.parametrize("day", DAYS)
def test_rules_of_every_law_hold_together(day: date) -> None:
    """Each regime's rules are walkable, in bounds and cited: a rule that decides names an article."""
    graph = on(RULES, day)
    assert {"eligible", "grant_fen", "grace_fen"} <= graph.by_name.keys()
    silent = [
        one.name for one in graph.nodes if one.name.endswith(("_ground", "_within")) and not one.law.on(day)
    ]
    assert not silent
    assert all(one.text_zh.count("{") == one.text_en.count("{") for one in graph.nodes)


def test_the_largest_amounts_stay_exact() -> None:
    assert MOST_FEN == 10**10
