"""Attacks on what was added with the delegation: letters, signatures, seals, filings, samples, substitutes; by action and by hand
on the database."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from jiuzhu.approvals.models import Decision
from jiuzhu.cases import actions as cases
from jiuzhu.cases.refusals import NotEmpowered
from jiuzhu.delegation import actions as delegation
from jiuzhu.delegation import refusals as letters
from jiuzhu.delegation.models import Letter, LetterDraft
from jiuzhu.filings.models import Filing, Mark
from jiuzhu.journey import filing as journey
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.seals import queries as seal_queries
from jiuzhu.seals import refusals as seal_refusals
from jiuzhu.seals.models import Use
from jiuzhu.signatures import actions as signatures
from jiuzhu.signatures.models import Signature
from jiuzhu.signatures.refusals import NotReauthenticated
from jiuzhu.values import canonical
from tests import delegating as way
from tests import filing as desk
from tests import people, road
from tests import seals as made
from tests.adversarial.conftest import TODAY, sql, told
from tests.rooms.test_approvals import opined
from tests.rooms.test_filings_sampling import FROZEN, KNOWN, VALUE, listed, quarter
from tests.rooms.test_seals_use import raw_copy
from tests.web.calling import Caller

A_DAY = timedelta(days=1)


def insert(table: str, **row: Any) -> str:
    names, places = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    return sql(f"INSERT INTO {table} ({names}) VALUES ({places})", *row.values())


class TestTheCountyRevokes:
    def test_not_before_the_township_acted(self, where: people.County) -> None:
        case = opined(where)
        assert journey.file_waiting(on=TODAY, at=people.at(TODAY)) == 0
        row = {
            "number": "BA-1", "case_id": case.pk, "area_id": case.area_id, "decision_id": None, "letter_id": None, "kind": "granted",
            "item_code": case.item_code, "amount_fen": 50_000, "applicant_name": "罗安", "decided_by_id": where.chief.pk,
            "decided_on": TODAY, "body": "{}", "digest": canonical.digest({}), "review_due_on": TODAY, "on": TODAY,
            "at": people.at(TODAY), "state": "open", "risk": 0,
        }  # fmt: skip
        assert insert("filings_filing", **row) == "filings.not-what-was-decided"
        caller = Caller("supervisor")
        caller.post("/filings/1/revoke", {"text": "不当", "law": "依法"})
        assert caller.status == 404

    def test_not_without_hearing_both_sides(self, where: people.County) -> None:
        found = desk.filed(where)
        caller = Caller("supervisor")
        answer = caller.post(f"/filings/{found.pk}/revoke", {"text": "不当", "law": "社会救助法第五十条"})
        assert caller.codes(answer) == ["filings.not-heard"]
        act = {
            "filing_id": found.pk, "case_id": found.case_id, "kind": "revoked", "by_id": where.supervisor.pk, "text": "不当",
            "law": "社会救助法", "names": "", "body": "{}", "digest": canonical.digest({}), "on": TODAY, "at": people.at(TODAY),
        }  # fmt: skip
        assert insert("filings_act", **act) == "filings.not-heard"
        assert insert("filings_act", **act | {"by_id": where.chief.pk}) == "filings.without-power"

    def test_no_filing_nor_its_mark_is_rewritten(self, where: people.County) -> None:
        found = desk.filed(where)
        mark = {
            "filing_id": found.pk, "case_id": found.case_id, "code": "complained", "figures": "{}", "on": TODAY, "at": people.at(TODAY)
        }  # fmt: skip
        assert insert("filings_mark", **mark, points=-5) == "filings_mark_points_check"
        Mark.objects.create(**mark | {"figures": {}}, points=20)
        for statement in (
            "UPDATE filings_mark SET points = 0", "DELETE FROM filings_mark", "UPDATE filings_mark SET code = 'late'",
            "DELETE FROM filings_filing",
        ):  # fmt: skip
            assert sql(statement) == "audit.append-only", statement
        for change in (
            "risk = 0",
            "body = '{}'",
            "amount_fen = 1",
            "state = 'accepted'",
            "decided_on = '2026-01-01'",
        ):
            assert sql(f"UPDATE filings_filing SET {change}") == "filings.frozen", change
        assert Filing.objects.get(pk=found.pk).risk == 20

    def test_no_sample_is_picked_by_hand(self, where: people.County) -> None:
        found = quarter(where, 3)
        draw = listed(where)
        assert FROZEN < KNOWN
        for officer in (where.supervisor, where.filing):
            desk_told = {"actor": officer, "on": KNOWN, "at": people.at(KNOWN)}
            from jiuzhu.filings import actions as filings

            filings.enter_number(draw, VALUE, **desk_told)
        reveal = {
            "draw_id": draw.pk, "area_id": draw.area_id, "entropy": VALUE, "secret": draw.secret, "by_id": where.supervisor.pk,
            "on": KNOWN, "at": people.at(KNOWN),
        }  # fmt: skip
        picked = {
            "draw_id": draw.pk,
            "filing_id": found[1].pk,
            "case_id": found[1].case_id,
            "why": "drawn",
            "rank": "0" * 64,
        }
        with transaction.atomic():
            names, places = ", ".join(picked), ", ".join(["%s"] * len(picked))
            from django.db import connection

            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO filings_sampleentry ({names}) VALUES ({places})", list(picked.values())
                )
            for seed in ("0" * 64, drawing_seed(draw)):
                assert insert("filings_reveal", **reveal, seed=seed) == "filings.not-the-sample"
            transaction.set_rollback(True)
        assert sql("UPDATE filings_draw SET percent = 1") == "audit.append-only"


def drawing_seed(draw: Any) -> str:
    from jiuzhu.filings import drawing

    return drawing.seed_of(draw.digest, VALUE, draw.secret)


class TestTheSeal:
    @pytest.fixture
    def where(
        self, db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> people.County:
        made.papers_in(tmp_path, settings, monkeypatch)
        return made.ready(people.county())

    def test_not_on_another_cases_paper_a_blank_or_an_unsigned_decision(self, where: people.County) -> None:
        seal, decision, other = made.kept(where), made.decided(where, on=TODAY), made.decided(where, on=TODAY)
        for paper, wanted in (
            (made.paper(other), seal_refusals.RegisterDiffers),
            (made.paper(decision, words=""), seal_refusals.BlankFields),
            (made.paper(decision, template="nothing-asked"), seal_refusals.NotSealable),
        ):
            with pytest.raises(wanted):
                made.use(seal, decision, where.chief, on=TODAY, paper=paper)
        sql_now = "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE approvals_decision DISABLE TRIGGER USER"
        assert made.raw(sql_now) == ""
        Decision.objects.filter(pk=decision.pk).update(signature=None)
        assert made.raw("ALTER TABLE approvals_decision ENABLE TRIGGER USER") == ""
        decision.refresh_from_db()
        with pytest.raises(seal_refusals.Unsigned):
            made.use(seal, decision, where.chief, on=TODAY, paper=made.paper(decision))
        assert not Use.objects.exists()

    def test_not_outside_the_letter(self, where: people.County) -> None:
        seal, decision = made.kept(where), made.decided(where, on=TODAY)
        letter = made.letter_of(people.TOWNSHIP)
        delegation.withdraw(letter, reason="收回", effective_on=TODAY + A_DAY, **told(where.supervisor))
        with pytest.raises(letters.NoLetterInForce):
            made.use(seal, decision, where.chief, on=TODAY + A_DAY)
        assert made.use(seal, decision, where.chief, on=TODAY).number == 1

    def test_not_by_the_temporary_custodian_after_her_period(self, where: people.County) -> None:
        seal, decision, other = made.kept(where), made.decided(where, on=TODAY), made.decided(where, on=TODAY)
        last = TODAY + A_DAY
        made.give(seal, where.chief, where.head, TODAY, until=last, reason="首席代表出差")
        use = made.use(seal, decision, where.head, on=TODAY)
        with pytest.raises((seal_refusals.NoCustodian, seal_refusals.NotTheCustodian)):
            made.use(seal, other, where.head, on=last + A_DAY)
        # By hand: the row says the day after her last, under the custody that has ended.
        later = {"on": last + A_DAY, "at": people.at(last + A_DAY)}
        paper = made.paper(other)
        good = {
            "number": 2, "decision_id": other.pk, "case_number": other.case.number, "case_id": other.case_id,
            "paper_id": paper.pk, "paper_sha256": paper.sha256,
        }  # fmt: skip
        assert raw_copy(use, **good | later) in ("seals.no-custodian", "seals.not-the-custodian")
        assert raw_copy(use, **good | {"custodian_id": where.chief.pk}) == "seals.not-the-custodian"
        held = seal_queries.custodian(seal, people.at(TODAY, 12))
        assert (
            held is not None
            and made.raw(f"UPDATE seals_custody SET until = '2027-01-01' WHERE id = {held.pk}") != ""
        )


class TestTheLetter:
    @pytest.fixture
    def where(self, db: None) -> people.County:
        return people.county()

    def test_one_person_does_not_sign_for_both(self, where: people.County) -> None:
        way.handed_down(where)
        draft = way.drafted(where)
        delegation.review(draft, agrees=True, seen=way.seen(draft), **way.told(where.legal))
        people.offices.post(
            where.head, "bureau_head", where.areas[people.COUNTY], starts_on=way.DAY, actor=None, at=people.at(way.DAY)
        )  # fmt: skip
        delegation.sign_for_township(draft, seen=way.seen(draft), **way.told(where.head))
        with pytest.raises(letters.NotYourSide):
            delegation.sign_for_county(draft, seen=way.seen(draft), **way.told(where.head))
        again = "UPDATE delegation_letterdraft SET state = 'signed', county_signer_id = %s, county_signature_id = %s"
        held = LetterDraft.objects.get(pk=draft.pk)
        assert sql(again, where.head.pk, held.township_signature_id) == "delegation_draft_both_signed"
        # Another name on the same signature, and somebody with a pen but without the post.
        assert sql(again, where.bureau.pk, held.township_signature_id) == "signatures.unsigned"
        body = json.loads(held.township_signature.body)
        theirs = signatures.sign(
            body, kind="letter", about="x", area_code=people.TOWNSHIP, **way.told(where.filing)
        )
        assert sql(again, where.filing.pk, theirs.pk) == "delegation.not-your-side"

    def test_nothing_changes_after_the_review_and_none_is_born_signed(self, where: people.County) -> None:
        way.handed_down(where)
        draft = way.drafted(where)
        seen = way.seen(draft)
        delegation.review(draft, agrees=True, seen=seen, **way.told(where.legal))
        with pytest.raises(letters.NotThisState):
            delegation.rewrite(draft, items={"MZ01-01": None}, **way.told(where.supervisor))
        for change in ("items = '{\"MZ01-01\": null}'", "stops_on = '2036-01-01'", "terms = '{}'", "digest = ''", "state = 'drafted'",
                       "plan_id = plan_id + 1", "legal_form = 'statutory_township'"):  # fmt: skip
            assert sql(f"UPDATE delegation_letterdraft SET {change}") == "delegation.draft-frozen", change
        delegation.sign_for_township(draft, seen=seen, **way.told(where.head))
        delegation.sign_for_county(draft, seen=seen, **way.told(where.bureau))
        columns = [one.column for one in LetterDraft._meta.concrete_fields if one.column != "id"]
        wider = ", ".join("'{\"MZ01-01\": null}'" if one == "items" else one for one in columns)
        statement = f"INSERT INTO delegation_letterdraft ({', '.join(columns)}) SELECT {wider} FROM delegation_letterdraft"
        assert sql(statement) == "delegation.draft-frozen"

    def test_a_letter_says_what_both_sides_signed(self, where: people.County) -> None:
        letter = way.letter(where, items={"MZ01-01": 100_000})
        assert sql("SELECT 1") == ""  # what was published stands
        wider = {
            "letter_id": letter.pk, "township_id": people.TOWNSHIP, "item_code": "MZ01-02", "limit_fen": None,
            "starts_on": way.STARTS, "stops_on": way.STOPS,
        }  # fmt: skip
        assert insert("delegation_letteritem", **wider) == "delegation.not-what-was-signed"
        columns = [one.column for one in Letter._meta.concrete_fields if one.column != "id"]
        copied = ", ".join("'冒名1号'" if one == "number" else one for one in columns)
        statement = (
            f"INSERT INTO delegation_letter ({', '.join(columns)}) SELECT {copied} FROM delegation_letter"
        )
        assert sql(statement) == "delegation.number-not-next"
        next_number = letter.number.replace("〕1号", "〕2号")
        copied = ", ".join(f"'{next_number}'" if one == "number" else one for one in columns)
        statement = (
            f"INSERT INTO delegation_letter ({', '.join(columns)}) SELECT {copied} FROM delegation_letter"
        )
        assert sql(statement) == "delegation.not-what-was-signed"


class TestSubstitutesAndPens:
    def test_a_substitute_does_no_other_duty(self, where: people.County) -> None:
        case = road.case_at(where, "reviewing", on=TODAY)
        cases.name_substitute(
            case, "review", substitute=where.neighbour_reviewer, stands_back=where.reviewer, reason="conflict",
            explanation="审核员的弟弟申请", **told(where.head),
        )  # fmt: skip
        other = road.case_at(where, "reviewing", on=TODAY)
        for duty in ("decide", "survey", "appraise"):
            with pytest.raises(NotEmpowered):
                cases.take_duty(case, where.neighbour_reviewer, duty, on=TODAY, at=people.at(TODAY))
        row = {
            "case_id": case.pk,
            "officer_id": where.neighbour_reviewer.pk,
            "on": TODAY,
            "at": people.at(TODAY),
        }
        for duty in ("decide", "survey"):
            assert insert("cases_duty", **row, duty=duty) == "cases.not-empowered"
        assert insert("cases_duty", **row | {"case_id": other.pk}, duty="review") == "cases.not-empowered"
        assert sql("UPDATE cases_substitution SET duty = 'decide'") == "audit.append-only"

    def test_nobody_uses_anothers_pen(self, where: people.County) -> None:
        mine, where.reviewer.pen = where.reviewer.pen, where.chief.pen
        content = {"case": "x"}
        with pytest.raises(NotReauthenticated):
            signatures.sign(
                content, kind="decision", about="x", area_code=people.TOWNSHIP, **told(where.reviewer)
            )
        where.reviewer.pen = mine
        signature = signatures.sign(
            content, kind="decision", about="x", area_code=people.TOWNSHIP, **told(where.chief)
        )
        columns = [one.column for one in Signature._meta.concrete_fields if one.column != "id"]
        copied = ", ".join("%s" if one == "officer_id" else f'"{one}"' for one in columns)
        names = ", ".join(f'"{one}"' for one in columns)
        statement = f"INSERT INTO signatures_signature ({names}) SELECT {copied} FROM signatures_signature WHERE id = {signature.pk}"
        assert sql(statement, where.reviewer.pk) == "signatures.not-her-key"
        assert (
            sql("UPDATE signatures_signature SET officer_id = %s", where.reviewer.pk) == "audit.append-only"
        )
        with pytest.raises(NotYourPower):
            delegation.withdraw(people_letter(), reason="x", effective_on=TODAY, **told(where.reviewer))

    def test_no_signature_is_used_for_another_act(self, where: people.County) -> None:
        """The chief signed one decision; her signature is put under another case's, by somebody who writes rows."""
        case, other = opined(where), opined(where)
        from tests.adversarial.test_refusal_matrix import by_sql

        shown = decision_content(other)
        replayed = signatures.sign(
            shown, kind="decision", about=other.number, case=other.number, area_code=other.area_id, **told(where.chief)
        )  # fmt: skip
        swapped = {"signature_id": replayed.pk, "digest": replayed.digest}
        assert by_sql(where, case) == ""
        assert by_sql(where, case, **swapped) == "signatures.not-what-was-signed"
        opinion = signatures.sign(
            shown, kind="preliminary", about=other.number, case=other.number, area_code=other.area_id, **told(where.chief)
        )  # fmt: skip
        assert by_sql(where, other, signature_id=opinion.pk) == "signatures.unsigned"
        # Signed for this content, but as an act on another case.
        elsewhere = signatures.sign(
            decision_content(case), kind="decision", about=other.number, case=other.number, area_code=other.area_id, **told(where.chief)
        )  # fmt: skip
        assert by_sql(where, case, signature_id=elsewhere.pk) == "signatures.not-what-was-signed"


def decision_content(case: Any, on: date = TODAY) -> Any:
    from jiuzhu.eligibility import queries as eligibility
    from jiuzhu.journey import content

    return content.decision_content(case, eligibility.latest(case), on)


def people_letter() -> Any:
    return Letter.objects.get()
