"""A home visit where there is no network: taken along, filled in, kept over a reload, sent once; a clash shown side by side."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from jiuzhu.documents import queries as documents
from jiuzhu.journey import surveying
from jiuzhu.offices import scope
from jiuzhu.surveys.models import Photograph, Sent, Taken, VisitDraft
from tests import people
from tests.browser.conftest import barriers, log_in, screen
from tests.rooms import verification_cases as made

TIMEOUT = 20_000  # ms; the first start of a service worker on a busy machine


def photograph() -> dict[str, Any]:
    out = io.BytesIO()
    written = Image.Exif()
    written[0x010F] = "某手机"
    written.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (2400, 1200), (120, 90, 60)).save(out, "JPEG", exif=written)
    return {"name": "院子.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


@pytest.fixture
def waiting(county: people.County) -> tuple[people.County, Any]:
    with scope.whole_county():
        return county, made.open_case(county, made.household(county), "surveying")


def along(page: Page, case: Any) -> None:
    """By village, onto the route, onto the telephone."""
    page.goto("/office/visits/along/")
    page.check(f"[name=case][value='{case.number}']")
    page.get_by_role("button", name="排今天的路线").click()
    expect(page.get_by_role("button", name="把路线上的都带下去")).to_be_visible()
    assert barriers(page) == []
    screen(page, "visits-along-phone")
    page.get_by_role("button", name="把路线上的都带下去").click()
    page.wait_for_url("**/along/phone")
    expect(page.locator("[data-phone][data-ready]")).to_be_attached(timeout=TIMEOUT)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(page.get_by_role("button", name="填写", exact=True)).to_be_visible(timeout=TIMEOUT)


def network(page: Page, *, on: bool) -> None:
    """Cut, for the page and its worker alike; or back again."""
    page.context.set_offline(not on)


def fill(page: Page) -> None:
    page.get_by_label("调查地点").fill("柳行村12号院内")
    page.get_by_label("调查情况").get_by_text("调查完成").click()
    page.locator("summary", has_text="车辆、牲畜、土地").click()
    page.get_by_label("牲畜、家禽").fill("羊 6 只")
    page.get_by_label("调查结论").fill("与申报相符，羊为自养。")
    page.locator("[data-photos]").set_input_files([photograph()])
    expect(page.locator("[data-photographs] img")).to_have_count(1, timeout=TIMEOUT)


def test_without_a_network_nothing_is_lost_and_nothing_doubled(
    waiting: tuple[people.County, Any], window: Callable[..., Page]
) -> None:
    _where, case = waiting
    page = window(phone=True, quiet=True)  # cut calls are errors of the console, and are meant
    log_in(page, "visitor")
    along(page, case)
    assert Taken.objects.get().officer.staff_number
    network(page, on=False)
    page.reload()
    expect(page.get_by_role("button", name="填写", exact=True)).to_be_visible(timeout=TIMEOUT)
    page.get_by_role("button", name="填写", exact=True).click()
    expect(page.get_by_label("调查地点")).to_be_visible()
    assert barriers(page) == []
    screen(page, "visit-offline-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    fill(page)
    expect(page.locator("[data-saved]")).to_have_text("已存在手机上")
    page.reload()
    page.get_by_role("button", name="继续填写").click()
    expect(page.get_by_label("调查结论")).to_have_value("与申报相符，羊为自养。")
    expect(page.locator("[data-photographs] img")).to_have_count(1, timeout=TIMEOUT)
    page.get_by_role("button", name="填好了，等待传送").click()
    expect(page.get_by_text("还没有填：")).to_be_visible()
    page.get_by_role("button", name="填好了，等待传送").click()
    expect(page.get_by_text("等待传送").first).to_be_visible(timeout=TIMEOUT)
    assert Sent.objects.count() == 0
    network(page, on=True)
    page.reload()
    expect(page.get_by_text("已传送，请登录后签名")).to_be_visible(timeout=TIMEOUT)
    assert Sent.objects.get().state == "kept"
    kept = Photograph.objects.get()
    with scope.whole_county(), Image.open(io.BytesIO(documents.read(kept.file))) as small:
        assert max(small.size) <= 1600 and not small.getexif()
    assert VisitDraft.objects.get().typed["livestock"] == ["羊 6 只"]
    assert Taken.objects.get().given_back == "sent"
    page.reload()
    expect(page.get_by_text("手机上没有带下去的申请。")).to_be_visible(timeout=TIMEOUT)
    assert (Sent.objects.count(), Photograph.objects.count()) == (1, 1)
    page.get_by_role("link", name=case.number).click()
    expect(page.get_by_label("调查结论")).to_have_value("与申报相符，羊为自养。")


def test_two_who_wrote_differently_are_shown_side_by_side(
    waiting: tuple[people.County, Any], window: Callable[..., Page]
) -> None:
    where, case = waiting
    page = window(phone=True, quiet=True)
    log_in(page, "visitor")
    along(page, case)
    network(page, on=False)
    page.get_by_role("button", name="填写", exact=True).click()
    fill(page)
    with scope.whole_county():
        surveying.save_draft(
            case, {"finding": ["邻居说羊是代养的"], "place": ["柳行村12号院内"]}, turn=0, actor=where.visitor_two, on=made.TODAY, at=made.at()
        )  # fmt: skip
    page.get_by_role("button", name="填好了，等待传送").click()
    page.get_by_role("button", name="填好了，等待传送").click()
    expect(page.get_by_text("等待传送").first).to_be_visible(timeout=TIMEOUT)
    network(page, on=True)
    page.get_by_role("button", name="现在传送").click()
    page.get_by_role("button", name="逐项选择").click(timeout=TIMEOUT)
    expect(page.get_by_text("邻居说羊是代养的")).to_be_visible(timeout=TIMEOUT)
    expect(page.get_by_text("与申报相符，羊为自养。")).to_be_visible()
    assert barriers(page) == []
    screen(page, "visit-clash-phone")
    page.get_by_role("button", name="按选择并入").click()
    expect(page.get_by_text("每一处都请选一个。")).to_be_visible()
    assert VisitDraft.objects.get().typed["finding"] == ["邻居说羊是代养的"]
    for row in page.locator(".beside tr:has(input)").all():
        row.locator("input[value=mine]").check()
    page.get_by_label("邻居说羊是代养的").check()
    page.get_by_role("button", name="按选择并入").click()
    expect(page.get_by_text("已传送，请登录后签名")).to_be_visible(timeout=TIMEOUT)
    typed = VisitDraft.objects.get().typed
    assert (typed["finding"], typed["livestock"]) == (["邻居说羊是代养的"], ["羊 6 只"])
    assert Sent.objects.get().typed["finding"] == ["与申报相符，羊为自养。"]


def test_logging_out_leaves_nothing_on_the_telephone(
    waiting: tuple[people.County, Any], window: Callable[..., Page]
) -> None:
    _where, case = waiting
    page = window(phone=True, quiet=True)
    log_in(page, "visitor")
    along(page, case)
    page.get_by_role("button", name="填写", exact=True).click()
    page.get_by_label("调查地点").fill("柳行村")
    expect(page.locator("[data-saved]")).to_have_text("已存在手机上")
    page.locator(".who summary").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("手机上还有 1 份入户记录没有传送")).to_be_visible(timeout=TIMEOUT)
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(lambda url: "/office/" not in url)
    left = page.evaluate(
        "(async () => [(await indexedDB.databases()).length, (await caches.keys()).length])()"
    )
    assert left == [0, 0]
