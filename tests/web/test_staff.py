"""People and posts: only an administrator, never on herself; roles can be read by everyone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from jiuzhu.audit.models import Entry
from jiuzhu.offices import actions, queries
from jiuzhu.offices.models import LoginRequirement, Officer, Posting
from jiuzhu.offices.roles import POWERS, ROLES
from jiuzhu.values.refusals import Refusal
from jiuzhu.web import clock
from tests import people

pytestmark = pytest.mark.django_db
Desk = Callable[[str], Client]
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY))


def typed(county: people.County, **more: Any) -> dict[str, Any]:
    return {
        "name": "韦一鸣", "staff_number": "T9001", "office": str(county.clerk.office_id), "citizen_id": "", "phone": "",
        "username": "weiyiming", "password": "lantern-river-9001", "once": "k1", **more,
    }  # fmt: skip


class TestRefusals:
    @pytest.mark.parametrize("who", ["clerk", "policy", "supervisor", "auditor", "chief"])
    def test_nobody_else_keeps_accounts(self, county: people.County, desk: Desk, who: str) -> None:
        client = desk(who)
        posting = Posting.objects.get(officer=county.clerk)
        for address in (
            "/office/staff/",
            "/office/staff/new",
            "/office/staff/officers/T0001",
            f"/office/staff/posts/{posting.pk}/relieve",
        ):
            assert client.get(address).status_code == 403, address
        for address in (
            "/office/staff/new", "/office/staff/officers/T0001/post", "/office/staff/officers/T0001/password",
            "/office/staff/officers/T0001/unlock", f"/office/staff/posts/{posting.pk}/relieve", "/office/roles/auditor/login",
        ):  # fmt: skip
            assert client.post(address, {"once": "k"}).status_code == 403, address
        posting.refresh_from_db()
        assert posting.stops_on is None

    def test_the_action_refuses_without_the_page_too(self, county: people.County) -> None:
        now = people.at(TODAY)
        with pytest.raises(Refusal) as caught:
            actions.post(
                county.clerk,
                "auditor",
                county.areas[people.COUNTY],
                starts_on=TODAY,
                actor=county.clerk,
                at=now,
            )
        assert caught.value.code == "offices.not-your-power"

    def test_an_administrator_does_not_post_herself(self, county: people.County, desk: Desk) -> None:
        me = county.administrator
        client = desk("administrator")
        address = f"/office/staff/officers/{me.staff_number}"
        assert "这是您自己" in client.get(address).content.decode()
        answer = client.post(
            f"{address}/post",
            {"role": "auditor", "area": people.COUNTY, "starts_on": "2026-11-20", "once": "k"},
        )
        assert answer.status_code == 422
        assert "不能给自己任命" in answer.content.decode()
        assert queries.roles(me, TODAY) == ["administrator"]
        assert (
            client.post(f"{address}/password", {"password": "lantern-river-1", "once": "k2"}).status_code
            == 422
        )

    def test_taken_numbers_and_names_are_refused_at_their_fields(
        self, county: people.County, desk: Desk
    ) -> None:
        answer = desk("administrator").post(
            "/office/staff/new", typed(county, staff_number="T0001", username="clerk")
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "工号“T0001”已有人使用" in page
        assert "登录名“clerk”已有人使用" in page
        assert 'value="韦一鸣"' in page

    @pytest.mark.parametrize(
        ("field", "wrong", "said"),
        [
            ("citizen_id", "370982199013010015", "不是日期"), ("staff_number", "工号 一", "工号为"),
            ("password", "12345678", "密码"), ("office", "999999", ""), ("name", "", ""),
        ],
    )  # fmt: skip
    def test_a_wrong_field_keeps_the_rest(
        self, county: people.County, desk: Desk, field: str, wrong: str, said: str
    ) -> None:
        answer = desk("administrator").post("/office/staff/new", typed(county, **{field: wrong}))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Officer.objects.filter(name="韦一鸣").exists()

    def test_a_role_of_another_level_and_a_second_post_of_one_kind_are_refused(
        self, county: people.County, desk: Desk
    ) -> None:
        client = desk("administrator")
        address = f"/office/staff/officers/{county.clerk.staff_number}/post"
        wrong = {"role": "auditor", "area": people.TOWNSHIP, "starts_on": "2026-11-20", "once": "a"}
        again = {"role": "counter_clerk", "area": people.TOWNSHIP, "starts_on": "2026-11-20", "once": "b"}
        backwards = {
            "role": "verifier",
            "area": people.TOWNSHIP,
            "starts_on": "2026-11-20",
            "stops_on": "2026-11-20",
            "once": "c",
        }
        for form, said in ((wrong, "不能设在"), (again, "重叠"), (backwards, "必须晚于")):
            answer = client.post(address, form)
            assert answer.status_code == 422
            assert said in answer.content.decode()
        assert Posting.objects.filter(officer=county.clerk).count() == 1

    def test_unknown_officers_and_posts_are_not_found(self, county: people.County, desk: Desk) -> None:
        client = desk("administrator")
        assert client.get("/office/staff/officers/T7777").status_code == 404
        assert client.get("/office/staff/posts/999999/relieve").status_code == 404
        assert client.post("/office/roles/king/login", {"once": "k"}).status_code == 422


class TestKeeping:
    def test_enrolled_posted_relieved(self, county: people.County, desk: Desk) -> None:
        client = desk("administrator")
        answer = client.post("/office/staff/new", typed(county))
        assert (answer.status_code, answer["Location"]) == (303, "/office/staff/officers/T9001")
        assert client.post("/office/staff/new", typed(county))["Location"] == answer["Location"]
        officer = Officer.objects.get(staff_number="T9001")
        assert not officer.own_password
        assert queries.powers(officer, TODAY) == frozenset()
        form = {
            "role": "verifier",
            "area": people.TOWNSHIP,
            "starts_on": "2026-11-20",
            "stops_on": "",
            "once": "k2",
        }
        assert client.post("/office/staff/officers/T9001/post", form).status_code == 303
        assert queries.may(officer, "verification.inquire", people.TOWNSHIP, TODAY)
        page = client.get("/office/staff/officers/T9001").content.decode()
        assert "核对员" in page
        posting = Posting.objects.get(officer=officer)
        answer = client.post(
            f"/office/staff/posts/{posting.pk}/relieve", {"stops_on": "2026-11-20", "once": "k3"}
        )
        assert answer.status_code == 422
        answer = client.post(
            f"/office/staff/posts/{posting.pk}/relieve", {"stops_on": "2026-12-01", "once": "k3"}
        )
        assert answer.status_code == 303
        assert not queries.may(officer, "verification.inquire", people.TOWNSHIP, date(2026, 12, 1))
        told = Entry.objects.filter(actor_key=county.administrator.staff_number).values_list("act", flat=True)
        assert list(told.exclude(act="signatures.key-made").order_by("id")) == [
            "offices.enrolled",
            "offices.posted",
            "offices.relieved",
        ]

    def test_a_new_password_opens_only_its_own_change(self, county: people.County, desk: Desk) -> None:
        client = desk("administrator")
        address = f"/office/staff/officers/{county.clerk.staff_number}"
        answer = client.post(f"{address}/password", {"password": "lantern-river-777", "once": "p"})
        assert answer.status_code == 303
        county.clerk.refresh_from_db()
        assert not county.clerk.own_password
        assert Entry.objects.filter(act="offices.password-given").count() == 1

    def test_who_is_locked_out_is_let_in_again(self, county: people.County, desk: Desk, rf: Any) -> None:
        request = rf.post("/accounts/login/")
        for _ in range(6):
            authenticate(request, username="clerk", password="wrong")
        assert authenticate(request, username="clerk", password=people.PASSWORD) is None
        address = f"/office/staff/officers/{county.clerk.staff_number}/unlock"
        assert desk("administrator").post(address, {"once": "u"}).status_code == 303
        assert authenticate(request, username="clerk", password=people.PASSWORD) is not None

    def test_the_second_factor_of_a_role(self, county: people.County, desk: Desk) -> None:
        client = desk("administrator")
        assert (
            client.post(
                "/office/roles/chief_representative/login", {"second_factor": "yes", "once": "f"}
            ).status_code
            == 303
        )
        assert LoginRequirement.objects.get(role="chief_representative").second_factor
        client.post("/office/roles/chief_representative/login", {"second_factor": "no", "once": "g"})
        assert not LoginRequirement.objects.get(role="chief_representative").second_factor


class TestReading:
    def test_the_list_is_searched_and_filtered(self, county: people.County, desk: Desk) -> None:
        client = desk("administrator")
        assert "林知夏" in client.get("/office/staff/").content.decode()
        found = client.get("/office/staff/", {"q": "白桦"}).content.decode()
        assert "白桦" in found
        assert "林知夏" not in found
        found = client.get("/office/staff/", {"role": "policy_officer", "area": ""}).content.decode()
        assert "章程" in found
        assert "白桦" not in found
        found = client.get("/office/staff/", {"area": people.NEIGHBOUR}).content.decode()
        assert "石岩" in found
        assert "林知夏" not in found

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_everybody_reads_every_role_and_power(
        self, county: people.County, desk: Desk, language: str
    ) -> None:
        client = desk("clerk")
        client.cookies["django_language"] = language
        page = client.get("/office/roles/").content.decode()
        english = language == "en"
        for role in ROLES.values():
            assert role.name(language) in page
            assert role.sentence(language).replace("'", "&#x27;") in page
        held = frozenset().union(*(role.powers for role in ROLES.values()))
        for power in held:
            assert POWERS[power][english].replace("'", "&#x27;") in page
        assert 'name="second_factor"' not in page
