"""我的工作 and the search box: one's own stages, one's own area, few questions to the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jiuzhu.journey import accepting
from jiuzhu.offices import scope
from jiuzhu.web import clock
from tests import applying, people

Desk = Callable[[str], Client]


@pytest.fixture
def case(county: people.County, settings: Any, tmp_path: Path) -> Any:
    """One application of today, registered at the counter and waiting to be accepted."""
    settings.MEDIA_ROOT = tmp_path / "files"
    today = clock.today()
    with scope.whole_county():
        people.letter(county)
        draft = applying.draft(county, today)
        return accepting.submit(draft, actor=county.clerk, on=today, at=people.at(today)).case


def page(response: Any) -> str:
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_neighbours_clerk_sees_nothing_of_it(desk: Desk, case: Any) -> None:
    client = desk("neighbour_clerk")
    assert case.number not in page(client.get("/office/"))
    for words in (case.number, case.applicant_citizen_id, "卫芳菲", "wff"):
        assert f"/office/cases/{case.number}" not in page(client.get("/office/search", {"q": words}))


def test_the_administrator_sees_no_case_at_all(desk: Desk, case: Any) -> None:
    client = desk("administrator")
    assert case.number not in page(client.get("/office/"))
    assert client.get("/office/search", {"q": "卫"}).status_code == 403


def test_it_waits_for_whoever_acts_at_its_stage_and_for_nobody_else(desk: Desk, case: Any) -> None:
    assert case.number in page(desk("clerk_two").get("/office/"))
    assert case.number not in page(desk("chief").get("/office/"))


def test_the_search_box_finds_by_name_initials_and_number(desk: Desk, case: Any) -> None:
    client = desk("reviewer")
    for words in ("卫芳", "wff", case.applicant_citizen_id, case.number[:14]):
        assert case.number in page(client.get("/office/search", {"q": words}))
    assert client.get("/office/search", {"q": case.number})["Location"] == f"/office/cases/{case.number}/"
    assert "没有找到" in page(client.get("/office/search", {"q": "查无此人"}))


def test_identity_numbers_stay_masked_in_lists(desk: Desk, case: Any) -> None:
    text = page(desk("clerk").get("/office/search", {"q": "卫"}))
    assert case.applicant_citizen_id not in text
    assert f"370982****{case.applicant_citizen_id[-4:]}" in text


def test_few_questions_to_the_database(desk: Desk, case: Any, django_assert_max_num_queries: Any) -> None:
    client = desk("clerk")
    client.get("/office/")
    for address in ("/office/", "/office/search?q=卫"):
        with django_assert_max_num_queries(
            18
        ):  # four of them widen her reach for what was lent to her, and narrow it
            client.get(address)
