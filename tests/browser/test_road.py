"""The whole road in a real browser: from the counter to the bank, and the family beside it on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jiuzhu.cases import queries as cases
from jiuzhu.entitlements import queries as entitlements
from jiuzhu.households.models import Person
from jiuzhu.offices import scope
from jiuzhu.scheduled.every_few_minutes import file_decisions
from jiuzhu.values import bank_accounts, citizen_id
from jiuzhu.values.month import Month
from tests import applying, people, road
from tests.browser import walking
from tests.browser.conftest import log_in, screen
from tests.browser.walking import DoorsClock, Road, by_keys
from tests.rooms import verification_cases as made

Window = Callable[..., Page]


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def where(county: people.County) -> people.County:
    """The county with its letter and all its numbers since the end of 2019."""
    with scope.whole_county():
        people.letter(county)
        road.numbers(county, starts_on=date(2019, 12, 1))
    return county


def at_the_counter(page: Page, walk: Road) -> None:
    """Mother and child are taken in with the keyboard alone."""
    page.goto("/office/counter/")
    page.focus("button.primary")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_citizen_id")
    for number, name, relation in (
        (applying.number(date(1985, 3, 4), "female"), "卫芳菲", None),
        (applying.number(date(2015, 6, 7), "male"), "卫小满", "20"),
    ):
        page.focus("#id_citizen_id")
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        page.keyboard.type(name)
        if relation:
            by_keys(page, {"relation": relation})
        page.keyboard.press("Alt+s")
        expect(page.locator("table.household")).to_contain_text(name)
    screen(page, "road-household")
    page.goto(page.url.split("#")[0].rstrip("/") + "/ask/home")
    home = {
        "registered_area": f"{people.TOWNSHIP}001", "residence": "东山社区 3 号楼 201", "telephone": walking.PHONED,
        "cause": ("illness", "unemployment"), "alone": "no", "staff_relative": "no", "bank": "农村商业银行",
        "bank_account": bank_accounts.invent(1),
    }  # fmt: skip
    answers: list[tuple[str, dict[str, Any]]] = [
        ("ask/home", {f"household.{key}": value for key, value in home.items()}),
        ("ask/m1", of("m1", applying.ADULT, money=False)),
        ("ask/m1-money", of("m1", applying.ADULT, money=True)),
        ("ask/m2", of("m2", applying.CHILD, money=False)),
        ("ask/m2-money", {}),
        ("ask/papers", {"m1.authorisation": "yes", "m1.statement": "yes", "papers.identity-card": "seen"}),
    ]
    for path, told in answers:
        page.wait_for_url(f"**/{path}")
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        by_keys(page, told)
        page.keyboard.press("Alt+s")
    page.wait_for_url("**/check")


MONEY = (
    "wage_fen", "business_fen", "property_fen", "transfer_fen", "deposit_fen", "vehicles", "other_houses",
)  # fmt: skip


def of(key: str, told: dict[str, str], *, money: bool) -> dict[str, Any]:
    """The answers of one page about one member."""
    papers = ("authorisation", "statement")
    return {
        f"{key}.{name}": text
        for name, text in told.items()
        if (name in MONEY) is money and name not in papers
    }


def test_from_the_counter_to_the_bank(
    where: people.County, window: Window, monkeypatch: Any, tmp_path: Path
) -> None:
    with scope.whole_county():
        road.standard(where)
    walking.money_ready(where)
    clock = DoorsClock(monkeypatch, date(2026, 9, 1))
    walk = Road(where, window, clock, monkeypatch)

    clerk = walk.desk("clerk")
    at_the_counter(clerk, walk)
    clerk.get_by_role("button", name="受理申请，打印受理通知书").press("Enter")
    clerk.wait_for_url("**/taken")
    assert walk.stage() == "verifying"
    with clerk.context.expect_page() as opened:
        clerk.locator("main ul a.button").first.click()
    opened.value.close()
    phone = window(phone=True)
    phone.goto("/")
    phone.get_by_role("link", name="我的办理").click()
    phone.fill("[name=number]", walk.number)
    phone.fill("[name=code]", walk.code.lower())
    phone.click("button.primary")
    expect(phone.locator("main")).to_contain_text("信息核对")

    # The clerk goes home; the verifier sits down at the same computer.
    walking.leave(clerk)
    clock.later(1)
    walk.departments_answer("vehicles")
    log_in(clerk, "verifier")
    clerk.goto("/office/extracts/")
    clerk.select_option("[name=source] >> nth=-1", "vehicles")
    clerk.set_input_files(
        "[name=file]", {"name": "机动车.csv", "mimeType": "text/csv", "buffer": of_vehicles()}
    )
    clerk.get_by_role("button", name="录入这份数据").click()
    expect(clerk.get_by_role("heading", name="机动车")).to_be_visible()
    clerk.goto(f"/office/cases/{walk.number}/")
    walk.press_the_one_action(clerk)
    clerk.fill("[name=password]", people.PASSWORD)
    clerk.get_by_role("button", name="签署核对报告").click()
    expect(clerk.get_by_text("居民家庭经济状况核对报告")).to_be_visible()
    assert walk.stage() == "surveying"
    walking.leave(clerk)
    log_in(clerk, "clerk")

    clock.later(2)
    walk.visit()
    assert walk.stage() == "reviewing"
    page = walk.opinion()
    screen(page, "road-opinion")
    walk.sign(page)
    assert walk.stage() == "posting_opinion"
    walk.put_up()
    walk.days_of_the_notice()
    assert walk.stage() == "deciding"

    chief = walk.desk("chief")
    chief.goto("/office/signing/")
    chief.get_by_role("link", name="打开阅读").click()
    screen(chief, "road-decision")
    walk.sign(chief)
    assert walk.stage() == "publishing"
    walk.put_up()
    assert walk.stage() == "receiving"
    with scope.whole_county():
        right = entitlements.of_case(cases.get(walk.number))
    clock.on = right.starts_on.replace(day=5)
    paid(walk, tmp_path)

    phone.goto("/mine/")
    phone.fill("[name=number]", walk.number)
    phone.fill("[name=code]", walk.code)
    phone.click("button.primary")
    expect(phone.locator("main")).to_contain_text("已到账")
    expect(phone.locator("main")).to_contain_text("每月的钱")
    with phone.expect_response("**/mine/papers/*") as paper:
        phone.evaluate("fetch(document.querySelector('ul.links a').href)")
    assert (paper.value.status, paper.value.headers["content-type"]) == (200, "application/pdf")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    screen(phone, "road-family")


def of_vehicles() -> bytes:
    """A department's file about somebody else: nobody of the family has a vehicle."""
    stranger = Person(
        citizen_id=citizen_id.invent("370982", date(1955, 1, 1), "male", 49).number, name="远方人"
    )
    return made.delivery("vehicles", stranger)


def paid(walk: Road, folder: Path) -> None:
    """Cashier drafts, treasurer releases and fetches the file, the bank answers, the cashier books and settles."""
    with scope.whole_county():
        file_decisions.run(walk.clock.on, walk.clock.now())  # money follows the filing
    cashier, treasurer = walk.desk("cashier"), walk.desk("treasurer")
    cashier.goto("/office/runs/")
    cashier.fill("[name=month]", str(Month.of(walk.clock.on)))
    cashier.locator("form:has([name=month]) button.primary").click()
    cashier.wait_for_url("**/office/runs/*-*/")
    number = cashier.url.rstrip("/").rsplit("/", 1)[1]
    treasurer.goto(f"/office/runs/{number}/release")
    screen(treasurer, "road-release")
    treasurer.locator("form:has([name=seen_fen]) button.primary").click()
    treasurer.wait_for_url(f"**/office/runs/{number}/")
    treasurer.locator("form[action$='/write'] button").click()
    treasurer.wait_for_load_state()
    with treasurer.expect_download() as fetched:
        treasurer.locator("a[href$='/bank-file']").click()
    answer = walking.bank_answers(Path(fetched.value.path()), folder / "return.txt")
    cashier.goto(f"/office/runs/{number}/")
    cashier.set_input_files("[name=file]", answer)
    cashier.locator("form:has([name=file]) button.primary").click()
    cashier.wait_for_load_state()
    cashier.locator("form[action$='/settle'] button").click()
    expect(cashier.locator("main")).to_contain_text("已结清")
    screen(cashier, "road-run")


def test_under_the_rules_of_2019_in_english(where: people.County, window: Window, monkeypatch: Any) -> None:
    """The township decides first, the one notice hangs afterwards; every page speaks the language that was chosen."""
    clock = DoorsClock(monkeypatch, date(2020, 8, 3))
    walk = Road(where, window, clock, monkeypatch, language="en")
    draft = walking.family_in_a_draft(where, clock.on)
    clerk = walk.desk("clerk")
    clerk.goto(f"/office/counter/{draft.pk}/check")
    clerk.get_by_role("button", name="Accept").press("Enter")
    clerk.wait_for_url("**/taken")
    clock.later(1)
    walk.departments_answer()
    verifier = walk.at_case("verifier")
    walk.press_the_one_action(verifier)
    verifier.fill("[name=password]", people.PASSWORD)
    verifier.locator("form:has([name=version]) button.primary").click()
    verifier.wait_for_url("**/verification/reports/*")
    clock.later(2)
    walk.visit()
    walk.sign(walk.opinion())
    assert walk.stage() == "deciding"
    chief = walk.desk("chief")
    chief.goto(f"/office/cases/{walk.number}/decision")
    screen(chief, "road-decision-english")
    walk.sign(chief)
    assert walk.stage() == "posting_result"
    walk.put_up()
    walk.days_of_the_notice()
    assert walk.stage() == "receiving"
    clerk.goto(f"/office/cases/{walk.number}/")
    expect(clerk.locator("main")).to_contain_text("Receiving")
    screen(clerk, "road-case-english")
    phone = window(phone=True, language="en")
    phone.goto("/mine/")
    phone.fill("[name=number]", walk.number)
    phone.fill("[name=code]", walk.code)
    phone.click("button.primary")
    expect(phone.locator("main")).to_contain_text("September 2020")
    screen(phone, "road-family-english")
