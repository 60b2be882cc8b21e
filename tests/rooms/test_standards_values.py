"""Reading and printing a value by its unit; nothing here touches the database."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from jiuzhu import rulebook
from jiuzhu.rulebook import Parameter
from jiuzhu.standards import rules
from jiuzhu.values.refusals import Refusal, Refusals


def parameter(unit: str, keys: tuple[str, ...] = ()) -> Parameter:
    return Parameter(
        name="x", label_zh="某数", label_en="some number", means_zh="…", means_en="…", unit=unit, set_by="county",
        keys=keys, words=("a", "b"), items=(), values=(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "typed", "code"),
    [
        ("fen_per_person_month", "", "standards.value-missing"),
        ("fen_per_person_month", "六百", "money.unreadable"),
        ("fen_per_person_month", "-630", "money.negative"),
        ("fen_per_person_month", "630.005", "money.too-precise"),
        ("fen_per_person_month", "99999999999", "money.too-large"),
        ("percent", "abc", "standards.not-a-number"),
        ("percent", "2000", "standards.out-of-range"),
        ("times", "1,5", "standards.not-a-number"),
        ("months", "1.5", "standards.not-whole"),
        ("months", "x", "standards.not-a-number"),
        ("day_of_month", "32", "standards.out-of-range"),
        ("yes_no", "vielleicht", "standards.unknown-choice"),
        ("word", "c", "standards.unknown-choice"),
        ("words", ["a", "c"], "standards.unknown-choice"),
    ],
)
def test_a_value_must_be_of_its_unit(unit: str, typed: object, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        rules.read(parameter(unit), {"value": typed})
    assert (caught.value.code, caught.value.field) == (code, "value")


def test_each_entry_of_a_table_is_read_and_refused_by_itself() -> None:
    table = parameter("percent", keys=("elderly", "minor"))
    with pytest.raises(Refusals) as caught:
        rules.read(table, {"value.elderly": "x"})
    assert [one.field for one in caught.value.many] == ["value.elderly", "value.minor"]
    assert rules.read(table, {"value.elderly": "10", "value.minor": "12.5％".replace("％", "%")}) == {
        "elderly": Decimal(10), "minor": Decimal("12.5"),
    }  # fmt: skip
    with pytest.raises(Refusal) as caught:
        rules.kept(table, {"elderly": Decimal(1), "minor": Decimal(1), "ghost": Decimal(1)})
    assert caught.value.code == "standards.unknown-entry"


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("fen", 63_000), ("percent", Decimal("12.5")), ("months", 6), ("yes_no", True), ("yes_no", False),
        ("word", "a"), ("words", ("a", "b")), ("words", ()), ("day_of_month", 10),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept_and_comes_back(unit: str, value: Any) -> None:
    one = parameter(unit)
    assert rules.read(one, rules.typed_again(one, value)) == value
    stored = json.loads(json.dumps(rules.kept(one, value)))
    assert rules.restored(one, stored) == value


def test_values_are_shown_with_their_unit() -> None:
    assert rules.shown("fen_per_person_month", 63_000) == "630.00 元/人·月"
    assert rules.shown("percent", Decimal("12.50"), "en") == "12.50%"
    assert rules.shown("percent", {"elderly": Decimal(10)}, words={"elderly": "老年人"}) == "老年人 10%"
    assert rules.shown("yes_no", False) == "否"
    assert set(rules.UNIT_WORDS) == set(rulebook.UNITS)


def test_every_entry_and_choice_has_a_name_in_both_languages() -> None:
    known = set(rulebook.codes("number-words").entries)
    used = {word for one in rulebook.book().parameters.values() for word in (*one.keys, *one.words)}
    assert used == known
