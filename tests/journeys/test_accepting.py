"""An application at the counter: what stops it, what it lacks told once, accepted with a receipt, never twice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from jiuzhu.audit import queries as audit
from jiuzhu.cases import queries as cases
from jiuzhu.cases.models import Case
from jiuzhu.cases.refusals import NotThisStage, OwnCase, Stale
from jiuzhu.documents import queries as documents
from jiuzhu.households import queries as households
from jiuzhu.intake import queries as intake
from jiuzhu.intake import refusals
from jiuzhu.intake.models import MissingNotice
from jiuzhu.journey import accepting, extending
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.rulebook import ProcessNotInForce
from jiuzhu.values.refusals import Refusal, Refusals
from tests import applying, people

TODAY = date(2026, 9, 1)
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}


@pytest.fixture
def where(db: None, settings: Any, tmp_path: Path) -> people.County:
    settings.MEDIA_ROOT = tmp_path / "files"
    found = people.county()
    people.letter(found)
    return found


def submit(where: people.County, draft: Any = None, **more: Any) -> accepting.Submitted:
    return accepting.submit(draft or applying.draft(where, TODAY), **{"actor": where.clerk, **TOLD, **more})


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_registered(where: people.County) -> None:
    draft = applying.draft(
        where, TODAY, applying.mother(name="卫😀", wage_fen="-1"), village=f"{people.NEIGHBOUR}201"
    )
    with pytest.raises(Refusals) as told:
        submit(where, draft)
    assert {one.field for one in told.value.many} == {"m1.name", "m1.wage_fen", "household.registered_area"}
    assert not Case.objects.exists()
    assert intake.draft(draft.pk).open


def test_only_the_counter_registers(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    with pytest.raises(NotYourPower):
        submit(where, draft, actor=where.reviewer)


def test_before_the_first_process_there_is_nothing_to_open(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    long_ago = date(2012, 12, 11)
    with pytest.raises((ProcessNotInForce, Refusals, Refusal)):
        submit(where, draft, on=long_ago, at=people.at(long_ago))
    assert not Case.objects.exists()


def test_the_same_draft_and_the_same_family_are_not_taken_twice(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    first = submit(where, draft)
    with pytest.raises(refusals.DraftClosed) as told:
        submit(where, draft)
    assert first.case.number in told.value.text("zh-hans")
    again = applying.draft(where, TODAY)
    with pytest.raises(Refusals) as both:
        submit(where, again)
    assert {(one.field, one.code) for one in both.value.many} == {
        ("m1.citizen_id", "intake.live-case"),
        ("m2.citizen_id", "intake.live-case"),
    }
    assert Case.objects.count() == 1


def test_a_family_is_found_in_another_township_without_its_names(where: people.County) -> None:
    submit(where)
    there = applying.draft(
        where, TODAY, applying.mother(order=3, name="祝青"), applying.child(), clerk=where.neighbour_clerk
    )
    [told] = [one for one in intake.why_not_submit(there, TODAY) if one.code == "intake.live-case"]
    text = told.text("zh-hans")
    assert told.field == "m2.citizen_id"
    assert "新汶街道" in text
    assert "卫小满" not in text
    codes = {one.code for one in intake.why_not_submit(there, TODAY)}
    assert "households.in-another-household" in codes


def test_a_complete_application_is_accepted_with_a_receipt(where: people.County) -> None:
    taken = submit(where)
    case = taken.case
    assert (case.stage, case.household_size, case.delegated, case.applicant_name) == (
        "accepting",
        2,
        True,
        "卫芳菲",
    )
    receipt = accepting.accept(
        case,
        actor=where.clerk,
        **TOLD,
        version=case.version,
        follow_code=taken.follow_code,
        follow_address="https://example.invalid/follow",
    )
    case = cases.get(case.number)
    assert (case.stage, case.accepted_on, case.due_on) == ("verifying", TODAY, date(2026, 9, 29))
    assert documents.read(receipt).startswith(b"%PDF-")
    assert receipt.content["expected_on"] == "2026年9月29日"
    assert "20个工作日" in receipt.content["promised"]
    assert "30个工作日" in receipt.content["statutory"]
    assert taken.follow_code not in str(receipt.content), "the code is printed and kept nowhere"
    assert accepting.follows(case, taken.follow_code.lower())
    assert not accepting.follows(case, "2345-6789")
    acts = [line.act for line in audit.of_case(case.number)]
    assert {"cases.opened", "intake.received", "cases.moved", "intake.accepted"} <= set(acts)
    account = households.account(case.household, TODAY)
    assert account is not None
    assert account.holder_id == case.applicant_id


def test_signatures_are_kept_with_the_text_of_the_day_and_a_guardian_signs_for_a_minor(
    where: people.County,
) -> None:
    taken = submit(where)
    kept = {(one.kind, one.person.name, one.signed_by.name) for one in intake.signatures(taken.application)}
    assert kept == {
        ("authorisation", "卫芳菲", "卫芳菲"), ("integrity", "卫芳菲", "卫芳菲"), ("authorisation", "卫小满", "卫芳菲"),
    }  # fmt: skip
    assert {(one.kind, one.text_version) for one in intake.signatures(taken.application)} == {
        ("authorisation", date(2026, 9, 1)), ("integrity", date(2026, 7, 1)),
    }  # fmt: skip


def test_what_is_missing_is_told_once_with_law_and_day(where: people.County) -> None:
    draft = applying.draft(
        where, TODAY, applying.mother(deposit_fen="", authorisation=""), applying.child(), papers=()
    )
    taken = submit(where, draft)
    with pytest.raises(refusals.StillMissing) as told:
        accepting.accept(taken.case, actor=where.clerk, **TOLD)
    assert "存款和现金" in told.value.text("zh-hans")
    notice = accepting.tell_missing(taken.case, actor=where.clerk, **TOLD, follow_code=taken.follow_code)
    assert [one["name"] for one in notice.content["items"]] == [
        "存款和现金",
        "核对授权书签字",
        "居民身份证（出示原件，不留复印件）",
    ]
    assert all(one["law"] for one in notice.content["items"])
    assert "不动产登记证明" in notice.content["fetched"]
    case = cases.get(taken.case.number)
    assert (case.stage, case.accepted_on, case.due_on) == ("supplementing", None, None)


def test_a_second_notice_is_refused_by_page_and_by_table(where: people.County) -> None:
    draft = applying.draft(where, TODAY, applying.mother(deposit_fen=""), applying.child())
    taken = submit(where, draft)
    accepting.tell_missing(taken.case, actor=where.clerk, **TOLD)
    accepting.record_supply(taken.case, typed={"m1.deposit_fen": "88"}, actor=where.clerk, **TOLD)
    with pytest.raises(refusals.AlreadyTold):
        accepting.tell_missing(taken.case, actor=where.clerk, **TOLD)
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        MissingNotice.objects.create(
            application=taken.application,
            items=[{}],
            told_on=TODAY,
            deadline_on=TODAY,
            told_by=where.clerk,
            at=TOLD["at"],
        )
    found = refusal_from(told.value)
    assert found is not None
    assert found.code == "intake.already-told"


def test_only_what_was_told_can_be_supplied_then_it_is_accepted(where: people.County) -> None:
    draft = applying.draft(
        where, TODAY, applying.mother(deposit_fen="", authorisation=""), applying.child(), papers=()
    )
    taken = submit(where, draft)
    accepting.tell_missing(taken.case, actor=where.clerk, **TOLD)
    later = TODAY + timedelta(days=6)
    told: dict[str, Any] = {"actor": where.clerk, "on": later, "at": people.at(later)}
    with pytest.raises(refusals.NotTold):
        accepting.record_supply(taken.case, typed={"m1.wage_fen": "0"}, **told)
    with pytest.raises(Refusal) as wrong:
        accepting.record_supply(taken.case, typed={"m1.deposit_fen": "-1"}, **told)
    assert wrong.value.field == "m1.deposit_fen"
    assert (
        accepting.record_supply(taken.case, typed={"m1.deposit_fen": "300"}, **told).stage == "supplementing"
    )
    case = accepting.record_supply(
        taken.case, typed={"m1.authorisation": "yes"}, seen_papers=["identity-card"], **told
    )
    assert case.stage == "accepting"
    content = intake.content(taken.application)
    assert content["members"][0]["deposit_fen"] == 30_000
    assert content["papers"]["identity-card"]["seen"] is True
    accepting.accept(case, **told)
    case = cases.get(case.number)
    assert (case.stage, case.accepted_on, case.due_on) == ("verifying", later, date(2026, 10, 10))
    assert {one.person.name for one in intake.authorisations(case)} == {"卫芳菲", "卫小满"}


def test_the_application_lapses_only_after_its_day(where: people.County) -> None:
    taken = submit(where, applying.draft(where, TODAY, applying.mother(deposit_fen="")))
    accepting.tell_missing(taken.case, deadline_on=date(2026, 9, 15), actor=where.clerk, **TOLD)
    with pytest.raises(refusals.DeadlinePassed):
        accepting.lapse(taken.case, actor=None, on=date(2026, 9, 15), at=people.at(date(2026, 9, 15)))
    after = date(2026, 9, 16)
    case = accepting.lapse(taken.case, actor=None, on=after, at=people.at(after))
    assert (case.stage, cases.get(case.number).closed_as) == ("closed", "lapsed")
    again = submit(where, applying.draft(where, after), on=after, at=people.at(after))
    assert again.case.household_id == case.household_id, "the family keeps its household"


def test_refused_and_withdrawn_with_a_reason(where: people.County) -> None:
    taken = submit(where)
    with pytest.raises(refusals.ReasonNeeded):
        accepting.refuse_acceptance(taken.case, reason=" ", law="", actor=where.clerk, **TOLD)
    case = accepting.refuse_acceptance(
        taken.case, reason="户籍不在本县", law="社会救助法 第三十七条", actor=where.clerk, **TOLD
    )
    assert cases.get(case.number).closed_as == "refused_acceptance"
    other = submit(where)
    accepting.accept(other.case, actor=where.clerk, **TOLD)
    case = extending.withdraw(other.case, note="找到工作了", actor=where.clerk, **TOLD)
    assert cases.get(case.number).closed_as == "withdrawn"


def test_two_clerks_on_one_case_and_ones_own_case(where: people.County) -> None:
    taken = submit(where)
    seen = taken.case.version
    accepting.accept(taken.case, actor=where.clerk, **TOLD, version=seen)
    with pytest.raises((Stale, NotThisStage)):
        accepting.accept(taken.case, actor=where.clerk_two, **TOLD, version=seen)
    mine = where.clerk_two
    mine.citizen_id = applying.number(date(1985, 3, 4), "female", 5)
    mine.save()
    own = submit(
        where, applying.draft(where, TODAY, applying.mother(order=5, name="江一帆")), actor=where.clerk
    )
    with pytest.raises(OwnCase):
        accepting.accept(own.case, actor=mine, **TOLD)


@pytest.mark.parametrize(
    ("on", "first"),
    [(date(2015, 3, 2), "2012-12-12"), (date(2020, 3, 2), "2019-12-01"), (date(2022, 1, 4), "2021-07-01")],
)
def test_the_case_runs_under_the_process_of_its_day(where: people.County, on: date, first: str) -> None:
    told: dict[str, Any] = {"actor": where.clerk, "on": on, "at": people.at(on)}
    draft = applying.draft(where, on, applying.mother())
    case = accepting.submit(draft, **told).case
    assert case.process.in_force_from.isoformat() == first
    accepting.accept(case, **told)
    assert cases.get(case.number).stage in ("surveying", "verifying")
