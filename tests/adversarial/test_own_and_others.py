"""(4) one's own request, (5) another clerk's drafts, (6) outside one's township, (9) a case another has in hand,
(12) two signatures by one person."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiuzhu.approvals.models import Decision
from jiuzhu.cases import queries as cases
from jiuzhu.households.models import Membership
from jiuzhu.offices import actions as offices
from jiuzhu.offices import scope
from jiuzhu.surveys import actions as surveys
from jiuzhu.surveys.models import Visit
from jiuzhu.surveys.refusals import TooFewVisitors
from tests import applying, payees, people, road
from tests.adversarial.conftest import TODAY, log_in, sql, told
from tests.rooms import verification_cases as made
from tests.rooms.test_approvals import opined
from tests.web.calling import Caller
from tests.web.test_api_road import drafted, taken

Desk = Callable[[str], Client]


def also(where: people.County, name: str, role: str, area: str = people.TOWNSHIP) -> None:
    """A small township: one person holds a second post."""
    with scope.whole_county():
        offices.post(
            where.officers[name], role, where.areas[area], starts_on=TODAY.replace(year=2020), actor=None, at=people.at(TODAY)
        )  # fmt: skip


def signed(caller: Caller, number: str, act: str) -> Any:
    read = caller.get(f"/cases/{number}/{act}")
    return caller.post(f"/cases/{number}/{act}", {"seen": read["seen"], "version": read["version"]})


class TestOnesOwnRequest:
    """(4)"""

    def test_whoever_gave_the_opinion_does_not_decide(self, where: people.County) -> None:
        case = opined(where)
        also(where, "reviewer", "chief_representative")
        caller = Caller("reviewer")
        assert caller.codes(signed(caller, case.number, "decision")) == ["cases.incompatible-duties"]
        assert not Decision.objects.exists()

    def test_whoever_visited_gives_no_opinion(self, where: people.County) -> None:
        case = road.case_at(where, "reviewing", on=TODAY)
        road.cases.take_duty(case, where.visitor, "survey", on=TODAY, at=people.at(TODAY))
        road.determined(where, case, on=TODAY)
        also(where, "visitor", "reviewer")
        caller = Caller("visitor")
        assert caller.codes(signed(caller, case.number, "opinion")) == ["cases.incompatible-duties"]

    def test_nobody_decides_for_her_own_household(self, where: people.County) -> None:
        case = opined(where)
        applicant = Membership.objects.get(household_id=case.household_id).person
        with scope.whole_county():
            where.chief.citizen_id = applicant.citizen_id
            where.chief.save(update_fields=["citizen_id"])
        caller = Caller("chief")
        assert caller.codes(signed(caller, case.number, "decision")) == ["cases.own-case"]
        # A small x in the officers' list would hide that it is she.
        assert sql(
            "UPDATE offices_officer SET citizen_id = '37098219850304002x' WHERE id = %s", where.chief.pk
        ) == ("offices_officer_number_spelt")

    def test_nobody_checks_the_number_she_entered(self, where: people.County) -> None:
        policy = Caller("policy")
        notice = {
            "title": "通知",
            "number": "演示〔2026〕8号",
            "issuing_body": "演示机关",
            "issued_on": "2026-08-01",
        }
        entry = policy.post("/numbers/entries", {
            "name": "rural-minimum-living-standard", "area": people.COUNTY, "value": 80_000, "starts_on": "2026-09-01",
            "notice": notice,
        })  # fmt: skip
        answer = policy.post(f"/numbers/entries/{entry['id']}/check", {"agrees": True})
        assert policy.codes(answer) == ["standards.checked-by-enterer"]

    def test_nobody_releases_the_run_she_prepared(self, where: people.County) -> None:
        with scope.whole_county():
            payees.able_to_pay(where)
            payees.payee(where, 1)
        cashier = Caller("cashier")
        run = cashier.post("/runs", {"month": "2026-09"})
        with scope.whole_county():  # she becomes treasurer while her run waits
            people.moved(where, where.cashier, "treasurer", people.COUNTY, on=TODAY)
        answer = cashier.post(
            f"/runs/{run['number']}/release", {"seen_lines": run["lines"], "seen_fen": run["total_fen"]}
        )
        assert cashier.codes(answer) == ["funds.release-by-preparer"]


class TestAnotherClerksDrafts:
    """(5)"""

    def test_no_helper_endpoint_gives_or_takes_a_word(self, where: people.County, desk: Desk) -> None:
        key = drafted(Caller("clerk"))
        stranger, browser = Caller("neighbour_clerk"), desk("neighbour_clerk")
        for path in ("", "/check"):
            assert stranger.codes(stranger.get(f"/drafts/{key}{path}")) == ["intake.no-such-draft"]
        for path, body in (
            ("fields", {"changes": {"household.telephone": "13800000009"}, "seen": 10_000}), ("members", {"line": applying.mother(9)}),
            ("submit", {}), ("discard", {"reason": "x"}), ("forms", None), ("choose", {"field": "m1.name", "entry": 1}),
            ("lines/m1/remove", None),
        ):  # fmt: skip
            answer = stranger.post(f"/drafts/{key}/{path}", body)
            assert stranger.status in (404, 422), (path, answer)
            assert "卫芳菲" not in str(answer)
        for path in (
            "",
            "ask/home",
            "ask/m1",
            "check",
            "add",
            "discard",
            "remove",
            "papers/forms",
            "papers/upload",
        ):
            for answer in (
                browser.get(f"/office/counter/{key}/{path}"),
                browser.post(f"/office/counter/{key}/{path}", {"once": "k"}),
            ):
                assert answer.status_code in (403, 404, 405), path
                assert "卫芳菲" not in answer.content.decode()
        assert stranger.get("/drafts")["drafts"] == []
        assert "卫芳菲" not in str(stranger.get("/drafts", words="卫"))

    def test_a_draft_of_a_visit_is_not_read_in_another_township(
        self, where: people.County, desk: Desk
    ) -> None:
        case = road.case_at(where, "surveying", on=TODAY)
        mine = desk("visitor")
        assert (
            mine.post(
                f"/office/cases/{case.number}/visit/draft", {"turn": 0, "place": "只有我知道的地方"}
            ).status_code
            < 400
        )
        also(where, "neighbour_chief", "investigator", people.NEIGHBOUR)
        for path in ("visit", "visit/draft", "visit/confirm"):
            answer = desk("neighbour_chief").get(f"/office/cases/{case.number}/{path}")
            assert answer.status_code in (403, 404, 405)
            assert "只有我知道的地方" not in answer.content.decode()

    def test_what_was_typed_when_the_login_ran_out_is_given_back_to_nobody_else(
        self, where: people.County
    ) -> None:
        browser = Client()
        log_in(browser, where.clerk)
        case = road.case_at(where, "reviewing", on=TODAY)
        form = f"/office/cases/{case.number}/withdraw"
        page = browser.get(form).content.decode()
        whose = re.search(r'name="whose" value="([^"]+)"', page)
        assert whose is not None
        browser.cookies.pop("sessionid")
        sent = browser.post(form, {"whose": whose[1], "once": "k", "note": "卫芳菲的秘密"})
        key = re.search(r"typed/([0-9a-f]{32}|[0-9a-f]+)", sent["Location"].replace("%2F", "/"))
        assert key is not None, sent["Location"]
        log_in(browser, where.clerk_two)  # the same browser, the next person
        for path in ("", "/fields"):
            assert "卫芳菲的秘密" not in browser.get(f"/office/typed/{key[1]}{path}").content.decode()


class TestOutsideOnesTownship:
    """(6) list, search, count, pick, export."""

    def test_lists_searches_and_counts_know_nothing(self, where: people.County, desk: Desk) -> None:
        number = taken(Caller("clerk"))
        stranger, browser = Caller("neighbour_clerk"), desk("neighbour_clerk")
        for wanted in (
            {},
            {"words": "卫芳菲"},
            {"words": number},
            {"area": people.TOWNSHIP},
            {"area": f"{people.TOWNSHIP}201"},
        ):
            assert stranger.get("/cases", **wanted)["total"] == 0, wanted
        for query in ("卫芳菲", "wff", number, applying.mother()["citizen_id"]):
            page = browser.get("/office/search", {"q": query}).content.decode()
            assert f"/office/cases/{number}" not in page, (
                query
            )  # the page repeats what was asked, and knows no more
            assert query == "卫芳菲" or "卫芳菲" not in page
        assert number not in browser.get(f"/office/cases/?area={people.TOWNSHIP}").content.decode()
        for path in (
            "",
            "/timeline",
            "/application",
            "/responsibility",
            "/verification",
            "/determination",
            "/payments",
        ):
            answer = stranger.get(f"/cases/{number}{path}")
            assert stranger.status in (403, 404), path
            assert "卫芳菲" not in str(answer)

    def test_persons_are_not_picked_from_another_township(self, where: people.County) -> None:
        taken(Caller("clerk"))
        stranger = Caller("neighbour_clerk")
        found = stranger.post("/households/search", {"citizen_id": applying.mother()["citizen_id"]})
        assert "东山社区" not in str(found)
        assert "13800000001" not in str(found)
        draft = stranger.post("/drafts", {"item": "MZ01-01", "area": people.TOWNSHIP})
        assert stranger.codes(draft) == ["offices.not-your-area"]

    @pytest.mark.parametrize("who", ["neighbour_clerk", "clerk", "chief", "policy"])
    def test_nothing_is_exported_without_the_power(self, where: people.County, who: str) -> None:
        with scope.whole_county():
            payees.able_to_pay(where)
            payees.payee(where, 1, name="钱若冰")
            run = payees.drafted(where, payees.Month(2026, 9), TODAY)
        caller = Caller(who)
        for path in (f"/runs/{run.number}/payments", f"/runs/{run.number}/bank-file", f"/runs/{run.number}/held", "/ledger",
                     "/log", "/refusals/listed", "/extracts/1/refused-rows"):  # fmt: skip
            answer = caller.get(path)
            assert caller.status in (403, 404), path
            assert "钱若冰" not in str(answer)

    def test_the_database_shows_a_connection_of_the_neighbour_nothing(self, where: people.County) -> None:
        taken(Caller("clerk"))
        with scope.within([people.NEIGHBOUR]):
            for statement in (
                "UPDATE cases_case SET version = version + 1", "UPDATE intake_draft SET typed = '{}'",
                "DELETE FROM cases_case",
            ):  # fmt: skip
                with pytest.raises(AssertionError, match="met no row"):
                    sql(statement)


class TestACaseAnotherHasInHand:
    """(9)"""

    def test_the_second_clerk_acts_on_what_is_no_longer_there(self, where: people.County, desk: Desk) -> None:
        number = taken(Caller("clerk"))
        with scope.whole_county():
            version = cases.get(number).version
        desk("clerk").post(
            f"/office/cases/{number}/withdraw", {"once": "a", "note": "不再申请", "version": version}
        )
        answer = desk("clerk_two").post(
            f"/office/cases/{number}/withdraw", {"once": "b", "note": "不再申请", "version": version}
        )
        assert answer.status_code == 422
        assert "cases.stale" in answer.content.decode()

    def test_two_write_one_visit(self, where: people.County, desk: Desk) -> None:
        case = road.case_at(where, "surveying", on=TODAY)
        address = f"/office/cases/{case.number}/visit/draft"
        assert desk("visitor").post(address, {"turn": 0, "place": "家中"}).status_code < 400
        late = desk("visitor_two").post(address, {"turn": 0, "place": "院里"})
        assert late.status_code == 409
        assert "高远" in late.content.decode()

    def test_a_visit_named_for_another_is_not_confirmed_by_a_third(self, where: people.County) -> None:
        also(where, "reviewer", "investigator")
        number, _ = signed_first(where)
        third = Caller("reviewer")
        seen = third.get(f"/cases/{number}/visit")
        answer = third.post(
            f"/cases/{number}/visit/confirm", {"seen": seen["seen"], "version": seen["version"]}
        )
        assert third.codes(answer) == ["surveys.not-the-second"]


def signed_first(where: people.County) -> tuple[str, dict[str, Any]]:
    """A case whose visit the first visitor has signed."""
    visitor, number = Caller("visitor"), road.case_at(where, "surveying", on=TODAY).number
    record = visit_of(visitor, number, second=where.visitor_two.staff_number)
    waiting = visitor.post(f"/cases/{number}/visit", record)
    assert visitor.status == 200, waiting
    return number, waiting


def visit_of(visitor: Caller, number: str, *, second: str) -> dict[str, Any]:
    case = visitor.get(f"/cases/{number}")
    return {
        "visited_on": "2026-09-01", "place": "东山社区", "respondent": {"name": "卫芳菲", "relation": "01"},
        "home": {"tenure": "rented"}, "members": [{"person": one["person"], "seen": True} for one in case["members"]],
        "finding": "属实", "household_signed": "fingerprint", "second": second, "version": case["version"],
    }  # fmt: skip


class TestAQuorumOfOne:
    """(12)"""

    def test_nobody_is_both_visitors(self, where: people.County) -> None:
        number, waiting = signed_first(where)
        visitor = Caller("visitor")
        answer = visitor.post(
            f"/cases/{number}/visit/confirm", {"seen": waiting["seen"], "version": waiting["version"]}
        )
        assert visitor.codes(answer) == ["surveys.not-the-second"]
        herself = visitor.post(
            f"/cases/{number}/visit", visit_of(visitor, number, second=where.visitor.staff_number)
        )
        assert visitor.codes(herself) == ["surveys.same-visitor"]
        assert not Visit.objects.exists()

    def test_two_rows_of_one_person_are_one_visitor_for_the_database(self, where: people.County) -> None:
        family = made.household(where)
        case = made.open_case(where, family, stage="surveying")
        twice = [surveys.Signed(where.visitor, people.at(TODAY))] * 2
        with scope.whole_county(), pytest.raises(TooFewVisitors):
            surveys.file(case, made.visit_content(family), visitors=twice, on=TODAY, at=people.at(TODAY))
        alone = """INSERT INTO surveys_visit (case_id, number, visited_on, outcome, household_signed, differs_from_declared,
            content, digest, "on", at) VALUES (%s, 1, '2026-09-01', 'surveyed', 'signed', false, '{}', 'd', '2026-09-01', now())"""
        assert sql(alone, case.pk) == "surveys.too-few-visitors"

    def test_the_same_hand_does_not_prepare_and_release(self, where: people.County) -> None:
        with scope.whole_county():
            payees.able_to_pay(where)
            payees.payee(where, 1)
            run = payees.drafted(where, payees.Month(2026, 9), TODAY)
        change = "UPDATE funds_paymentrun SET status = 'released', released_by_id = %s, released_on = '2026-09-01', released_at = now() WHERE id = %s"
        assert sql(change, where.cashier.pk, run.pk) == "funds.release-by-preparer"
        assert sql(change, where.clerk.pk, run.pk) == "funds.release-without-power"
        assert sql("UPDATE funds_paymentrun SET prepared_by_id = NULL") == "funds.frozen-run"

    def test_a_number_is_not_checked_by_its_enterer_in_the_database(self, where: people.County) -> None:
        from jiuzhu.standards import actions as standards

        notice = standards.Notice("通知", "演示〔2026〕7号", "演示机关", TODAY)
        entry = standards.enter(
            "rural-minimum-living-standard", people.COUNTY, 80_000, starts_on=TODAY, notice=notice, demo=True,
            actor=where.policy, at=told(where.policy)["at"],
        )  # fmt: skip
        check = "INSERT INTO standards_numbercheck (number_id, checked_by_id, agrees, remark, checked_at) VALUES (%s, %s, true, '', now())"
        assert sql(check, entry.pk, where.policy.pk) == "standards.checked-by-enterer"
        assert sql(check, entry.pk, where.clerk.pk) == "standards.not-empowered"
