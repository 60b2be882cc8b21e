"""Relatives are declared and signed, bar from handling, and are recorded with the case; a substitute does exactly her duty."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.cases import actions as cases
from jiuzhu.cases import queries as case_queries
from jiuzhu.cases import refusals
from jiuzhu.households.models import Household, Membership, Person
from jiuzhu.offices import refusals as office_refusals
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.relatives import actions, queries
from jiuzhu.relatives import refusals as relative_refusals
from jiuzhu.values import citizen_id
from jiuzhu.values.citizen_id import NotACitizenId
from tests import people, road

TODAY = date(2026, 9, 1)
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


@pytest.fixture
def case(where: people.County) -> Any:
    return road.case_at(where, "reviewing", on=TODAY)


def kin(case: Any, relation: str = "sibling") -> list[actions.Told]:
    return [actions.Told(case.applicant.name, case.applicant.citizen_id, relation)]


def refused_by_the_database(statement: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    refusal = refusal_from(raised.value)
    return refusal.code if refusal else type(raised.value).__name__


def test_what_is_wrong_with_a_declaration_is_said_at_its_line(where: people.County, case: Any) -> None:
    number = case.applicant.citizen_id
    for told, expected in (
        ([actions.Told("甲", number, "friend")], relative_refusals.UnknownRelation),
        ([actions.Told("甲", number, "child"), actions.Told("乙", number.lower(), "child")], relative_refusals.TwiceDeclared),
        ([actions.Told("甲", "370982199001010000", "child")], NotACitizenId),
    ):  # fmt: skip
        with pytest.raises(expected):
            actions.declare(told, actor=where.reviewer, **TOLD)
    pen, where.reviewer.pen = where.reviewer.pen, None
    with pytest.raises(Exception, match="not-reauthenticated"):
        actions.declare([], actor=where.reviewer, **TOLD)
    where.reviewer.pen = pen
    assert queries.latest(officer=where.reviewer) is None


@pytest.mark.parametrize("relation", ["sibling", "cousin", "child_in_law"])
def test_a_relative_of_the_wide_set_stands_back_everywhere(
    where: people.County, case: Any, relation: str
) -> None:
    actions.declare(kin(case, relation), actor=where.reviewer, **TOLD)
    why = case_queries.why_not_duty(case, where.reviewer, "review", TODAY)
    assert isinstance(why, refusals.RelativeOfTheHousehold) and "回避" in why.text()
    with pytest.raises(refusals.RelativeOfTheHousehold):
        cases.take_duty(case, where.reviewer, "review", **TOLD)
    assert refused_by_the_database(
        "INSERT INTO cases_duty (case_id, officer_id, duty, \"on\", at) VALUES (%s, %s, 'review', %s, now())",
        case.pk, where.reviewer.pk, TODAY,
    ) == "cases.relative-of-the-household"  # fmt: skip
    actions.declare([], actor=where.reviewer, **TOLD)  # a later declaration replaces the earlier
    assert case_queries.why_not_duty(case, where.reviewer, "review", TODAY) is None


def test_nobody_judges_in_her_own_village(where: people.County, case: Any) -> None:
    actions.declare([], home_village=case.village, actor=where.reviewer, **TOLD)
    with pytest.raises(refusals.OwnVillage):
        cases.take_duty(case, where.reviewer, "review", **TOLD)
    actions.declare([], home_village=case.village, actor=where.clerk, **TOLD)
    cases.take_duty(case, where.clerk, "post", **TOLD)  # putting up a notice judges nobody
    elsewhere = road.case_at(where, "reviewing", on=TODAY, village=f"{people.TOWNSHIP}201")
    assert case_queries.why_not_duty(elsewhere, where.reviewer, "review", TODAY) is None


def test_near_relatives_are_recorded_with_the_case_once(where: people.County, case: Any) -> None:
    actions.declare(
        kin(case, "cousin"), actor=where.clerk, **TOLD
    )  # of the wide set only: stands back, is not recorded
    assert cases.record_relatives(case, **TOLD) == []
    actions.declare(kin(case), actor=where.clerk, **TOLD)
    [made] = cases.record_relatives(case, told="村主任的侄子", **TOLD)[:1]
    assert (made.relation, made.person_id) == ("兄弟姐妹", case.applicant_id) and "林知夏" in made.of_whom
    assert (
        cases.match_relatives(**TOLD) == 0 and cases.record_relatives(case, told="村主任的侄子", **TOLD) == []
    )
    assert [one.relation for one in case_queries.registered_relatives(case)] == ["兄弟姐妹", "申报"]
    assert refused_by_the_database("DELETE FROM cases_relativefiling") == "audit.append-only"
    assert refused_by_the_database("UPDATE relatives_kin SET near = false") == "audit.append-only"


def test_village_officials_are_recorded_by_the_townships_clerk(where: people.County, case: Any) -> None:
    usual: dict[str, Any] = {
        "village": case.village, "name": "村主任甲", "post": "村委会主任", "number": road.person("村主任甲").citizen_id,
        "starts_on": TODAY - timedelta(days=99),
    }  # fmt: skip
    with pytest.raises(office_refusals.NotYourPower):
        actions.record_official(**usual, actor=where.reviewer, **TOLD)
    with pytest.raises(office_refusals.NotYourArea):
        actions.record_official(**usual, actor=where.neighbour_clerk, **TOLD)
    with pytest.raises(relative_refusals.NotAVillage):
        actions.record_official(**usual | {"village": case.area}, actor=where.clerk, **TOLD)
    official = actions.record_official(**usual, actor=where.clerk, **TOLD)
    actions.declare_for_official(official, kin(case, "child"), actor=where.clerk, **TOLD)
    assert cases.match_relatives(**TOLD) == 1
    [made] = case_queries.registered_relatives(case)
    assert "村主任甲" in made.of_whom and made.relation == "子女"


def test_who_owes_the_declaration_of_the_year_is_listed_first(where: people.County) -> None:
    actions.declare([], actor=where.chief, **TOLD)
    standing = queries.standing((people.TOWNSHIP,), 2026, TODAY)
    assert standing[-1].officer == where.chief and standing[0].declaration is None
    assert all(one.declaration is None for one in queries.standing((people.TOWNSHIP,), 2027, TODAY))


# -- substitution


def named(where: people.County, case: Any, **more: Any) -> Any:
    told: dict[str, Any] = {
        "substitute": where.neighbour_reviewer, "stands_back": where.reviewer, "reason": "conflict", "explanation": "审核员的弟弟申请",
        "actor": where.head, **TOLD,
    }  # fmt: skip
    return cases.name_substitute(case, "review", **told | more)


def test_a_substitute_is_named_by_head_or_county_and_from_elsewhere(where: people.County, case: Any) -> None:
    with pytest.raises(refusals.MayNotNameASubstitute):
        named(where, case, actor=where.neighbour_head)
    with pytest.raises(refusals.MayNotNameASubstitute):
        named(where, case, actor=where.chief)
    with pytest.raises(refusals.ExplanationNeeded):
        named(where, case, explanation=" ")
    with pytest.raises(refusals.NotASubstitute):
        named(where, case, substitute=where.neighbour_clerk)
    actions.declare(kin(case), actor=where.neighbour_reviewer, **TOLD)
    with pytest.raises(refusals.RelativeOfTheHousehold):
        named(where, case)
    actions.declare([], actor=where.neighbour_reviewer, **TOLD)
    assert case_queries.candidates(case, "review", TODAY) == [where.neighbour_reviewer]
    named(where, case, actor=where.supervisor)


def test_a_substitute_does_her_duty_on_her_case_and_nothing_else(where: people.County, case: Any) -> None:
    other = road.case_at(where, "reviewing", on=TODAY)
    with pytest.raises(refusals.NotEmpowered):
        cases.take_duty(case, where.neighbour_reviewer, "review", **TOLD)
    made = named(where, case)
    assert case_queries.why_not_duty(case, where.neighbour_reviewer, "review", TODAY) is None
    assert case_queries.why_not_duty(other, where.neighbour_reviewer, "review", TODAY) is not None
    assert case_queries.why_not_duty(case, where.neighbour_reviewer, "decide", TODAY) is not None
    for wrong, duty in ((other, "review"), (case, "appraise")):
        with pytest.raises(refusals.NotEmpowered):
            cases.take_duty(wrong, where.neighbour_reviewer, duty, **TOLD)
    assert [one.case.number for one in case_queries.substituting(where.neighbour_reviewer, TODAY)] == [
        case.number
    ]
    cases.take_back_substitute(made, reason="审核员回岗", actor=where.head, **TOLD)
    with pytest.raises(refusals.NoSuchSubstitution):
        cases.take_back_substitute(made, reason="再撤", actor=where.head, **TOLD)
    with pytest.raises(refusals.NotEmpowered):
        cases.take_duty(case, where.neighbour_reviewer, "review", **TOLD)
    assert refused_by_the_database("UPDATE cases_substitution SET duty = 'decide'") == "audit.append-only"


def test_she_sees_her_case_under_its_own_address_only(where: people.County, case: Any, client: Any) -> None:
    client.force_login(
        where.neighbour_reviewer.user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = lambda number=case.number: client.get(f"/office/cases/{number}/")  # noqa: E731
    from jiuzhu.web import clock

    other = road.case_at(where, "reviewing", on=TODAY)
    with scope.within(()):
        assert page().status_code == 404
    named(where, case, on=clock.today(), at=clock.now())
    with scope.within(()):
        assert page().status_code == 200
        assert page(other.number).status_code == 404
        assert case.number not in client.get("/office/cases/").content.decode()


FULL_WIDTH = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")


def written(number: str, random: Random) -> str:
    """The same number as people type it: a small x, full-width characters, blanks, hyphens."""
    text = number.lower() if random.random() < 0.5 else number
    text = text.translate(FULL_WIDTH) if random.random() < 0.5 else text
    if random.random() < 0.5:
        text = f" {text[:6]}{random.choice((' ', '-', '　'))}{text[6:14]} {text[14:]} "
    return text


def old(number: str) -> str:
    """The number of 15 digits that a first-generation card bore."""
    return number[:6] + number[8:17]


def matched(officer: Any, homes: list[Any]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h FROM unnest(%s) h WHERE cases_kin(%s, h, %s) IS NOT NULL",
            [[one.pk for one in homes], officer.pk, TODAY],
        )
        return {row[0] for row in cursor.fetchall()}


def test_who_is_matched_depends_on_neither_order_nor_writing(where: people.County) -> None:
    numbers = [
        citizen_id.invent(
            "370982", date(1950 + n % 50, 1 + n % 12, 1 + n % 28), "male" if n % 2 else "female", n % 50
        )
        for n in range(400)
    ]
    # Every second one ends in X, where writings differ most.
    pool = [
        *(one for one in numbers if one.number.endswith("X")),
        *(one for one in numbers if not one.number.endswith("X")),
    ][:36]
    persons = [
        Person.objects.create(
            citizen_id=one.number, name=f"周{n}", sex=one.sex, born_on=one.born_on, sort_key="z"
        )
        for n, one in enumerate(pool)
    ]
    random, homes, members = Random(7), [], {}
    for n in range(9):
        home = Household.objects.create(
            area=where.areas[f"{people.TOWNSHIP}001"], hukou_kind="urban", opened_on=TODAY
        )
        mine = persons[3 * n : 3 * n + 3]  # the last nine live in no household
        for place, one in enumerate(mine):
            Membership.objects.create(household=home, person=one, relation="01" if place == 0 else "29", starts_on=date(2020, 1, 1),
                                      stops_on=TODAY if (n, place) == (8, 2) else None)  # fmt: skip
        homes.append(home)
        members[home.pk] = {one.citizen_id for place, one in enumerate(mine) if (n, place) != (8, 2)}
    for _trial in range(15):
        kin = random.sample([one.number for one in pool], random.randint(0, 8))
        officer = random.choice((where.clerk, where.visitor, where.reviewer, where.chief))
        expected = {home for home, numbers in members.items() if numbers & set(kin)}
        for _writing in range(2):
            random.shuffle(kin)
            told = [
                actions.Told("某", written(one, random), random.choice(("child", "sibling", "cousin")))
                for one in kin
            ]
            actions.declare(told, actor=officer, **TOLD)
            assert matched(officer, homes) == expected
        if kin:  # a number of 15 digits matches nobody silently: it is refused, however it is written
            with pytest.raises(citizen_id.OldNumber):
                actions.declare(
                    [actions.Told("某", written(old(kin[0]), random), "child")], actor=officer, **TOLD
                )
            with pytest.raises(relative_refusals.TwiceDeclared):
                actions.declare(
                    [actions.Told("某", written(kin[0], random), "child")] * 2, actor=officer, **TOLD
                )
            assert matched(officer, homes) == expected
