"""Whatever the order in which a county's numbers are entered and checked, a day has one value or none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import actions, queries
from jiuzhu.values.refusals import Refusal
from tests import people
from tests.rooms.test_standards import COUNTY, NOTICE, NOW, URBAN, agree, county, enter

__all__ = ["county"]  # the fixture
pytestmark = pytest.mark.django_db

STARTS = st.integers(min_value=0, max_value=9)


@given(
    st.lists(
        st.tuples(
            STARTS,
            st.one_of(st.none(), st.integers(1, 6)),
            st.sampled_from(["agree", "reject", "wait", "correct"]),
        ),
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_there_is_one_value_or_none(
    county: people.County, rows: list[tuple[int, int | None, str]], shuffle: Any
) -> None:
    """Entered and checked in any order: on every day one value or NotInForce, and the same one as by the plain rule."""
    day0 = date(2030, 1, 1)
    with transaction.atomic():
        standing = _play(county, rows, shuffle, day0)
        for offset in range(-1, 18):
            on = day0 + timedelta(days=offset)
            # The plain rule: the latest start not after the day speaks, and after its own end nobody does.
            begun = [row for row in standing.values() if row[0] <= on]
            last = max(begun, key=lambda row: row[0], default=None)
            wanted = last[2] if last and (last[1] is None or on < last[1]) else None
            assert _found(on) == wanted
        transaction.set_rollback(True)


def _play(
    county: people.County, rows: Any, shuffle: Any, day0: date
) -> dict[int, tuple[date, date | None, int]]:
    entered = []
    for index, (offset, length, verdict) in enumerate(rows):
        starts = day0 + timedelta(days=offset)
        stops = None if length is None else starts + timedelta(days=length)
        entered.append((enter(county, 50_000 + index, starts, stops_on=stops), verdict))
    shuffle.shuffle(entered)
    standing: dict[int, tuple[date, date | None, int]] = {}
    for number, verdict in entered:
        if verdict == "reject":
            actions.check(number, agrees=False, remark="不对", actor=county.policy_two, at=NOW)
        if verdict in ("reject", "wait"):
            continue
        taken = any(row[0] == number.starts_on for row in standing.values())
        try:
            agree(county, number)
        except Refusal:
            assert taken
            continue
        assert not taken
        standing[number.pk] = (number.starts_on, number.stops_on, number.value)
        if verdict == "correct":
            fixed = actions.correct(
                number, number.value + 1_000, starts_on=number.starts_on, stops_on=number.stops_on, notice=NOTICE,
                reason="更正", actor=county.policy_two, at=NOW,
            )  # fmt: skip
            agree(county, fixed, by=county.policy)
            standing[number.pk] = (number.starts_on, number.stops_on, number.value + 1_000)
    return standing


def _found(on: date) -> int | None:
    try:
        figure = queries.number(URBAN, COUNTY, on)
    except NotInForce:
        return None
    assert isinstance(figure.value, int)
    return figure.value
