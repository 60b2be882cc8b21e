"""The three readings of a rule agree: on single values, on columns, and within the ranges that were proved.

Random rules over random facts, unknown ones among them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu.rules import bounds, graph, one, tables, terms
from jiuzhu.rules.nodes import Node, law
from jiuzhu.rules.ruleset import RuleSet
from jiuzhu.rules.terms import Term
from jiuzhu.rules.units import DAY, FEN, PERSONS, WORD, YES_NO
from jiuzhu.rules.unknown import Unknown

ON = date(2024, 2, 29)
NUMBERS, TRUTHS, WORDS = ("income", "debt", "born"), ("ill", "poor"), ("kind",)
KINDS = {"a": ("甲", "A"), "b": ("乙", "B"), "c": ("丙", "C")}


def _leaf_numbers() -> st.SearchStrategy[Term]:
    return st.one_of(
        st.sampled_from(NUMBERS).map(terms.fact),
        st.integers(-1000, 1000).map(terms.constant),
        st.just(terms.figure("limit")),
        st.sampled_from(sorted(KINDS)).map(lambda key: terms.figure("table")[key]),
        st.just(terms.figure("table")[terms.fact("kind")]),
    )


def _leaf_truths() -> st.SearchStrategy[Term]:
    return st.one_of(
        st.sampled_from(TRUTHS).map(terms.fact),
        st.booleans().map(terms.constant),
        st.sampled_from(sorted(KINDS)).map(lambda word: terms.same(terms.fact("kind"), word)),
        st.just(terms.same(terms.figure("method"), "flat")),
    )


def _grow(depth: int) -> tuple[st.SearchStrategy[Term], st.SearchStrategy[Term]]:
    if not depth:
        return _leaf_numbers(), _leaf_truths()
    n, t = _grow(depth - 1)
    day = terms.fact("born")

    def made(function: Callable[..., Term], *parts: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        return st.tuples(*parts).map(lambda args: function(*args))

    positive = n.map(lambda one: terms.largest(one, 7))
    numbers = st.one_of(
        n, made(lambda a, b: a + b, n, n), made(lambda a, b: a - b, n, n), made(lambda a, b: a * b, _leaf_numbers(), _leaf_numbers()),
        n.map(lambda a: -a), made(terms.largest, n, n), made(terms.smallest, n, n), made(terms.where, t, n, n),
        made(terms.down, n, positive), made(terms.up, n, positive), made(terms.half_up, n, positive),
        st.just(terms.years(day, terms.constant(20240229))), st.just(terms.months(day, terms.constant(20240229))),
    )  # fmt: skip
    truths = st.one_of(
        t, made(lambda a, b: a & b, t, t), made(lambda a, b: a | b, t, t), t.map(lambda a: ~a), made(terms.where, t, t, t),
        made(lambda a, b: a < b, n, n), made(lambda a, b: a <= b, n, n), made(lambda a, b: a > b, n, n),
        made(lambda a, b: a >= b, n, n), made(terms.same, n, n),
    )  # fmt: skip
    return numbers, truths


def _maybe(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), one)


PERSON = st.fixed_dictionaries(
    {
        "income": _maybe(st.integers(0, 10**6)),
        "debt": _maybe(st.integers(-(10**6), 10**6)),
        "born": _maybe(st.dates(date(1920, 1, 1), date(2024, 2, 29))),
        "ill": _maybe(st.booleans()),
        "poor": _maybe(st.booleans()),
        "kind": _maybe(st.sampled_from(sorted(KINDS))),
    }
)
NUMBER, TRUTH = _grow(3)


class Written:
    """A record as the kernel reads one."""

    unit, area, starts_on, stops_on, law, source = "fen", "990001", date(2015, 1, 1), None, "", ""
    confidence, demo = "D", True

    def __init__(self, name: str, value: object) -> None:
        self.name, self.value = name, value


def _rules(number: Term, truth: Term) -> RuleSet:
    rules = RuleSet("random", persons=6)
    rules.figure("limit", zh="限", en="limit", low=-500, high=500)
    rules.figure(
        "method",
        zh="法",
        en="method",
        kind="word",
        words={"flat": ("定额", "flat"), "stated": ("核定", "stated")},
    )
    rules.figure("table", zh="表", en="table", high=900, keys=KINDS)
    rules.given("person", "income", zh="收入", en="income", unit=FEN, high=10**6)
    rules.given("person", "debt", zh="债", en="debt", unit=FEN, low=-(10**6), high=10**6)
    rules.given("person", "born", zh="生", en="born", unit=DAY)
    rules.given("person", "ill", zh="病", en="ill", unit=YES_NO)
    rules.given("person", "poor", zh="贫", en="poor", unit=YES_NO)
    rules.given("person", "kind", zh="类", en="kind", unit=WORD, words=KINDS)
    facts = (*NUMBERS, *TRUTHS, *WORDS)
    figures = ("limit", "method", "table")
    # Written down directly: the decorator would want a function of these arguments.
    rules.nodes += [
        Node(
            "number", "person", "rule", "数", "number", FEN, law(), term=number, deps=facts, figures=figures
        ),
        Node(
            "truth", "person", "rule", "真", "truth", YES_NO, law(), term=truth, deps=facts, figures=figures
        ),
    ]
    rules.total("total", of="number", zh="合计", en="total", unit=FEN)
    rules.total("how_many", of="truth", zh="几人", en="how many", unit=PERSONS)
    rules.any("some", of="truth", zh="有人", en="some")
    rules.all("everyone", of="truth", zh="人人", en="everyone")
    return rules


@settings(max_examples=150, deadline=None)
@given(
    NUMBER, TRUTH, st.lists(st.lists(PERSON, max_size=4), min_size=1, max_size=6),
    _maybe(st.integers(-500, 500)), _maybe(st.sampled_from(["flat", "stated"])),
    _maybe(st.fixed_dictionaries({}, optional={key: st.integers(0, 900) for key in KINDS})),
)  # fmt: skip
def test_one_household_a_table_and_the_proved_range_agree(
    number: Term, truth: Term, households: list[list[dict[str, Any]]], limit: int | None, method: str | None,
    table: dict[str, int] | None,
) -> None:  # fmt: skip
    written = {"limit": limit, "method": method, "table": table}

    def ask(name: str, area: str, on: date) -> Any:
        return LookupError(name) if written[name] is None else Written(name, written[name])

    day = graph.on(_rules(number, truth), ON)
    ranges = bounds.prove(day.nodes, day.specs, day.persons)
    names = ("total", "how_many", "some", "everyone")
    alone = []
    for persons in households:
        worked = one.run(day, {}, persons, ask, "990001", ON)
        alone.append([_plain(worked.value(name)) for name in names])
        for row in worked.persons:
            _within(ranges["number"], row["number"])
        _within(ranges["total"], worked.value("total"))
    schema = {
        "household": pl.Int64, "income": pl.Int64, "debt": pl.Int64, "born": pl.Date, "ill": pl.Boolean, "poor": pl.Boolean,
        "kind": pl.String,
    }  # fmt: skip
    people = [person | {"household": key} for key, persons in enumerate(households) for person in persons]
    keys = pl.DataFrame({"household": range(len(households)), "area": ["990001"] * len(households)})
    frame = pl.DataFrame(people, schema=schema)
    for how in ({"area": "990001"}, {"area_column": "area"}):
        found = tables.run(day, keys, frame, ask, ON, names, **how).collect().sort("household")  # type: ignore[arg-type]
        assert [list(row) for row in found.select(names).iter_rows()] == alone


def _plain(value: Any) -> Any:
    return None if isinstance(value, Unknown) else value


def _within(limits: bounds.Range, value: Any) -> None:
    if not isinstance(value, Unknown):
        assert limits.low <= value <= limits.high
