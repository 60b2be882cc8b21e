"""The verification page at a desk and the home visit on a telephone, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from jiuzhu.offices import scope
from jiuzhu.verification import actions
from tests import people
from tests.browser.conftest import barriers, log_in, screen
from tests.rooms import verification_cases as made


def test_the_verifier_reads_the_grid_and_signs_the_report(
    county: people.County, window: Callable[..., Page]
) -> None:
    with scope.whole_county():
        family = made.household(county)
        case = made.open_case(county, family)
        for person in (family["mother"], family["son"]):
            made.authorise(county, case, person)
        actions.ask(case, actor=county.verifier, on=made.TODAY, at=made.at())
        made.take("vehicles", family["son"])
        made.take("social_insurance", family["mother"])
        made.take("household_register", family["mother"], family["son"])
        made.take("death", family["mother"], name="罗桉")
        made.take("tax")
    page = window()
    log_in(page, "verifier")
    page.goto(f"/office/cases/{case.number}/verification")
    expect(page.get_by_role("heading", name="核对结论")).to_be_visible()
    assert barriers(page) == []
    screen(page, "verification")
    page.fill("[name=incomplete_because]", "公积金中心系统升级，函复后补")
    page.fill("[name=password]", people.PASSWORD)
    page.get_by_role("button", name="签署核对报告").click()
    expect(page.get_by_text("居民家庭经济状况核对报告")).to_be_visible()
    assert barriers(page) == []
    screen(page, "verification-report")
    page.goto("/office/extracts/")
    assert barriers(page) == []
    screen(page, "extracts")
    english = window(language="en")
    log_in(english, "reviewer")
    english.goto(f"/office/verification/reports/HD-{case.number}-1")
    screen(english, "verification-report-english")
    clerk = window()
    log_in(clerk, "clerk")
    clerk.goto(f"/office/cases/{case.number}/authorisations")
    assert barriers(clerk) == []
    screen(clerk, "authorisations")
    assets = clerk.get_by_role("group", name="财产")
    clerk.get_by_role("checkbox", name="财产 全部").uncheck()
    assert assets.locator("[name=sources]:checked").count() == 0
    assets.get_by_label("机动车登记").check()
    assert clerk.get_by_role("checkbox", name="财产 全部").evaluate("one => one.indeterminate")
    assert clerk.get_by_role("checkbox", name="其他 全部").is_checked()
    telephone = window(phone=True)
    log_in(telephone, "verifier")
    telephone.goto(f"/office/cases/{case.number}/verification")
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers(telephone) == []


def test_a_visit_is_written_on_a_telephone_and_signed_twice(
    county: people.County, window: Callable[..., Page]
) -> None:
    with scope.whole_county():
        family = made.household(county)
        case = made.open_case(county, family, "surveying")
    page = window(phone=True)
    log_in(page, "visitor")
    page.goto(f"/office/cases/{case.number}/visit")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("[name=place]", "柳行村12号")
    page.fill("[name=respondent_name]", "罗安")
    page.select_option("[name=respondent_relation]", "01")
    page.select_option("[name=tenure]", "self_built")
    for person in family.values():
        page.evaluate(f"document.querySelector('[name=m{person.pk}_seen]').closest('details').open = true")
        page.check(f"[name=m{person.pk}_seen][value=yes]")
    son = page.locator("details.fold", has=page.locator(f"[name=m{family['son'].pk}_seen]")).first
    son.get_by_text("与申报不同的实际情况").click()
    page.fill(f"[name=m{family['son'].pk}_wage_fen]", "36000")
    page.fill(f"[name=m{family['son'].pk}_reason]", "见工资流水")
    page.fill("[name=finding]", "与申报基本相符，儿子在砖厂打零工")
    expect(page.locator("[data-saved]")).to_contain_text("已保存", timeout=8000)
    page.check("[name=household_signed][value=signed]")
    draw(page)
    assert barriers(page) == []
    screen(page, "visit-telephone")
    page.reload()  # the lid was closed: everything is still there, the signature too
    assert page.input_value("[name=finding]").startswith("与申报基本相符")
    assert page.input_value("[name=signature]").startswith("data:image/png")
    page.select_option("[name=second]", str(county.visitor_two.pk))
    page.fill("[name=password]", people.PASSWORD)
    page.get_by_role("button", name="签名，交另一名调查员核对").click()
    expect(page.get_by_text("等待 苗禾 用自己的账号核对")).to_be_visible()
    other = window(phone=True)
    log_in(other, "visitor_two")
    other.goto("/office/surveys/")
    assert barriers(other) == []
    screen(other, "visits-telephone")
    other.get_by_role("link", name="核对并签名").click()
    assert other.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers(other) == []
    screen(other, "visit-second-signature")
    other.fill("[name=password]", people.PASSWORD)
    other.get_by_role("button", name="内容属实，签名提交").click()
    other.wait_for_url(f"**/office/cases/{case.number}/")
    case.refresh_from_db()
    assert case.stage == "reviewing"
    desk = window()
    log_in(desk, "reviewer")
    desk.goto(f"/office/cases/{case.number}/")
    desk.get_by_role("link", name="查看记录").click()
    expect(desk.locator(".signature-shown")).to_be_visible()
    assert barriers(desk) == []
    screen(desk, "visit-record")


def draw(page: Page) -> None:
    """A line across the pad, as a finger does it."""
    pad = page.locator(".pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 18, box["y"] + 60 + (step % 3) * 22)
    page.mouse.up()
