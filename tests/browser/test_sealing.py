"""The custodian's desk and the public check page in a real browser: no barriers, nothing wider than the telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from jiuzhu.journey import papers_of_decision, sealing
from jiuzhu.offices import scope
from jiuzhu.web import clock
from tests import people, road
from tests import seals as made
from tests.browser.conftest import barriers, log_in, screen

TODAY = date(2026, 9, 1)


@pytest.fixture
def decisions(
    county: people.County, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> list[Any]:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 11))
    settings.MEDIA_ROOT = tmp_path / "files"
    made.quickly(monkeypatch)
    with scope.whole_county():
        road.standard(county)
        people.letter(county)
        made.kept(county)
        return [made.decided(county, on=TODAY) for _ in range(2)]


def narrow(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_reading_sealing_and_checking(
    county: people.County, decisions: list[Any], window: Callable[..., Page]
) -> None:
    page = window()
    log_in(page, "chief")
    page.goto("/office/sealing/")
    assert barriers(page) == []
    screen(page, "sealing-desk")
    page.click("text=打开核对")
    page.wait_for_selector("img.sheet-page")
    assert barriers(page) == []
    screen(page, "sealing-paper-desk")
    for box in page.query_selector_all("main input[type=checkbox]"):
        box.check()
    page.fill("[name=password]", people.PASSWORD)
    page.click("text=核对无误，加盖印章")
    page.wait_for_url("**/office/cases/**")
    assert "新泰民救新汶决〔2026〕1号" in page.content()
    screen(page, "sealed-case-desk")
    with scope.whole_county():
        code = sealing.paper_issued(decisions[0]).shown_code
        assert papers_of_decision.has_paper(decisions[0])
    phone = window(phone=True)
    phone.goto("/check/")
    assert barriers(phone) == []
    assert narrow(phone)
    screen(phone, "check-phone")
    phone.fill("[name=code] >> nth=0", code.lower())
    phone.click("text=查询")
    phone.wait_for_url("**/check/*")
    assert barriers(phone) == []
    assert narrow(phone)
    screen(phone, "check-told-phone")
