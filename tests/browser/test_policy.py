"""A missing number is entered by one officer and checked by another; staff and log; without barriers, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from playwright.sync_api import Page, expect

from jiuzhu.offices import scope
from jiuzhu.standards import actions
from tests import people
from tests.browser.conftest import barriers, log_in, screen

URBAN = "urban-minimum-living-standard"


def some_numbers(county: people.County) -> None:
    """Three years of an invented standard, one that waits, and a table."""
    moment = people.at(date(2026, 11, 20))

    def put(name: str, value: object, on: date, *, agreed: bool = True) -> None:
        notice = actions.Notice(
            "关于提高城乡低保标准的通知（演示）", f"演民字〔{on.year}〕1号", "演示市民政局", on
        )
        number = actions.enter(
            name, people.COUNTY, value, starts_on=on, notice=notice, demo=True, actor=county.policy, at=moment  # type: ignore[arg-type]
        )  # fmt: skip
        if agreed:
            actions.check(number, agrees=True, actor=county.policy_two, at=moment)

    with scope.whole_county():
        put(URBAN, 69_300, date(2021, 7, 1))
        put(URBAN, 76_200, date(2022, 7, 1))
        put(URBAN, 82_000, date(2023, 7, 1))
        put(URBAN, 95_000, date(2025, 7, 1), agreed=False)
        groups = ("elderly", "minor", "severely_disabled", "seriously_ill")
        put("category-uplift-percent", dict.fromkeys(groups, Decimal(10)), date(2021, 7, 1))


def test_a_missing_number_is_entered_and_checked(county: people.County, window: Callable[..., Page]) -> None:
    some_numbers(county)
    page = window(quiet=True)  # a refused form answers 422, which the browser logs
    log_in(page, "policy")
    page.goto("/office/standards/")
    assert barriers(page) == []
    screen(page, "numbers")
    page.get_by_role("link", name="现在录入").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("录入：农村低保标准")
    page.fill("[name=value]", "六百二十")
    page.fill("[name=notice_title]", "关于提高城乡低保标准的通知（演示）")
    page.get_by_role("button", name="提交复核").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.input_value("[name=notice_title]") == "关于提高城乡低保标准的通知（演示）"
    assert barriers(page) == []
    screen(page, "number-enter")
    page.fill("[name=value]", "620")
    page.fill("[name=notice_number]", "演民字〔2026〕2号")
    page.fill("[name=issuing_body]", "演示市民政局")
    page.fill("[name=notice_on]", "2026-06-20")
    page.get_by_role("button", name="提交复核").press("Enter")
    page.wait_for_url("**/entries/*")
    expect(page.get_by_text("不能由您复核")).to_be_visible()
    address = page.url
    second = window()
    log_in(second, "policy_two")
    second.goto("/office/standards/checking")
    assert barriers(second) == []
    second.goto(address)
    assert barriers(second) == []
    screen(second, "number-check")
    second.get_by_label("与发文一致，同意执行").check()
    second.get_by_role("button", name="提交复核结论").press("Enter")
    expect(second.get_by_text("已复核")).to_be_visible()
    page.goto("/office/standards/")
    expect(page.get_by_text("620.00 元/人·月")).to_be_visible()


def test_the_rulebook_is_read_at_every_size_and_in_english(
    county: people.County, window: Callable[..., Page]
) -> None:
    some_numbers(county)
    pages = {
        "usual": window(), "phone": window(phone=True), "large": window(large=True), "language": window(language="en"),
        "dark": window(dark=True),
    }  # fmt: skip
    for name, page in pages.items():
        log_in(page, "clerk")
        for topic, address in (
            ("number", f"/office/standards/numbers/{URBAN}"),
            ("process", "/office/processes/minimum-living/2021-07-01/000000"),
            ("calendars", "/office/calendars/"),
            ("roles", "/office/roles/"),
            ("item", "/office/items/urban-minimum-living"),
        ):
            main = topic in ("number", "process")
            if not main and name not in ("usual", "phone"):
                continue
            page.goto(address)
            if name != "language":
                assert barriers(page) == [], (name, topic)
            if main:
                screen(page, f"{topic}-{name}")
            elif name == "usual":
                screen(page, topic)


def test_the_administrator_and_the_auditor(county: people.County, window: Callable[..., Page]) -> None:
    some_numbers(county)
    page = window()
    log_in(page, "administrator")
    for topic, address in (
        ("staff", "/office/staff/"),
        ("officer", f"/office/staff/officers/{county.clerk.staff_number}"),
        ("enroll", "/office/staff/new"),
    ):
        page.goto(address)
        assert barriers(page) == [], topic
        screen(page, topic)
    auditor = window()
    log_in(auditor, "auditor")
    for topic, address in (
        ("log", "/office/log/"),
        ("log-rows", "/office/log/rows"),
        ("log-person", "/office/log/person"),
    ):
        auditor.goto(address)
        assert barriers(auditor) == [], topic
        screen(auditor, topic)
