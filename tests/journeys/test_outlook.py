"""At the counter: what a household may be entitled to by its own words, without keeping or promising anything."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.eligibility.models import Determination
from jiuzhu.intake import queries as intake
from jiuzhu.journey import outlook
from tests import applying, people

ON = date(2020, 8, 3)


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def looked(where: people.County, *lines: dict[str, str], on: date = ON) -> list[outlook.Outlook]:
    draft = applying.draft(where, on, *lines)
    return outlook.outlook(draft, intake.reading(draft, on).content, on)


def test_a_declaration_that_contradicts_itself_gives_no_outlook(where: people.County) -> None:
    assert all(one.found is None for one in looked(where, applying.mother(name="卫😀")))


def test_a_missing_number_is_named_and_never_replaced(where: people.County) -> None:
    [urban, _rural] = looked(where, on=date(2026, 9, 1))
    assert urban.found is not None
    assert (urban.found.outcome, urban.found.standard_fen) == ("cannot_decide", None)
    assert "urban-minimum-living-standard" in {no.figures["name"] for no in urban.found.missing_figures}


def test_both_items_from_one_set_of_answers_the_one_applied_for_first(where: people.County) -> None:
    [urban, rural] = looked(where)
    assert (urban.item.code, urban.applied_for, rural.item.code, rural.applied_for) == (
        "MZ01-01",
        True,
        "MZ01-02",
        False,
    )
    assert urban.found is not None
    assert rural.found is not None
    # 900 a month for two persons, against the standards of Tai'an from 2020-07-01.
    assert (urban.found.income_per_head_fen, urban.found.standard_fen) == (45_000, 63_000)
    assert (rural.found.income_per_head_fen, rural.found.standard_fen) == (45_000, 47_500)


def test_above_the_standard_is_said_with_its_reason_and_nothing_is_kept(where: people.County) -> None:
    [urban, _rural] = looked(where, applying.mother(wage_fen="9000/月"))
    assert urban.found is not None
    assert urban.found.outcome == "not_eligible"
    assert urban.found.failed
    assert not Determination.objects.exists()
