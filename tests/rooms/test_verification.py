"""Nobody is looked up without a case and an authorisation: refused by the page's question, by the action and by raw SQL."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.audit.models import Entry
from jiuzhu.cases import actions as cases
from jiuzhu.cases.refusals import NotEmpowered, OwnCase
from jiuzhu.offices import queries as offices
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourArea, NotYourPower
from jiuzhu.offices.scope import within
from jiuzhu.standards import actions as standards
from jiuzhu.values.refusals import Refusals
from jiuzhu.verification import actions, queries, refusals
from jiuzhu.verification.models import Answer, Authorisation, ExtractRow, Inquiry, Report
from tests import people
from tests.rooms import verification_cases as made
from tests.rooms.verification_cases import TODAY, at

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


@pytest.fixture
def family(where: people.County) -> dict[str, object]:
    return made.household(where)


def sql(statement: str, *values: object) -> str:
    """The refusal code with which the database answers a statement."""
    with pytest.raises(DatabaseError) as raw, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, list(values))
    refusal = refusal_from(raw.value)
    assert refusal is not None, raw.value
    return refusal.code


INQUIRE = """INSERT INTO verification_inquiry (case_id, person_id, source, authorisation_id, duty_id, asked_on, asked_at)
             VALUES (%s, %s, %s, %s, %s, %s, now())"""


def test_without_authorisation_nobody_is_asked_about(where, family) -> None:
    case = made.open_case(where, family)
    with pytest.raises(refusals.NotAuthorised):
        actions.ask(case, actor=where.verifier, on=TODAY, at=at())
    assert not Inquiry.objects.exists()
    other = made.authorise(where, case, family["mother"])
    duty = case.duties.first()
    # Every way past the authorisation, in raw SQL: another person, another source, another case, another day, no duty.
    made_up = made.open_case(where, made.household(where, 1))
    narrow = made.authorise(where, case, family["son"], sources=("vehicles",))
    assert (
        sql(INQUIRE, case.pk, family["son"].pk, "tax", other.pk, duty.pk, TODAY)
        == "verification.not-authorised"
    )
    assert (
        sql(INQUIRE, case.pk, family["son"].pk, "tax", narrow.pk, duty.pk, TODAY)
        == "verification.not-authorised"
    )
    assert (
        sql(INQUIRE, made_up.pk, family["mother"].pk, "tax", other.pk, made_up.duties.first().pk, TODAY)
        == "verification.not-authorised"
    )
    for day in (TODAY - timedelta(days=1), date(2027, 9, 1)):
        assert (
            sql(INQUIRE, case.pk, family["mother"].pk, "tax", other.pk, duty.pk, day)
            == "verification.not-authorised"
        )
    assert sql(INQUIRE, made_up.pk, family["mother"].pk, "tax", other.pk, duty.pk, TODAY) == "cases.no-duty"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INQUIRE, [case.pk, family["mother"].pk, "tax", other.pk, duty.pk, TODAY])


def test_a_withdrawn_authorisation_covers_nothing_from_its_day_on(where, family) -> None:
    case = made.open_case(where, family)
    signed = made.authorise(where, case, family["mother"])
    made.take("vehicles", family["mother"])
    actions.ask(case, actor=where.verifier, on=TODAY, at=at())
    assert ExtractRow.objects.count() == 2
    gone = actions.withdraw(signed, withdrawn_on=TOMORROW, actor=where.clerk, on=TOMORROW, at=at(TOMORROW))
    assert gone.withdrawn_on == TOMORROW
    duty = case.duties.first()
    assert (
        sql(INQUIRE, case.pk, family["mother"].pk, "tax", signed.pk, duty.pk, TOMORROW)
        == "verification.withdrawn"
    )
    with within((people.TOWNSHIP,)):
        assert not ExtractRow.objects.exists()  # and its records are gone from the township's sight
    later = made.take("vehicles", family["mother"], on=TOMORROW, values="鲁J99999,正常")
    assert not Answer.objects.filter(extract=later).exists()
    with pytest.raises(refusals.AlreadyWithdrawn):
        actions.withdraw(signed, withdrawn_on=TOMORROW, actor=where.clerk, on=TOMORROW, at=at(TOMORROW))
    again = made.authorise(
        where, case, family["mother"], starts_on=TOMORROW, on=TOMORROW, at=at(TOMORROW), stops_on=None
    )
    assert list(queries.in_force(case, TOMORROW)) == [again]
    outcome = {
        one.source: one.outcome
        for one in queries.assessment(case, {}, TOMORROW).asked
        if one.person == str(again.person_id)
    }
    assert (outcome["vehicles"], outcome["tax"]) == ("found", "not_authorised")
    actions.ask(case, actor=where.verifier, on=TOMORROW, at=at(TOMORROW))
    outcome = {
        one.source: one.outcome
        for one in queries.assessment(case, {}, TOMORROW).asked
        if one.person == str(again.person_id)
    }
    assert (outcome["vehicles"], outcome["tax"]) == (
        "found",
        "",
    )  # what is on file answers the new question too


def test_what_was_signed_is_not_changed(where, family) -> None:
    case = made.open_case(where, family)
    signed = made.authorise(where, case, family["mother"], sources=("vehicles",))
    table = "verification_authorisation"
    assert (
        sql(f"UPDATE {table} SET sources = '{{vehicles,tax}}' WHERE id = %s", signed.pk)
        == "verification.authorisation-fixed"
    )
    assert sql(f"DELETE FROM {table} WHERE id = %s", signed.pk) == "audit.append-only"
    with pytest.raises(refusals.AlreadyAuthorised) as refused:
        made.authorise(where, case, family["mother"])
    assert "罗安" in refused.value.text()


def test_minors_sign_through_a_guardian_and_adults_in_person(where, family) -> None:
    case = made.open_case(where, family)
    child, mother, son = family["grandchild"], family["mother"], family["son"]
    for wrong, expected in (
        ({"person": child}, refusals.GuardianNeeded),
        ({"person": child, "guardian": child, "guardian_ground": "minor"}, refusals.GuardianNotAdult),
        ({"person": son, "guardian": mother, "guardian_ground": "minor"}, refusals.NoGuardianOfAdults),
    ):
        with pytest.raises(expected):
            made.authorise(where, case, wrong.pop("person"), **wrong)
    assert made.authorise(where, case, child, guardian=mother, guardian_ground="minor").pk
    assert made.authorise(where, case, mother, guardian=son, guardian_ground="no_capacity").pk


def test_an_authorisation_needs_sources_paper_days_and_a_member(where, family) -> None:
    case, stranger = made.open_case(where, family), made.household(where, 2)["mother"]
    mother = family["mother"]
    for wrong, expected in (
        ({"sources": ()}, refusals.NoSources),
        ({"sources": ("gossip",)}, refusals.UnknownSource),
        ({"signed": actions.Signed("paper", TODAY)}, refusals.PaperNeeded),
        ({"signed": actions.Signed("screen", TODAY)}, refusals.SignatureNeeded),
        ({"signed": actions.Signed("paper", TOMORROW, made.PNG)}, refusals.SignedAhead),
        ({"stops_on": TODAY}, refusals.PeriodBackwards),
        ({"actor": where.visitor}, NotYourPower),
        ({"actor": where.neighbour_clerk}, NotYourPower),
    ):
        with pytest.raises(expected):
            made.authorise(where, case, mother, **wrong)
    with pytest.raises(refusals.NotAMember):
        made.authorise(where, case, stranger)
    with pytest.raises(Refusals):
        made.authorise(where, case, mother, sources=(), stops_on=TODAY)
    assert not Authorisation.objects.exists()


def test_who_has_no_power_or_sits_in_the_household_asks_and_reads_nothing(where, family) -> None:
    case = made.open_case(where, family)
    made.authorise(where, case, family["mother"])
    for officer, expected in (
        (where.clerk, NotYourPower),
        (where.visitor, NotYourPower),
        (where.neighbour_chief, NotYourArea),
    ):
        with pytest.raises(expected):
            actions.look(case, actor=officer, at=at(), on=TODAY, purpose="核对")
    with pytest.raises(NotYourPower):
        actions.ask(case, actor=where.reviewer, on=TODAY, at=at())
    where.verifier.citizen_id = family["son"].citizen_id
    where.verifier.save()
    with pytest.raises(OwnCase):
        actions.look(case, actor=where.verifier, at=at(), on=TODAY, purpose="核对")
    with pytest.raises(OwnCase):
        actions.ask(case, actor=where.verifier, on=TODAY, at=at())
    assert not Entry.objects.filter(act="verification.looked").exists()
    actions.look(case, actor=where.reviewer, at=at(), on=TODAY, purpose="初审")
    assert set(Entry.objects.filter(act="verification.looked").values_list("person_key", flat=True)) == {
        str(person.pk) for person in family.values()
    }


def test_a_departments_records_exist_only_where_somebody_was_lawfully_asked_about(where, family) -> None:
    """The snoop with the database at hand: a township's connection sees no record without its own inquiry."""
    case, others = made.open_case(where, family), made.household(where, 3, people.NEIGHBOUR)
    theirs = made.open_case(where, others)
    made.take("deposits", family["mother"], family["son"], others["mother"])
    made.authorise(where, case, family["mother"], sources=("deposits",))
    with within(offices.reach(where.verifier, TODAY)):
        assert not ExtractRow.objects.exists()
        actions.ask(case, actor=where.verifier, on=TODAY, at=at())
        assert [row.name for row in ExtractRow.objects.all()] == ["罗安"]
        assert not Inquiry.objects.filter(case=theirs).exists()
        row = ExtractRow.objects.get()
        row.pk, row.number = None, 99
        with pytest.raises(DatabaseError), transaction.atomic():
            row.save()
    with within(offices.reach(where.neighbour_chief, TODAY)):
        assert not ExtractRow.objects.exists()
        assert not Answer.objects.exists()
    assert ExtractRow.objects.count() == 4


def test_a_record_of_another_person_never_becomes_an_answer(where, family) -> None:
    case = made.open_case(where, family)
    made.authorise(where, case, family["mother"])
    extract = made.take("vehicles", family["son"])
    actions.ask(case, sources=("vehicles",), actor=where.verifier, on=TODAY, at=at())
    inquiry = Inquiry.objects.get()
    assert queries.latest_answer(inquiry).outcome == "not_found"
    sons = ExtractRow.objects.get(citizen_id=family["son"].citizen_id)
    statement = """INSERT INTO verification_answer (inquiry_id, outcome, extract_id, rows, facts, as_of, found_name, likeness, note, at)
                   VALUES (%s, 'found', %s, %s, '[{}]', now(), '', '', '', now())"""
    assert sql(statement, inquiry.pk, extract.pk, [sons.pk]) == "verification.not-of-this-person"
    assert sql(statement, inquiry.pk, extract.pk, [10**9]) == "verification.not-of-this-person"
    for table in ("extract", "inquiry", "answer"):
        assert sql(f"DELETE FROM verification_{table}") == "audit.append-only", table
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM verification_extractrow"
        )  # no policy lets anybody delete: not one row is reached
        cursor.execute("UPDATE verification_extractrow SET name = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert sql("TRUNCATE verification_extractrow CASCADE") == "audit.append-only"
    assert ExtractRow.objects.count() == 2


def test_questions_go_out_by_themselves_once_and_again_only_what_is_new(where, family) -> None:
    case = made.open_case(where, family)
    made.authorise(where, case, family["mother"], sources=("tax", "death"))
    first = actions.ask_by_itself(case, on=TODAY, at=at())
    assert {(one.source, one.duty.duty, one.duty.officer.name) for one in first} == {
        ("tax", "accept", "林知夏"), ("death", "accept", "林知夏")
    }  # fmt: skip
    assert actions.ask_by_itself(case, on=TODAY, at=at()) == []
    made.authorise(where, case, family["son"], sources=("tax",))
    assert [one.person.name for one in actions.ask(case, actor=where.verifier, on=TODAY, at=at())] == ["罗㛃"]
    assert Inquiry.objects.count() == 3
    people.offices.relieve(where.verifier.postings.get(), stops_on=TODAY, actor=None, at=at())
    with pytest.raises(NotEmpowered):
        cases.take_duty(case, where.verifier, "verify", on=TODAY, at=at())


def test_answers_stay_apart(where, family) -> None:
    """found, not found, another name, several records, no number, silence: six different things."""
    case = made.open_case(where, family)
    mother, son, child = family["mother"], family["son"], family["grandchild"]
    child.citizen_id = None
    child.save()
    for person in (mother, son):
        made.authorise(where, case, person)
    made.authorise(where, case, child, guardian=mother, guardian_ground="minor")
    made.take("vehicles", mother)
    made.take("household_register", mother, mother, values="女,正常")
    made.take("death", son, name="罗洁")
    actions.ask(case, actor=where.verifier, on=TODAY, at=at())
    outcomes = {
        (one.person.name, one.source): one.answered[-1].outcome
        for one in queries.open_inquiries(case)
        if one.answered
    }
    assert outcomes[("罗安", "vehicles")] == "found"
    assert outcomes[("罗㛃", "vehicles")] == "not_found"
    assert outcomes[("罗㛃", "death")] == "name_mismatch"
    assert outcomes[("罗小满", "vehicles")] == "not_covered"
    assert ("罗安", "tax") not in outcomes
    settled = next(
        one for one in queries.open_inquiries(case) if (one.person.name, one.source) == ("罗㛃", "death")
    )
    with pytest.raises(refusals.ExplanationNeeded):
        actions.settle(settled, same_person=False, note=" ", actor=where.verifier, on=TODAY, at=at())
    actions.settle(
        settled, same_person=False, note="户口簿：另有其人", actor=where.verifier, on=TODAY, at=at()
    )
    assert queries.latest_answer(settled).outcome == "not_found"
    with pytest.raises(refusals.NotSettleable):
        actions.settle(settled, same_person=True, note="再看", actor=where.verifier, on=TODAY, at=at())
    silent = next(
        one for one in queries.open_inquiries(case) if (one.person.name, one.source) == ("罗安", "tax")
    )
    actions.answer_silence(
        silent, outcome="source_error", note="税务接口停机，函复", actor=where.verifier, on=TODAY, at=at()
    )
    assert queries.latest_answer(silent).outcome == "source_error"


def test_a_report_waits_or_says_why_it_cannot(where, family) -> None:
    case = made.open_case(where, family)
    told = {"declared": {}, "actor": where.verifier, "on": TODAY, "at": at()}
    with pytest.raises(refusals.NothingAsked):
        actions.report(case, **told)
    made.authorise(where, case, family["mother"])
    actions.ask(case, actor=where.verifier, on=TODAY, at=at())
    with pytest.raises(refusals.AnswersMissing) as refused:
        actions.report(case, **told)
    assert "罗安·户籍登记" in refused.value.text()
    with pytest.raises(NotYourPower):
        actions.report(case, **{**told, "actor": where.clerk})
    filed = actions.report(case, incomplete_because="税务接口停机", **told)
    assert filed.outcome == "unanswered" and filed.number.endswith("-1")
    inquiry = Inquiry.objects.first()
    assert (
        sql(
            "INSERT INTO verification_answer (inquiry_id, outcome, rows, facts, found_name, likeness, note, at) "
            "VALUES (%s, 'not_covered', '{}', '[]', '', '', '', now())",
            inquiry.pk,
        )
        == "verification.already-reported"
    )
    assert sql("UPDATE verification_report SET outcome = 'clean'") == "audit.append-only"
    assert Report.objects.count() == 1


def test_clean_differs_and_facts_with_where_they_come_from(where, family) -> None:
    case = made.open_case(where, family)
    mother = family["mother"]
    for person in (mother, family["son"]):
        made.authorise(where, case, person)
    made.authorise(where, case, family["grandchild"], guardian=mother, guardian_ground="minor")
    for source in made.ROWS:
        if source == "social_insurance":
            made.take(source, mother)
        else:
            made.take(source)
    actions.ask(case, actor=where.verifier, on=TODAY, at=at())
    declared = {str(mother.pk): {"transfer_fen": 42_00 * 12, "basic_pension_fen": 168_00 * 12}}
    seen = queries.assessment(case, declared, TODAY)
    assert seen.judged.outcome == "clean", seen.judged.lines
    hidden = queries.assessment(case, {}, TODAY)
    assert {line.kind for line in hidden.judged.lines if line.effect} == {"not_declared"}
    filed = actions.report(case, declared=declared, actor=where.verifier, on=TODAY, at=at())
    assert filed.outcome == "clean" and queries.questions(case) == []
    found = queries.facts(case)[str(mother.pk)]
    pension = found["transfer_fen"]
    assert (pension.value, pension.source, pension.as_of, list(pension.rows)) == (
        42_00 * 12,
        "social_insurance",
        TODAY,
        [3],
    )
    assert found["died_on"].value is None and found["vehicles"].value is None


def test_a_county_asks_the_registers_that_it_named_and_misses_no_other(where, family) -> None:
    """Without the number all are asked; with it a department that shares nothing makes no report incomplete."""
    case = made.open_case(where, family)
    made.authorise(where, case, family["mother"])
    told = {"on": TODAY, "at": at()}
    notice = standards.Notice("演示数据共享文件", "演示〔2026〕44号", "演示机关", TODAY)
    chosen = {source: source in ("vehicles", "deposits") for source in queries.SOURCES}
    number = standards.enter(
        "sources-asked", people.COUNTY, chosen, starts_on=TODAY, notice=notice, demo=True, actor=where.policy, at=at()
    )  # fmt: skip
    assert queries.sources_asked(case.area_id, TODAY) == frozenset(
        queries.SOURCES
    )  # not checked by a second person yet
    standards.check(number, agrees=True, actor=where.policy_two, at=at())
    asked = actions.ask(case, actor=where.verifier, **told)
    assert {one.source for one in asked} == {"vehicles", "deposits"}
    assert {one.source for one in queries.assessment(case, {}, TODAY).asked} == {"vehicles", "deposits"}
    with pytest.raises(refusals.SourceNotAsked):
        actions.ask(case, sources=("tax",), actor=where.verifier, **told)
