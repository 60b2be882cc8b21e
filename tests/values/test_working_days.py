"""Working days: a small calendar of our own, then properties on random calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.values.working_days import ALWAYS_OFF, Calendar, Deadline, NoCalendar, OutOfRange, Year

DAY = timedelta(days=1)


def _year(year: int, *off: tuple[int, int], working: tuple[tuple[int, int], ...] = ()) -> Year:
    days_off = {date(year, month, day): "节" for month, day in (*ALWAYS_OFF, *off)}
    return Year(year, days_off, {date(year, month, day): "节" for month, day in working})


@st.composite
def years(draw, year: int) -> Year:
    """A year as a notice could make it: any days off, any worked weekends besides the fixed days."""
    first = date(year, 1, 1)
    picked = draw(st.sets(st.integers(0, 364), max_size=120))
    days = {first + n * DAY for n in picked}
    fixed = {date(year, *one) for one in ALWAYS_OFF}
    working = {on for on in days if on.weekday() >= 5 and draw(st.booleans())} - fixed
    return Year(year, dict.fromkeys((days - working) | fixed, "节"), dict.fromkeys(working, "节"))


CALENDARS = st.builds(lambda *tables: Calendar(tables), years(2025), years(2026), years(2027), years(2028))
STARTS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def test_a_year_without_a_table_is_refused_for_one_day():
    calendar = Calendar([_year(2026)])
    with pytest.raises(NoCalendar) as caught:
        calendar.is_working(date(2027, 3, 1))
    assert "2027" in caught.value.text()
    with pytest.raises(NoCalendar):
        calendar.why_off(date(2027, 3, 1))


@pytest.mark.parametrize("days", [-1, 10**9])
def test_a_count_that_no_calendar_holds_is_refused(days):
    calendar = Calendar([_year(2026)])
    with pytest.raises(OutOfRange):
        calendar.add(date(2026, 3, 2), days)
    with pytest.raises(OutOfRange):
        calendar.natural_deadline(date(2026, 3, 2), days)
    with pytest.raises(OutOfRange):
        calendar.add(date(9999, 12, 27), 5)


def test_tables_must_speak_of_their_own_year_once():
    with pytest.raises(ValueError, match="two tables"):
        Calendar([_year(2026), _year(2026)])
    with pytest.raises(ValueError, match="speaks of"):
        Calendar([Year(2026, {date(2027, 1, 1): "元旦"})])


def test_a_missing_year_is_named_and_never_monday_to_friday():
    calendar = Calendar([_year(2026)])
    deadline = calendar.add(date(2026, 12, 10), 20)
    assert deadline == Deadline(date(2027, 1, 6), (2027,))
    assert str(deadline) == "2027-01-06 provisional: calendar of 2027 is not in the rulebook"
    assert calendar.add(date(2026, 12, 10), 15) == Deadline(date(2026, 12, 31))
    assert calendar.next_working(date(2026, 12, 31)) == Deadline(date(2026, 12, 31))
    assert calendar.next_working(date(2027, 1, 1)) == Deadline(date(2027, 1, 2), (2027,))
    assert calendar.natural_deadline(date(2026, 12, 30), 2) == Deadline(date(2027, 1, 2), (2027,))
    assert calendar.natural_deadline(date(2026, 12, 30), 2, act_due=False) == Deadline(date(2027, 1, 1))
    assert calendar.remaining(date(2026, 12, 10), date(2027, 1, 6)).provisional
    assert not calendar.remaining(date(2026, 12, 10), date(2026, 12, 31)).provisional
    assert calendar.add(date(2025, 6, 1), 1).missing_years == (2025,)
    assert [one.reason for one in calendar.skipped(date(2026, 12, 31), date(2027, 1, 3))] == ["法定节日"]


def test_overdue_counts_down():
    calendar = Calendar([_year(2026)])
    assert calendar.remaining(date(2026, 3, 4), date(2026, 3, 2)).days == -2
    assert calendar.remaining(date(2026, 3, 2), date(2026, 3, 2)).days == 0


@given(CALENDARS, STARTS, st.integers(0, 60))
def test_counting_is_the_inverse_of_adding(calendar, start, days):
    deadline = calendar.add(start, days)
    assert not deadline.provisional
    assert calendar.count(start, deadline.on).days == days
    assert days == 0 or calendar.is_working(deadline.on)
    assert calendar.count(deadline.on, start).days == -days


@given(CALENDARS, STARTS, st.integers(0, 40), st.integers(0, 40))
def test_adding_twice_is_adding_the_sum(calendar, start, one, more):
    assert calendar.add(calendar.add(start, one).on, more) == calendar.add(start, one + more)


@given(CALENDARS, STARTS, STARTS, st.integers(0, 40))
def test_a_later_start_never_ends_earlier(calendar, one, other, days):
    first, second = sorted((one, other))
    assert calendar.add(first, days).on <= calendar.add(second, days).on
    assert calendar.add(first, days).on < calendar.add(first, days + 1).on
    assert calendar.natural_deadline(first, days).on <= calendar.natural_deadline(second, days).on


@given(CALENDARS, STARTS, st.integers(0, 90))
def test_counted_and_skipped_days_make_the_whole_span(calendar, start, days):
    stop = start + days * DAY
    skipped = calendar.skipped(start, stop)
    assert calendar.count(start, stop).days + len(skipped) == days
    assert all(calendar.why_off(one.on) == one.reason for one in skipped)


@given(CALENDARS, STARTS, st.integers(0, 60))
def test_an_act_is_due_on_a_working_day_and_nothing_lies_between(calendar, start, days):
    due = calendar.natural_deadline(start, days).on
    lapse = calendar.natural_deadline(start, days, act_due=False).on
    assert lapse == start + days * DAY <= due
    assert calendar.is_working(due)
    assert not any(calendar.is_working(lapse + n * DAY) for n in range((due - lapse).days))


@given(
    years(2025), years(2026), years(2027), STARTS, st.integers(0, 60), st.sets(st.sampled_from([2025, 2026]))
)
def test_a_provisional_deadline_is_never_later_than_the_true_one(one, two, three, start, days, missing):
    tables = [one, two, three]
    known = Calendar(tables).add(start, days)
    partial = Calendar([table for table in tables if table.year not in missing]).add(start, days)
    assert partial.on <= known.on
    assert set(partial.missing_years) <= missing
    assert partial.provisional or partial == known
