"""Whoever surveyed does not judge; nobody acts outside her post, her area or on her own household."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.cases import actions as cases
from jiuzhu.cases import refusals, rules
from jiuzhu.cases.models import Case, Duty
from jiuzhu.households.models import Household, Membership, Person
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.roles import ROLES
from jiuzhu.offices.scope import reaching, within
from tests import people

TODAY = date(2026, 9, 1)
BODY = {
    "stages": {
        "accepting": {"zh": "受理", "en": "Acceptance", "outcomes": {"complete": {"to": "verifying"}}},
        "verifying": {"zh": "核对", "en": "Verification", "outcomes": {}},
    },
    "aside": [{"outcome": "withdrawn", "in": ["accepting"], "to": "verifying"}],
}


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def open_case(
    where: people.County, village: str = f"{people.TOWNSHIP}001", household: Household | None = None
) -> Case:
    person = Person.objects.create(name="罗安", sex="female", born_on=date(1960, 1, 1), sort_key="la")
    household = household or Household.objects.create(
        area=where.areas[village], hukou_kind="urban", opened_on=TODAY
    )
    process = cases.keep_process(
        key="test", area_code="370982", in_force_from=TODAY, digest="d" * 64, body=BODY
    )
    return cases.open_case(
        item_code="MZ01-01", village=where.areas[village], township=where.areas[village[:9]], household=household,
        applicant=person, household_size=1, process=process, rulebook_digest="r" * 64, first_stage="accepting",
        stage_due_on=None, delegated=True, follow_code_hash="", actor=where.clerk, on=TODAY, at=people.at(TODAY),
    )  # fmt: skip


@pytest.mark.parametrize(("first", "second"), rules._PAIRS)
def test_excluded_duties_are_refused_in_both_orders_by_page_and_by_sql(
    where: people.County, first: str, second: str
) -> None:
    """Whatever posts she has held: here she moves from the one to the other within a day."""
    yesterday = TODAY - timedelta(days=1)
    for held, wanted in ((first, second), (second, first)):
        case = open_case(where)
        everything = people.offices.enroll(
            username=f"{held}-{wanted}", password=None, name="全能", staff_number=f"T-{held}-{wanted}"[:20],
            office=where.chief.office, actor=None, at=people.at(yesterday),
        )  # fmt: skip
        for duty, day in ((held, yesterday), (wanted, TODAY)):
            role = next(role for role in ROLES.values() if rules.POWER_OF[duty] in role.powers)
            area = people.COUNTY if role.level == "county" else people.TOWNSHIP
            people.moved(where, everything, role.key, area, on=day)
        cases.take_duty(case, everything, held, on=yesterday, at=people.at(yesterday))
        with pytest.raises(refusals.Incompatible) as refused:
            cases.take_duty(case, everything, wanted, on=TODAY, at=people.at(TODAY))
        assert rules.NAMES[held][0] in refused.value.text()
        with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                'INSERT INTO cases_duty (case_id, officer_id, duty, "on", at) VALUES (%s, %s, %s, %s, now())',
                [case.pk, everything.pk, wanted, TODAY],
            )
        refusal = refusal_from(raw.value)
        assert refusal is not None and refusal.code == "cases.incompatible-duties"


def test_no_post_no_duty_and_a_post_of_yesterday_is_none(where: people.County) -> None:
    case = open_case(where)
    with pytest.raises(refusals.NotEmpowered):
        cases.take_duty(case, where.clerk, "survey", on=TODAY, at=people.at(TODAY))
    with pytest.raises(refusals.NotEmpowered) as refused:
        cases.take_duty(case, where.neighbour_chief, "decide", on=TODAY, at=people.at(TODAY))
    assert "新汶街道" in refused.value.text()
    post = where.visitor.postings.get()
    people.offices.relieve(post, stops_on=TODAY, actor=None, at=people.at(TODAY))
    with pytest.raises(refusals.NotEmpowered):
        cases.take_duty(case, where.visitor, "survey", on=TODAY, at=people.at(TODAY))
    yesterday = TODAY - timedelta(days=1)
    assert cases.take_duty(case, where.visitor, "survey", on=yesterday, at=people.at(yesterday)).pk


def test_own_household_is_refused(where: people.County) -> None:
    case = open_case(where)
    where.visitor.citizen_id = "370982199001019112"
    where.visitor.save()
    me = Person.objects.create(
        citizen_id="370982199001019112", name="高远", sex="male", born_on=date(1990, 1, 1)
    )
    Membership.objects.create(household=case.household, person=me, relation="son", starts_on=TODAY)
    with pytest.raises(refusals.OwnCase):
        cases.take_duty(case, where.visitor, "survey", on=TODAY, at=people.at(TODAY))


def test_a_case_never_leaves_the_road(where: people.County) -> None:
    case = open_case(where)
    with pytest.raises(refusals.NoSuchStep):
        cases.move(
            case,
            outcome="granted",
            to_stage="receiving",
            stage_due_on=None,
            actor=None,
            on=TODAY,
            at=people.at(TODAY),
        )
    past_the_road = "UPDATE cases_case SET stage = 'verifying' WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE"
    with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(past_the_road, [case.pk])
    refusal = refusal_from(raw.value)
    assert refusal is not None and refusal.code == "cases.no-such-step"
    case.refresh_from_db()
    moved = cases.move(
        case,
        outcome="complete",
        to_stage="verifying",
        stage_due_on=None,
        actor=where.clerk,
        on=TODAY,
        at=people.at(TODAY),
    )
    assert (moved.stage, moved.version) == ("verifying", 2)
    with pytest.raises(refusals.Stale) as refused:
        cases.locked(case.number, version=1)
    assert "林知夏" in refused.value.text()


def test_what_is_written_stays_written(where: people.County) -> None:
    case = open_case(where)
    cases.take_duty(case, where.visitor, "survey", on=TODAY, at=people.at(TODAY))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE waits for no deferred check
    for statement in (
        "UPDATE cases_duty SET duty = 'accept'",
        "DELETE FROM cases_step",
        "UPDATE audit_entry SET actor_name = 'nobody'",
        "TRUNCATE cases_step CASCADE",
        "DELETE FROM cases_case",
    ):
        with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        refusal = refusal_from(raw.value)
        assert refusal is not None and refusal.code == "audit.append-only", statement


def test_another_townships_cases_do_not_exist_for_a_clerk(where: people.County) -> None:
    ours, theirs = open_case(where), open_case(where, f"{people.NEIGHBOUR}201")
    with within(offices.reach(where.clerk, TODAY)):
        assert set(Case.objects.values_list("number", flat=True)) == {ours.number}
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_case")
            assert cursor.fetchone() == (1,)
            cursor.execute("UPDATE cases_case SET applicant_name = 'x' WHERE number = %s", [theirs.number])
            assert cursor.rowcount == 0
    with reaching(""):
        assert not Case.objects.exists()
    assert Case.objects.count() == 2


def test_numbers_have_no_gaps(where: people.County) -> None:
    first = open_case(where)
    with transaction.atomic():
        open_case(where)
        transaction.set_rollback(True)  # the rest of the act failed
    second = open_case(where)
    assert [int(case.number[-6:]) for case in (first, second)] == [1, 2]
    assert Duty.objects.count() == 0
