"""From the plan to the letter in force, and what is refused on the way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from jiuzhu import rulebook
from jiuzhu.delegation import actions, queries, refusals
from jiuzhu.delegation.models import Letter, LetterDraft, LetterItem
from jiuzhu.offices import refusals as office_refusals
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.models import Posting
from jiuzhu.signatures.refusals import NotReauthenticated
from tests import delegating as way
from tests import people

DAY, STARTS, STOPS = way.DAY, way.STARTS, way.STOPS


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def code_of_sql(statement: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    refusal = refusal_from(raised.value)
    return refusal.code if refusal else type(raised.value).__name__


def test_the_catalogue_has_twelve_categories_and_twenty_items_each_with_its_evidence() -> None:
    catalogue = rulebook.catalogue(people.COUNTY, DAY)
    assert (len(catalogue.categories), len(catalogue.items)) == (12, 20)
    assert {one.evidence for one in catalogue.items} == set(rulebook.EVIDENCE)
    assert all(one.law and one.source for one in catalogue.items)
    with pytest.raises(rulebook.NoCatalogue):
        rulebook.catalogue(people.COUNTY, date(2018, 1, 1))


def test_a_plan_needs_the_power_the_catalogue_and_the_pilots_first(where: people.County) -> None:
    usual: dict[str, Any] = {
        "number": "1号", "title": "方案", "basis": "依据", "approval": "批复", "county": where.areas[people.COUNTY],
        "items": ["MZ01-01"], "townships": {people.TOWNSHIP: DAY, people.NEIGHBOUR: DAY}, "pilots": [people.TOWNSHIP],
        "starts_on": DAY,
    }  # fmt: skip
    with pytest.raises(office_refusals.NotYourPower):
        actions.draw_up(**usual, **way.told(where.legal))
    for wrong in ({"items": ["MZ99-01"]}, {"items": []}, {"approval": " "}, {"pilots": ["370982999"]},
                  {"townships": {people.TOWNSHIP: DAY + timedelta(9), people.NEIGHBOUR: DAY}}):  # fmt: skip
        with pytest.raises(refusals.PlanIncomplete):
            actions.draw_up(**usual | wrong, **way.told(where.supervisor))
    made = actions.draw_up(**usual, **way.told(where.supervisor))
    with pytest.raises(refusals.NumberTaken):
        actions.draw_up(**usual, **way.told(where.supervisor))
    assert made.adopted_on is None and queries.plan_in_force(people.COUNTY, DAY) is None


def test_a_plan_is_adopted_when_the_four_bodies_agree_and_never_changes(where: people.County) -> None:
    made = way.plan(where, adopted=False)
    with pytest.raises(office_refusals.NotYourPower):
        actions.sign_off(
            made, "justice", agrees=True, signer="x", opinion="x", signed_on=DAY, **way.told(where.supervisor)
        )
    for body in ("civil_affairs", "establishment", "justice"):
        way.agree(where, made, body)
    way.agree(where, made, "legal_affairs", agrees=False)
    with pytest.raises(refusals.NotSignedOff) as refused:
        actions.adopt(made, **way.told(where.supervisor))
    assert "法制" in refused.value.text() and "司法" not in refused.value.text().split("：", 1)[1]
    assert (
        code_of_sql("UPDATE delegation_plan SET adopted_on = DATE '2026-03-02'")
        == "delegation.not-signed-off"
    )
    way.agree(where, made, "legal_affairs")
    adopted = actions.adopt(made, **way.told(where.supervisor))
    assert queries.plan_in_force(people.COUNTY, DAY) == adopted
    with pytest.raises(refusals.PlanFrozen):
        actions.adopt(made, **way.told(where.supervisor))
    assert code_of_sql("UPDATE delegation_plan SET title = 'x'") == "delegation.plan-frozen"
    assert code_of_sql("DELETE FROM delegation_planitem") == "audit.append-only"
    assert code_of_sql(
        "INSERT INTO delegation_planitem (plan_id, item_code, category, name, evidence) VALUES (%s, 'MZ08-01', 'MZ08', 'x', 'C')", made.pk
    ) == "delegation.plan-frozen"  # fmt: skip


def test_an_item_is_handed_down_only_when_planned_and_ready(where: people.County) -> None:
    township = where.areas[people.TOWNSHIP]
    made = way.plan(where, adopted=False, items=(*way.BOTH, "MZ03-01"))
    down = lambda item="MZ01-01", on=STARTS, plan=made: actions.hand_down(  # noqa: E731
        plan, township, item, starts_on=on, **way.told(where.supervisor)
    )
    with pytest.raises(refusals.NotInThePlan):
        down()
    for body in ("civil_affairs", "establishment", "justice", "legal_affairs"):
        way.agree(where, made, body)
    made = actions.adopt(made, **way.told(where.supervisor))
    with pytest.raises(refusals.NotInThePlan):
        down(item="MZ08-01")
    with pytest.raises(refusals.NotInThePlan):
        down(on=DAY - timedelta(days=1))
    with pytest.raises(refusals.NotReady) as refused:
        down()
    assert all(
        word in refused.value.text() for word in ("经办人员已培训", "保密协议已签订", "委托事项专用章已启用")
    )
    assert "首席代表" not in refused.value.text()
    way.ready(where, people.TOWNSHIP, "seal")
    with pytest.raises(refusals.NotReady):
        down()
    with pytest.raises(refusals.CriterionNotChecked):  # the register of seals says so, nobody else
        actions.note_readiness(township, "seal", met=True, evidence="x", **way.told(where.supervisor))
    way.ready(where)
    down()
    with pytest.raises(refusals.NotReady) as refused:
        down(item="MZ03-01")
    assert "备用金" in refused.value.text()
    # Without a chief representative in post on the day, nothing is handed down.
    Posting.objects.filter(officer=where.chief).update(stops_on=STARTS)
    with pytest.raises(refusals.NotReady):
        down(item="MZ01-02")
    assert code_of_sql(
        "INSERT INTO delegation_handover (plan_id, township_id, item_code, kind, starts_on, reason, by_id, at) "
        "SELECT plan_id, township_id, 'MZ01-02', kind, starts_on, '', by_id, at FROM delegation_handover"
    ) == "delegation.not-ready"  # fmt: skip


def test_the_matrix_says_since_when_under_which_letter_and_what_hinders(where: people.County) -> None:
    cell = lambda item="MZ01-01", code=people.TOWNSHIP, on=STARTS: next(  # noqa: E731
        one for one in queries.matrix(people.COUNTY, on) if (one.item_code, one.township_code) == (item, code)
    )
    assert len(queries.matrix(people.COUNTY, STARTS)) == 20 * 2
    assert cell().state == "not_planned"
    made = way.plan(where)
    assert cell(on=DAY).state == "lacking" and "seal" in cell(on=DAY).lacking
    way.ready(where)
    assert cell().state == "ready"
    way.handed_down(where)
    assert (cell().state, cell().since) == ("handed_down", STARTS)
    letter = way.letter(where)
    assert (cell().state, cell().letter, cell(code=people.NEIGHBOUR).state) == (
        "in_force",
        letter.number,
        "lacking",
    )
    actions.suspend(
        letter, item_code="MZ01-01", reason="迟报", effective_on=STARTS, **way.told(where.supervisor)
    )
    assert (cell().state, cell(item="MZ01-02").state) == ("suspended", "in_force")
    actions.withdraw(letter, reason="x", effective_on=STARTS + timedelta(5), **way.told(where.supervisor))
    actions.take_back(made, where.areas[people.TOWNSHIP], "MZ01-01", reason="承接不住", starts_on=STARTS + timedelta(5),
                      **way.told(where.supervisor))  # fmt: skip
    assert cell(on=STARTS + timedelta(5)).state == "taken_back"


def test_a_letter_is_reviewed_signed_by_both_numbered_and_published(where: people.County) -> None:
    way.handed_down(where)
    with pytest.raises(office_refusals.NotYourPower):
        actions.draft(
            plan=None, township=where.areas[people.TOWNSHIP], items={}, legal_form="entrusted", basis="", starts_on=STARTS,
            stops_on=STOPS, terms={}, **way.told(where.chief),
        )  # fmt: skip
    with pytest.raises(refusals.LetterIncomplete):
        way.drafted(where, stops_on=STARTS)
    made = way.drafted(where)
    read = way.seen(made)
    for early in (actions.sign_for_township, actions.sign_for_county):
        officer = where.head if early is actions.sign_for_township else where.bureau
        with pytest.raises(refusals.NotThisState):
            early(made, seen=read, **way.told(officer))
    with pytest.raises(office_refusals.NotYourPower):
        actions.review(made, agrees=True, seen=read, **way.told(where.supervisor))
    with pytest.raises(refusals.ReasonNeeded):
        actions.review(made, agrees=False, seen=read, **way.told(where.legal))
    actions.review(made, agrees=False, note="缺少省级依据说明", seen=read, **way.told(where.legal))
    actions.rewrite(made, basis="社会救助法第四十四条；民发〔2021〕57号第二条", **way.told(where.supervisor))
    with pytest.raises(refusals.DraftChanged):
        actions.review(made, agrees=True, seen=read, **way.told(where.legal))
    read = way.seen(made)
    actions.review(made, agrees=True, seen=read, **way.told(where.legal))
    with pytest.raises(refusals.NotThisState):
        actions.rewrite(made, basis="别的", **way.told(where.supervisor))
    assert code_of_sql("UPDATE delegation_letterdraft SET basis = 'x'") == "delegation.draft-frozen"
    assert code_of_sql("UPDATE delegation_letterdraft SET items = '{}'") == "delegation.draft-frozen"
    with pytest.raises(office_refusals.NotYourArea):
        actions.sign_for_township(made, seen=read, **way.told(where.neighbour_head))
    pen, where.head.pen = where.head.pen, None
    with pytest.raises(NotReauthenticated):
        actions.sign_for_township(made, seen=read, **way.told(where.head))
    where.head.pen = pen
    actions.sign_for_township(made, seen=read, **way.told(where.head))
    with pytest.raises(refusals.NotThisState):
        way.published(where, made)
    actions.sign_for_county(made, seen=read, **way.told(where.bureau))
    assert code_of_sql("UPDATE delegation_letterdraft SET state = 'drafted'") == "delegation.draft-frozen"
    letter = way.published(where, made)
    assert letter.number == "新民委〔2026〕1号" and not letter.taken_over and letter.published_on == DAY
    assert queries.why_not_decide("MZ01-01", people.TOWNSHIP, STARTS, 500_000) is None
    with pytest.raises(refusals.NotThisState):
        way.published(where, made)
    held = LetterDraft.objects.get(pk=made.pk)
    assert held.township_signature.digest == held.county_signature.digest == held.digest == read


def test_one_person_does_not_sign_for_both(where: people.County) -> None:
    way.handed_down(where)
    made = way.drafted(where)
    way.signed(where, made)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE delegation_letterdraft DISABLE TRIGGER delegation_letterdraft_frozen")
    with pytest.raises(IntegrityError), transaction.atomic():
        LetterDraft.objects.filter(pk=made.pk).update(county_signer_id=where.head.pk)


def test_a_letter_covers_only_what_was_handed_down(where: people.County) -> None:
    way.handed_down(where, items=("MZ01-01",))
    made = way.drafted(where)
    way.signed(where, made)
    with pytest.raises(refusals.NotHandedDown):
        way.published(where, made)
    assert not Letter.objects.exists()
    again = way.drafted(where, items={"MZ01-01": None})
    way.signed(where, again)
    assert way.published(where, again).number == "新民委〔2026〕1号"  # the refused one burnt no number


def test_a_number_that_a_paper_bears_is_left_out_and_none_is_skipped(where: people.County) -> None:
    people.letter(where, township=people.NEIGHBOUR, number="新民委〔2026〕1号", stops_on=date(2020, 1, 1))
    people.letter(
        where,
        township=people.NEIGHBOUR,
        number="新民委〔2026〕2号",
        starts_on=date(2020, 1, 1),
        stops_on=date(2021, 1, 1),
    )
    with pytest.raises(refusals.NumberTaken):
        people.letter(
            where, township=people.NEIGHBOUR, number=" 新民委〔2026〕2号", starts_on=date(2022, 1, 1)
        )
    letter = way.letter(where)
    assert letter.number == "新民委〔2026〕3号"
    with pytest.raises(refusals.NumberTaken):
        people.letter(where, township=people.NEIGHBOUR, number=letter.number, starts_on=date(2022, 1, 1))
    columns = (
        "county_id, township_id, legal_form, basis, starts_on, stops_on, issued_on, signed_for_county_id, signed_for_township,"
        " taken_over, provincial_rule, terms, amends_id, published_on, published_in, demo"
    )
    for number in ("新民委〔2026〕5号", "新民委〔2027〕2号", "新民委〔2026〕04号", "随便"):
        copied = f"INSERT INTO delegation_letter (number, {columns}) SELECT '{number}', {columns} FROM delegation_letter WHERE id = {letter.pk}"
        assert code_of_sql(copied) == "delegation.number-not-next"


def test_what_a_province_must_have_ruled(where: people.County) -> None:
    way.handed_down(where)
    with pytest.raises(refusals.LetterIncomplete):
        way.drafted(where, legal_form="statutory_township", starts_on=date(2026, 8, 1))
    with pytest.raises(refusals.LetterIncomplete):
        way.drafted(where, legal_form="statutory_township", provincial_rule="鲁政〔2026〕1号（演示）")
    letter = way.letter(
        where,
        legal_form="statutory_township",
        provincial_rule="鲁政〔2026〕1号（演示）",
        starts_on=date(2026, 8, 1),
    )
    form = queries.form_on("MZ01-01", people.TOWNSHIP, date(2026, 8, 1))
    assert (form.key, form.in_the_name_of, form.respondent) == (
        "statutory_township",
        "新汶街道办事处",
        "新汶街道办事处",
    )
    before = queries.form_on("MZ01-01", people.TOWNSHIP, date(2026, 7, 31))
    assert (before.key, before.in_the_name_of, before.seal_text) == ("county", "新泰市民政局", "新泰市民政局")
    actions.withdraw(letter, reason="x", effective_on=date(2026, 9, 1), **way.told(where.supervisor))
    way.letter(where, starts_on=date(2026, 9, 1))
    form = queries.form_on("MZ01-01", people.TOWNSHIP, date(2026, 9, 2))
    assert (form.key, form.seal_text) == (
        "entrusted",
        "新泰市民政局委托事项专用章",
    ) and "六十日" in form.remedy_zh


def test_an_amendment_takes_over_on_its_first_day(where: people.County) -> None:
    old = way.letter(where)
    on = STARTS + timedelta(days=30)
    with pytest.raises(refusals.LetterIncomplete):
        way.drafted(where, people.NEIGHBOUR, amends=old)
    assert (
        code_of_sql(
            "INSERT INTO delegation_letterdraft (county_id, township_id, plan_id, amends_id, items, legal_form, provincial_rule, basis,"
            " starts_on, stops_on, terms, state, digest, review_note, by_id, at, demo)"
            " SELECT county_id, '"
            + people.NEIGHBOUR
            + "', plan_id, letter_id, items, legal_form, provincial_rule, basis, starts_on,"
            " stops_on, terms, 'drafted', '', '', by_id, at, demo FROM delegation_letterdraft"
        )
        == "delegation.letter-incomplete"
    )
    made = actions.amend(
        old, plan=queries.plan_in_force(people.COUNTY, on), items={"MZ01-01": 300_000}, legal_form="entrusted", basis="x",
        starts_on=on, stops_on=STOPS, terms=dict.fromkeys(queries.TERMS, "x"), **way.told(where.supervisor, on),
    )  # fmt: skip
    way.signed(where, made, on=on)
    new = way.published(where, made, on=on)
    assert new.amends == old
    amount = 400_000
    assert queries.why_not_decide("MZ01-01", people.TOWNSHIP, on - timedelta(days=1), amount) is None
    assert (
        queries.why_not_decide("MZ01-01", people.TOWNSHIP, on, amount).code == "delegation.beyond-the-amount"
    )
    assert (
        queries.why_not_decide("MZ01-02", people.TOWNSHIP, on, amount).code == "delegation.no-letter-in-force"
    )
    assert queries.covering("MZ01-01", people.TOWNSHIP, on).number == new.number


def test_nothing_is_handed_on(where: people.County) -> None:
    way.letter(where)
    assert code_of_sql(
        "INSERT INTO delegation_letter (number, county_id, township_id, legal_form, basis, starts_on, stops_on, issued_on,"
        " signed_for_county_id, signed_for_township, taken_over, provincial_rule, terms, published_in, demo)"
        " SELECT '9号', township_id, %s, legal_form, basis, starts_on, stops_on, issued_on, signed_for_county_id, 'x', true, '',"
        " '{}', '', false FROM delegation_letter", f"{people.TOWNSHIP}001"
    ) == "delegation.not-a-township"  # fmt: skip


def test_an_event_is_signed_by_whoever_makes_it(where: people.County) -> None:
    letter = way.letter(where)
    with pytest.raises(refusals.NotInTheLetter):
        actions.suspend(
            letter, item_code="MZ08-01", reason="x", effective_on=STARTS, **way.told(where.supervisor)
        )
    actions.suspend(letter, reason="印章去向不明", effective_on=STARTS, **way.told(where.supervisor))
    actions.suspend(
        letter, item_code="MZ01-01", reason="差错率", effective_on=STARTS, **way.told(where.supervisor)
    )
    actions.resume(letter, reason="已找回", effective_on=STARTS + timedelta(2), **way.told(where.supervisor))
    on = STARTS + timedelta(days=2)
    assert queries.why_not_decide("MZ01-01", people.TOWNSHIP, on, 1).code == "delegation.letter-suspended"
    assert queries.why_not_decide("MZ01-02", people.TOWNSHIP, on, 1) is None
    assert code_of_sql(
        "INSERT INTO delegation_letterevent (letter_id, kind, effective_on, item_code, by_id, reason, digest, at)"
        " SELECT letter_id, 'resumed', effective_on, item_code, by_id, 'x', digest, at FROM delegation_letterevent LIMIT 1"
    ) == "signatures.unsigned"  # fmt: skip


def test_letters_of_before_keep_their_force(where: people.County) -> None:
    """What both sides signed on paper is taken over as it is, by whoever issues letters."""
    old = people.letter(where)
    assert old.taken_over and LetterItem.objects.filter(letter=old).count() == 2
    assert queries.why_not_decide("MZ01-01", people.TOWNSHIP, date(2026, 1, 1), 500_000) is None
