"""Random households: one engine and the other, and what must hold whatever the household looks like."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jiuzhu.eligibility.determination import Determination, determine, item_word
from jiuzhu.eligibility.facts import checked
from jiuzhu.eligibility.many import determine_many, frames
from jiuzhu.eligibility.rows import rows_of
from tests.rooms.households_of_chance import facts
from tests.rulebook.test_examples import figures

DAYS = (
    date(2016, 5, 1),
    date(2020, 8, 1),
    date(2021, 8, 1),
    date(2022, 10, 20),
    date(2024, 2, 29),
    date(2026, 7, 1),
)
AREAS = ("990001", "990001", "990002", "370982")
ITEMS = ("MZ01-01", "MZ01-02")
ONE = st.tuples(facts(), st.sampled_from(AREAS), st.sampled_from(ITEMS))
slow_is_fine = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def alone(stated: dict[str, Any], area: str, item: str, on: date) -> Determination:
    return determine(stated, item=item, area=area, on=on, figures=figures())


@settings(slow_is_fine, max_examples=36)
@given(st.lists(ONE, min_size=15, max_size=15), st.sampled_from(DAYS))
def test_alone_and_in_a_table(many: list[tuple[dict[str, Any], str, str]], on: date) -> None:
    """540 households in 36 tables: outcome, amount, every ground and every intermediate that is asked for."""
    rows = [
        (number, area, rows_of(checked(stated, on=on), item=item_word(item), on=on))
        for number, (stated, area, item) in enumerate(many)
    ]
    households, persons = frames(rows, on)
    table = determine_many(households, persons, on=on, figures=figures()).collect().sort("household")
    for (stated, area, item), row in zip(many, table.iter_rows(named=True), strict=True):
        found = alone(stated, area, item, on)
        assert row["outcome"] == found.outcome
        assert row["grant_fen"] == found.amount_fen
        assert row["grace_fen"] == found.grace_fen
        assert row["members"] == found.members
        assert row["income_per_head_fen"] == found.income_per_head_fen
        assert {one.name: row[one.name] for one in found.grounds} == {
            one.name: one.value for one in found.grounds
        }


@settings(slow_is_fine, max_examples=150)
@given(facts(), st.sampled_from(AREAS), st.sampled_from(ITEMS), st.sampled_from(DAYS))
def test_every_outcome_says_why(stated: dict[str, Any], area: str, item: str, on: date) -> None:
    found = alone(stated, area, item, on)
    if found.outcome == "eligible":
        assert isinstance(found.amount_fen, int)
        assert found.amount_fen >= 0
        assert not found.failed
    elif found.outcome == "not_eligible":
        assert found.amount_fen == 0
        assert found.failed
    else:
        assert found.refusals()
    assert all(one.text() and one.text("en") for one in found.refusals())
    assert found.as_dict() == alone(deepcopy(stated), area, item, on).as_dict()


@settings(slow_is_fine, max_examples=100)
@given(facts(), st.sampled_from(DAYS), st.integers(1, 500000), st.sampled_from(["month", "year"]))
def test_more_income_never_more_grant(stated: dict[str, Any], on: date, more: int, per: str) -> None:
    before = alone(stated, "990001", "MZ01-01", on)
    richer = deepcopy(stated)
    assume(richer["members"][0].get("income") is not None)
    richer["members"][0]["income"].append({"kind": "property", "amount_fen": more, "per": per})
    after = alone(richer, "990001", "MZ01-01", on)
    if before.amount_fen is not None and after.amount_fen is not None:
        assert after.amount_fen <= before.amount_fen
    if before.eligible is False:
        assert after.eligible is False


@settings(slow_is_fine, max_examples=60)
@given(facts(), st.sampled_from(DAYS))
def test_what_is_stated_later_never_turns_a_decision(stated: dict[str, Any], on: date) -> None:
    """Decided without a fact means that the fact did not matter: stating it changes nothing."""
    first = alone(stated, "990001", "MZ01-01", on)
    assume(first.outcome != "cannot_decide")
    fuller = deepcopy(stated)
    for one in fuller["members"]:
        for name, value in (
            ("birth_on", "1990-01-01"),
            ("serious_illness", True),
            ("assets", []),
            ("income", []),
        ):
            if one.get(name) is None:
                one[name] = value
    second = alone(fuller, "990001", "MZ01-01", on)
    assert (second.outcome, second.amount_fen) == (first.outcome, first.amount_fen)


@settings(slow_is_fine, max_examples=60)
@given(facts(), st.sampled_from(DAYS))
def test_what_is_said_to_be_missing_is_enough(stated: dict[str, Any], on: date) -> None:
    """Supplying, round by round, what is told as missing leads to a decision."""
    current = deepcopy(stated)
    for _ in range(5):
        found = alone(current, "990001", "MZ01-01", on)
        if not found.missing:
            break
        for one in found.missing:
            _state(current, one.path)
    assert not found.missing


_ANSWERS: dict[str, Any] = {
    "birth_on": "1970-01-01", "income": [], "assets": [], "disability": {"type": "none"}, "serious_illness": False,
    "full_time_student": False, "lives_independently": True, "support_duty": True, "lives_with_household": True,
    "amount_fen": 1000, "lived_in": True, "grade": 2, "since": "2015-01-01", "edge_family": True, "hardship_class": "a",
    "disposable_income_fen": 100, "dependants": 2, "labour_ability": "none", "employed": False, "separate_register": True,
    "supporters": [],
}  # fmt: skip


def _state(stated: dict[str, Any], path: str) -> None:
    *parents, last = path.replace("[", ".").replace("]", "").split(".")
    target: Any = stated
    for part in parents:
        target = target[int(part)] if part.isdecimal() else target.setdefault(part, {})
    target[last] = _ANSWERS[last]
