"""What is not asked, in a real browser: the county's page, the clerk's facts by keyboard, the household's on a telephone."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from jiuzhu.intake.models import Remark
from jiuzhu.journey import accepting
from jiuzhu.offices import scope
from jiuzhu.verification import queries as verification
from tests import applying, people
from tests.browser.conftest import barriers, log_in, screen
from tests.rooms import verification_cases as made


def test_a_disagreement_from_the_form_to_the_telephone(
    county: people.County, window: Callable[..., Page]
) -> None:
    today = timezone.localdate()
    told = {"actor": county.clerk, "on": today, "at": people.at(today)}
    with scope.whole_county():
        for source in verification.SOURCES:
            made.take(source, on=today)
        mother = applying.mother(employment="employed", wage_fen="", vehicles="")
        draft = applying.draft(county, today, mother, applying.child())
    page = window(quiet=True)  # a refusal is a 422, which the console calls an error
    log_in(page, "clerk")
    page.goto(reverse("office:counter-ask", args=[draft.pk, "m1-money"]))
    expect(page.get_by_text("机动车（辆） ←")).to_be_visible()
    assert page.locator("[name='m1.vehicles']").count() == 0
    assert barriers(page) == []
    screen(page, "counter-not-asked")
    with scope.whole_county():
        taken = accepting.submit(draft, **told)
        accepting.accept(taken.case, **told)
        made.take("vehicles", *verification.persons(taken.case, today)[:1], on=today)
    page.goto(f"/office/cases/{taken.case.number}/facts")
    assert barriers(page) == []
    row = page.locator("#m1-vehicles")
    row.get_by_role("link", name="有不同说法").press("Enter")
    page.fill("[name=value]", "0")
    page.get_by_role("button", name="登记家庭的说法").press("Enter")
    expect(page.get_by_text("请写明理由").first).to_be_visible()
    assert page.input_value("[name=value]") == "0"
    page.fill("[name=reason]", "三月已卖，没有过户")
    page.get_by_role("button", name="登记家庭的说法").press("Enter")
    expect(page.locator("#m1-vehicles")).to_contain_text("三月已卖，没有过户")
    screen(page, "case-facts-desk")
    page.goto("/office/sources/")
    assert barriers(page) == []
    screen(page, "sources-connected")
    phone = window(phone=True)
    phone.goto("/mine/")
    phone.fill("[name=number]", taken.case.number)
    phone.fill("[name=code]", taken.follow_code)
    phone.get_by_role("button", name="查看我的办理").click()
    phone.get_by_role("link", name="看部门怎么说").click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert barriers(phone) == []
    screen(phone, "portal-facts-phone")
    phone.locator("#m1-vehicles").get_by_role("link", name="这不对").click()
    assert barriers(phone) == []
    phone.fill("[name=reason]", "车是我哥的")
    phone.get_by_role("button", name="告诉窗口").click()
    expect(phone.locator("#m1-vehicles")).to_contain_text("车是我哥的")
    assert [one.channel for one in Remark.objects.order_by("id")] == ["counter", "portal"]
