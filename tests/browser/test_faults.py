"""Faults that only a browser can make: two presses, two officers, going back, a login that runs out, a huge file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from jiuzhu.approvals.models import Decision
from jiuzhu.journey import accepting, posting
from jiuzhu.offices import scope
from jiuzhu.publicity.models import Posting
from tests import people, road
from tests.browser import walking
from tests.browser.conftest import barriers, log_in, screen
from tests.browser.walking import DoorsClock
from tests.serving import Server

Window = Callable[..., Page]
ON = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def where(county: people.County) -> people.County:
    with scope.whole_county():
        people.letter(county)
        road.standard(county)
        road.numbers(county, starts_on=date(2019, 12, 1))
    return county


def test_two_presses_two_officers_and_the_way_back(
    where: people.County, window: Window, monkeypatch: Any
) -> None:
    """The notice of one case: put up twice at once by one clerk, then by another who still sees the old page."""
    clock = DoorsClock(monkeypatch, ON)
    case = at_the_opinion(where)
    with scope.whole_county():
        walking.signed_opinion(where, case, ON)
    mine, hers = window(quiet=True), window(quiet=True)
    for page, name in ((mine, "clerk"), (hers, "clerk_two")):
        log_in(page, name)
        page.goto(f"/office/cases/{case}/posting")
        page.fill("[name=place]", f"{name} 的公开栏")
    mine.dblclick("form:has([name=place]) button.primary")
    mine.wait_for_url(f"**/office/cases/{case}/")
    hers.click("form:has([name=place]) button.primary")
    hers.wait_for_load_state()
    expect(hers.locator("main")).to_contain_text("张贴")
    assert hung() == 1
    mine.go_back()
    mine.wait_for_load_state()
    mine.reload()
    expect(mine.locator("main")).to_contain_text("现在没有需要张贴的公示")
    assert hung() == 1

    # The chief signs after her login ran out: what she typed comes back, and is signed once.
    clock.later(8)
    with scope.whole_county():
        assert posting.close_notices(on=clock.on, at=clock.now()) == 1
    chief = window(quiet=True)
    log_in(chief, "chief")
    chief.goto(f"/office/cases/{case}/decision")
    chief.fill("[name=remark]", "邻里无异议，同意给予")
    Session.objects.all().delete()
    chief.fill("[name=password]", people.PASSWORD)
    chief.locator("form:has([name=seen]) button.primary").click()
    chief.wait_for_url("**/accounts/login/**")
    chief.fill("[name=login]", "chief")
    chief.fill("[name=password]", people.PASSWORD)
    chief.click("button.primary")
    expect(chief.locator("main")).to_contain_text("您填写的内容还在")
    assert barriers(chief) == []
    assert decided() == []
    chief.click("text=回到表单修改")
    expect(chief.locator("[name=remark]")).to_have_value("邻里无异议，同意给予")
    expect(chief.locator("form:has([name=seen]) [name=password]")).to_have_value(
        ""
    )  # a password is never kept
    chief.fill("form:has([name=seen]) [name=password]", people.PASSWORD)
    chief.locator("form:has([name=seen]) button.primary").dblclick()
    chief.wait_for_url(f"**/office/cases/{case}/")
    assert decided() == ["邻里无异议，同意给予"]
    chief.goto(f"/office/cases/{case}/decision")
    expect(chief.locator("main")).to_contain_text("现在不在决定环节")
    screen(chief, "fault-already-decided")


def test_a_file_of_200_megabytes(county: people.County, chromium: Browser, tmp_path: Path) -> None:
    """Turned away in words, by the real server, whose page the browser shows although it was still sending."""
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    verifier = Client()
    verifier.force_login(county.verifier.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    server = Server()
    context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}", locale="zh-CN")
    try:
        session = {"name": "sessionid", "value": verifier.cookies["sessionid"].value}
        context.add_cookies([{**session, "url": f"http://127.0.0.1:{server.port}"}])  # type: ignore[list-item]
        page = context.new_page()
        page.goto("/office/extracts/")
        page.select_option("form:has([name=file]) [name=source]", "vehicles")
        page.set_input_files("[name=file]", huge)
        page.locator("form:has([name=file]) button.primary").click(no_wait_after=True)
        expect(page.locator("body")).to_contain_text("20 MB", timeout=30_000)
        screen(page, "fault-too-large")
    finally:
        context.close()
        server.kill()


def hung() -> int:
    with scope.whole_county():
        return Posting.objects.count()


def decided() -> list[str]:
    with scope.whole_county():
        return [one.remark for one in Decision.objects.all()]


def at_the_opinion(where: people.County) -> str:
    """A case with its application, verification and visit done."""
    with scope.whole_county():
        draft = walking.family_in_a_draft(where, ON)
        told = {"actor": where.clerk, "on": ON, "at": people.at(ON)}
        taken = accepting.submit(draft, **told)
        accepting.accept(taken.case, follow_code=taken.follow_code, **told)
        walking.verified_and_visited(where, taken.case.number, ON)
        return str(taken.case.number)
