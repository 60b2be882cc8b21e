"""The design as a person meets it: no barriers, nothing wider than the screen, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.conftest import barriers, log_in, screen
from tests.web import probe_urls

Window = Callable[..., Page]


@pytest.fixture
def _probe(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.probe_urls"
    folder = Path(__file__).parent.parent / "web" / "templates"
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], folder]}]
    probe_urls.carried_out.clear()
    probe_urls.looked.clear()


WAYS = [
    {},
    {"dark": True},
    {"large": True},
    {"phone": True},
    {"phone": True, "large": True},
    {"language": "en"},
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: "-".join(way) or "usual")
def test_no_barriers_and_nothing_wider_than_the_screen(
    county: people.County, window: Window, way: dict[str, Any]
) -> None:
    page = window(**way)
    seen: dict[str, list[str]] = {}
    for address in ("/", "/help", "/accounts/login/"):
        page.goto(address)
        seen[address] = [*barriers(page), *_too_wide(page)]
    log_in(page, "clerk")
    for address in (
        "/office/",
        "/office/search?q=林",
        "/office/style",
        "/accounts/second-factor/",
        "/accounts/password/",
    ):
        page.goto(address)
        seen[address] = [*barriers(page), *_too_wide(page)]
    screen(page, f"style-{'-'.join(way) or 'usual'}") if page.goto("/office/style") else None
    assert {address: wrong for address, wrong in seen.items() if wrong} == {}


def _too_wide(page: Page) -> list[str]:
    width, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return [f"{width} px on a screen of {inner}"] if width > inner else []


def test_thumbs_hit_what_they_aim_at(county: people.County, window: Window) -> None:
    page = window(phone=True)
    page.goto("/")
    small = page.evaluate(
        """[...document.querySelectorAll('main a, .help a, button')].filter(e => e.getBoundingClientRect().height < 44)
           .map(e => e.textContent.trim())"""
    )
    assert small == []


@pytest.mark.usefixtures("_probe")
def test_a_number_is_shown_in_full_only_after_the_look_was_recorded(
    county: people.County, window: Window
) -> None:
    page = window()
    log_in(page, "clerk")
    page.goto("/office/probe")
    assert "370982199001010011" not in page.content()
    page.click("text=显示全号")
    expect(page.locator("#id-7")).to_have_text("370982199001010011")
    assert page.url.endswith("/office/probe")
    assert len(probe_urls.looked) == 1


@pytest.mark.usefixtures("_probe")
class TestNothingTypedIsLost:
    def test_two_presses_are_one_submission(self, county: people.County, window: Window) -> None:
        page = window(quiet=True)
        log_in(page, "clerk")
        page.goto("/office/probe")
        page.fill("[name=name]", "林㛃")
        page.fill("[name=income]", "12")
        page.dblclick("main button.primary")
        page.wait_for_url("**/office/")
        assert probe_urls.carried_out == ["林㛃"]
        page.go_back()
        expect(page.locator("[name=name]")).to_have_value("")
        assert probe_urls.carried_out == ["林㛃"]

    def test_a_closed_page_gives_back_what_was_typed_and_a_sent_one_does_not(
        self, county: people.County, window: Window
    ) -> None:
        page = window(quiet=True)
        log_in(page, "clerk")
        page.goto("/office/probe")
        page.fill("[name=name]", "林㛃")
        page.goto("/office/")
        page.goto("/office/probe")
        expect(page.locator("[name=name]")).to_have_value("林㛃")
        expect(page.locator(".notice")).to_contain_text("找回")
        page.fill("[name=income]", "12")
        page.click("main button.primary")
        page.wait_for_url("**/office/")
        page.goto("/office/probe")
        expect(page.locator("[name=name]")).to_have_value("")

    def test_the_login_runs_out_while_sending(self, county: people.County, window: Window) -> None:
        page = window(quiet=True)
        log_in(page, "clerk")
        page.goto("/office/probe")
        page.fill("[name=name]", "林㛃")
        page.fill("[name=income]", "1,200")
        Session.objects.all().delete()
        page.click("main button.primary")
        page.wait_for_url("**/accounts/login/**")
        page.fill("[name=login]", "clerk")
        page.fill("[name=password]", people.PASSWORD)
        page.click("button.primary")
        expect(page.locator("h1")).to_contain_text("您填写的内容还在")
        assert barriers(page) == []
        screen(page, "typed-again")
        page.click("text=回到表单修改")
        expect(page.locator("[name=income]")).to_have_value("1,200")
        page.click("main button.primary")
        page.wait_for_url("**/office/")
        assert probe_urls.carried_out == ["林㛃"]

    def test_the_login_runs_out_while_typing(self, county: people.County, window: Window) -> None:
        page = window(quiet=True)
        log_in(page, "clerk")
        page.goto("/office/probe")
        page.fill("[name=income]", "7")
        Session.objects.all().delete()
        page.fill("[name=name]", "林㛃")
        page.press("[name=name]", "Tab")
        expect(page.locator("[data-logged-out]")).to_contain_text("都还在本页")
        with page.context.expect_page() as opened:
            page.click("[data-logged-out] a")
        log_in(opened.value, "clerk")
        opened.value.close()
        page.click("main button.primary")
        page.wait_for_url("**/office/")
        assert probe_urls.carried_out == ["林㛃"]


def test_the_keyboard_reaches_the_search_box(county: people.County, window: Window) -> None:
    page = window()
    log_in(page, "clerk")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("林")
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/search?q=*")
    page.keyboard.press("Tab")
    expect(page.locator("h1")).to_have_text("查找")


def test_without_scripts_the_road_is_the_same(county: people.County, window: Window) -> None:
    page = window(java_script_enabled=False)
    log_in(page, "clerk")
    page.click("text=English")
    expect(page.locator("h1")).to_have_text("My work")
    page.click("text=Large print")
    assert page.get_attribute("html", "data-print") == "large"
