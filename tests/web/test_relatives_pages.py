"""Relatives and substitutes on the screen: refusals shown, the straight way clicked, the same again once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jiuzhu.cases import actions as cases
from jiuzhu.cases import queries as case_queries
from jiuzhu.cases.models import Substitution
from jiuzhu.journey import responsibility
from jiuzhu.offices import scope
from jiuzhu.relatives import actions
from jiuzhu.relatives.models import Declaration
from jiuzhu.values import masking
from jiuzhu.web import clock
from tests import people, road

TODAY = date(2026, 9, 1)
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}
VILLAGE = f"{people.TOWNSHIP}001"
Desk = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 15))


@pytest.fixture
def case(county: people.County) -> Any:
    with scope.whole_county():
        return road.case_at(county, "reviewing", on=TODAY)


def send(client: Client, path: str, **typed: Any) -> Any:
    return client.post(path, {"once": uuid.uuid4().hex, **typed})


def words(answer: Any) -> str:
    return str(answer.content.decode())


def line(place: int, name: str, number: str, relation: str) -> dict[str, str]:
    return {f"name-{place}": name, f"number-{place}": number, f"relation-{place}": relation}


def test_an_officer_declares_her_relatives_and_sees_them_masked(
    county: people.County, case: Any, desk: Desk
) -> None:
    mine, number = "/office/relatives/mine", case.applicant.citizen_id
    browser = desk("reviewer")
    assert "还没有申报过" in words(browser.get(mine))
    good = line(0, case.applicant.name, number, "sibling") | {
        "home_village": VILLAGE,
        "password": people.PASSWORD,
    }
    for typed, told in (
        (good | {"password": "not-hers"}, "密码"),
        (good | {"number-0": number[:17] + ("1" if number[17] != "1" else "2")}, "校验码不符"),
        (good | {"relation-0": ""}, "都要填写"),
        (good | line(2, "隔行", number, "child"), "不要空行"),
        (good | line(1, "又一次", number, "child"), "申报了两次"),
    ):
        answer = send(browser, mine, **typed)
        assert answer.status_code in (200, 422) and told in words(answer), told
    with scope.whole_county():
        assert not Declaration.objects.exists()
    again = {"once": uuid.uuid4().hex, **good}
    assert [browser.post(mine, again).status_code for _ in range(2)] == [303, 303]
    page = words(browser.get(mine))
    assert masking.citizen_id(number) in page and number not in page and "东山社区" in page
    with scope.whole_county():
        assert Declaration.objects.count() == 1
    assert send(browser, mine, password=people.PASSWORD).status_code == 303
    assert "没有需要登记的亲属" in words(browser.get(mine))
    assert (
        send(desk("administrator"), mine, password=people.PASSWORD).status_code == 303
    )  # hers is owed as well


def test_who_owes_the_declaration_is_counted_per_township(county: people.County, desk: Desk) -> None:
    assert desk("clerk").get("/office/relatives/standing").status_code == 403
    with scope.whole_county():
        actions.declare([], actor=county.chief, **TOLD)
    page = words(desk("filing").get("/office/relatives/standing"))
    assert "已申报 1 人" in page and "东都镇" in page and page.index("林知夏") < page.index("郑守约")
    township = words(desk("supervisor").get(f"/office/relatives/standing?area={people.NEIGHBOUR}"))
    assert "乔木" in township and "郑守约" not in township


def test_village_officials_are_recorded_by_their_clerk_and_filed_with_the_case(
    county: people.County, case: Any, desk: Desk
) -> None:
    listing, clerk = "/office/relatives/officials/", desk("clerk")
    assert "还没有登记" in words(clerk.get(listing))
    with scope.whole_county():
        number = road.person("村主任甲").citizen_id
    typed = {
        "village": VILLAGE,
        "name": "村主任甲",
        "post": "主任",
        "number": number,
        "starts_on": "2026-01-01",
    }
    assert send(clerk, f"{listing}new", **typed | {"village": f"{people.NEIGHBOUR}201"}).status_code == 200
    assert "晚于" in words(send(clerk, f"{listing}new", **typed | {"stops_on": "2025-01-01"}))
    made = send(clerk, f"{listing}new", **typed)
    assert made.status_code == 303
    assert desk("neighbour_clerk").get(made["Location"]).status_code == 404
    told = line(0, case.applicant.name, case.applicant.citizen_id, "child")
    assert send(clerk, made["Location"], **told, password="not-hers").status_code == 422
    assert send(clerk, made["Location"], **told, password=people.PASSWORD).status_code == 303
    page = words(clerk.get(listing))
    assert "村主任甲" in page and str(number) not in page and "未登记" not in page
    filings = "/office/relatives/filings"
    assert "没有近亲属备案" in words(desk("filing").get(filings))
    with scope.whole_county():
        assert cases.match_relatives(**TOLD) == 1
    page = words(desk("filing").get(filings))
    assert case.number in page and "村主任甲" in page and str(case.applicant.citizen_id) not in page
    assert "单独登记备案" in words(clerk.get(f"/office/cases/{case.number}/"))


def test_a_substitute_is_named_seen_and_taken_back(county: people.County, case: Any, desk: Desk) -> None:
    page, head = f"/office/cases/{case.number}/substitution", desk("head")
    assert desk("chief").get(page).status_code == 403
    assert desk("neighbour_head").get(page).status_code == 404
    assert "没有人代替" in words(head.get(page)) and page in words(head.get(f"/office/cases/{case.number}/"))
    form = words(head.get(page, {"duty": "review"}))
    assert "乔木" in form and "石岩" not in form and "陆听澜" in form
    typed = {
        "duty": "review", "substitute": county.neighbour_reviewer.staff_number, "stands_back": county.reviewer.staff_number,
        "reason": "conflict", "explanation": "审核员的弟弟申请",
    }  # fmt: skip
    for wrong in (
        {"explanation": ""},
        {"substitute": county.clerk.staff_number},
        {"stops_on": "2026-09-01"},
        {"duty": "x"},
    ):
        assert send(head, page, **typed | wrong).status_code in (200, 422)
    with scope.whole_county():
        assert not Substitution.objects.exists()
    twice = {"once": uuid.uuid4().hex, **typed}
    assert [head.post(page, twice).status_code for _ in range(2)] == [303, 303]
    helper = desk("neighbour_reviewer")
    start = words(helper.get("/office/"))
    assert "我代替办理的" in start and case.number in start
    assert "审核员的弟弟申请" in words(helper.get(f"/office/cases/{case.number}/"))
    assert "我代替办理的" not in words(desk("reviewer").get("/office/"))
    with scope.whole_county():
        cases.take_duty(case, county.neighbour_reviewer, "review", on=TODAY, at=people.at(TODAY, 15))
        [made] = case_queries.substitutions(case)
        [link] = [one for one in responsibility.chain(case) if one.duty.officer == county.neighbour_reviewer]
        assert link.in_place_of() == "代替陆听澜，由崔知远指定，因回避：审核员的弟弟申请"
        assert "named by 崔知远" in link.in_place_of("en")
    assert "代替陆听澜" in words(desk("reviewer").get(f"/office/cases/{case.number}/responsibility"))
    back = f"{page}/{made.pk}/take-back"
    assert "必填" in words(send(head, back, reason="")) and send(head, back, reason="回岗").status_code == 303
    assert send(head, back, reason="再撤").status_code in (404, 422)
    assert helper.get(f"/office/cases/{case.number}/").status_code == 404
    assert "回岗" in words(head.get(page)) and "我代替办理的" not in words(helper.get("/office/"))


def test_the_staff_page_shows_why_two_roles_do_not_go_together(county: people.County, desk: Desk) -> None:
    address = f"/office/staff/officers/{county.cashier.staff_number}/"
    answer = send(
        desk("administrator"), f"{address}post", role="treasurer", area=people.COUNTY, starts_on="2026-09-01"
    )
    assert answer.status_code == 422 and "资金发放员" in words(answer) and "资金复核员" in words(answer)
