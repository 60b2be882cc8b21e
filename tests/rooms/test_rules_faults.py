"""Rules that cannot be run are refused when they are put together, by name, before anybody is decided on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jiuzhu.rules import faults, graph, one, terms
from jiuzhu.rules.nodes import law
from jiuzhu.rules.reasons import reasons
from jiuzhu.rules.ruleset import RuleSet
from jiuzhu.rules.terms import Term, down, half_up, largest, same, up, where
from jiuzhu.rules.units import FEN, PERSONS, WORD
from jiuzhu.rules.unknown import Unknown

ON = date(2024, 5, 1)


@pytest.fixture
def rules() -> RuleSet:
    fresh = RuleSet("test", persons=10)
    fresh.given("person", "wage_fen", zh="工资", en="wage", unit=FEN, high=10**6)
    fresh.given("household", "rooms", zh="房间", en="rooms", unit=PERSONS, high=9)
    fresh.given(
        "household", "kind", zh="类", en="kind", unit=WORD, words={"a": ("甲", "A"), "b": ("乙", "B")}
    )
    fresh.figure("limit", zh="限额", en="limit", low=0, high=1000)
    fresh.total("wages_fen", of="wage_fen", zh="合计", en="total", unit=FEN)
    return fresh


def in_force(rules: RuleSet) -> graph.Graph:
    return graph.on(rules, ON)


def test_a_cycle_is_told_as_a_path(rules: RuleSet) -> None:
    @rules.rule("household", zh="甲", en="one", unit=PERSONS)
    def first(second: Term) -> Term:
        return second + 1

    @rules.rule("household", zh="乙", en="two", unit=PERSONS)
    def second(first: Term) -> Term:
        return first + 1

    with pytest.raises(faults.Cycle, match="first → second → first"):
        in_force(rules)


def test_two_versions_in_force(rules: RuleSet) -> None:
    @rules.rule("household", name="many", zh="多", en="many", until="2024-06-01")
    def before(rooms: Term) -> Term:
        return rooms > 3

    with pytest.raises(faults.NamedTwice, match="many are in force on 2024-05-31"):

        @rules.rule("household", name="many", zh="多", en="many", since="2024-05-31")
        def after(rooms: Term) -> Term:
            return rooms > 4

    @rules.rule("household", name="many", zh="多", en="many", since="2024-06-01")
    def later(rooms: Term) -> Term:
        return rooms > 4

    answers = [
        one.run(graph.on(rules, on), {"rooms": 4, "kind": "a"}, [], _nothing, "", on).value("many")
        for on in (date(2024, 5, 31), date(2024, 6, 1))
    ]
    assert answers == [True, False]


def test_unknown_names(rules: RuleSet) -> None:
    @rules.rule("household", zh="甲", en="one")
    def reads_nobody(romms: Term) -> Term:
        return romms > 3

    with pytest.raises(faults.UnknownName, match="romms"):
        in_force(rules)


def test_unknown_figure_and_entry(rules: RuleSet) -> None:
    @rules.rule("household", zh="甲", en="one")
    def above(rooms: Term, p_limmit: Term) -> Term:
        return rooms > p_limmit

    with pytest.raises(faults.UnknownName, match="limmit"):
        in_force(rules)


def test_unknown_entry_of_a_table(rules: RuleSet) -> None:
    rules.figure("rates", zh="率", en="rates", high=9, keys={"a": ("甲", "A")})

    @rules.rule("household", zh="甲", en="one")
    def above(rooms: Term, p_rates: Term) -> Term:
        return rooms > p_rates["z"]

    with pytest.raises(faults.WrongKind, match="no entry 'z'"):
        in_force(rules)


def test_text_with_a_name_it_does_not_depend_on(rules: RuleSet) -> None:
    with pytest.raises(faults.UnknownName, match="wages"):

        @rules.rule("household", zh="甲", en="one", text_zh="{rooms} {wages}")
        def above(rooms: Term) -> Term:
            return rooms > 3


def test_household_rule_cannot_read_one_person(rules: RuleSet) -> None:
    @rules.rule("household", zh="甲", en="one")
    def above(wage_fen: Term) -> Term:
        return wage_fen > 3

    with pytest.raises(faults.WrongEntity, match="wage_fen"):
        in_force(rules)


def test_a_divisor_that_can_be_nought(rules: RuleSet) -> None:
    @rules.rule("household", zh="甲", en="one", unit=FEN)
    def each(wages_fen: Term, rooms: Term) -> Term:
        return half_up(wages_fen, rooms)

    with pytest.raises(faults.DivisionInDoubt, match="each: the divisor can be 0"):
        in_force(rules)


def test_division_is_spelled_out(rules: RuleSet) -> None:
    @rules.rule("household", zh="甲", en="one", unit=FEN)
    def lower(rooms: Term) -> Term:
        return down(rooms - 8, 2)

    @rules.rule("household", zh="甲", en="one", unit=FEN)
    def upper(rooms: Term) -> Term:
        return up(rooms - 8, 2)

    @rules.rule("household", zh="甲", en="one", unit=FEN)
    def nearest(rooms: Term) -> Term:
        return half_up(rooms - 8, largest(rooms, 1) * 0 + 2)

    worked = one.run(in_force(rules), {"rooms": 1, "kind": "a"}, [], _nothing, "", ON)
    assert [worked.value(name) for name in ("lower", "upper", "nearest")] == [-4, -3, -3]
    for wrong in (lambda a: a / 2, lambda a: a // 2, lambda a: a % 2, lambda a: 2 // a):
        with pytest.raises(TypeError, match="rounding"):
            wrong(terms.fact("rooms"))


def test_a_figure_that_outgrows_64_bits(rules: RuleSet) -> None:
    @rules.rule("household", zh="甲", en="one", unit=FEN)
    def product(wages_fen: Term) -> Term:
        return wages_fen * wages_fen * wages_fen

    with pytest.raises(faults.Overflow, match="product"):
        in_force(rules)


@pytest.mark.parametrize(
    "mixed",
    [
        lambda rooms, kind: rooms + kind,
        lambda rooms, kind: where(rooms, 1, 2),
        lambda rooms, kind: where(rooms > 1, 1, True),
        lambda rooms, kind: same(rooms, "a"),
        lambda rooms, kind: (rooms > 1) & kind,
        lambda rooms, kind: rooms["a"],
    ],
)
def test_kinds_are_never_mixed(rules: RuleSet, mixed: Any) -> None:
    @rules.rule("household", zh="甲", en="one")
    def wrong(rooms: Term, kind: Term) -> Term:
        return mixed(rooms, kind)

    with pytest.raises(faults.WrongKind, match="wrong"):
        in_force(rules)


def test_python_conditions_and_equality_are_refused() -> None:
    one_, other = terms.fact("a"), terms.fact("b")
    with pytest.raises(TypeError, match="where"):
        bool(one_)
    with pytest.raises(TypeError, match="same"):
        _ = one_ == other


@pytest.mark.parametrize("rooms", [-1, 10, True, "3", Decimal(3)])
def test_facts_outside_their_bounds(rules: RuleSet, rooms: Any) -> None:
    with pytest.raises(faults.OutOfBounds, match="rooms"):
        one.run(in_force(rules), {"rooms": rooms, "kind": "a"}, [], _nothing, "", ON)


def test_a_fact_nobody_asks_for(rules: RuleSet) -> None:
    with pytest.raises(faults.UnknownName, match="romms"):
        one.run(in_force(rules), {"rooms": 1, "kind": "a", "romms": 2}, [], _nothing, "", ON)


def test_more_persons_than_the_proof_covers(rules: RuleSet) -> None:
    with pytest.raises(faults.OutOfBounds, match="11 persons"):
        one.run(in_force(rules), {}, [{"wage_fen": 1}] * 11, _nothing, "", ON)


@pytest.mark.parametrize("value", [1001, -1, "12", True, Decimal("1.5")])
def test_a_figure_that_is_not_what_was_declared(rules: RuleSet, value: Any) -> None:
    @rules.rule("household", zh="甲", en="one")
    def above(rooms: Term, p_limit: Term) -> Term:
        return rooms > p_limit

    with pytest.raises(faults.RuleFault, match="limit"):
        one.run(in_force(rules), {"rooms": 1, "kind": "a"}, [], lambda *_: _Record(value), "", ON)


def test_what_is_unknown_and_does_not_matter_leaves_no_trace(rules: RuleSet) -> None:
    @rules.rule(
        "household",
        zh="甲",
        en="one",
        law=law("某法第一条"),
        text_zh="{rooms}与{p_limit}",
        text_en="{rooms}, {p_limit}",
    )
    def above(rooms: Term, wages_fen: Term, p_limit: Term) -> Term:
        return where(rooms > 3, True, wages_fen > p_limit)

    day = in_force(rules)
    many = one.run(day, {"rooms": 4, "kind": "a"}, [{"wage_fen": None}], _nothing, "", ON)
    tree = reasons(many, "above", ON)
    assert many.value("above") is True
    assert [branch.name for branch in tree.walk()] == ["above", "rooms"]
    assert (tree.text_zh, tree.figures, tree.law) == ("", (), "某法第一条")
    few = one.run(day, {"rooms": 3, "kind": "a"}, [{"wage_fen": None}], _nothing, "", ON).value("above")
    assert isinstance(few, Unknown)
    assert {(cause.what, cause.name, cause.row) for cause in few.causes} == {
        ("fact", "wage_fen", 0),
        ("figure", "limit", -1),
    }
    told = reasons(
        one.run(day, {"rooms": 3, "kind": "a"}, [{"wage_fen": 7}], lambda *_: _Record(5), "", ON), "above", ON
    )
    assert told.text_zh == "3人与5"
    assert told.as_dict("en")["shown"] == "yes"


class _Record:
    name, unit, area, starts_on, stops_on = "limit", "fen", "990001", ON, None
    law, source, confidence, demo = "", "", "D", True

    def __init__(self, value: Any) -> None:
        self.value = value


def _nothing(name: str, area: str, on: date) -> Exception:
    return LookupError(name)
