"""Two visitors, each with her own signature over the same record; what is signed stays; nobody judges what she saw."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.audit.models import Entry
from jiuzhu.cases import actions as cases
from jiuzhu.cases.refusals import Incompatible, NotEmpowered, OwnCase
from jiuzhu.journey import surveying
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourArea, NotYourPower
from jiuzhu.offices.scope import within
from jiuzhu.surveys import actions, queries, refusals
from jiuzhu.surveys.models import Visit, VisitDraft, Visitor
from tests import people
from tests.rooms import verification_cases as made
from tests.rooms.verification_cases import TODAY, at


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


@pytest.fixture
def family(where: people.County) -> dict[str, Any]:
    return made.household(where)


@pytest.fixture
def case(where: people.County, family: dict[str, Any]) -> Any:
    return made.open_case(where, family, "surveying")


def content(family: dict[str, Any], **more: Any) -> dict[str, Any]:
    return made.visit_content(family, **more)


def file(case: Any, where: people.County, told: dict[str, Any], *visitors: Any) -> Any:
    chosen = visitors or (where.visitor, where.visitor_two)
    return actions.file(case, told, visitors=[actions.Signed(one, at()) for one in chosen], on=TODAY, at=at())


def test_one_visitor_is_none_and_the_same_twice_is_one(where, family, case) -> None:
    for visitors in ((where.visitor,), (where.visitor, where.visitor)):
        with pytest.raises(refusals.TooFewVisitors) as refused:
            file(case, where, content(family), *visitors)
        assert refused.value.figures == {"wanted": 2, "found": 1}
    assert not Visit.objects.exists()
    statement = """INSERT INTO surveys_visit (case_id, number, visited_on, outcome, household_signed, differs_from_declared, content,
                   digest, "on", at) VALUES (%s, 1, %s, 'surveyed', 'signed', false, '{}', 'd', %s, now())"""
    both = f"{statement}; SET CONSTRAINTS ALL IMMEDIATE"
    with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(both, [case.pk, TODAY, TODAY])
    assert refusal_from(raw.value).code == "surveys.too-few-visitors"


def test_who_may_not_visit_may_not_sign_in_any_place(where, family, case) -> None:
    for visitors, expected in (
        ((where.visitor, where.clerk), NotEmpowered),
        ((where.reviewer, where.visitor), NotEmpowered),
        ((where.visitor, where.neighbour_chief), NotEmpowered),
    ):
        with pytest.raises(expected):
            file(case, where, content(family), *visitors)
    people.offices.post(
        where.reviewer, "investigator", where.areas[people.TOWNSHIP], starts_on=TODAY, actor=None, at=at()
    )
    cases.take_duty(case, where.reviewer, "review", on=TODAY, at=at())
    with pytest.raises(Incompatible):
        file(case, where, content(family), where.visitor, where.reviewer)
    with pytest.raises(Incompatible):
        actions.sign_first(
            case, content(family), second=where.reviewer, actor=where.visitor, on=TODAY, at=at()
        )
    where.visitor_two.citizen_id = family["son"].citizen_id
    where.visitor_two.save()
    with pytest.raises(OwnCase):
        file(case, where, content(family))
    assert not Visitor.objects.exists()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"visited_on": (TODAY + timedelta(days=1)).isoformat()}, refusals.VisitedAhead),
        ({"place": ""}, refusals.Missing),
        ({"finding": ""}, refusals.Missing),
        ({"respondent": None}, refusals.Missing),
        ({"differs": True}, refusals.DifferenceUntold),
        ({"household_signed": "signed"}, refusals.SignatureMissing),
        ({"outcome": "nobody_home", "household_signed": "fingerprint"}, refusals.NobodyCannotSign),
        ({"outcome": "not_cooperating", "finding": "不配合"}, refusals.RefusalUntold),
    ],
)
def test_half_a_record_is_refused_by_its_field(where, family, case, changes, expected) -> None:
    with pytest.raises(expected) as refused:
        file(case, where, content(family, **changes))
    assert refused.value.field


def test_what_differs_needs_a_reason_and_a_stranger_has_no_place(where, family, case) -> None:
    told = content(family)
    told["members"][0]["actual"] = {"wage_fen": 1_200_000}
    with pytest.raises(refusals.ReasonNeeded) as refused:
        file(case, where, told)
    assert refused.value.field == f"m{family['mother'].pk}_reason"
    told = content(family)
    told["members"][0]["person"] = str(made.household(where, 5)["mother"].pk)
    with pytest.raises(refusals.NotAMember):
        file(case, where, told)


def test_the_record_stays_and_a_correction_names_it(where, family, case) -> None:
    told = content(family)
    told["members"][1] |= {"actual": {"wage_fen": 1_200_000}, "reason": "见工资条"}
    first = file(case, where, told)
    assert {one.duty.officer.name for one in queries.visitors(first)} == {
        "高远",
        "苗禾",
    } and first.differs_from_declared
    for statement in ("UPDATE surveys_visit SET digest = 'x'", "DELETE FROM surveys_visitor"):
        with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert refusal_from(raw.value).code == "audit.append-only"
    seen = queries.corrections(case)[str(family["son"].pk)]["wage_fen"]
    assert (seen.value, seen.reason, seen.visited_on) == (1_200_000, "见工资条", TODAY)
    again = content(family, corrects=1)
    again["members"][1] |= {"actual": {"wage_fen": 600_000}, "reason": "工资条看错月份，单位函复"}
    second = file(case, where, again)
    assert second.corrects == first and second.number == 2
    assert queries.corrections(case)[str(family["son"].pk)]["wage_fen"].value == 600_000
    found = queries.findings(case)
    assert found is not None and found.lives_in_own_home and found.visit == second
    duty = queries.visitors(first)[0].duty
    statement = "INSERT INTO surveys_visitor (case_id, visit_id, duty_id, digest, signed_at) VALUES (%s, %s, %s, 'x', now())"
    spare = cases.take_duty(case, where.visitor, "survey", on=TODAY, at=at())
    for duty_id in (spare.pk, duty.pk):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [case.pk, first.pk, duty_id])


def test_the_second_visitor_signs_what_she_was_shown_with_her_own_hand(where, family, case) -> None:
    told = content(family)
    with pytest.raises(refusals.NotSignedYet):
        actions.confirm(case, seen="x", actor=where.visitor_two, on=TODAY, at=at())
    with pytest.raises(refusals.SameVisitor):
        actions.sign_first(case, told, second=where.visitor, actor=where.visitor, on=TODAY, at=at())
    draft = actions.sign_first(case, told, second=where.visitor_two, actor=where.visitor, on=TODAY, at=at())
    assert [one.pk for one in queries.waiting_for(where.visitor_two)] == [draft.pk]
    with pytest.raises(refusals.NotTheSecond):
        actions.confirm(case, seen=draft.digest, actor=where.visitor, on=TODAY, at=at())
    with pytest.raises(refusals.ChangedSinceSeen):
        actions.confirm(case, seen="0" * 64, actor=where.visitor_two, on=TODAY, at=at())
    actions.save_draft(case, {"place": ["改了"]}, turn=draft.turn, actor=where.visitor, on=TODAY, at=at())
    with pytest.raises(refusals.NotSignedYet):  # a change takes the signature off
        actions.confirm(case, seen=draft.digest, actor=where.visitor_two, on=TODAY, at=at())
    draft = actions.sign_first(case, told, second=where.visitor_two, actor=where.visitor, on=TODAY, at=at())
    visit = surveying.confirm_visit(
        case, seen=draft.digest, actor=where.visitor_two, on=TODAY, at=at(minute=20)
    )
    case.refresh_from_db()
    assert case.stage == "reviewing" and visit.digest == draft.digest
    assert {one.signed_at for one in queries.visitors(visit)} == {at(), at(minute=20)}
    assert not queries.waiting_for(where.visitor_two) and queries.draft(case) is None
    with pytest.raises(cases.NotThisStage):
        surveying.confirm_visit(case, seen=draft.digest, actor=where.visitor_two, on=TODAY, at=at())


def test_two_visitors_never_overwrite_each_other(where, family, case) -> None:
    first = actions.save_draft(case, {"place": ["家中"]}, turn=0, actor=where.visitor, on=TODAY, at=at())
    with pytest.raises(refusals.AnotherIsWriting) as refused:
        actions.save_draft(case, {"place": ["院里"]}, turn=0, actor=where.visitor_two, on=TODAY, at=at())
    assert "高远" in refused.value.text()
    second = actions.save_draft(
        case, {"place": ["院里"]}, turn=first.turn, actor=where.visitor_two, on=TODAY, at=at()
    )
    with pytest.raises(refusals.AnotherIsWriting):
        actions.save_draft(case, {"place": ["家中"]}, turn=first.turn, actor=where.visitor, on=TODAY, at=at())
    actions.save_draft(case, {"place": ["院里"]}, turn=first.turn, actor=where.visitor_two, on=TODAY, at=at())
    assert (VisitDraft.objects.get().typed, second.turn) == ({"place": ["院里"]}, 2)
    with pytest.raises(NotYourPower):
        actions.save_draft(case, {}, turn=2, actor=where.clerk, on=TODAY, at=at())


def test_nobody_home_keeps_the_case_and_a_refusal_ends_it(where, family, case) -> None:
    nobody = content(
        family,
        outcome="nobody_home",
        respondent=None,
        household_signed="nobody",
        finding="敲门无人，邻居称赶集",
    )
    surveying.file_visit(case, nobody, visitors=(where.visitor, where.visitor_two), on=TODAY, at=at())
    case.refresh_from_db()
    assert case.stage == "surveying" and queries.latest(case) is None
    refused = content(
        family,
        outcome="not_cooperating",
        household_signed="refused",
        finding="两次上门，户主拒绝入户，已当面告知第二十九条后果",
    )
    visit = surveying.file_visit(
        case, refused, visitors=(where.visitor, where.visitor_two), on=TODAY, at=at()
    )
    case.refresh_from_db()
    assert (case.stage, visit.number) == ("closed", 2)


def test_signatures_and_looks(where, family, case) -> None:
    paper = actions.keep_paper(
        case,
        made.PNG,
        name="签名.png",
        kind="household-signature",
        field="signature",
        actor=where.visitor,
        at=at(),
    )
    visit = file(case, where, content(family, household_signed="signed", papers=[paper]))
    assert visit.signature_id == paper["id"]
    for officer, expected in ((where.clerk, NotYourPower), (where.neighbour_chief, NotYourArea)):
        with pytest.raises(expected):
            actions.look(case, actor=officer, on=TODAY, at=at(), purpose="查看")
    actions.look(case, actor=where.reviewer, on=TODAY, at=at(), purpose="初审")
    assert Entry.objects.filter(act="surveys.looked", actor_key=where.reviewer.staff_number).count() == 1
    with within((people.NEIGHBOUR,)):
        assert not Visit.objects.exists() and not Visitor.objects.exists()
        with pytest.raises(refusals.NoSuchVisit):
            queries.visit(visit.pk)
