"""Consent: members, guardians, supporters outside the household for themselves alone; for a purpose, for a time, withdrawn with effect."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.cases import queries as cases
from jiuzhu.households import actions as households
from jiuzhu.households.refusals import OtherName
from jiuzhu.intake import actions as intake
from jiuzhu.journey import accepting, verifying
from jiuzhu.journey.following import Applicant
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.offices.scope import whole_county, within
from jiuzhu.standards import actions as standards
from jiuzhu.verification import actions, queries, refusals
from jiuzhu.verification.models import Answer, Authorisation, ExtractRow, Inquiry
from tests import applying, people
from tests.rooms import verification_cases as made

TODAY, TOMORROW = made.TODAY, made.TODAY + timedelta(days=1)
DAUGHTER = ("罗远", applying.number(date(1992, 4, 5), "female", 31))
pytestmark = [pytest.mark.django_db]


def told(officer: Any, on: date = TODAY) -> dict[str, Any]:
    return {"actor": officer, "on": on, "at": people.at(on)}


@pytest.fixture
def where() -> Any:
    with whole_county():
        yield people.county()


@pytest.fixture
def family(where: people.County) -> Any:
    return made.household(where)


@pytest.fixture
def case(where: people.County, family: Any) -> Any:
    return made.open_case(where, family)


def daughter(where: people.County, case: Any, **more: Any) -> Authorisation:
    """A married daughter who lives elsewhere consents on paper."""
    someone = households.know(*DAUGHTER, case=case.number, **told(where.clerk))
    return made.authorise(where, case, someone, **{"obligation": "30", **more})  # type: ignore[no-any-return]


def code(statement: str, *values: object) -> str:
    with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
    refusal = refusal_from(raw.value)
    assert refusal is not None, raw.value
    return refusal.code


def test_a_supporter_signs_for_herself_alone_and_only_where_the_law_obliges(where, case, family) -> None:
    someone = households.know(*DAUGHTER, case=case.number, **told(where.clerk))
    with pytest.raises(refusals.NotAMember):
        made.authorise(where, case, someone)  # no member: as a member she cannot
    with pytest.raises(refusals.SupporterSignsHerself):
        made.authorise(
            where, case, someone, obligation="30", guardian=family["mother"], guardian_ground="no_capacity"
        )
    with pytest.raises(refusals.SupporterInHousehold):
        made.authorise(where, case, family["son"], obligation="20")
    child = households.know("罗幼", applying.number(date(2015, 4, 5), "male", 32), **told(where.clerk))
    with pytest.raises(refusals.SupporterSignsHerself):
        made.authorise(where, case, child, obligation="40")
    for relation in ("97", "38", "nonsense"):
        with pytest.raises(refusals.NotObliged):
            made.authorise(where, case, someone, obligation=relation)
    with pytest.raises(refusals.PaperNeeded):
        made.authorise(where, case, someone, obligation="30", signed=actions.Signed("paper", TODAY))
    assert not Authorisation.objects.exists()


def test_the_database_keeps_supporters_apart_and_purposes_narrow(where, case, family) -> None:
    kept = daughter(where, case)
    assert (kept.purposes, kept.guardian, kept.validity != "") == (["support"], None, True)
    copied = """INSERT INTO verification_authorisation (case_id, person_id, obligation, sources, purpose, purposes, period_from, period_to,
        starts_on, stops_on, signed_on, signed_how, guardian_id, guardian_ground, signed_under, recorded_by_id, at, withdrawal_note,
        withdrawn_how, validity, device, paper_id)
        SELECT case_id, %s, %s, sources, purpose, %s::varchar[], period_from, period_to, '2030-01-01', NULL, signed_on, %s, %s, %s,
               signed_under, recorded_by_id, at, '', '', '', '', paper_id FROM verification_authorisation WHERE id = %s"""
    support, both = ["support"], ["application", "support"]
    mother, other = family["mother"].pk, kept.person_id
    for person, relation, purposes, how, guardian, expected in (
        (other, "", ["application"], "paper", None, "verification.not-a-member"),
        (mother, "30", support, "paper", None, "verification.supporter-in-household"),
        (other, "30", support, "paper", mother, "verification.supporter-signs-herself"),
        (other, "30", both, "paper", None, "verification.other-purpose"),
        (mother, "", both, "paper", None, "verification.other-purpose"),
        (mother, "", [], "paper", None, "verification.other-purpose"),
        (mother, "", ["application"], "screen", None, "verification.signature-needed"),
    ):
        ground = "no_capacity" if guardian else ""
        assert code(copied, person, relation, purposes, how, guardian, ground, kept.pk) == expected, expected


def test_a_supporter_is_asked_about_to_reckon_support_and_for_nothing_else(where, case, family) -> None:
    signed = daughter(where, case, sources=("tax", "social_insurance"))
    with pytest.raises(refusals.OtherPurpose):
        actions.ask(case, purpose="application", **told(where.verifier))
    asked = actions.ask(case, **told(where.verifier))
    assert {(one.person_id, one.source, one.purpose) for one in asked} == {
        (signed.person_id, "tax", "support"), (signed.person_id, "social_insurance", "support")
    }  # fmt: skip
    assert signed.person not in queries.persons(case, TODAY)
    assert signed.person in queries.checked(case, TODAY)  # so a look at the results is told to her too
    duty = case.duties.get(duty="verify")
    sql = """INSERT INTO verification_inquiry (case_id, person_id, source, authorisation_id, duty_id, purpose, asked_on, asked_at)
             VALUES (%s, %s, 'tax', %s, %s, %s, %s, now())"""
    for purpose in ("application", "review", "credit"):
        assert (
            code(sql, case.pk, signed.person_id, signed.pk, duty.pk, purpose, TODAY)
            == "verification.other-purpose"
        )
    mother = made.authorise(where, case, family["mother"])
    assert (
        code(sql, case.pk, family["mother"].pk, mother.pk, duty.pk, "support", TODAY)
        == "verification.other-purpose"
    )


def test_the_signature_on_screen_has_its_moment_and_device(where, case, family) -> None:
    with pytest.raises(refusals.SignatureNeeded):
        made.authorise(where, case, family["mother"], signed=actions.Signed("screen", TODAY))
    drawn = people.at(TODAY, 9, 58)
    signed = actions.Signed("screen", TODAY, made.PNG, at=drawn, device="签字板 Firefox")
    kept = made.authorise(where, case, family["mother"], signed=signed)
    assert (kept.signed_at, kept.device, kept.paper.sha256 != "") == (drawn, "签字板 Firefox", True)
    printed = made.authorise(
        where, case, family["son"], signed=actions.Signed("fingerprint", TODAY, made.PNG, "指印.png")
    )
    assert printed.signed_at is None


def test_the_county_may_bound_how_long_an_authorisation_lasts(where, case, family) -> None:
    notice = standards.Notice("演示通知", "演示〔2026〕8号", "演示机关", TODAY)
    number = standards.enter(
        "authorisation-months", people.COUNTY, 12, starts_on=TODAY, notice=notice, demo=True, actor=where.policy, at=people.at(TODAY)
    )  # fmt: skip
    standards.check(number, agrees=True, actor=where.policy_two, at=people.at(TODAY))
    with pytest.raises(refusals.LongerThanAllowed) as raised:
        made.authorise(where, case, family["mother"], stops_on=date(2027, 9, 2))
    assert raised.value.figures["most"] == date(2027, 9, 1)
    assert made.authorise(where, case, family["mother"], stops_on=None).stops_on == date(2027, 9, 1)
    ended = made.authorise(where, case, family["son"], starts_on=date(2026, 9, 1), stops_on=date(2026, 12, 1))
    assert "12个月" in ended.validity


def test_a_withdrawal_ends_questions_answers_and_sight_at_once(where, case, family) -> None:
    signed = made.authorise(where, case, family["mother"], stops_on=None)
    actions.ask(case, sources=("vehicles", "tax"), **told(where.verifier))
    made.take("vehicles", family["mother"])
    open_question = Inquiry.objects.get(source="tax")
    with pytest.raises(NotYourPower):
        actions.withdraw(signed, withdrawn_on=TODAY, **told(where.neighbour_clerk))
    gone = actions.withdraw(
        signed, withdrawn_on=TOMORROW, note="不再申请", how="api", **told(where.clerk, TOMORROW)
    )
    assert (gone.withdrawn_how, gone.withdrawn_at) == ("api", people.at(TOMORROW))
    with pytest.raises(refusals.Withdrawn):
        actions.ask(case, **told(where.verifier, TOMORROW))
    extract = made.take("tax", family["mother"], on=TOMORROW)
    actions.answer_open([open_question], extract, at=people.at(TOMORROW))  # an answer that was under way
    late = queries.latest_answer(open_question)
    assert late is not None
    assert (late.outcome, late.facts, late.rows, late.extract) == ("not_authorised", [], [], None)
    fact = """INSERT INTO verification_answer (inquiry_id, outcome, extract_id, rows, facts, at, found_name, likeness, note)
              VALUES (%s, %s, %s, '{}', '[]', %s, '', '', '')"""
    for outcome, source in (("not_found", extract.pk), ("source_error", None)):
        assert code(fact, open_question.pk, outcome, source, people.at(TOMORROW)) == "verification.withdrawn"
    with pytest.raises(refusals.Withdrawn):
        actions.answer_silence(
            open_question, outcome="not_covered", note="来函", **told(where.verifier, TOMORROW)
        )
    with within((people.TOWNSHIP,)):
        assert not ExtractRow.objects.exists()
    seen = {
        one.source: one.outcome
        for one in queries.assessment(case, {}, TOMORROW).asked
        if one.person == str(signed.person_id)
    }
    assert (seen["vehicles"], seen["tax"]) == ("found", "not_authorised")  # what was answered before stands
    assert (
        code("UPDATE verification_authorisation SET withdrawn_on = NULL WHERE id = %s", signed.pk)
        == "verification.already-withdrawn"
    )


def test_the_person_herself_withdraws_with_her_own_name_and_number(where, case, family) -> None:
    mother = made.authorise(where, case, family["mother"])
    child = made.authorise(where, case, family["grandchild"], guardian=family["son"], guardian_ground="minor")
    other = family["son"]
    for wrong in (
        {"name": other.name, "citizen_id": other.citizen_id},
        {"name": mother.person.name, "citizen_id": "x"},
    ):
        with pytest.raises(refusals.NotOneself):
            verifying.withdraw_own(mother, on=TODAY, at=people.at(TODAY), **wrong)
    own = {"name": mother.person.name, "citizen_id": str(mother.person.citizen_id).lower()}
    gone = verifying.withdraw_own(mother, on=TODAY, at=people.at(TODAY), **own)
    assert (gone.withdrawn_on, gone.withdrawn_how) == (TODAY, "portal")
    with pytest.raises(refusals.AlreadyWithdrawn):
        verifying.withdraw_own(mother, on=TODAY, at=people.at(TODAY), **own)
    guardian = {"name": other.name, "citizen_id": str(other.citizen_id)}
    assert verifying.withdraw_own(child, on=TODAY, at=people.at(TODAY), **guardian).withdrawn_on == TODAY
    assert Applicant().audit_key == "applicant"


def _applied(where: people.County, **more: str) -> Any:
    """A family that names a daughter elsewhere, with her signature under the consent or without."""
    kept = applying.draft(where, TODAY)
    line = {
        "name": DAUGHTER[0],
        "relation": "30",
        "support_agreed": "no",
        "supporter_income_fen": "60000",
        "supporter_dependants": "3",
    }
    intake.add_supporter(kept.pk, line | more, **told(where.clerk))
    whole = intake.save(kept.pk, {}, seen=10_000, **told(where.clerk)).draft
    taken = accepting.submit(whole, **told(where.clerk))
    accepting.accept(taken.case, **told(where.clerk))
    return cases.get(taken.case.number)


def test_consents_signed_with_the_application_become_authorisations(where) -> None:
    case = _applied(where, citizen_id=DAUGHTER[1], consent="yes")
    signed = queries.authorisations(case).exclude(obligation="").get()
    assert (signed.person.name, signed.obligation, signed.purposes) == (DAUGHTER[0], "30", ["support"])
    assert signed.signed_under.startswith("supporter_consent")
    purposes = set(Inquiry.objects.filter(person=signed.person).values_list("purpose", flat=True))
    assert purposes == {"support"}
    assert not Answer.objects.filter(inquiry__person=signed.person, outcome="found").exists()


@pytest.mark.parametrize("told_of_her", [{"consent": "yes"}, {"citizen_id": DAUGHTER[1]}])
def test_without_her_signature_or_number_nobody_asks_about_a_supporter(
    where, told_of_her: dict[str, str]
) -> None:
    case = _applied(where, **told_of_her)
    assert not queries.authorisations(case).exclude(obligation="").exists()


def test_another_name_under_the_number_hinders_no_acceptance(where) -> None:
    households.know("别的名", DAUGHTER[1], **told(where.clerk))
    with pytest.raises(OtherName):
        households.know(*DAUGHTER, **told(where.clerk))
    case = _applied(where, citizen_id=DAUGHTER[1], consent="yes")
    assert case.stage == "verifying"
    assert not queries.authorisations(case).exclude(obligation="").exists()


def test_the_counter_records_a_supporter_by_name_and_number(where, case) -> None:
    terms: dict[str, Any] = {
        "sources": ("tax",), "period": (date(2025, 9, 1), date(2026, 8, 31)), "starts_on": TODAY, "stops_on": None,
        "signed": actions.Signed("paper", TODAY, made.PNG, "同意书.png"), "obligation": "30",
    }  # fmt: skip
    name, number = DAUGHTER
    with pytest.raises(NotYourPower):
        verifying.record_supporter(case, name=name, citizen_id=number, **terms, **told(where.neighbour_clerk))
    kept = verifying.record_supporter(case, name=name, citizen_id=number, **terms, **told(where.clerk))
    assert [one.source for one in Inquiry.objects.filter(authorisation=kept)] == ["tax"]
    assert isinstance(kept.at, datetime)
