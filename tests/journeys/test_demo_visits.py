"""The demo county shows visits: three of one village wait, a letter is unanswered, a visit by telephone is owed a real one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.demo import county as counties
from jiuzhu.demo import loading, visiting
from jiuzhu.surveys import queries

ON = date(2026, 11, 26)


@pytest.mark.django_db
def test_visits_are_shown_once(tmp_path: Path, settings: Any) -> None:
    settings.VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    county, reach = counties.raise_county(ON), (loading.FIRST,)
    for _again in (1, 2):
        visiting.load(county, loading.FIRST, ON, 7)
    waiting = list(queries.waiting_cases(reach))
    assert len(waiting) == 3 and len({one.village_id for one in waiting}) == 1
    (letter,) = queries.unanswered_letters(reach)
    (asked,) = [one for one in waiting if queries.neighbours(one).exists()]
    assert letter.case in waiting and asked != letter.case
    (owed,) = queries.owed_visits(reach)
    assert owed.case.stage == "reviewing" and owed.mode == "phone"
