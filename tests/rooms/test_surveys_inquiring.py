"""Refused signatures, visits by telephone, self-care by six items, letters of inquiry and what neighbours say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.types.json import Jsonb

from jiuzhu.documents import queries as documents
from jiuzhu.journey import along, surveying
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.offices.scope import within
from jiuzhu.standards import actions as standards
from jiuzhu.surveys import actions, queries, refusals, rules
from jiuzhu.surveys.models import LetterInquiry, NeighbourInquiry, Visit
from tests import people
from tests.rooms import verification_cases as made
from tests.rooms.verification_cases import TODAY, at

TOLD: dict[str, Any] = {"on": TODAY, "at": at()}
FLOOD = "山洪冲断进村道路，三天内无法入户"


def begun() -> tuple[people.County, dict[str, Any], Any]:
    where = people.county()
    family = made.household(where)
    return where, family, made.open_case(where, family, "surveying")


@pytest.fixture
def yard(db: None) -> tuple[people.County, dict[str, Any], Any]:
    return begun()


def file(yard: Any, **more: Any) -> Visit:
    where, family, case = yard
    case.refresh_from_db()
    content = made.visit_content(family, shape=2, **more)
    return surveying.file_visit(case, content, visitors=(where.visitor, where.visitor_two), **TOLD)


def follow_up_within(where: people.County, days: int) -> None:
    notice = standards.Notice("演示通知", "演示〔2026〕3号", "演示机关", TODAY)
    number = standards.enter(
        "remote-visit-follow-up-days", people.COUNTY, days, starts_on=TODAY, notice=notice, demo=True,
        actor=where.policy, at=at(),
    )  # fmt: skip
    standards.check(number, agrees=True, actor=where.policy_two, at=at())


def raw_visit(case: Any, content: Any, signed: str = "nobody", mode: str = "home") -> str:
    statement = """INSERT INTO surveys_visit (case_id, number, visited_on, outcome, household_signed, differs_from_declared, content,
                   digest, "on", at, mode, follow_up_by) VALUES (%s, 9, %s, 'surveyed', %s, false, %s, 'd', %s, now(), %s, %s)"""
    by = None if mode == "home" else TODAY + timedelta(days=5)
    with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [case.pk, TODAY, signed, Jsonb(content), TODAY, mode, by])
    refusal = refusal_from(raw.value)
    return refusal.code if refusal else str(raw.value)


def test_a_refused_signature_has_its_reason_and_a_witness(yard) -> None:
    for refused in (None, {"reason": "不认可", "witness": " "}, {"reason": "", "witness": "村会计"}):
        with pytest.raises(refusals.RefusedUntold) as no:
            file(yard, household_signed="refused", refused=refused)
        assert no.value.field == "refused_reason"
    assert raw_visit(yard[2], {"refused": {"reason": "不认可"}}, "refused") == "surveys.refused-untold"
    told = {"reason": "对收入核算有意见", "witness": "村会计老许"}
    assert file(yard, household_signed="refused", refused=told).content["refused"] == told


def test_a_paper_of_another_case_is_no_paper_of_this_visit(yard) -> None:
    where, _family, case = yard
    other = made.open_case(where, made.household(where, 3), "surveying")
    paper = actions.keep_paper(
        other,
        made.PNG,
        name="院子.png",
        kind="survey-photograph",
        field="photos",
        actor=where.visitor,
        at=at(),
    )
    with pytest.raises(refusals.PaperOfAnother):
        file(yard, papers=[paper])
    assert raw_visit(case, {"papers": [paper]}) == "surveys.paper-of-another"


def test_the_telephone_stands_in_only_where_the_county_says_for_how_long(yard) -> None:
    where, _family, case = yard
    remote = {"mode": "phone", "mode_reason": FLOOD, "household_signed": "nobody"}
    with pytest.raises(refusals.RemoteNotAllowed):
        file(yard, **remote)
    follow_up_within(where, 10)
    for wrong, expected in (
        ({"mode_reason": "下雨"}, refusals.RemoteUnexplained),
        ({"household_signed": "fingerprint"}, refusals.RemoteNotSigned),
    ):
        with pytest.raises(expected):
            file(yard, **{**remote, **wrong})
    assert raw_visit(case, {"mode_reason": "下雨"}, mode="video") == "surveys.remote-unexplained"
    assert raw_visit(case, {"mode_reason": FLOOD}, "signed", "video") == "surveys.remote-not-signed"
    by_phone = file(yard, **remote)
    case.refresh_from_db()
    assert (by_phone.follow_up_by, case.stage) == (TODAY + timedelta(days=10), "reviewing")
    assert queries.owed_visits((people.TOWNSHIP,)) == [by_phone] and not queries.owed_visits(
        (people.NEIGHBOUR,)
    )
    with pytest.raises(refusals.RemoteAgain):
        file(yard, **remote)
    assert raw_visit(case, {"mode_reason": FLOOD}, mode="phone") == "surveys.remote-again"
    real = file(yard)  # the real visit follows wherever the case stands, and does not move it
    case.refresh_from_db()
    assert (real.number, case.stage, queries.owed_visit(case)) == (2, "reviewing", None)
    with pytest.raises(surveying.cases.NotThisStage):
        file(yard)


@pytest.mark.parametrize(
    ("cannot", "degree"), [((), "full"), (("eat",), "partial"), (("eat", "bed", "wash"), "partial"), (("eat", "bed", "wash", "walk"), "none")]
)  # fmt: skip
def test_six_items_say_the_degree(cannot, degree) -> None:
    care: dict[str, bool | None] = {key: key not in cannot for key in rules.CARE}
    assert rules.ability(care) == degree
    assert rules.ability(care | {"eat": None}) == ""


def test_half_of_the_six_and_what_contradicts_them_is_refused(yard) -> None:
    _where, family, _case = yard
    told = made.visit_content(family)["members"]
    for care, expected in (
        ({"eat": True}, refusals.CareHalf),
        (dict.fromkeys(rules.CARE, False), refusals.CareContradicts),
    ):
        with pytest.raises(expected):
            file(yard, members=[told[0] | {"care": care}, *told[1:]])
    file(yard, members=[told[0] | {"care": dict.fromkeys(rules.CARE, True), "illness": "高血压"}, *told[1:]])


def letter(yard: Any, **more: Any) -> LetterInquiry:
    where, family, case = yard
    told = {"addressee": "示例砖厂", "address": "新泰市示例路1号", "question": "该人2026年1月至8月的工资", "actor": where.visitor,
            "answer_by": TODAY + timedelta(days=10), **TOLD, **more}  # fmt: skip
    return along.write_letter(case, told.pop("person", family["son"]), **told)


def test_a_letter_asks_one_thing_about_a_member_and_is_answered_once(yard) -> None:
    where, _family, _case = yard
    stranger = made.household(where, 5)["son"]
    for wrong, expected in (
        ({"actor": where.clerk}, NotYourPower),
        ({"question": " "}, refusals.LetterUntold),
        ({"answer_by": TODAY}, refusals.LetterNoTime),
        ({"person": stranger}, refusals.NotAMember),
    ):
        with pytest.raises(expected):
            letter(yard, **wrong)
    assert not LetterInquiry.objects.exists()
    written = letter(yard)
    assert documents.read(written.paper).startswith(b"%PDF")
    said = written.paper.content
    assert (
        "罗安" not in str(said) and said["person"] == "罗㛃"
    )  # the applicant is not named to the brickworks
    assert list(queries.unanswered_letters((people.TOWNSHIP,))) == [written]
    answer = {"said": "月均3000元", "scan": made.PNG, "name": "复函.png", "actor": where.visitor, **TOLD}
    with pytest.raises(refusals.AnsweredBefore):
        along.enter_answer(written, answered_on=TODAY + timedelta(days=1), **answer)
    along.enter_answer(written, answered_on=TODAY, **answer)
    with pytest.raises(refusals.LetterAnswered):
        along.enter_answer(written, answered_on=TODAY, **answer)
    assert not queries.unanswered_letters((people.TOWNSHIP,)) and letter(yard).number == 2
    with within((people.NEIGHBOUR,)), pytest.raises(refusals.NoSuchLetter):
        queries.letter(written.pk)
    for table in ("letterinquiry", "letteranswer"):
        with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM surveys_{table}")
        assert refusal_from(raw.value).code == "audit.append-only"


def test_a_neighbour_is_neutral_or_it_says_why_and_the_household_reads_no_name(yard) -> None:
    where, _family, case = yard
    told = {"asked_on": TODAY, "name": "东邻甲", "relation": "东邻", "said": "儿子在砖厂上班", "neutral": True,
            "actor": where.visitor, **TOLD}  # fmt: skip
    for wrong, expected in (
        ({"actor": where.reviewer}, NotYourPower),
        ({"said": ""}, refusals.NeighbourUntold),
        ({"asked_on": TODAY + timedelta(days=1)}, refusals.AskedAhead),
        ({"neutral": False}, refusals.NotNeutral),
        ({"name": "罗安"}, refusals.MemberIsNoNeighbour),
    ):
        with pytest.raises(expected):
            along.ask_neighbour(case, **{**told, **wrong})
    along.ask_neighbour(case, **told)
    (shown,) = queries.neighbours_for_household(case)
    assert shown.said == "儿子在砖厂上班" and "东邻甲" not in str(shown)
    assert NeighbourInquiry.objects.get().duty.duty == "survey"
    visit = file(yard)
    assert "邻居甲" in str(visit.content) and "邻居甲" not in str(queries.for_household(visit.content))
