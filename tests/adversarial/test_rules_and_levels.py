"""(7) a rule fails and its raw value stays behind, (8) the county rejects before the township acted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiuzhu.approvals.models import Decision, Opinion
from jiuzhu.audit.models import Entry, Refused
from jiuzhu.cases import queries as cases
from jiuzhu.cases.models import Case
from jiuzhu.households.models import Account, Person
from jiuzhu.offices import scope
from jiuzhu.standards.models import LocalNumber
from tests import applying, people, road
from tests.adversarial.conftest import TODAY, sql
from tests.rooms.test_approvals import opined
from tests.web.calling import Caller
from tests.web.test_api_road import drafted, taken

SECRET = "37098219850304002"  # seventeen digits: no number, but enough to know her


class TestARuleFailsAndItsRawValueStays:
    """(7)"""

    def test_a_number_that_is_none_makes_no_person_and_no_log(self, where: people.County) -> None:
        clerk = Caller("clerk")
        key = drafted(clerk, 0)
        answer = clerk.post(
            f"/drafts/{key}/members", {"line": applying.mother(9) | {"citizen_id": SECRET, "name": "某某"}}
        )
        clerk.post(f"/drafts/{key}/submit", {})
        assert "refusals" in answer or clerk.status == 422
        with scope.whole_county():
            assert not Person.objects.filter(name="某某").exists()
            assert not Case.objects.exists()
            assert SECRET not in str(list(Entry.objects.values_list("facts", flat=True)))
            assert SECRET not in str(list(Refused.objects.values()))

    @pytest.mark.parametrize(
        "value",
        ["98,000", "1e5", "-1", "0x10", "９８０元", 980.5, True, None, [98_000], {"fen": 98_000}, "", 10**30],
    )
    def test_a_value_that_its_unit_refuses_is_not_kept_beside(self, where: people.County, value: Any) -> None:
        before, policy = LocalNumber.objects.count(), Caller("policy")
        notice = {
            "title": "通知",
            "number": "演示〔2026〕8号",
            "issuing_body": "演示机关",
            "issued_on": "2026-08-01",
        }
        policy.post("/numbers/entries", {
            "name": "rural-minimum-living-standard", "area": people.COUNTY, "value": value, "starts_on": "2026-09-01",
            "notice": notice,
        })  # fmt: skip
        assert policy.status == 422
        assert LocalNumber.objects.count() == before

    def test_an_account_that_fails_its_check_digit_is_not_where_money_goes(
        self, where: people.County
    ) -> None:
        clerk = Caller("clerk")
        number = taken(clerk)
        with scope.whole_county():
            household = cases.get(number).household_id
            before = list(Account.objects.values_list("number", flat=True))
        clerk.post(f"/households/{household}/account", {
            "holder": 1, "bank": "农商银行", "number": "6223000000000000001x", "starts_on": "2026-09-01",
        })  # fmt: skip
        assert clerk.status in (403, 404, 422)
        with scope.whole_county():
            assert list(Account.objects.values_list("number", flat=True)) == before

    def test_without_a_determination_no_typed_amount_becomes_an_opinion(self, where: people.County) -> None:
        case, reviewer = road.case_at(where, "reviewing", on=TODAY), Caller("reviewer")
        body = {"seen": "0" * 64, "version": case.version, "amount_fen": 90_000, "proposes": "grant"}
        answer = reviewer.post(f"/cases/{case.number}/opinion", body)
        assert reviewer.codes(answer) == ["approvals.not-determined"]
        assert not Opinion.objects.exists()

    def test_what_was_typed_is_in_no_answer_about_another_field(self, where: people.County) -> None:
        clerk = Caller("clerk")
        answer = clerk.post("/drafts", {"item": "MZ99-99", "area": people.TOWNSHIP, "citizen_id": SECRET})
        assert clerk.status == 422
        assert SECRET not in str(answer)


class TestTheCountyBeforeTheTownship:
    """(8)"""

    @pytest.mark.parametrize("stage", ["verifying", "surveying", "reviewing", "posting_opinion"])
    def test_no_act_of_the_county_on_a_case_that_the_township_has_in_hand(
        self, where: people.County, stage: str
    ) -> None:
        case, county = road.case_at(where, stage, on=TODAY), Caller("decider")
        body = {"seen": "0" * 64, "version": case.version, "grounds": "县里不同意"}
        refused = [
            county.codes(county.post(f"/cases/{case.number}/{act}", {**body, **more}))
            for act, more in (
                ("decision", {}),
                ("opinion", {}),
                ("send-back", {"note": "退回"}),
                ("resurvey", {"note": "退回"}),
            )
        ]
        assert all(refused), refused
        assert cases.get(case.number).stage == stage
        assert not Decision.objects.exists()
        assert not Opinion.objects.exists()

    def test_nor_when_the_township_is_about_to_decide(self, where: people.County) -> None:
        case, county = opined(where), Caller("decider")
        read = county.get(f"/cases/{case.number}/decision")
        assert read["why_not"]["code"] == "offices.not-your-power"
        body = {"seen": read["seen"], "version": read["version"], "grounds": "县里不同意"}
        assert county.codes(county.post(f"/cases/{case.number}/decision", body))
        assert not Decision.objects.exists()

    def test_nor_by_a_hand_on_the_database(self, where: people.County) -> None:
        case = opined(where)
        opinion = Opinion.objects.get()
        duty = road.cases.take_duty(case, where.decider, "decide_county", on=TODAY, at=people.at(TODAY))
        for kind, amount, grounds in (("refused", 0, "县里不同意"), ("granted", opinion.amount_fen, "")):
            starts = date(2026, 10, 1) if kind == "granted" else None
            said = sql(
                """INSERT INTO approvals_decision (case_id, duty_id, kind, amount_fen, persons, starts_on, opinion_id,
                decided_by_level, legal_form, in_the_name_of, grounds, determination_digest, content, digest, remark, "on", at)
                VALUES (%s, %s, %s, %s, 1, %s, %s, 'county', 'county', 'x', %s, %s, '{}', 'd', '', '2026-09-01', now())""",
                case.pk, duty.pk, kind, amount, starts, opinion.pk, grounds, opinion.determination_digest,
            )  # fmt: skip
            assert said == "approvals.county-handed-down", kind

    def test_a_step_past_the_township_is_no_step(self, where: people.County) -> None:
        case = road.case_at(where, "reviewing", on=TODAY)
        step = """INSERT INTO cases_step (case_id, number, from_stage, outcome, to_stage, "on", at, note)
            VALUES (%s, %s, 'reviewing', %s, %s, '2026-09-01', now(), '')"""
        number = case.steps.count() + 1
        for outcome, to_stage in (
            ("refused", "closed"),
            ("granted", "publishing"),
            ("proposed_grant", "deciding"),
        ):
            assert sql(step, case.pk, number, outcome, to_stage) == "cases.no-such-step"
