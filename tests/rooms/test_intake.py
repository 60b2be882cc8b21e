"""Drafts that lose nothing, answers that are refused at their field, one notice and no second."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from jiuzhu.intake import actions, answers, form, queries, refusals, statements
from jiuzhu.intake.models import Draft, DraftEntry
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourArea, NotYourPower
from jiuzhu.values.refusals import Refusal
from tests import applying, people

TODAY = date(2026, 9, 1)
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def at_fields(draft: Draft) -> dict[str | None, str]:
    return {one.field: one.code for one in queries.why_not_submit(draft, TODAY)}


def test_only_the_counter_of_the_township_drafts(where: people.County) -> None:
    with pytest.raises(NotYourPower):
        actions.open_draft("MZ01-01", area=where.areas[people.TOWNSHIP], actor=where.chief, **TOLD)
    with pytest.raises(NotYourArea):
        actions.open_draft("MZ01-01", area=where.areas[people.NEIGHBOUR], actor=where.clerk, **TOLD)


@pytest.mark.parametrize(
    ("path", "typed", "code"),
    [
        ("m1.citizen_id", "370982198503040001", "citizen-id.check-digit"),
        ("m1.citizen_id", "3709822085030400", "citizen-id.length"),
        ("m1.citizen_id", applying.number(date(2090, 1, 1), "male"), "citizen-id.born-later"),
        ("m1.name", "卫" * 200, "names.too-long"),
        ("m1.name", "卫芳😀", "names.character"),
        ("m1.name", "卫\ue000", "names.private-character"),
        ("m1.wage_fen", "-5", "money.negative"),
        ("m1.wage_fen", "一千二", "money.unreadable"),
        ("m1.wage_fen", "99999999999", "money.too-large"),
        ("m1.wage_fen", "12.345", "money.too-precise"),
        ("m1.vehicles", "101", "intake.not-a-count"),
        ("m1.vehicles", "-1", "intake.not-a-count"),
        ("m1.relation", "xx", "intake.not-a-choice"),
        ("m1.away_since", "2026-02-30", "intake.not-a-date"),
        ("household.telephone", "8888", "phones.unreadable"),
        ("household.reason", "很" * 501, "intake.too-long"),
        ("household.reason", "a\x07b", "intake.not-text"),
        ("household.bank_account", "6222000000000001", "bank-accounts.check-digit"),
        ("household.registered_area", f"{people.NEIGHBOUR}201", "intake.not-this-township"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field_and_kept(
    where: people.County, path: str, typed: str, code: str
) -> None:
    draft = applying.draft(where, TODAY)
    assert at_fields(draft) == {}
    draft = actions.save(draft.pk, {path: typed}, seen=draft.version, actor=where.clerk, **TOLD).draft
    assert draft.typed[path] == typed
    found = [one for one in queries.why_not_submit(draft, TODAY) if one.field == path]
    assert [one.code for one in found] == [code]
    assert found[0].text("zh-hans")
    assert found[0].text("en")


def test_several_mistakes_are_told_at_once(where: people.County) -> None:
    draft = applying.draft(
        where, TODAY, applying.mother(name="卫😀", wage_fen="-1"), applying.child(citizen_id="1")
    )
    assert set(at_fields(draft)) == {"m1.name", "m1.wage_fen", "m2.citizen_id"}


def test_nobody_twice_and_everybody_with_a_line(where: people.County) -> None:
    empty = actions.open_draft("MZ01-01", area=where.areas[people.TOWNSHIP], actor=where.clerk, **TOLD)
    assert at_fields(empty)["members"] == "intake.no-members"
    twice = applying.draft(where, TODAY, applying.mother(), applying.mother(relation="30"))
    assert at_fields(twice) == {"m2.citizen_id": "households.member-twice"}
    alone = applying.draft(where, TODAY, alone="yes")
    assert at_fields(alone) == {"household.alone": "intake.applying-alone"}


def test_rare_characters_are_kept(where: people.County) -> None:
    draft = applying.draft(where, TODAY, applying.mother(name="卫𬭎𠮷·芳"))
    assert queries.reading(draft, TODAY).content["members"][0]["name"] == "卫𬭎𠮷·芳"
    assert queries.drafts(reach=[people.TOWNSHIP], words="卫𬭎")[0].pk == draft.pk
    assert queries.drafts(reach=[people.TOWNSHIP], words="w")[0].pk == draft.pk


def test_answers_come_out_in_their_units(where: people.County) -> None:
    content = queries.reading(applying.draft(where, TODAY), TODAY).content
    mother, child = content["members"]
    assert (mother["wage_fen"], mother["deposit_fen"], mother["fund_fen"], mother["vehicles"]) == (
        1_080_000,
        120_050,
        0,
        0,
    )
    assert (mother["sex"], mother["birth_on"], child["wage_fen"]) == ("female", "1985-03-04", 0)
    assert content["household"]["cause"] == ["illness", "unemployment"]
    assert content["household"]["alone"] is False
    assert "authorisation" not in child


def test_a_gap_is_not_a_mistake_and_is_listed_with_its_law(where: people.County) -> None:
    line = applying.mother(deposit_fen="", authorisation="", health="")
    draft = applying.draft(where, TODAY, line, applying.child(), papers=(), telephone="")
    reading = queries.reading(draft, TODAY)
    assert reading.against == ()
    assert [one.key for one in reading.missing] == [
        "household.telephone", "m1.health", "m1.deposit_fen", "m1.authorisation", "papers.identity-card",
    ]  # fmt: skip
    assert all(one.law for one in reading.missing)
    assert "deposit_fen" not in reading.content["members"][0], "an unanswered question is unknown, not zero"


def test_what_departments_give_is_never_asked(where: people.County) -> None:
    draft = applying.draft(where, TODAY, papers=())
    asked = {one.key for one in queries.papers_asked(draft, queries.reading(draft, TODAY).content)}
    assert asked == {"identity-card"}
    assert "household-register" in {one.key for one in queries.fetched("MZ01-01")}
    spending = applying.draft(where, TODAY, applying.mother(rigid_spending_fen="3000"))
    assert "papers.spending-evidence" in {one.key for one in queries.reading(spending, TODAY).missing}


def test_a_question_is_left_out_while_all_its_sources_are_connected(where: people.County) -> None:
    draft = applying.draft(where, TODAY, applying.mother(vehicles="", wage_fen="", employment="employed"))
    alone = queries.reading(draft, TODAY)
    assert {one.key for one in alone.missing} == {"m1.vehicles", "m1.wage_fen"}
    some = queries.reading(draft, TODAY, connected={"vehicles", "deposits"})
    assert {one.key for one in some.missing} == {"m1.wage_fen"}
    assert some.content["not_asked"] == {"m1.vehicles": ["vehicles.vehicles"]}
    assert some.asking.asked["m1.wage_fen"] == "no-data"
    assert "company_shares_fen" in some.content["members"][0], "asked and left blank: declared as none"
    assert queries.question_of("MZ01-01", "vehicles") is not None
    assert queries.question_of("MZ01-01", "deposits_over") is None


def test_further_questions_follow_from_answers(where: people.County) -> None:
    grown = applying.ADULT | {
        "name": "卫大",
        "relation": "22",
        "citizen_id": applying.number(date(2003, 1, 1), "male"),
    }
    draft = applying.draft(
        where,
        TODAY,
        applying.mother(disability_type="4", away="prison"),
        grown,
        staff_relative="yes",
        alone="no",
    )
    assert {one.key for one in queries.reading(draft, TODAY).missing} == {
        "household.staff_relative_of", "m1.disability_grade", "m1.away_since", "m2.lives_independently",
    }  # fmt: skip


def test_a_page_that_was_not_touched_changes_nothing(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    entries = DraftEntry.objects.filter(draft=draft).count()
    saved = actions.save(
        draft.pk,
        {"household.residence": applying.HOME["residence"]},
        seen=draft.version,
        actor=where.clerk,
        **TOLD,
    )
    assert (saved.changed, saved.conflicts) == ((), ())
    assert DraftEntry.objects.filter(draft=draft).count() == entries


def test_two_clerks_keep_both_values(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    seen, path = draft.version, "household.residence"
    actions.save(draft.pk, {path: "柳行村 7 号"}, seen=seen, actor=where.clerk, **TOLD)
    # The second clerk's page is older; she changed another field and left the address as it was.
    saved = actions.save(
        draft.pk,
        {path: applying.HOME["residence"], "m1.name": "卫芬菲"},
        seen=seen,
        actor=where.clerk_two,
        **TOLD,
    )
    assert saved.conflicts == ()
    assert saved.draft.typed[path] == "柳行村 7 号"
    # Now she types an address of her own.
    saved = actions.save(draft.pk, {path: "柳行村 9 号"}, seen=seen, actor=where.clerk_two, **TOLD)
    [told] = saved.conflicts
    assert isinstance(told, refusals.TwoValues)
    assert "林知夏" in told.text("zh-hans")
    assert saved.draft.typed[path] == "柳行村 7 号"
    assert "柳行村 9 号" in {one.value for one in queries.history(saved.draft, path)}
    assert at_fields(saved.draft) == {path: "intake.unresolved-values"}
    settled = actions.choose(draft.pk, path, "柳行村 9 号", actor=where.clerk, **TOLD)
    assert settled.typed[path] == "柳行村 9 号"
    assert at_fields(settled) == {}


def test_saving_again_while_typing_is_ones_own(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    for text in ("柳", "柳行村", "柳行", applying.HOME["residence"]):
        saved = actions.save(
            draft.pk, {"household.residence": text}, seen=draft.version, actor=where.clerk, **TOLD
        )
        assert saved.draft.typed["household.residence"] == text
        assert not saved.conflicts


def test_nothing_typed_is_ever_lost(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    actions.remove_line(draft.pk, "m2", actor=where.clerk, **TOLD)
    draft = queries.draft(draft.pk)
    assert draft.typed["members"] == "m1"
    assert draft.typed["m2.name"] == "卫小满"
    assert actions.add_member(draft.pk, {}, actor=where.clerk, **TOLD) == "m3", "a key is never used again"
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        DraftEntry.objects.filter(draft=draft).delete()
    assert refusal_from(told.value) is not None
    with pytest.raises(refusals.TooLong):
        actions.save(
            draft.pk, {"household.reason": "很" * 2001}, seen=draft.version, actor=where.clerk, **TOLD
        )


def test_paths_that_the_form_does_not_have(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    for path in (
        "members",
        "household.amount_fen",
        "m1.password",
        "case_number",
        "m0.name",
        "x",
        "m1.__class__",
    ):
        with pytest.raises(refusals.UnknownField):
            actions.save(draft.pk, {path: "1"}, seen=draft.version, actor=where.clerk, **TOLD)


def test_a_discarded_draft_is_closed_but_readable(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    actions.discard(draft.pk, "申请人改天再来", actor=where.clerk, **TOLD)
    with pytest.raises(refusals.DraftClosed):
        actions.save(draft.pk, {"household.reason": "x"}, seen=0, actor=where.clerk, **TOLD)
    assert not queries.drafts(reach=[people.TOWNSHIP])
    assert queries.draft(draft.pk).typed["m1.name"] == "卫芳菲"


def test_a_neighbour_sees_no_draft(where: people.County) -> None:
    draft = applying.draft(where, TODAY)
    with scope.within([people.NEIGHBOUR]):
        with pytest.raises(refusals.NoSuchDraft):
            queries.draft(draft.pk)
        assert not queries.drafts(reach=[people.TOWNSHIP])
        assert not DraftEntry.objects.exists()
        with pytest.raises(refusals.NoSuchDraft):
            actions.save(draft.pk, {}, seen=0, actor=where.neighbour_clerk, **TOLD)


def test_the_text_that_is_signed_is_the_one_of_the_day() -> None:
    assert statements.text("integrity", date(2026, 6, 30)).starts_on == date(2014, 5, 1)
    assert "二倍以下" in " ".join(statements.text("integrity", date(2026, 7, 1)).text())
    with pytest.raises(statements.NoText):
        statements.text("integrity", date(2014, 4, 30))


def test_every_field_of_every_item_can_be_read() -> None:
    sample = {"name": "卫芳", "citizen_id": applying.number(date(1985, 3, 4), "female"), "telephone": "13800000001",
              "bank_account": "6299990000000000010", "date": "2020年1月2日", "count": "１", "yes_no": "yes", "signature": "yes"}  # fmt: skip
    for item in ("MZ01-01", "MZ01-02"):
        for group in form.of_item(item).groups:
            for field in group.fields:
                text = sample.get(field.kind, "12.50" if form.is_money(field) else "1")
                try:
                    answers.value(field, text, path="x", on=TODAY)
                except Refusal as told:
                    assert told.code in ("intake.not-a-choice", "bank-accounts.check-digit"), (field, told)
