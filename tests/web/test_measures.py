"""两个办法 at the desk, in public and by API; and every refusal at a door is counted, once, whatever becomes of the count."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from jiuzhu.audit import actions as audit
from jiuzhu.audit import queries as counted
from jiuzhu.audit.models import Refused
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.scheduled.timetable import Entry
from jiuzhu.values import refusals
from jiuzhu.web import clock
from tests import people, road
from tests.web.calling import Caller

pytestmark = pytest.mark.django_db
Desk = Callable[[str], Client]
TODAY = date(2026, 9, 15)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY))


def rows() -> list[tuple[str, str, str, str, str]]:
    with scope.whole_county():
        found = Refused.objects.order_by("id")
        return [(one.code, one.door, one.actor_key, one.case_number, one.area_code) for one in found]


def count(
    where: people.County, code: str, area: str, *, on: date = TODAY, case: str = "", times: int = 1
) -> None:
    for _ in range(times):
        audit.count_refusals([code], door="page", actor=where.clerk, at=people.at(on), case=case, area=area)


class TestTheBookOfRefusals:
    def test_it_only_grows(self, county: people.County) -> None:
        count(county, "cases.own-case", people.TOWNSHIP)
        for statement in (
            "UPDATE audit_refused SET code = 'x'",
            "DELETE FROM audit_refused",
            "TRUNCATE audit_refused",
        ):
            with pytest.raises(DatabaseError) as no, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
            told = refusal_from(no.value)
            assert told is not None
            assert told.code == "audit.append-only"

    @pytest.mark.parametrize("wrong", [{"door": "window"}, {"area": "37"}, {"area": ""}])
    def test_and_takes_no_nonsense(self, county: people.County, wrong: dict[str, str]) -> None:
        told: dict[str, Any] = {"door": "page", "area": people.TOWNSHIP, **wrong}
        with pytest.raises(DatabaseError), transaction.atomic():
            audit.count_refusals(["cases.own-case"], actor=None, at=people.at(TODAY), **told)

    def test_a_township_sees_its_own_rows_only_and_writes_no_others(self, county: people.County) -> None:
        count(county, "cases.own-case", people.TOWNSHIP, case="370982002-2026-000001")
        count(county, "cases.own-case", people.NEIGHBOUR, case="370982101-2026-000001")
        with scope.within([people.TOWNSHIP]):
            assert [one.area_code for one in counted.refusals_listed(2026)] == [people.TOWNSHIP]
            with pytest.raises(DatabaseError), transaction.atomic():
                count(county, "cases.own-case", people.NEIGHBOUR)
        with scope.within([]):
            assert not counted.refusals_listed(2026).exists()

    def test_a_year_is_counted_with_the_index(self, county: people.County) -> None:
        count(county, "cases.own-case", people.TOWNSHIP, times=3)
        count(county, "cases.own-case", people.NEIGHBOUR, on=date(2026, 1, 1))
        count(county, "cases.own-case", people.NEIGHBOUR, on=date(2025, 12, 31))
        assert counted.refusals_counted(2026) == {"cases.own-case": 4}
        assert counted.refusals_by_area(2026) == {people.TOWNSHIP: 3, people.NEIGHBOUR: 1}
        assert counted.refusals_counted(2026, people.NEIGHBOUR) == {"cases.own-case": 1}
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                "EXPLAIN SELECT code, count(*) FROM audit_refused WHERE at >= '2026-01-01' AND at < '2027-01-01' GROUP BY code"
            )
            assert "audit_refused_of_year" in "\n".join(line for (line,) in cursor.fetchall())


class TestCounting:
    def test_a_page_that_refuses_an_act_is_counted_with_its_case(
        self, county: people.County, desk: Desk
    ) -> None:
        case = road.case_at(county, "reviewing", on=TODAY)
        typed = {"once": "k", "note": "不办了", "version": case.version + 7}
        answer = desk("clerk").post(f"/office/cases/{case.number}/withdraw", typed)
        assert answer.status_code == 422
        told = rows()
        assert [(door, number, area) for _code, door, _who, number, area in told] == [
            ("page", case.number, people.TOWNSHIP)
        ]
        assert told[0][0] == "cases.stale"
        assert told[0][2] == county.clerk.staff_number

    def test_looking_at_a_page_that_only_says_why_not_is_not(self, county: people.County, desk: Desk) -> None:
        case = road.case_at(county, "reviewing", on=TODAY)
        assert desk("chief").get(f"/office/cases/{case.number}/").status_code == 200
        assert desk("reviewer").get("/office/cases/370982002-2026-999999/").status_code == 404
        assert rows() == []

    def test_looking_beyond_ones_powers_is(self, county: people.County, desk: Desk) -> None:
        assert desk("clerk").get("/office/log/").status_code == 403
        assert rows() == [("offices.not-your-power", "page", county.clerk.staff_number, "", people.TOWNSHIP)]

    def test_a_case_out_of_reach_leaves_no_number_behind(self, county: people.County, desk: Desk) -> None:
        case = road.case_at(county, "reviewing", on=TODAY)
        desk("neighbour_clerk").post(f"/office/cases/{case.number}/withdraw", {"once": "k", "version": 1})
        assert rows() == [
            ("cases.no-such-case", "page", county.neighbour_clerk.staff_number, "", people.NEIGHBOUR)
        ]

    def test_the_api_counts_the_same_once_per_call(self, county: people.County) -> None:
        caller = Caller("clerk")
        answer = caller.get("/log")
        assert caller.codes(answer) == ["offices.not-your-power"]
        assert rows() == [("offices.not-your-power", "api", county.clerk.staff_number, "", people.TOWNSHIP)]
        caller.post("/cases/370982002-2026-999999/withdraw", {"note": "不办了", "version": 1})
        assert rows()[1:] == [("cases.no-such-case", "api", county.clerk.staff_number, "", people.TOWNSHIP)]

    def test_nobody_and_slips_of_the_key_are_not(self, county: people.County, desk: Desk) -> None:
        Client().post("/follow/", {"number": "x", "code": "y"})
        Caller("auditor").post("/log/person", {"citizen_id": "370982199001010000"})
        desk("auditor").post("/office/log/person", {"citizen_id": "370982199001010000"})
        assert rows() == []

    def test_the_clock_counts_and_still_fails(self, county: people.County) -> None:
        def run(on: date, at: Any) -> None:
            raise refusals.by_code("rulebook.no-such-measure")(key="x")

        with pytest.raises(refusals.Refusal):
            Entry("daily", "x", run).carry_out(TODAY, people.at(TODAY))
        assert rows() == [("rulebook.no-such-measure", "clock", "", "", people.COUNTY)]

    def test_the_command_line_counts(self, county: people.County, monkeypatch: pytest.MonkeyPatch) -> None:
        from jiuzhu import __main__ as program

        monkeypatch.setattr("sys.argv", ["jiuzhu", "rulebook", "show", "no-number-of-this-name"])
        with pytest.raises(SystemExit) as ended:
            program.main()
        assert ended.value.code == 2
        assert rows() == [("rulebook.unknown-number", "command", "", "", people.COUNTY)]

    def test_a_count_that_fails_is_loud_and_the_refusal_still_arrives(
        self,
        county: people.County,
        desk: Desk,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def broken(*_args: Any, **_keywords: Any) -> None:
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO audit_refused (code) VALUES ('x')")

        monkeypatch.setattr(audit, "count_refusals", broken)
        with caplog.at_level(logging.ERROR):
            assert desk("clerk").get("/office/log/").status_code == 403
        assert "refused and not counted: offices.not-your-power" in caplog.text
        assert rows() == []  # and the connection is whole again


class TestPages:
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    @pytest.mark.parametrize(
        "address",
        ["/office/measures/", "/office/measures/?q=备案&on=2020-01-01&year=2026", "/office/measures/?q=nothing-has-this",
         "/office/measures/supervision/", "/office/measures/special-seal/?on=2019-11-30",
         "/office/measures/special-seal/?on=nonsense&year=1066"],
    )  # fmt: skip
    def test_everybody_reads(self, county: people.County, desk: Desk, address: str, language: str) -> None:
        client = desk("clerk")
        client.cookies["django_language"] = language
        assert client.get(address).status_code == 200

    def test_an_unknown_measure_is_not_there(self, county: people.County, desk: Desk) -> None:
        assert desk("clerk").get("/office/measures/parking/").status_code == 404
        assert Client().get("/open/measures/parking/").status_code == 404

    def test_article_rule_and_how_often(self, county: people.County, desk: Desk) -> None:
        count(county, "delegation.letter-suspended", people.NEIGHBOUR, times=7)
        page = desk("clerk").get("/office/measures/supervision/").content.decode()
        article = page[page.index('id="art-8"') : page.index('id="art-9"')]
        assert "delegation.letter-suspended" in article
        assert "2026 年拒绝 7 次" in article
        assert "/office/refusals/" not in article  # she may not list them
        assert "approvals_decision_z_allowed" in article
        first = page[page.index('id="art-1"') : page.index('id="art-2"')]
        assert "没有规则执行" in first
        assert "另有 2 个版本" in first
        supervisor = desk("supervisor").get("/office/measures/supervision/").content.decode()
        assert "/office/refusals/?year=2026&amp;code=delegation.letter-suspended" in supervisor

    def test_the_text_is_the_one_of_the_day(self, county: people.County, desk: Desk) -> None:
        client = desk("clerk")
        old = client.get("/office/measures/supervision/?on=2020-01-01").content.decode()
        first = old[old.index('id="art-1"') :]
        assert "最低生活保障审核审批办法（试行）" in first[: first.index("<details")]
        assert (
            "还没有有效的条文" in client.get("/office/measures/supervision/?on=2019-11-30").content.decode()
        )

    def test_a_refusal_leads_to_its_article(self, county: people.County, desk: Desk) -> None:
        page = desk("clerk").get("/office/log/").content.decode()
        assert 'href="/office/measures/supervision/#art-23"' in page
        assert "监管办法第二十三条" in page

    def test_the_refusals_themselves_are_for_those_who_watch(self, county: people.County, desk: Desk) -> None:
        count(county, "delegation.letter-suspended", people.NEIGHBOUR, case="370982101-2026-000001", times=2)
        count(county, "cases.own-case", people.TOWNSHIP)
        for who in ("clerk", "chief", "policy"):
            assert desk(who).get("/office/refusals/").status_code == 403
        client = desk("supervisor")
        page = client.get("/office/refusals/").content.decode()
        assert page.count("370982101-2026-000001") == 4  # address and text of two rows
        assert "东都镇" in page
        only = client.get("/office/refusals/?code=cases.own-case").content.decode()
        assert "370982101-2026-000001" not in only
        by_article = client.get("/office/refusals/?article=supervision:19").content.decode()
        assert "370982101-2026-000001" not in by_article
        assert "cases.own-case" in by_article
        for nonsense in (
            "?year=x&area=37&code=%25&article=x:y",
            "?before=99999999999999999999",
            "?article=supervision:999",
        ):
            assert client.get(f"/office/refusals/{nonsense}").status_code == 200

    def test_the_list_goes_on_page_by_page(self, county: people.County, desk: Desk) -> None:
        for area in (people.TOWNSHIP, people.NEIGHBOUR):
            count(county, "cases.own-case", area, times=30)
        client = desk("auditor")
        first = client.get("/office/refusals/")
        assert len(first.context["lines"]) == 50
        second = client.get(f"/office/refusals/?before={first.context['older']}")
        assert len(second.context["lines"]) == 10
        assert second.context["older"] is None

    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_the_public_reads_the_text_and_no_township(self, county: people.County, language: str) -> None:
        count(county, "delegation.letter-suspended", people.NEIGHBOUR, times=7)
        client = Client()
        client.cookies["django_language"] = language
        assert client.get("/open/measures/").status_code == 200
        page = client.get("/open/measures/supervision/?on=2026-09-01").content.decode()
        page = page[page.index("<main") : page.index("</main>")]
        assert 'id="art-28"' in page
        assert "东都镇" not in page
        assert "/office/" not in page
        assert "T0" not in page


class TestApi:
    def test_who_may_not(self, county: people.County) -> None:
        caller = Caller("clerk")
        for path in ("/refusals/listed", "/refusals/by-area"):
            assert caller.codes(caller.get(path)) == ["offices.not-your-power"]
        assert caller.codes(caller.get("/measures/parking")) == ["rulebook.no-such-measure"]
        assert caller.status == 404

    def test_the_same_as_the_pages(self, county: people.County) -> None:
        count(county, "delegation.letter-suspended", people.NEIGHBOUR, times=7)
        caller = Caller("clerk")
        assert [one["key"] for one in caller.get("/measures")] == ["special-seal", "supervision"]
        told = caller.get("/measures/supervision", on="2020-01-01")
        eighth = told["articles"][7]
        assert eighth["heading"] == "第八条"
        assert eighth["count"] == 7
        carriers = {(one["kind"], one["name"]) for one in eighth["carried_out_by"]}
        assert ("trigger", "delegation_letteritem_only_nearer") in carriers
        assert caller.get("/refusals/counted") == [{"code": "delegation.letter-suspended", "count": 7}]
        watching = Caller("supervisor")
        assert watching.get("/refusals/by-area", year=2026) == [{"area": people.NEIGHBOUR, "count": 7}]
        listed = watching.get("/refusals/listed", code="delegation.letter-suspended", area="370982")
        assert len(listed["refusals"]) == 7
        assert watching.get("/refusals/listed", area=people.TOWNSHIP)["refusals"] == []
