"""The story of one case differs in order as the laws differ, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jiuzhu.cases.models import Case
from jiuzhu.demo import county, story

ORDERS = {
    "2012": ["accepting", "verifying", "surveying", "appraising", "reviewing", "posting_opinion", "county_reviewing",
             "posting_approval", "deciding", "receiving"],
    "2019": ["accepting", "verifying", "surveying", "reviewing", "deciding", "posting_result", "receiving"],
    "2026": ["accepting", "verifying", "surveying", "reviewing", "posting_opinion", "deciding", "publishing", "receiving"],
}  # fmt: skip


@pytest.mark.parametrize("rules", sorted(ORDERS))
def test_each_law_has_its_order(db: None, rules: str) -> None:
    told = story.tell(rules)
    assert told["stages"] == ORDERS[rules]
    assert told["lines"][-1].what.endswith("（paid）")
    days = [line.on for line in told["lines"]]
    assert days == sorted(days)
    assert not Case.objects.exists() and not county.stands()


def test_no_file_of_the_story_stays(db: None, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    story.tell("2026")
    assert list(tmp_path.rglob("*")) == []


def test_an_objection_leads_to_an_appraisal_and_back(db: None) -> None:
    told = story.tell("2019", objection=True)
    assert told["stages"][-3:] == ["posting_result", "appraising", "receiving"]
