"""Nobody asks and nobody sees without agreements signed level by level; signed once, ended by the county, never changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.audit.models import Entry
from jiuzhu.confidentiality import actions, queries, refusals
from jiuzhu.confidentiality.models import Acceptance, Agreement, Ending
from jiuzhu.delegation import queries as delegation
from jiuzhu.journey import agreeing
from jiuzhu.offices import actions as offices
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourArea, NotYourPower
from jiuzhu.offices.scope import whole_county
from jiuzhu.signatures import actions as signatures
from jiuzhu.signatures.acts import trouble_with
from jiuzhu.values.refusals import Refusals
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries as results
from jiuzhu.verification.models import Inquiry
from tests import people
from tests.rooms import verification_cases as made

TODAY, TOMORROW = made.TODAY, made.TODAY + timedelta(days=1)
STOPS = date(2028, 9, 1)
pytestmark = [pytest.mark.django_db]


def told(officer: Any, on: date = TODAY) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on)}


@pytest.fixture
def where() -> Any:
    with whole_county():
        yield people.county()


@pytest.fixture
def ended(where: people.County) -> people.County:
    """The township's first agreement is revoked from today."""
    held = queries.in_force(people.TOWNSHIP, TODAY)
    assert held is not None
    actions.end_agreement(held, stops_on=TODAY, reason="账户停用", **told(where.supervisor))
    return where


def sql_code(statement: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
    refusal = refusal_from(raw.value)
    assert refusal is not None, raw.value
    return refusal.code


def offer(where: people.County, on: date = TODAY, **more: Any) -> Agreement:
    days = {"starts_on": on, "stops_on": STOPS} | more
    return actions.offer(where.areas[people.TOWNSHIP], **days, **told(where.supervisor, on))


def test_each_side_signs_in_its_own_post_and_nothing_is_back_dated(where: people.County) -> None:
    township = where.areas[people.TOWNSHIP]
    days = {"starts_on": TODAY, "stops_on": STOPS}
    with pytest.raises(NotYourPower):
        actions.offer(township, **days, **told(where.head))
    with pytest.raises(refusals.NotATownship):
        actions.offer(where.areas[people.COUNTY], **days, **told(where.supervisor))
    for wrong in ({"starts_on": TODAY - timedelta(days=1)}, {"stops_on": TODAY}):
        with pytest.raises(refusals.PeriodBackwards):
            offer(where, **wrong)
    made_up = offer(where)
    with pytest.raises(NotYourArea):
        actions.countersign(made_up, **told(where.neighbour_head))
    with pytest.raises(Refusals):  # neither her power, nor another person than who signed for the county
        actions.countersign(made_up, **told(where.supervisor))
    where.head.pen = None
    with pytest.raises(signatures.NotReauthenticated):
        actions.countersign(made_up, **told(where.head))
    signatures.take_pen(where.head, people.PASSWORD, at=people.at(TODAY))
    actions.countersign(made_up, **told(where.head))
    with pytest.raises(refusals.AlreadyCountersigned):
        actions.countersign(made_up, **told(where.head))
    both = queries.signed_acts(queries.agreement(made_up.pk))
    assert [(one.officer.name, trouble_with(one)) for one in both] == [("严明", None), ("崔知远", None)]
    assert "保密" in made_up.content["text"]["title"]
    assert made_up.text_version == date(2026, 7, 1)


def test_an_officer_accepts_only_where_she_works_and_only_what_is_in_force(where: people.County) -> None:
    waiting = offer(where, starts_on=TOMORROW)
    with pytest.raises(refusals.NotInForce):
        actions.accept(waiting, **told(where.visitor))
    held = queries.in_force(people.TOWNSHIP, TODAY)
    with pytest.raises(refusals.NotYourAgreement):
        actions.accept(held, **told(where.neighbour_clerk))
    with pytest.raises(refusals.NotYourAgreement):
        actions.accept(None, **told(where.visitor))  # the county's own is for those who work at the county
    with pytest.raises(refusals.AlreadyAccepted):
        actions.accept(held, **told(where.verifier))
    assert queries.offered_to(where.visitor, TODAY) == [held]
    actions.accept(held, **told(where.visitor))
    assert queries.offered_to(where.visitor, TODAY) == []
    owing = {
        one.officer.name for one in queries.standing((people.TOWNSHIP,), TODAY) if one.acceptance is None
    }
    assert owing == {where.clerk_two.name}


def test_a_new_colleague_may_not_ask_before_she_has_accepted(where: people.County) -> None:
    case = made.open_case(where, made.household(where))
    made.authorise(where, case, case.applicant)
    offices.post(
        where.clerk_two,
        "verifier",
        where.areas[people.TOWNSHIP],
        starts_on=TODAY,
        actor=None,
        at=people.at(TODAY),
    )
    for refused in (
        lambda: verification.ask(case, **told(where.clerk_two)),
        lambda: verification.look(case, purpose="核对", **told(where.clerk_two)),
        lambda: verification.report(case, declared={}, incomplete_because="急", **told(where.clerk_two)),
    ):
        with pytest.raises(refusals.NoAgreement) as raised:
            refused()
        assert raised.value.figures["missing"] == "person"
    assert [one.officer for one in queries.standing((people.TOWNSHIP,), TODAY) if one.acceptance is None] == [
        where.clerk_two
    ]
    actions.accept(queries.in_force(people.TOWNSHIP, TODAY), **told(where.clerk_two))
    assert len(verification.ask(case, **told(where.clerk_two))) == len(results.SOURCES)


def test_a_revoked_township_asks_nobody_and_a_family_is_still_accepted(ended: people.County) -> None:
    where = ended
    case = made.open_case(where, made.household(where))
    made.authorise(where, case, case.applicant)
    with pytest.raises(refusals.NoAgreement) as raised:
        verification.ask(case, **told(where.verifier))
    assert raised.value.figures["missing"] == "township"
    assert "新汶街道" in raised.value.text()
    assert (
        verification.ask_by_itself(case, on=TODAY, at=people.at(TODAY)) == []
    )  # and no refusal: her case goes on
    assert Entry.objects.filter(act="verification.not-asked", case_number=case.number).count() == 1
    yesterday = TODAY - timedelta(days=1)
    assert (
        queries.why_not(where.verifier, people.TOWNSHIP, yesterday) is None
    )  # what was asked before was lawful
    assert (
        queries.why_not(where.auditor, people.TOWNSHIP, TODAY) is None
    )  # the county itself is not bound by it
    fresh = offer(where)
    assert queries.why_not(where.verifier, people.TOWNSHIP, TODAY) is not None  # one side is not enough
    actions.countersign(fresh, **told(where.head))
    assert isinstance(
        queries.why_not(where.verifier, people.TOWNSHIP, TODAY), refusals.NoAgreement
    )  # hers fell with the old
    assert len(verification.ask_by_itself(case, on=TODAY, at=people.at(TODAY))) == len(
        results.SOURCES
    )  # the clock rests on it
    actions.accept(fresh, **told(where.verifier))
    assert queries.why_not(where.verifier, people.TOWNSHIP, TODAY) is None


def test_the_county_ends_with_a_reason_once_and_from_today_on(where: people.County) -> None:
    held = queries.in_force(people.TOWNSHIP, TODAY)
    assert held is not None
    mine = queries.mine(where.verifier).get()
    with pytest.raises(NotYourPower):
        actions.end_acceptance(mine, stops_on=TODAY, reason="离岗", **told(where.head))
    with pytest.raises(refusals.ReasonNeeded):
        actions.end_acceptance(mine, stops_on=TODAY, reason=" ", **told(where.supervisor))
    with pytest.raises(refusals.EndsBefore):
        actions.end_acceptance(
            mine, stops_on=TODAY - timedelta(days=1), reason="离岗", **told(where.supervisor)
        )
    actions.end_acceptance(mine, stops_on=TOMORROW, reason="离岗", **told(where.supervisor))
    with pytest.raises(refusals.AlreadyEnded):
        actions.end_acceptance(mine, stops_on=TOMORROW, reason="离岗", **told(where.supervisor))
    assert queries.why_not(where.verifier, people.TOWNSHIP, TODAY) is None
    assert queries.why_not(where.verifier, people.TOWNSHIP, TOMORROW) is not None
    assert queries.why_not(where.reviewer, people.TOWNSHIP, TOMORROW) is None


def test_the_database_holds_every_promise_for_raw_sql(ended: people.County) -> None:
    where = ended
    case = made.open_case(where, made.household(where))
    signed = made.authorise(where, case, case.applicant)
    accepted = case.duties.get(duty="accept").pk
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO cases_duty (case_id, officer_id, duty, "on", at) VALUES (%s, %s, %s, %s, now()) RETURNING id',
            [case.pk, where.verifier.pk, "verify", TODAY],
        )
        verify = cursor.fetchone()[0]
    ask = """INSERT INTO verification_inquiry (case_id, person_id, source, authorisation_id, duty_id, purpose, asked_on, asked_at)
             VALUES (%s, %s, 'tax', %s, %s, 'application', %s, now())"""
    for duty in (accepted, verify):  # neither the clock nor the verifier
        assert (
            sql_code(ask, case.pk, case.applicant_id, signed.pk, duty, TODAY)
            == "confidentiality.no-agreement"
        )
    look = """INSERT INTO audit_entry (at, act, actor_key, actor_name, case_number, person_key, facts)
              VALUES (%s, 'verification.looked', %s, '', %s, %s, '{}')"""
    arguments = (people.at(TODAY), where.verifier.staff_number, case.number, str(case.applicant_id))
    assert sql_code(look, *arguments) == "confidentiality.no-agreement"
    held = Agreement.objects.order_by("id").first()
    assert held is not None
    assert (
        sql_code("UPDATE confidentiality_agreement SET stops_on = '2099-01-01' WHERE id = %s", held.pk)
        == "audit.append-only"
    )
    assert sql_code("DELETE FROM confidentiality_ending") == "audit.append-only"
    copy = """INSERT INTO confidentiality_acceptance (agreement_id, officer_id, starts_on, text_version, content, digest, signature_id, at)
              SELECT NULL, %s, starts_on, text_version, content, digest, signature_id, at FROM confidentiality_acceptance LIMIT 1"""
    assert sql_code(copy, where.verifier.pk) == "confidentiality.not-your-agreement"
    unsigned = """INSERT INTO confidentiality_countersignature (agreement_id, by_id, digest, signature_id, "on", at)
                  SELECT %s, %s, %s, signature_id, %s, now() FROM confidentiality_agreement WHERE id = %s"""
    waiting = offer(where)
    for officer, digest, code in (
        (where.supervisor, waiting.digest, "confidentiality.not-your-side"),
        (where.head, "0" * 64, "confidentiality.not-your-side"),
        (where.verifier, waiting.digest, "confidentiality.not-your-side"),
        (where.head, waiting.digest, "signatures.unsigned"),
    ):
        assert sql_code(unsigned, waiting.pk, officer.pk, digest, TODAY, waiting.pk) == code
    ending = """INSERT INTO confidentiality_ending (acceptance_id, stops_on, reason, by_id, "on", at) VALUES (%s, %s, 'x', %s, %s, now())"""
    mine = Acceptance.objects.filter(officer=where.reviewer).get()
    assert sql_code(ending, mine.pk, TODAY, where.head.pk, TODAY) == "confidentiality.not-your-side"
    assert Ending.objects.count() == 1
    assert not Inquiry.objects.exists()


def test_readiness_reads_the_agreements(where: people.County) -> None:
    def met(on: date) -> bool:
        return next(
            one.met
            for one in delegation.checklist("MZ01-01", people.TOWNSHIP, on)
            if one.key == "confidentiality"
        )

    assert not met(TODAY)
    fresh = offer(where, starts_on=TOMORROW)
    agreeing.countersign(fresh, **told(where.head))
    assert (met(TODAY), met(TOMORROW), met(STOPS)) == (False, True, False)
    agreeing.end_agreement(fresh, stops_on=TOMORROW, reason="泄露", **told(where.supervisor))
    assert not met(TOMORROW)
