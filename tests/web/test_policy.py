"""The numbers at the desk: what is missing leads to where it is entered; two people; everything typed is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client

from jiuzhu.offices import queries as offices
from jiuzhu.rulebook import NotInForce
from jiuzhu.standards import actions, queries
from jiuzhu.standards.models import LocalNumber
from jiuzhu.web import clock
from tests import people

pytestmark = pytest.mark.django_db

URBAN = "urban-minimum-living-standard"
ENTER = f"/office/standards/enter?name={URBAN}&area={people.COUNTY}"
TYPED = {
    "value": "800.5", "starts_on": "2026-01-01", "stops_on": "", "notice_title": "关于提高低保标准的通知（演示）",
    "notice_number": "演民字〔2026〕1号", "issuing_body": "演示市民政局", "notice_on": "2025-12-20", "once": "first-key",
}  # fmt: skip
Desk = Callable[[str], Client]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """A day in the year that the rulebook has no standard for."""
    day = date(2026, 11, 20)
    monkeypatch.setattr(clock, "now", lambda: people.at(day))
    return day


def send(client: Client, address: str, **typed: Any) -> Any:
    return client.post(address, {**TYPED, **typed})


def entered(county: people.County, fen: int = 80_000, on: date = date(2026, 1, 1)) -> LocalNumber:
    notice = actions.Notice("通知", "演〔2026〕1号", "演示市民政局", date(2025, 12, 20))
    return actions.enter(
        URBAN, people.COUNTY, fen, starts_on=on, notice=notice, demo=True, actor=county.policy, at=clock.now()
    )


def put_in_force(county: people.County, **more: Any) -> LocalNumber:
    number = entered(county, **more)
    actions.check(number, agrees=True, actor=county.policy_two, at=clock.now())
    return number


class TestRefusals:
    def test_nobody_comes_in_without_a_login(self, county: people.County) -> None:
        response = Client().get("/office/standards/")
        assert response.status_code == 302
        assert "login" in response["Location"]

    @pytest.mark.parametrize("who", ["clerk", "chief", "supervisor", "auditor", "administrator"])
    def test_only_a_policy_officer_enters_or_checks(
        self, county: people.County, desk: Desk, who: str
    ) -> None:
        number = entered(county)
        client = desk(who)
        assert send(client, ENTER).status_code == 403
        assert client.get("/office/standards/checking").status_code == 403
        answer = client.post(
            f"/office/standards/entries/{number.pk}/verdict", {"verdict": "agree", "once": "k"}
        )
        assert answer.status_code == 403
        assert queries.verdict_on(queries.get(number.pk)) is None
        assert client.get("/office/standards/").status_code == 200
        assert client.get(f"/office/standards/entries/{number.pk}").status_code == 200

    def test_a_bad_form_comes_back_with_everything_typed(self, county: people.County, desk: Desk) -> None:
        answer = send(desk("policy"), ENTER, value="八百", notice_number="", starts_on="2026-13-01")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "“八百”不是金额" in page
        assert 'value="八百"' in page
        assert "关于提高低保标准的通知（演示）" in page
        assert not LocalNumber.objects.exists()

    def test_a_refusal_of_the_room_stands_at_its_field(self, county: people.County, desk: Desk) -> None:
        answer = send(desk("policy"), ENTER, notice_on="2027-01-01", stops_on="2025-01-01")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "发文日期（2027年1月1日）还没有到" in page
        assert "失效日期（2025年1月1日）必须晚于执行日期" in page

    def test_a_file_of_the_wrong_kind_is_refused_and_nothing_entered(
        self, county: people.County, desk: Desk
    ) -> None:
        file = SimpleUploadedFile("notice.pdf", b"MZ this is a program")
        answer = send(desk("policy"), ENTER, notice_file=file)
        assert answer.status_code == 422
        assert not LocalNumber.objects.exists()

    def test_what_the_nation_sets_is_refused_before_any_form(self, county: people.County, desk: Desk) -> None:
        answer = desk("policy").get("/office/standards/enter?name=grace-exit-months")
        assert answer.status_code == 422
        assert "由国家统一规定" in answer.content.decode()

    def test_the_enterer_sees_why_she_cannot_check(self, county: people.County, desk: Desk) -> None:
        number = entered(county)
        client = desk("policy")
        page = client.get(f"/office/standards/entries/{number.pk}").content.decode()
        assert "不能由您复核" in page
        assert 'name="verdict"' not in page
        answer = client.post(
            f"/office/standards/entries/{number.pk}/verdict", {"verdict": "agree", "once": "k"}
        )
        assert answer.status_code == 422
        assert queries.verdict_on(queries.get(number.pk)) is None

    def test_sending_back_without_a_reason_is_refused_at_the_remark(
        self, county: people.County, desk: Desk
    ) -> None:
        number = entered(county)
        answer = desk("policy_two").post(
            f"/office/standards/entries/{number.pk}/verdict",
            {"verdict": "send_back", "remark": "", "once": "k"},
        )
        assert answer.status_code == 422
        assert "请写明理由" in answer.content.decode()

    def test_unknown_numbers_and_entries_are_pages_and_no_faults(
        self, county: people.County, desk: Desk
    ) -> None:
        client = desk("clerk")
        assert client.get("/office/standards/entries/999").status_code == 404
        assert client.get("/office/standards/numbers/no-number").status_code == 422
        assert client.get("/office/processes/minimum-living/1999-01-01/000000").status_code == 404
        assert client.get("/office/calendars/?year=1999").status_code == 404
        assert client.get("/office/standards/?area=1&on=x&page=zz").status_code == 200


class TestTheMissingNumber:
    def test_the_list_says_what_is_missing_and_leads_to_the_form(
        self, county: people.County, desk: Desk
    ) -> None:
        page = desk("policy").get("/office/standards/").content.decode()
        assert "缺少 2 个必需的数字" in page
        link = re.search(rf'href="(/office/standards/enter\?name={URBAN}[^"]*)"', page)
        assert link is not None
        form = desk("policy").get(link[1].replace("&amp;", "&")).content.decode()
        assert 'value="2026-11-20"' in form

    def test_others_see_it_without_the_form(self, county: people.County, desk: Desk) -> None:
        page = desk("clerk").get("/office/standards/").content.decode()
        assert "缺少 2 个必需的数字" in page
        assert "/office/standards/enter" not in page

    def test_a_number_that_is_missing_shows_its_refusal(self, county: people.County, desk: Desk) -> None:
        page = desk("policy").get(f"/office/standards/numbers/{URBAN}").content.decode()
        assert "rulebook.number-not" in page
        assert "630.00" in page


class TestTwoPeople:
    def test_entered_checked_in_force(self, county: people.County, desk: Desk) -> None:
        first = desk("policy")
        answer = send(first, ENTER, notice_file=SimpleUploadedFile("通知.pdf", PDF))
        assert answer.status_code == 303
        number = LocalNumber.objects.get()
        assert (number.value, number.entered_by) == (80_050, county.policy)
        second = desk("policy_two")
        waiting = second.get("/office/standards/checking").content.decode()
        assert "800.50 元/人·月" in waiting
        entry = second.get(answer["Location"]).content.decode()
        assert "补录" in entry
        assert "早 323 天" in entry
        notice = second.get(f"/office/standards/entries/{number.pk}/notice")
        assert notice.content == PDF
        agreed = second.post(
            f"/office/standards/entries/{number.pk}/verdict",
            {"verdict": "agree", "remark": "一致", "once": "v"},
        )
        assert agreed.status_code == 303
        assert queries.number(URBAN, people.COUNTY, date(2026, 11, 20)).value == 80_050
        listing = first.get("/office/standards/").content.decode()
        assert "800.50 元/人·月" in listing
        assert "演民字〔2026〕1号" in listing

    def test_the_same_form_twice_enters_once(self, county: people.County, desk: Desk) -> None:
        client = desk("policy")
        first, again = send(client, ENTER), send(client, ENTER)
        assert first["Location"] == again["Location"]
        assert LocalNumber.objects.count() == 1

    def test_correcting_starts_from_the_old_value(self, county: people.County, desk: Desk) -> None:
        number = put_in_force(county)
        client = desk("policy_two")
        page = client.get(f"/office/standards/entries/{number.pk}/correct").content.decode()
        assert 'value="800.00"' in page
        answer = send(
            client, f"/office/standards/entries/{number.pk}/correct", value="810", reason="看错一位"
        )
        assert answer.status_code == 303
        fixed = LocalNumber.objects.get(replaces=number)
        assert (fixed.value, fixed.demo) == (81_000, True)
        page = desk("policy").get(f"/office/standards/entries/{fixed.pk}").content.decode()
        assert "看错一位" in page
        assert "800.00 元/人·月" in page

    def test_withdrawing_asks_and_a_second_person_agrees(self, county: people.County, desk: Desk) -> None:
        number = put_in_force(county)
        client = desk("policy")
        assert (
            client.post(f"/office/standards/entries/{number.pk}/withdraw", {"once": "w"}).status_code == 422
        )
        answer = client.post(
            f"/office/standards/entries/{number.pk}/withdraw", {"reason": "名称录错", "once": "w"}
        )
        assert answer.status_code == 303
        request = LocalNumber.objects.get(replaces=number)
        page = desk("policy_two").get(f"/office/standards/entries/{request.pk}").content.decode()
        assert "撤销申请" in page
        desk("policy_two").post(
            f"/office/standards/entries/{request.pk}/verdict", {"verdict": "agree", "remark": "", "once": "x"}
        )
        page = client.get(f"/office/standards/numbers/{URBAN}").content.decode()
        assert "已被撤销" in page

    def test_invented_numbers_are_marked_wherever_they_stand(self, county: people.County, desk: Desk) -> None:
        number = put_in_force(county)
        client = desk("clerk")
        for address in (
            "/office/standards/",
            f"/office/standards/numbers/{URBAN}",
            f"/office/standards/entries/{number.pk}",
        ):
            assert "演示数据" in client.get(address).content.decode()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_a_refusal_for_a_missing_number_leads_to_its_form(county: people.County, rf: Any) -> None:
    refusal = NotInForce(
        name=URBAN,
        label_zh="城市低保标准",
        label_en="x",
        area=f"{people.TOWNSHIP}201",
        on=date(2026, 3, 1),
        area_zh="新汶街道",
        area_en="Xinwen",
    )
    request = rf.get("/office/")
    page = Template("{% refusal_panel refusal %}")
    assert (
        "standards/" not in page.render(Context({"refusal": refusal, "request": request})).partition("<a ")[2]
    )
    for who, wanted in (
        ("policy", f"/office/standards/enter?name={URBAN}&amp;area=370982&amp;from=2026-03-01"),
        ("clerk", f"/office/standards/numbers/{URBAN}?area=370982&amp;on=2026-03-01"),
    ):
        request.officer = county.officers[who]
        request.powers = offices.powers(request.officer, date(2026, 3, 1))
        assert f'href="{wanted}"' in page.render(Context({"refusal": refusal, "request": request}))
