"""(1) the payload changes after submission, (2) the field that routes approval is rewritten, (13) "" against null on
what is frozen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.approvals import queries as approvals
from jiuzhu.approvals.models import Decision
from jiuzhu.cases import queries as cases
from jiuzhu.cases.models import Case
from jiuzhu.delegation.models import Letter
from jiuzhu.entitlements.models import Entitlement
from jiuzhu.intake.models import Draft
from jiuzhu.offices.database import refusal_from
from tests import people, road
from tests.adversarial.conftest import TODAY, sql
from tests.rooms.test_approvals import opined
from tests.rooms.test_entitlements import granted
from tests.web.calling import Caller
from tests.web.test_api_road import taken

LESS = 30_000  # fen a month of wages: a poorer household, a larger grant


class TestThePayloadChangesAfterSubmission:
    """(1)"""

    def test_a_submitted_draft_takes_no_more_words_and_nobody_adds_a_member(
        self, where: people.County
    ) -> None:
        clerk = Caller("clerk")
        number = taken(clerk)
        draft = Draft.objects.get()
        changed = clerk.post(f"/drafts/{draft.pk}/fields", {"changes": {"m1.wage_fen": "0"}, "seen": 10_000})
        assert clerk.codes(changed) == ["intake.draft-closed"]
        again = clerk.post(f"/drafts/{draft.pk}/submit", {})
        assert clerk.codes(again) == ["intake.draft-closed"]
        assert clerk.get(f"/cases/{number}")["household_size"] == 2

    @pytest.mark.parametrize(
        "table", ["intake_application", "intake_statement", "intake_draftentry"]
    )  # fmt: skip
    def test_what_was_declared_is_not_rewritten_in_the_database(
        self, where: people.County, table: str
    ) -> None:
        taken(Caller("clerk"))
        assert sql(f"UPDATE {table} SET id = id") == "audit.append-only"
        assert sql(f"DELETE FROM {table}") == "audit.append-only"

    def test_the_decider_signs_what_she_read_or_nothing(self, where: people.County) -> None:
        case, chief = opined(where), Caller("chief")
        read = chief.get(f"/cases/{case.number}/decision")
        road.determined(
            where, cases.get(case.number), on=TODAY, wage_fen=LESS
        )  # after the opinion, by whoever reviewed
        answer = chief.post(
            f"/cases/{case.number}/decision", {"seen": read["seen"], "version": read["version"]}
        )
        assert chief.codes(answer) == ["approvals.changed-since-seen"]
        fresh = chief.get(f"/cases/{case.number}/decision")
        answer = chief.post(
            f"/cases/{case.number}/decision", {"seen": fresh["seen"], "version": fresh["version"]}
        )
        # Reading again does not help: what she reads now is not what the opinion proposed.
        assert chief.codes(answer) == ["approvals.content-differs"]
        assert not Decision.objects.exists()

    @pytest.mark.parametrize(
        "change", [{"amount_fen": 1}, {"determination": "x"}, {"amount_fen": None}, {"amount_fen": ""}]
    )
    def test_the_database_takes_no_decision_that_says_one_thing_and_grants_another(
        self, where: people.County, change: dict[str, Any]
    ) -> None:
        case, opinion = opined(where), approvals.latest_opinion(Case.objects.get())
        wrong = {"determination": opinion.determination_digest, "amount_fen": opinion.amount_fen} | change
        duty = road.cases.take_duty(case, where.chief, "decide", on=TODAY, at=people.at(TODAY))
        with pytest.raises(DatabaseError) as no, transaction.atomic():
            Decision.objects.create(
                case=case, duty=duty, kind="granted", amount_fen=opinion.amount_fen, persons=1, opinion=opinion,
                starts_on=date(2026, 10, 1), decided_by_level="township", letter=Letter.objects.get(), legal_form="entrusted",
                in_the_name_of="x", determination_digest=opinion.determination_digest, content=wrong, digest="d" * 64,
                on=TODAY, at=people.at(TODAY),
            )  # fmt: skip
        refusal = refusal_from(no.value)
        assert refusal is not None
        assert refusal.code == "approvals.content-differs"

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE approvals_opinion SET amount_fen = amount_fen + 1",
            "UPDATE approvals_opinion SET content = '{}', digest = 'x'",
            "UPDATE eligibility_determination SET amount_fen = amount_fen + 1",
            "DELETE FROM eligibility_determination",
            "UPDATE signatures_signature SET digest = 'x'",
            "UPDATE cases_processversion SET body = '{}'",
        ],
    )
    def test_nor_is_an_opinion_or_its_determination_rewritten(
        self, where: people.County, statement: str
    ) -> None:
        opined(where)
        assert sql(statement) == "audit.append-only"


class TestTheRoutingFieldIsRewritten:
    """(2)"""

    def test_nothing_that_routes_is_taken_from_the_call(self, where: people.County) -> None:
        case, chief = opined(where), Caller("chief")
        read = chief.get(f"/cases/{case.number}/decision")
        forged = {
            "amount_fen": 1, "item_code": "MZ01-02", "area": people.NEIGHBOUR, "legal_form": "county", "letter": 99,
            "decided_by_level": "county", "delegated": False, "stage": "closed", "in_the_name_of": "某某", "kind": "refused",
            "officer": where.decider.staff_number, "on": "2020-01-01",
        }  # fmt: skip
        chief.post(
            f"/cases/{case.number}/decision", {"seen": read["seen"], "version": read["version"], **forged}
        )
        opinion = approvals.latest_opinion(case)
        decision = Decision.objects.select_related("letter", "duty").get()
        assert (decision.kind, decision.amount_fen) == ("granted", opinion.amount_fen)
        assert (decision.decided_by_level, decision.legal_form, decision.on) == (
            "township",
            "entrusted",
            TODAY,
        )
        assert decision.duty.officer_id == where.chief.pk
        kept = cases.get(case.number)
        assert (kept.item_code, kept.area_id, kept.delegated) == ("MZ01-01", people.TOWNSHIP, True)

    def test_a_draft_takes_no_item_area_or_stage_among_its_fields(self, where: people.County) -> None:
        clerk = Caller("clerk")
        draft = clerk.post("/drafts", {"item": "MZ01-01", "area": people.TOWNSHIP})
        for name in (
            "item",
            "item_code",
            "area",
            "area_id",
            "stage",
            "case",
            "delegated",
            "household.amount_fen",
        ):
            answer = clerk.post(f"/drafts/{draft['key']}/fields", {"changes": {name: "x"}, "seen": 10_000})
            assert clerk.codes(answer) == ["intake.unknown-field"], name
        there = clerk.post("/drafts", {"item": "MZ01-01", "area": people.NEIGHBOUR})
        assert clerk.codes(there) == ["offices.not-your-area"]

    @pytest.mark.parametrize(
        "change",
        [
            f"area_id = '{people.NEIGHBOUR}'", f"village_id = '{people.NEIGHBOUR}201'", "item_code = 'MZ01-02'",
            "legacy = true", "delegated = true", "household_size = 9", "number = '370982002-2026-999999'",
            "applicant_citizen_id = ''", "opened_on = '2020-01-01'", "accepted_on = '2020-01-01'", "rulebook_digest = ''",
        ],
    )  # fmt: skip
    def test_what_a_case_was_opened_as_is_pinned_in_the_database(
        self, where: people.County, change: str
    ) -> None:
        opined(where)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE cases_case SET delegated = false"
            )  # up to the county, as when a letter ends
        assert sql(f"UPDATE cases_case SET {change}") == "cases.pinned"

    def test_a_case_never_gets_a_shorter_road(self, where: people.County) -> None:
        case = opined(where)
        keep = road.cases.keep_process
        older = keep(
            key=case.process.key, area_code="000000", in_force_from=case.process.in_force_from.replace(year=2012),
            digest="o" * 64, body=dict(case.process.body),
        )  # fmt: skip
        other = keep(
            key="short-cut",
            area_code="000000",
            in_force_from=TODAY,
            digest="s" * 64,
            body=dict(case.process.body),
        )
        for version in (older, other):
            assert sql("UPDATE cases_case SET process_id = %s", version.pk) == "cases.pinned"

    def test_a_stage_is_reached_and_not_written(self, where: people.County) -> None:
        opined(where)
        for stage in ("publishing", "receiving", "closed", ""):
            assert sql("UPDATE cases_case SET stage = %s", stage) == "cases.no-such-step"

    @pytest.mark.parametrize(
        "change",
        [
            "stops_on = '2031-01-01'",
            "limit_fen = 99999999",
            "item_code = 'MZ02-01'",
            "starts_on = '2010-01-01'",
        ],
    )
    def test_a_letter_covers_no_more_afterwards(self, where: people.County, change: str) -> None:
        assert sql(f"UPDATE delegation_letteritem SET {change}") in {
            "delegation.end-moves-away",
            "audit.append-only",
        }
        assert sql("UPDATE delegation_letter SET legal_form = 'statutory_township'") == "audit.append-only"


class TestEmptyAgainstNull:
    """(13) a column that was "" becomes null or the other way round, where nobody compares with IS DISTINCT FROM."""

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE approvals_opinion SET remark = NULL", "UPDATE approvals_decision SET grounds = NULL",
            "UPDATE approvals_decision SET letter_id = NULL", "UPDATE approvals_decision SET signature_id = NULL",
            "UPDATE cases_step SET note = NULL", "UPDATE eligibility_determination SET outcome = ''",
        ],
    )  # fmt: skip
    def test_on_signed_acts(self, where: people.County, statement: str) -> None:
        granted(where)
        assert sql(statement) == "audit.append-only"

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ("stopped_because = NULL", "entitlements.frozen"), ("stopped_because = '死亡'", "entitlements.frozen"),
            ("decision_id = NULL", "entitlements.frozen"), ("legacy = true, decision_id = NULL", "entitlements.frozen"),
            ("stops_on = '2020-01-01'", "23514"),
        ],
    )  # fmt: skip
    def test_on_a_right(self, where: people.County, change: str, code: str) -> None:
        granted(where)
        assert Entitlement.objects.filter(stopped_because="", stops_on=None).count() == 1
        said = sql(f"UPDATE entitlements_entitlement SET {change}")
        assert said == code or (code == "23514" and said.startswith("entitlements_"))

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ("ended_as = 'undisputed'", "publicity_posting_end"), ("ended_as = NULL", "23502"),
            ("ended_on = '2026-09-02'", "publicity_posting_end"),
            ("ended_on = '2026-09-02', ended_as = 'undisputed'", "publicity.notice-still-runs"),
            ("closes_on = NULL", "publicity.posting-frozen"), ("fields = '{}'", "publicity.posting-frozen"),
        ],
    )  # fmt: skip
    def test_on_a_notice_that_hangs(self, where: people.County, change: str, code: str) -> None:
        from jiuzhu.journey import posting

        case = road.case_at(where, "posting_opinion", on=TODAY)
        posting.put_up(case, place="公开栏", actor=where.clerk, on=TODAY, at=people.at(TODAY))
        assert sql(f"UPDATE publicity_posting SET {change}") == code

    @pytest.mark.parametrize(
        "change", ["applicant_sort_key = NULL", "follow_code_hash = ''", "follow_code_hash = NULL"]
    )
    def test_on_a_case(self, where: people.County, change: str) -> None:
        taken(Caller("clerk"))
        assert sql(f"UPDATE cases_case SET {change}") == "cases.pinned"

    def test_empty_and_nothing_have_different_fingerprints(self, where: people.County) -> None:
        from jiuzhu.values import canonical

        contents: list[Any] = [{"remark": ""}, {"remark": None}, {}, {"remark": " "}, {"remark": []}]
        assert len({canonical.digest(one) for one in contents}) == len(contents)
