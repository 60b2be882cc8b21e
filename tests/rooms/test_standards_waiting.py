"""What waits for a check, what is missing, and the timeline of a number."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.standards import actions, queries
from jiuzhu.standards.models import LocalNumber
from tests import people
from tests.rooms.test_standards import COUNTY, NOW, TODAY, URBAN, agree, county, enter

__all__ = ["county"]  # the fixture
pytestmark = pytest.mark.django_db


class TestWhatWaits:
    def test_what_waits_is_offered_to_others_only(self, county: people.County) -> None:
        number = enter(county, 80_000, date(2026, 1, 1))
        assert list(queries.waiting_for(county.policy_two, TODAY)) == [number]
        assert not queries.waiting_for(county.policy, TODAY)
        assert not queries.waiting_for(county.clerk, TODAY)
        assert list(queries.entered_by(county.policy)) == [number]

    def test_what_is_missing_names_the_items_that_wait(self, county: people.County) -> None:
        on = date(2026, 2, 1)
        gaps = {gap.name: gap for gap in queries.missing(COUNTY, on)}
        assert "MZ01-01" in gaps[URBAN].items
        enter(county, 80_000, date(2026, 1, 1))
        assert {gap.name: gap.waiting for gap in queries.missing(COUNTY, on)}[URBAN] == 1
        agree(county, LocalNumber.objects.get())
        assert URBAN not in {gap.name for gap in queries.missing(COUNTY, on)}
        assert URBAN not in {gap.name for gap in queries.missing(COUNTY, on, ["MZ01-02"])}

    def test_the_timeline_has_the_rulebook_and_every_entry(self, county: people.County) -> None:
        agree(county, enter(county, 80_000, date(2026, 1, 1)))
        actions.check(
            enter(county, 8_000, date(2026, 7, 1)),
            agrees=False,
            remark="少一位",
            actor=county.policy_two,
            at=NOW,
        )
        enter(county, 83_000, date(2026, 7, 1))
        lines = queries.history(URBAN, COUNTY)
        assert [(one.figure.starts_on, one.state) for one in lines if one.entry] == [
            (date(2026, 7, 1), "waiting"), (date(2026, 7, 1), "sent-back"), (date(2026, 1, 1), "agreed"),
        ]  # fmt: skip
        assert any(one.entry is None and one.figure.value == 63_000 for one in lines)

    def test_a_county_sees_what_its_city_and_not_what_a_neighbour_set(self, county: people.County) -> None:
        enter(county, 80_000, date(2026, 1, 1), area=people.TOWNSHIP)
        assert len([one for one in queries.history(URBAN, COUNTY) if one.entry]) == 0
        assert len([one for one in queries.history(URBAN, people.TOWNSHIP) if one.entry]) == 1
