"""Who belongs to which household: what is refused, what is kept, and what two clerks at once cannot break."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.audit import queries as audit
from jiuzhu.households import actions, queries, refusals
from jiuzhu.households.models import Household, Membership, Person
from jiuzhu.households.rules import Member
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.values import citizen_id
from jiuzhu.values.refusals import Refusal, Refusals
from tests import people

TODAY = date(2026, 9, 1)
AT = people.at(TODAY)


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def somebody(key: str, name: str, relation: str, born_on: date, sex: str = "female", **more: Any) -> Member:
    number = more.pop("citizen_id", citizen_id.invent("370982", born_on, sex, more.pop("order", 0)).number)  # type: ignore[arg-type]
    return Member(key=key, name=name, relation=relation, sex=sex, born_on=born_on, citizen_id=number, **more)


MOTHER = somebody("m1", "卫芳菲", "01", date(1985, 3, 4))
FATHER = somebody("m2", "卫长河", "10", date(1984, 5, 6), "male")
SON = somebody("m3", "卫小满", "20", date(2015, 6, 7), "male")
BABY = Member(key="m4", name="卫小雪", relation="30", sex="female", born_on=date(2026, 1, 2))


def register(
    where: people.County, *members: Member, village: str = f"{people.TOWNSHIP}001", on: date = TODAY
) -> actions.Registered:
    return actions.register(
        area=where.areas[village], address="东山社区 3 号", hukou_kind="urban", members=members, on=on,
        actor=where.clerk, at=people.at(on),
    )  # fmt: skip


def refused(where: people.County, *members: Member) -> list[Refusal]:
    before = Person.objects.count(), Household.objects.count()
    with pytest.raises((Refusal, Refusals)) as told:
        register(where, *members)
    assert (Person.objects.count(), Household.objects.count()) == before, (
        "a refused household leaves nothing behind"
    )
    return list(told.value.many) if isinstance(told.value, Refusals) else [told.value]


def test_a_household_needs_one_applicant_and_nobody_twice(where: people.County) -> None:
    assert [one.code for one in refused(where, FATHER)] == ["households.no-applicant"]
    again = somebody("m9", "卫芳菲", "10", date(1985, 3, 4))
    second = somebody("m8", "卫安", "01", date(1990, 1, 1))
    told = refused(where, MOTHER, again, second, FATHER)
    assert [(one.code, one.field) for one in told] == [
        ("households.member-twice", "m9.citizen_id"),
        ("households.two-applicants", "m8.relation"),
        ("households.two-spouses", "m2.relation"),
    ]
    for one in told:
        assert one.text("zh-hans")
        assert one.text("en")


def test_adults_need_a_number_children_do_not(where: people.County) -> None:
    adult = Member(key="m5", name="卫明", relation="20", sex="male", born_on=date(2000, 1, 1))
    unborn = Member(key="m6", name="卫初", relation="20", sex="male", born_on=date(2026, 9, 2))
    assert [(one.code, one.field) for one in refused(where, MOTHER, adult, unborn)] == [
        ("households.id-needed", "m5.citizen_id"),
        ("households.born-later", "m6.birth_on"),
    ]
    assert set(register(where, MOTHER, BABY).persons) == {"m1", "m4"}


def test_the_number_of_someone_who_died(where: people.County) -> None:
    father = register(where, MOTHER, FATHER).persons["m2"]
    actions.record_death(father, date(2026, 8, 20), source="殡葬", actor=where.clerk, on=TODAY, at=AT)
    [told] = refused(where, MOTHER, FATHER)
    assert (told.code, told.field) == ("households.member-died", "m2.citizen_id")
    assert "卫**" in told.text("zh-hans")
    assert "2026年8月20日" in told.text("zh-hans")


def test_the_same_person_in_two_households_is_told_where_and_masked(where: people.County) -> None:
    register(where, MOTHER, FATHER, SON)
    other = somebody("a1", "祝青", "01", date(1950, 1, 1))
    with scope.within([people.NEIGHBOUR]):
        [told] = refused(where, other, SON)
    assert (told.code, told.field) == ("households.in-another-household", "m3.citizen_id")
    text = told.text("zh-hans")
    assert "东山社区" in text
    assert "卫**" in text
    assert "卫小满" not in text
    assert "卫芳菲" not in text


def test_a_number_under_another_name(where: people.County) -> None:
    register(where, MOTHER)
    slip = somebody("m1", "魏芳菲", "01", date(1985, 3, 4))
    [told] = refused(where, slip)
    assert (told.code, told.field) == ("households.other-name", "m1.name")
    renamed = somebody("m1", "魏芳菲", "01", date(1985, 3, 4), renamed=True)
    assert register(where, renamed).persons["m1"].name == "魏芳菲"
    assert queries.person(MOTHER.citizen_id or "").sort_key == "wff"  # type: ignore[union-attr]


def test_the_table_itself_refuses_two_households(where: people.County) -> None:
    first = register(where, MOTHER, FATHER)
    second = register(where, somebody("a1", "祝青", "01", date(1950, 1, 1)))
    with pytest.raises(DatabaseError, match="households_membership_one_household"), transaction.atomic():
        Membership.objects.create(
            household=second.household, person=first.persons["m2"], relation="20", starts_on=date(2026, 9, 2)
        )


def test_nobody_is_deleted_and_changes_leave_traces(where: people.County) -> None:
    someone = register(where, MOTHER).persons["m1"]
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        Membership.objects.filter(person=someone).delete()
    assert refusal_from(told.value) is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_rowchange WHERE \"table\" = 'households_person'")
        assert cursor.fetchone()[0] >= 1
    assert any("加入家庭" in line.zh for line in audit.of_person(str(someone.pk)))


def test_the_same_family_again_is_the_same_household(where: people.County) -> None:
    first = register(where, MOTHER, FATHER, BABY)
    later = date(2026, 12, 1)
    again = register(where, MOTHER, SON, BABY, village=f"{people.TOWNSHIP}201", on=later)
    assert again.household.pk == first.household.pk
    assert again.persons["m4"].pk == first.persons["m4"].pk
    assert {one.person.name for one in queries.members(again.household, later)} == {
        "卫芳菲",
        "卫小满",
        "卫小雪",
    }
    assert {one.person.name for one in queries.members(again.household, TODAY)} == {
        "卫芳菲",
        "卫长河",
        "卫小雪",
    }
    assert again.household.area_id == f"{people.TOWNSHIP}201"


def test_moving_out_takes_a_day(where: people.County) -> None:
    first = register(where, MOTHER, FATHER, SON, on=date(2026, 3, 1))
    other = somebody("a1", "祝青", "01", date(1950, 1, 1))
    moved = somebody("m3", "卫小满", "40", date(2015, 6, 7), "male", left_former_on=date(2026, 8, 1))
    tomorrow = somebody("m3", "卫小满", "40", date(2015, 6, 7), "male", left_former_on=date(2026, 9, 2))
    assert [one.code for one in refused(where, other, tomorrow)] == ["households.left-too-late"]
    second = register(where, other, moved)
    assert {one.person.name for one in queries.members(second.household, TODAY)} == {"祝青", "卫小满"}
    assert {one.person.name for one in queries.members(first.household, TODAY)} == {"卫芳菲", "卫长河"}


def test_deaths_that_cannot_be(where: people.County) -> None:
    someone = register(where, MOTHER, FATHER).persons["m2"]
    told = {"source": "殡葬", "actor": where.clerk, "on": TODAY, "at": AT}
    with pytest.raises(refusals.DiedBeforeBirth):
        actions.record_death(someone, date(1980, 1, 1), **told)
    with pytest.raises(refusals.DiedInFuture):
        actions.record_death(someone, date(2026, 9, 2), **told)
    actions.record_death(someone, date(2026, 8, 20), **told)
    actions.record_death(someone, date(2026, 8, 20), **told)
    with pytest.raises(refusals.DiedOtherwise):
        actions.record_death(someone, date(2026, 8, 21), **told)
    assert queries.elsewhere(someone, TODAY) is None


def test_the_account_is_a_members_own_and_has_no_gap(where: people.County) -> None:
    home = register(where, MOTHER, FATHER)
    stranger = register(where, somebody("a1", "祝青", "01", date(1950, 1, 1))).persons["a1"]
    told = {"bank": "农村商业银行", "actor": where.clerk, "at": AT}
    with pytest.raises(refusals.NotAMember):
        actions.set_account(home.household, holder=stranger, number="62", starts_on=TODAY, **told)
    mother, father = home.persons["m1"], home.persons["m2"]
    first = actions.set_account(home.household, holder=mother, number="6299990001", starts_on=TODAY, **told)
    assert (
        actions.set_account(home.household, holder=mother, number="6299990001", starts_on=TODAY, **told)
        == first
    )
    actions.set_account(
        home.household, holder=father, number="6299990002", starts_on=date(2026, 10, 1), **told
    )
    assert queries.account(home.household, date(2026, 9, 30)).number == "6299990001"  # type: ignore[union-attr]
    assert queries.account(home.household, date(2026, 10, 1)).number == "6299990002"  # type: ignore[union-attr]


def test_found_by_name_initials_and_number_within_reach(where: people.County) -> None:
    register(where, MOTHER, FATHER)
    for words in ("卫芳", "wff", "WFF", MOTHER.citizen_id or ""):
        assert [one.person.name for one in queries.search(words, reach=[people.TOWNSHIP], on=TODAY)] == [
            "卫芳菲"
        ]
        assert not queries.search(words, reach=[people.NEIGHBOUR], on=TODAY)
        with scope.within([people.NEIGHBOUR]):
            assert not queries.search(words, reach=[people.TOWNSHIP], on=TODAY), (
                "the database itself keeps the reach"
            )


@pytest.mark.parametrize(
    ("name", "key"), [("张晓芳", "zxf"), ("买买提·吐尔逊", "mmttex"), ("王𬭎", "w"), ("Anna Li", "annali")]
)
def test_sort_keys(name: str, key: str) -> None:
    assert queries.sort_key(name).startswith(key)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_register_the_same_person_at_once() -> None:
    where = people.county()
    shared = somebody("x", "卫小满", "20", date(2015, 6, 7), "male")
    heads = [somebody("h", f"祝{name}", "01", date(1950, 1, 1), order=n) for n, name in enumerate("青云")]
    gate, answers = threading.Barrier(2), []

    def run(head: Member) -> None:
        try:
            with scope.within([people.TOWNSHIP]):
                gate.wait(10)
                register(where, head, shared)
            answers.append("kept")
        except Refusal as told:
            answers.append(told.code)
        finally:
            connection.close()

    clerks = [threading.Thread(target=run, args=(head,)) for head in heads]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(30)
    assert sorted(answers) == ["households.in-another-household", "kept"]
