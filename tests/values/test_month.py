"""Months as values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.values import month
from jiuzhu.values.month import Month

MONTHS = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))


@pytest.mark.parametrize(
    "typed", ["", "2026", "2026-13", "2026-00", "202613", "0000-01", "26-07", "2026-7-1", "七月", "x"]
)
def test_what_is_not_a_month_is_refused(typed):
    with pytest.raises(month.Unreadable):
        month.parse(typed, field="month")


@pytest.mark.parametrize("wrong", [(2026, 0), (2026, 13), (0, 1), (10000, 1)])
def test_no_such_month(wrong):
    with pytest.raises(ValueError, match="no such month"):
        Month(*wrong)


@pytest.mark.parametrize(
    "typed", ["2026-07", "2026-7", "202607", "2026/7", "2026年7月", " ２０２６－０７ ", "2026.07"]
)
def test_written_in_many_ways(typed):
    assert month.parse(typed) == Month(2026, 7)


@given(MONTHS, st.integers(-600, 600))
def test_adding_and_subtracting_are_inverse(start, months):
    assert (start + months) - start == months
    assert (start + months > start) == (months > 0)


@given(MONTHS)
def test_text_reads_back_and_days_fit(one):
    assert month.parse(str(one)) == month.parse(one.chinese()) == one
    assert (one.stops_on - one.starts_on).days == one.days
    assert one.first_day in one and one.last_day in one and one.stops_on not in one
    assert one.next().previous() == one == Month.of(one.last_day)


def test_half_open():
    assert [str(one) for one in month.between(Month(2025, 11), Month(2026, 2))] == [
        "2025-11",
        "2025-12",
        "2026-01",
    ]
    assert list(month.between(Month(2026, 2), Month(2026, 2))) == []
    assert list(month.between(Month(2026, 2), Month(2026, 1))) == []
    assert Month(9999, 12).last_day == date(9999, 12, 31)
