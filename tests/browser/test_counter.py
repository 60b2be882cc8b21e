"""A clerk takes in a family with the keyboard alone, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jiuzhu.cases.models import Case
from jiuzhu.intake.models import Draft
from jiuzhu.offices import scope
from jiuzhu.values import bank_accounts
from jiuzhu.web import clock
from tests import applying, people
from tests.browser.conftest import barriers, log_in, screen

Window = Callable[..., Page]


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def filled(county: people.County, *lines: dict[str, str], **home: Any) -> Draft:
    with scope.whole_county():
        return applying.draft(county, clock.today(), *lines, **home)


def test_a_family_from_the_first_key_to_the_receipt(county: people.County, window: Window) -> None:
    page = window()
    log_in(page, "clerk")
    page.goto("/office/counter/")
    page.focus("button.primary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_citizen_id")
    page.focus("#id_citizen_id")
    page.keyboard.type(applying.number(date(1970, 5, 6), "female"))
    expect(page.locator("[data-derived]")).to_have_text("1970-05-06 · 女")
    page.keyboard.press("Enter")
    page.keyboard.type("宋雨禾")
    page.keyboard.press("Alt+s")
    expect(page.locator("#line-m1")).to_contain_text("宋雨禾")
    screen(page, "counter-household")

    page.get_by_role("link", name="接着填写").click()
    page.wait_for_selector("#answers")
    page.select_option('[name="household.registered_area"]', f"{people.TOWNSHIP}201")
    page.focus('[name="household.residence"]')
    page.keyboard.type("柳行村 5 号")
    page.keyboard.press("Enter")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    expect(page.locator('[id="id_household.telephone_error"]')).to_contain_text("不是电话号码")
    screen(page, "counter-questions")
    page.fill('[name="household.telephone"]', "13900001111")
    page.check('[name="household.cause"][value="illness"]')
    for name in ("alone", "staff_relative"):
        page.check(f'[name="household.{name}"][value="no"]')
    page.fill('[name="household.bank"]', "农村商业银行")
    page.fill('[name="household.bank_account"]', bank_accounts.invent(7))
    page.keyboard.press("Alt+s")
    page.wait_for_url("**/ask/m1")
    for name, value in applying.ADULT.items():
        if page.locator(f'select[name="m1.{name}"]').count():
            page.select_option(f'[name="m1.{name}"]', value)
    page.check('[name="m1.lives_with_household"][value="yes"]')
    page.keyboard.press("Alt+s")
    page.wait_for_url("**/ask/m1-money")
    for name in (
        "wage_fen",
        "business_fen",
        "property_fen",
        "transfer_fen",
        "deposit_fen",
        "vehicles",
        "other_houses",
    ):
        page.fill(f'[name="m1.{name}"]', "0")
    page.keyboard.press("Alt+s")
    page.wait_for_url("**/ask/papers")
    for name in ("m1.authorisation", "m1.statement", "papers.identity-card"):
        page.check(f'[name="{name}"]')
    page.keyboard.press("Alt+s")
    page.wait_for_url("**/check")
    screen(page, "counter-check")
    page.get_by_role("button", name="受理申请，打印受理通知书").click()
    page.wait_for_url("**/taken")
    screen(page, "counter-taken")
    with scope.whole_county():
        case = Case.objects.get()
    assert (case.stage, case.applicant_name) == ("verifying", "宋雨禾")
    # The back button shows the check page again; it says that this is done, and nothing happens twice.
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text(case.number)
    assert Case.objects.count() == 1


def test_what_is_typed_is_saved_without_pressing_anything(county: people.County, window: Window) -> None:
    draft = filled(county)
    page = window()
    log_in(page, "clerk")
    page.goto(f"/office/counter/{draft.pk}/ask/home")
    page.fill('[name="household.residence"]', "柳行村 9 号")
    page.keyboard.press("Tab")
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    page.goto("/office/counter/")
    page.goto(f"/office/counter/{draft.pk}/ask/home")
    expect(page.locator('[name="household.residence"]')).to_have_value("柳行村 9 号")


def test_a_colleagues_value_is_not_overwritten(county: people.County, window: Window) -> None:
    draft = filled(county)
    mine, hers = window(), window()
    for page, name in ((mine, "clerk"), (hers, "clerk_two")):
        log_in(page, name)
        page.goto(f"/office/counter/{draft.pk}/ask/home")
    mine.fill('[name="household.residence"]', "甲处")
    mine.keyboard.press("Tab")
    expect(mine.locator("[data-saved]")).to_contain_text("已保存")
    hers.fill('[name="household.residence"]', "乙处")
    hers.keyboard.press("Tab")
    expect(hers.locator('[id="id_household.residence_error"]')).to_contain_text("林知夏")
    hers.reload()
    screen(hers, "counter-two-values")
    hers.get_by_role("button", name="用江一帆填的“乙处”").click()
    expect(hers.locator('[name="household.residence"]')).to_have_value("乙处")


@pytest.mark.parametrize(
    "way",
    [{}, {"phone": True}, {"large": True}, {"language": "en"}, {"dark": True}],
    ids=lambda way: "-".join(way) or "usual",
)
def test_no_barriers_and_nothing_wider_than_the_screen(
    county: people.County, window: Window, way: dict[str, Any]
) -> None:
    draft = filled(
        county, applying.mother(deposit_fen="", name="卫𬭎芳"), applying.child(citizen_id="1"), papers=()
    )
    page = window(**way)
    log_in(page, "clerk")
    shown = {
        "": "household",
        "ask/home": "home",
        "ask/m1-money": "money",
        "ask/papers": "papers",
        "check": "incomplete",
    }
    for path, name in shown.items():
        page.goto(f"/office/counter/{draft.pk}/{path}")
        assert barriers(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        if name in ("household", "money") and "dark" not in way:
            screen(page, f"counter-{name}-{'-'.join(way) or 'usual'}")
