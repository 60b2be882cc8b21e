"""Item × township × day × amount × legal form at the edges: the database answers what a plain oracle expects, whoever asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bench import refusals as measured
from jiuzhu.delegation import actions, queries
from tests import delegating as way
from tests import people

A_DAY = timedelta(days=1)


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


@given(
    history=measured.histories(), days=some.lists(some.integers(-2, 70), min_size=4, max_size=8, unique=True)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_answers_what_the_oracle_expects(
    where: people.County, history: Any, days: list[int]
) -> None:
    from django.db import transaction

    point = transaction.savepoint()
    try:
        asked, unexpected = measured.compare(where, history, days)
        assert asked and unexpected == []
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Shanghai"])
def test_the_time_zone_of_the_session_moves_no_edge(where: people.County, zone: str) -> None:
    letter = way.letter(where)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL TIME ZONE '{zone}'")
    actions.suspend(letter, reason="x", effective_on=way.STARTS + 5 * A_DAY, **way.told(where.supervisor))
    for on, code in (
        (way.STARTS - A_DAY, "delegation.no-letter-in-force"), (way.STARTS, None), (way.STARTS + 4 * A_DAY, None),
        (way.STARTS + 5 * A_DAY, "delegation.letter-suspended"), (way.STOPS - A_DAY, "delegation.letter-suspended"),
        (way.STOPS, "delegation.no-letter-in-force"),
    ):  # fmt: skip
        refusal = queries.why_not_decide("MZ01-01", people.TOWNSHIP, on, 1)
        assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("amount", "code"), [(500_000, None), (500_001, "delegation.beyond-the-amount"), (499_999, None)]
)
def test_the_limit_to_the_fen(where: people.County, amount: int, code: str | None) -> None:
    way.letter(where)
    refusal = queries.why_not_decide("MZ01-01", people.TOWNSHIP, way.STARTS, amount)
    assert (refusal.code if refusal else None) == code
    assert (
        queries.why_not_decide("MZ01-01", people.NEIGHBOUR, way.STARTS, amount).code
        == "delegation.no-letter-in-force"
    )
    assert (
        queries.why_not_decide("MZ08-01", people.TOWNSHIP, way.STARTS, amount).code
        == "delegation.no-letter-in-force"
    )


def test_a_withdrawal_before_the_first_day_leaves_nothing(where: people.County) -> None:
    letter = way.letter(where)
    actions.withdraw(letter, reason="x", effective_on=date(2026, 3, 10), **way.told(where.supervisor))
    for on in (date(2026, 3, 10), way.STARTS, way.STARTS + A_DAY):
        assert (
            queries.why_not_decide("MZ01-01", people.TOWNSHIP, on, 1).code == "delegation.no-letter-in-force"
        )
    assert way.letter(where).number == "新民委〔2026〕2号"  # another may follow for the same days
