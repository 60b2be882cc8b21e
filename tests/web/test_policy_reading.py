"""Everybody reads the rulebook: numbers, processes with their drawings, items, calendars."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from typing import Any

import pytest

from jiuzhu import rulebook
from tests import people
from tests.web.test_policy import URBAN, Desk, put_in_force, today

__all__ = ["today"]  # the fixture
pytestmark = pytest.mark.django_db


class TestReading:
    @pytest.mark.parametrize(
        "address",
        [
            "/office/standards/?show=missing", "/office/standards/?q=低保&show=demo&on=2020-08-01",
            f"/office/standards/numbers/{URBAN}?on=2020-08-01", "/office/standards/numbers/income-excluded",
            "/office/processes/", "/office/items/", "/office/items/urban-minimum-living", "/office/calendars/",
            "/office/calendars/?year=2020", "/office/processes/minimum-living/2019-12-01/370982",
            "/office/processes/minimum-living/2026-07-01/000000",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_everybody_reads_the_rulebook(
        self, county: people.County, desk: Desk, address: str, language: str
    ) -> None:
        client = desk("clerk")
        client.cookies["django_language"] = language
        answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) > 2000

    def test_the_drawing_is_allowed_by_its_own_hash_and_told_as_a_table(
        self, county: people.County, desk: Desk
    ) -> None:
        answer = desk("clerk").get("/office/processes/minimum-living/2021-07-01/000000")
        page = answer.content.decode()
        style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
        assert style is not None
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer["Content-Security-Policy"]
        assert "环节一览" in page

    def test_every_number_and_process_has_a_page(self, county: people.County, desk: Desk) -> None:
        client = desk("clerk")
        for name in rulebook.book().parameters:
            assert client.get(f"/office/standards/numbers/{name}").status_code == 200, name
        for one in rulebook.book().versions:
            address = f"/office/processes/{one.key}/{one.starts_on}/{one.area}"
            assert client.get(address).status_code == 200, address

    def test_the_missing_next_year_is_said(self, county: people.County, desk: Desk) -> None:
        assert "2027年的放假安排还没有录入" in desk("clerk").get("/office/calendars/").content.decode()

    def test_the_list_asks_the_database_a_fixed_number_of_times(
        self, county: people.County, desk: Desk, django_assert_max_num_queries: Any
    ) -> None:
        client = desk("policy")
        for month in range(1, 10):
            put_in_force(county, on=date(2026, month, 1))
        client.get("/office/standards/")
        # Fifteen, and the two savepoints that a test's transaction puts around the session's row.
        with django_assert_max_num_queries(17):
            client.get("/office/standards/")
        with django_assert_max_num_queries(17):
            client.get(f"/office/standards/numbers/{URBAN}")
