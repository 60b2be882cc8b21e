"""The log is read by the auditor alone, in words; asking who looked at a person is itself on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from jiuzhu.audit import actions as audit
from jiuzhu.audit.models import Entry
from jiuzhu.households.models import Person
from jiuzhu.values import citizen_id
from jiuzhu.web import clock
from tests import people

pytestmark = pytest.mark.django_db
Desk = Callable[[str], Client]
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY))


def look(county: people.County, number: str, *, person: str = "", on: date = TODAY, by: Any = None) -> None:
    from jiuzhu.cases.actions.casefile import LOOKED

    with transaction.atomic():
        audit.record(
            LOOKED, actor=by or county.clerk, at=people.at(on), case=number, person=person, purpose="办理"
        )


class TestRefusals:
    @pytest.mark.parametrize("who", ["clerk", "chief", "supervisor", "policy", "administrator"])
    def test_nobody_else_reads_it(self, county: people.County, desk: Desk, who: str) -> None:
        for address in ("/office/log/", "/office/log/person", "/office/log/rows"):
            assert desk(who).get(address).status_code == 403
        assert desk(who).post("/office/log/person", {"citizen_id": "x"}).status_code == 403

    def test_nonsense_in_the_address_is_no_fault(self, county: people.County, desk: Desk) -> None:
        client = desk("auditor")
        nonsense = "?before=-1&since=x&acts=nothing&who=%25&case=;"
        assert client.get(f"/office/log/{nonsense}").status_code == 200
        assert client.get("/office/log/?before=99999999999999999999999").status_code == 200
        assert client.get("/office/log/rows?table=x&row=y&before=z").status_code == 200

    def test_a_wrong_number_is_said_and_asked_of_nobody(self, county: people.County, desk: Desk) -> None:
        answer = desk("auditor").post("/office/log/person", {"citizen_id": "370982199001010000"})
        assert answer.status_code == 422
        assert not Entry.objects.filter(act="audit.searched-person").exists()


class TestReading:
    def test_by_whom_what_case_and_day(self, county: people.County, desk: Desk) -> None:
        look(county, "370982002-2026-000001")
        look(county, "370982101-2026-000002", by=county.neighbour_clerk, on=date(2026, 11, 1))
        client = desk("auditor")
        for query, there, gone in (
            ({"who": "林知夏"}, "370982002-2026-000001", "370982101-2026-000002"),
            ({"who": county.neighbour_clerk.staff_number}, "370982101-2026-000002", "370982002-2026-000001"),
            ({"case": "370982002-2026-000001"}, "370982002-2026-000001", "370982101-2026-000002"),
            ({"since": "2026-11-10"}, "370982002-2026-000001", "370982101-2026-000002"),
            ({"until": "2026-11-10", "acts": "cases"}, "370982101-2026-000002", "370982002-2026-000001"),
        ):
            page = client.get("/office/log/", query).content.decode()
            assert f"case={there}" in page, query
            assert f"case={gone}" not in page, query
        assert (
            "查看了申请材料（办理）" in client.get("/office/log/", {"acts": "cases.looked"}).content.decode()
        )
        assert "登记了工作人员" in client.get("/office/log/", {"who": "系统"}).content.decode()
        assert "没有符合条件的记录" in client.get("/office/log/", {"who": "无此人"}).content.decode()

    def test_pages_go_on_from_an_entry(self, county: people.County, desk: Desk) -> None:
        for number in range(1, 56):
            look(county, f"370982002-2026-{number:06d}")
        client = desk("auditor")
        page = client.get("/office/log/", {"acts": "cases"}).content.decode()
        assert "2026-000055" in page
        assert "2026-000005" not in page
        last = Entry.objects.filter(case_number="370982002-2026-000006").get().pk
        assert f"before={last}" in page
        older = client.get("/office/log/", {"acts": "cases", "before": last}).content.decode()
        assert "2026-000005" in older
        assert "2026-000006" not in older

    def test_who_looked_at_a_person_and_that_it_was_asked(self, county: people.County, desk: Desk) -> None:
        number = citizen_id.invent("370982", date(1960, 5, 1), "female", 1).number
        person = Person.objects.create(
            citizen_id=number, name="苏晚晴", sex="female", born_on=date(1960, 5, 1)
        )
        look(county, "370982002-2026-000001", person=str(person.pk))
        look(county, "370982002-2026-000002", person="999999")
        client = desk("auditor")
        page = client.post("/office/log/person", {"citizen_id": number}).content.decode()
        assert "苏晚晴" in page
        assert number not in page.replace(f'value="{number}"', "")
        assert "case=370982002-2026-000001" in page
        assert "case=370982002-2026-000002" not in page
        asked = Entry.objects.get(act="audit.searched-person")
        assert (asked.actor_key, asked.person_key) == (county.auditor.staff_number, str(person.pk))
        assert (
            "查询了哪些人看过苏晚晴的信息"
            in client.post("/office/log/person", {"citizen_id": number}).content.decode()
        )

    def test_rows_show_what_they_were_without_identity_numbers(
        self, county: people.County, desk: Desk
    ) -> None:
        client = desk("auditor")
        page = client.get("/office/log/rows", {"table": "offices_officer"}).content.decode()
        assert "林知夏" in page
        assert "＊＊＊" in page

    @pytest.mark.parametrize("address", ["/office/log/", "/office/log/person", "/office/log/rows"])
    def test_in_english_too(self, county: people.County, desk: Desk, address: str) -> None:
        client = desk("auditor")
        client.cookies["django_language"] = "en"
        assert client.get(address).status_code == 200
