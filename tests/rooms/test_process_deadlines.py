"""Deadlines of each version on real calendars, worked out by hand; the vectors of the domain notes are among them."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.journey import process
from jiuzhu.rulebook import calendars
from tests.rooms.test_process import ROADS

CALENDAR = calendars.calendar()


def total(year: int, accepted: date, *, delegated: bool, extended: bool = False) -> date | None:
    due = process.total_deadline(ROADS[year], accepted, CALENDAR, delegated=delegated, extended=extended)
    return due.on if due else None


def stage(
    year: int, key: str, entered: date, accepted: date | None = None, **told: object
) -> process.Due | None:
    return process.deadline_of(ROADS[year], key, entered, accepted, CALENDAR, **{"delegated": True, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [2012, 2019])
def test_a_version_without_an_extension_refuses_one(year: int) -> None:
    with pytest.raises(process.NoExtension) as refused:
        total(year, date(2020, 3, 2), delegated=True, extended=True)
    assert ROADS[year].label in refused.value.text()


def test_a_time_from_acceptance_before_acceptance_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not accepted"):
        stage(2022, "surveying", date(2026, 9, 18))


def test_2012_has_no_total_only_steps() -> None:
    assert total(2012, date(2018, 3, 1), delegated=False) is None


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        (date(2026, 2, 12), date(2026, 3, 11)),
        (date(2026, 4, 28), date(2026, 5, 21)),
        (date(2026, 9, 18), date(2026, 10, 15)),
        (date(2020, 3, 2), date(2020, 3, 23)),  # three weeks without a holiday
    ],
)
def test_2019_fifteen_working_days(accepted: date, due: date) -> None:
    assert total(2019, accepted, delegated=True) == due


def test_2021_thirty_working_days_and_forty_five_when_extended() -> None:
    # September 2021: 18 and 26 are worked, 19–21 are off; October: 1–7 off, 9 worked.
    accepted = date(2021, 9, 1)
    assert total(2021, accepted, delegated=False) == date(2021, 10, 19)
    assert total(2021, accepted, delegated=True) == date(2021, 10, 19)
    assert total(2021, accepted, delegated=False, extended=True) == date(2021, 11, 9)


@pytest.mark.parametrize("year", [2022, 2026])
def test_since_2022_twenty_where_delegated_and_thirty_where_not(year: int) -> None:
    accepted = date(2026, 9, 18)
    assert total(year, accepted, delegated=True) == date(2026, 10, 22)
    assert total(year, accepted, delegated=False) == date(2026, 11, 5)


def test_a_total_into_a_year_without_calendar_is_provisional() -> None:
    due = process.total_deadline(ROADS[2026], date(2026, 12, 21), CALENDAR, delegated=True)
    assert due is not None
    assert due.provisional
    assert due.missing_years == (2027,)


def test_a_decision_of_the_township_has_three_days_and_of_the_county_ten() -> None:
    handed = stage(2026, "deciding", date(2026, 9, 30))
    assert handed is not None
    assert handed.on == date(2026, 10, 10)  # a Saturday that is worked
    county = stage(2026, "deciding", date(2026, 9, 30), delegated=False)
    assert county is not None
    assert (county.on, county.limit.days, county.limit.confidence) == (date(2026, 10, 20), 10, "A")
    spring = stage(2026, "deciding", date(2026, 2, 12))
    assert spring is not None
    assert spring.on == date(2026, 2, 24)


@pytest.mark.parametrize(
    ("year", "key"), [(2012, "posting_opinion"), (2019, "posting_result"), (2026, "posting_opinion")]
)
def test_a_notice_of_seven_natural_days_may_end_on_a_holiday(year: int, key: str) -> None:
    due = stage(year, key, date(2026, 2, 12))
    assert due is not None
    assert due.on == date(2026, 2, 19)


def test_2012_the_county_has_five_days_and_twenty_after_an_objection_to_its_notice() -> None:
    entered = date(2018, 3, 1)  # Thursday; no holiday until 5 April
    usual = stage(2012, "county_reviewing", entered, arrived_by="undisputed", arrived_from="posting_opinion")
    early = stage(2012, "county_reviewing", entered, arrived_by="disputed", arrived_from="posting_opinion")
    again = stage(2012, "county_reviewing", entered, arrived_by="disputed", arrived_from="posting_approval")
    assert [due.on for due in (usual, early, again) if due] == [
        date(2018, 3, 8),
        date(2018, 3, 8),
        date(2018, 3, 29),
    ]


def test_2012_survey_ten_and_appraisal_five_working_days() -> None:
    survey = stage(2012, "surveying", date(2018, 3, 5), date(2018, 3, 1))
    assert survey is not None
    assert (survey.on, survey.limit.law) == (date(2018, 3, 15), "民发〔2012〕220号第十八条")
    appraisal = stage(2012, "appraising", date(2018, 3, 15))
    assert appraisal is not None
    assert appraisal.on == date(2018, 3, 22)


def test_a_visit_after_an_objection_has_its_own_time() -> None:
    accepted, entered = date(2026, 3, 2), date(2026, 3, 30)
    first = stage(2026, "surveying", entered, accepted)
    again = stage(2026, "surveying", entered, accepted, arrived_by="resurvey", arrived_from="posting_opinion")
    assert first is not None
    assert again is not None
    assert first.on == date(2026, 3, 17)  # eleven working days from acceptance, long past
    assert again.on == date(2026, 4, 7)  # five from 30 March; 4–6 April are off


def test_an_extension_gives_the_steps_their_share() -> None:
    accepted = date(2026, 3, 2)
    due = stage(2026, "surveying", accepted, accepted, extended=True)
    assert due is not None
    assert due.on == CALENDAR.add(accepted, 11 + 45 - 20).on


def test_stages_without_a_time_have_no_deadline() -> None:
    assert stage(2026, "hearing", date(2026, 8, 3)) is None
    assert stage(2026, "supplementing", date(2026, 8, 3)) is None
    assert stage(2026, "receiving", date(2026, 8, 3)) is None
    published = stage(2026, "publishing", date(2026, 8, 3))
    assert published is not None
    assert published.on == date(2026, 8, 31)
