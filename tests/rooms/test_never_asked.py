"""What connected sources give is not asked; what they cannot give is asked again; a disagreement keeps both values."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu import rulebook
from jiuzhu.cases import queries as cases
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.households.models import Person
from jiuzhu.intake import queries as applications
from jiuzhu.intake import refusals
from jiuzhu.intake.models import Remark
from jiuzhu.journey import accepting, asked, confirming, verifying
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import queries as verification
from tests import applying, people
from tests.remembered import remembered
from tests.rooms import verification_cases as made

TODAY = date(2026, 9, 1)
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}
IN_A_JOB = {"employment": "employed", "wage_fen": "", "vehicles": ""}


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


def connect(*sources: str, on: date = TODAY, about: tuple[Person, ...] = ()) -> None:
    for source in sources or tuple(verification.SOURCES):
        made.take(source, *about, on=on)


@remembered
def connected_county() -> people.County:
    county = people.county()
    connect()
    return county


@pytest.fixture
def connected(db: None) -> people.County:
    return connected_county()


def drafted(where: people.County, **mother: str) -> Any:
    return applying.draft(where, TODAY, applying.mother(**{**IN_A_JOB, **mother}), applying.child())


def accepted(where: people.County, **mother: str) -> Any:
    """A case just accepted: the sources that are connected have answered."""
    taken = accepting.submit(drafted(where, **mother), actor=where.clerk, **TOLD)
    accepting.accept(taken.case, actor=where.clerk, **TOLD)
    return cases.get(taken.case.number)


def line(case: Any, fact: str, member: str = "m1") -> confirming.Line:
    return next(
        one for one in confirming.lines(case, TODAY) if (one.member["key"], one.fact.key) == (member, fact)
    )


# -- which sources are connected


def test_a_source_is_connected_while_its_data_is_recent(where: people.County) -> None:
    assert verification.connected(TODAY) == frozenset()
    connect("vehicles", on=TODAY - timedelta(days=60))
    assert verification.connected(TODAY) == frozenset()
    connect("vehicles", on=TODAY - timedelta(days=45))
    assert verification.connected(TODAY) == {"vehicles"}
    assert verification.connected(TODAY + timedelta(days=1)) == frozenset()
    [one] = [one for one in verification.standings(TODAY) if one.source == "vehicles"]
    assert (one.since, one.latest, one.until) == (
        TODAY - timedelta(days=60), TODAY - timedelta(days=45), TODAY,
    )  # fmt: skip


def test_without_the_countys_number_nothing_counts_as_connected(
    connected: people.County, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(verification.connected(TODAY)) == len(verification.SOURCES)
    assert verification.connected(date(2012, 1, 1)) == frozenset()
    assert verification.recent_days(date(2012, 1, 1)) is None


# -- the form


def test_the_form_gets_shorter_with_every_source(where: people.County) -> None:
    """Measured on the form of urban minimum living: questions of a household of one adult."""
    none, every = asked.left("MZ01-01", ()), asked.left("MZ01-01", verification.SOURCES)
    assert none[0] == none[1]
    assert none[1] - every[1] == 8
    by_source = {one.connection.source: one.would_remove for one in asked.spared("MZ01-01", TODAY)}
    assert by_source["vehicles"] == ("机动车（辆）",)
    assert by_source["disability"] == ("残疾类别", "残疾等级")
    assert by_source["deposits"] == (), (
        "banks tell yes or no, the amount is nobody's but the household's to tell"
    )


def test_what_a_connected_source_gives_is_neither_asked_nor_missing(where: people.County) -> None:
    draft = drafted(where)
    before = asked.reading(draft, TODAY)
    assert {one.key for one in before.missing} == {"m1.wage_fen", "m1.vehicles"}
    assert before.asking.why("m1.vehicles") == "该信息目前没有部门数据，请填写"
    connect()
    after = asked.reading(draft, TODAY)
    assert after.missing == ()
    assert after.asking.why("m1.vehicles") == ""
    mother, child = after.content["members"]
    assert not {"wage_fen", "vehicles", "company_shares_fen"} & {*mother, *child}, (
        "not asked is not: declared as none"
    )
    assert after.content["not_asked"]["m1.wage_fen"] == ["tax.wage_fen"]
    assert mother["deposit_fen"] == 120_050


@pytest.mark.parametrize(
    ("changes", "path", "why"),
    [
        ({"employment": "flexible"}, "m1.wage_fen", "casual"),
        ({"employment": "farming"}, "m1.wage_fen", "casual"),
        ({"authorisation": "no"}, "m1.vehicles", "not-authorised"),
        ({"citizen_id": ""}, "m1.vehicles", "no-number"),
        ({"citizen_id": "370982198503040001"}, "m1.vehicles", "no-number"),
    ],
)
def test_what_departments_cannot_give_of_her_is_asked(
    connected: people.County, changes: dict[str, str], path: str, why: str
) -> None:
    reading = asked.reading(drafted(connected, **changes), TODAY)
    assert reading.asking.asked[path] == why
    assert reading.asking.why(path, "en")
    assert path in {one.key for one in reading.missing}
    assert "not_asked" not in reading.content or path not in reading.content["not_asked"]


def test_a_child_is_looked_up_under_its_guardians_word(connected: people.County) -> None:
    assert "m2.vehicles" in asked.reading(drafted(connected), TODAY).asking.given
    refused = asked.reading(drafted(connected, authorisation="no"), TODAY)
    assert refused.asking.asked["m2.vehicles"] == "not-authorised"


def test_what_she_tells_unasked_is_kept_as_her_own_word(connected: people.County) -> None:
    """Nobody may be required to answer; whoever wants to may (社会救助法 Art. 62 binds the office, not the household)."""
    reading = asked.reading(drafted(connected, vehicles="1"), TODAY)
    assert reading.content["members"][0]["vehicles"] == 1
    assert "m1.vehicles" not in reading.content["not_asked"]
    wrong = asked.reading(drafted(connected, vehicles="many"), TODAY)
    assert [one.code for one in wrong.against] == ["intake.not-a-count"]


def test_a_source_that_fails_after_the_application_makes_nothing_missing(connected: people.County) -> None:
    taken = accepting.submit(drafted(connected), actor=connected.clerk, **TOLD)
    later = TODAY + timedelta(days=90)
    assert verification.connected(later) == frozenset()
    assert accepting.lacks(taken.application) == []
    accepting.accept(taken.case, actor=connected.clerk, on=later, at=people.at(later))


# -- after acceptance: facts with their source


def test_facts_come_with_source_day_and_row_and_are_not_called_undeclared(connected: people.County) -> None:
    case = accepted(connected)
    found = line(case, "vehicles")
    assert (found.given.outcome, found.given.as_of, found.asked, found.differs) == (
        "not_found",
        TODAY,
        False,
        False,
    )
    assert (found.counts.value, found.counts.why) == (0, "not_on_record")
    made.take("vehicles", *_people(case), on=TODAY)
    verifying.ask(case, actor=connected.verifier, **TOLD)
    found = line(case, "vehicles")
    assert (found.given.value, found.counts.why) == (1, "department")
    assert found.given.rows
    judged = verification.assessment(case, verifying.declared(case), TODAY).judged
    told = {(one.fact, one.kind) for one in judged.lines if one.person == found.given.person}
    assert ("vehicles", "not_asked") in told
    assert judged.outcome == "hits", (
        "over the limit or not to be judged, but nobody is told she hid something"
    )


def _people(case: Any) -> list[Person]:
    return verification.persons(case, TODAY)


def test_a_question_comes_back_when_the_source_cannot_tell(connected: people.County) -> None:
    case = accepted(connected)
    stranger = _people(case)[0]
    made.take("vehicles", stranger, name="旁人", on=TODAY)
    found = line(case, "vehicles")
    assert (found.given.outcome, found.to_fill_in) == ("name_mismatch", True)
    assert found.counts.why == "unknown"
    confirming.say(case, "m1", "vehicles", says="supplies", value="0", actor=connected.clerk, **TOLD)
    found = line(case, "vehicles")
    assert (found.declared, found.to_fill_in, found.counts.why) == (0, False, "declared")


def test_whoever_has_work_is_not_taken_to_earn_nothing(connected: people.County) -> None:
    """The tax office knows nothing of her: of a person without work that is none, of one in a job it is unknown."""
    case = accepted(connected)
    found = line(case, "wage_fen")
    assert (found.given.outcome, found.counts.why, found.to_fill_in) == ("not_found", "unknown", True)
    [wage] = [one for one in eligibility.facts_of(case)["members"][0]["income"] if one["kind"] == "wage"]
    assert "amount_fen" not in wage
    confirming.say(case, "m1", "wage_fen", says="supplies", value="900/月", actor=connected.clerk, **TOLD)
    assert (line(case, "wage_fen").declared, line(case, "wage_fen").to_fill_in) == (1_080_000, False)
    alone = applying.mother(1, name="卫独居", employment="unemployed", wage_fen="", vehicles="")
    other = accepting.submit(applying.draft(connected, TODAY, alone), actor=connected.clerk, **TOLD)
    accepting.accept(other.case, actor=connected.clerk, **TOLD)
    found = line(cases.get(other.case.number), "wage_fen")
    assert (found.counts.value, found.counts.why, found.to_fill_in) == (0, "not_on_record", False)


def test_a_disagreement_keeps_both_values(connected: people.County) -> None:
    case = accepted(connected)
    made.take("vehicles", *_people(case)[:1], on=TODAY)
    said = confirming.say(
        case,
        "m1",
        "vehicles",
        says="differs",
        value="0",
        reason="三月已卖，未过户",
        actor=connected.clerk,
        **TOLD,
    )
    assert (said.value, said.found["value"], said.found["source"], said.by) == (
        0,
        1,
        "vehicles",
        connected.clerk,
    )
    found = line(case, "vehicles")
    assert found.differs
    assert (found.declared, found.given.value) == (0, 1)
    assert (found.counts.value, found.counts.why) == (1, "department")
    assert applications.content(applications.application(case))["members"][0]["vehicles"] == 0
    assert "vehicles" not in applications.application(case).content["members"][0], (
        "what was signed stays what it was"
    )
    [one] = [
        one
        for one in verification.assessment(case, verifying.declared(case), TODAY).judged.lines
        if (one.fact, one.person) == ("vehicles", found.given.person) and one.kind != "over_limit"
    ]
    assert (one.kind, one.declared, one.found) == ("not_declared", 0, 1)
    verifying.file_report(case, incomplete_because="演示", actor=connected.verifier, **TOLD)
    facts = eligibility.facts_of(cases.get(case.number))
    assets = facts["members"][0]["assets"]
    place = next(number for number, one in enumerate(assets) if one["kind"] == "vehicle")
    [kept] = [one for one in facts["sources"] if one["path"] == f"members[0].assets[{place}]"]
    assert (kept["kind"], kept["otherwise"]) == ("department", "申报 0")
    assert [one.fact for one in confirming.disputed(case)] == ["vehicles"]


@pytest.mark.parametrize(
    ("says", "value", "reason", "fact", "code"),
    [
        ("differs", "0", "", "vehicles", "intake.why-different"),
        ("differs", "many", "卖了", "vehicles", "intake.not-a-count"),
        ("supplies", "", "", "vehicles", "intake.value-needed"),
        ("differs", "1", "不是我的", "houses", "intake.no-value-here"),
        ("differs", "", "很" * 501, "vehicles", "intake.too-long"),
        ("agrees", "", "", "nonsense", "intake.no-such-fact"),
    ],
)
def test_what_is_wrong_with_a_remark_is_told(
    connected: people.County, says: str, value: str, reason: str, fact: str, code: str
) -> None:
    case = accepted(connected)
    with pytest.raises(Refusal) as no:
        confirming.say(case, "m1", fact, says=says, value=value, reason=reason, actor=connected.clerk, **TOLD)
    assert no.value.code == code
    assert not Remark.objects.exists()


def test_nothing_can_be_agreed_to_before_a_department_answers(where: people.County) -> None:
    case = accepted(where, wage_fen="900/月", vehicles="0")
    with pytest.raises(refusals.NothingToAgreeTo):
        confirming.say(case, "m1", "vehicles", says="agrees", actor=where.clerk, **TOLD)


def test_who_may_record_is_the_same_in_page_action_and_database(connected: people.County) -> None:
    case = accepted(connected)
    told = {"says": "differs", "reason": "不对"}
    with pytest.raises(NotYourPower):
        confirming.say(case, "m1", "vehicles", **told, actor=connected.visitor, **TOLD)
    with pytest.raises(NotYourPower):
        confirming.say(case, "m1", "vehicles", **told, actor=connected.neighbour_clerk, **TOLD)
    kept = confirming.say(case, "m1", "vehicles", **told, actor=connected.clerk, **TOLD)
    for change, code in (
        ({"by": connected.visitor}, "intake.remark-not-yours"),
        ({"by": connected.neighbour_clerk}, "intake.remark-not-yours"),
        ({"person_id": _people(case)[1].pk}, "cases.no-such-member"),
        ({"member": "m7"}, "cases.no-such-member"),
    ):
        assert _raw(kept, **change) == code
    for change in ("UPDATE intake_remark SET reason = 'x'", "DELETE FROM intake_remark"):
        with pytest.raises(DatabaseError) as no, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
        refusal = refusal_from(no.value)
        assert refusal is not None
        assert refusal.code == "audit.append-only"
    with scope.within([people.NEIGHBOUR]):
        assert not Remark.objects.exists()


def _raw(kept: Remark, **change: Any) -> str:
    """What the table says to a row written past every action."""
    row = copy.copy(kept)
    row.pk = None
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(DatabaseError) as no, transaction.atomic():
        row.save(force_insert=True)
    refusal = refusal_from(no.value)
    return refusal.code if refusal else str(no.value)


def test_after_the_report_it_is_the_report_that_is_objected_to(connected: people.County) -> None:
    case = accepted(connected)
    kept = confirming.say(case, "m1", "vehicles", says="agrees", actor=connected.clerk, **TOLD)
    verifying.file_report(case, incomplete_because="演示", actor=connected.verifier, **TOLD)
    with pytest.raises(refusals.RemarkNotNow):
        confirming.say(case, "m1", "vehicles", says="differs", reason="不对", actor=connected.clerk, **TOLD)
    with pytest.raises(refusals.RemarkNotNow):
        confirming.say_oneself(case, "m1", "vehicles", says="differs", reason="不对", **TOLD)
    assert _raw(kept) == "intake.remark-not-now"


def test_the_household_says_so_itself(connected: people.County) -> None:
    case = accepted(connected)
    said = confirming.say_oneself(
        case, "m1", "deposits_over", says="differs", reason="是我母亲的存折", **TOLD
    )
    assert (said.channel, said.by, said.value) == ("portal", None, None)
    assert line(case, "deposits_over").differs


def test_the_clerk_sees_what_her_form_would_have_asked_and_leaves_a_trace(connected: people.County) -> None:
    case = accepted(connected)
    made.take("deposits", *_people(case), on=TODAY)
    assert confirming.look(case, actor=connected.clerk, **TOLD)
    assert not confirming.look(case, actor=connected.verifier, **TOLD)
    everything = {one.fact.key for one in confirming.lines(case, TODAY)}
    assert "deposits_over" in everything
    assert "deposits_over" not in {one.fact.key for one in confirming.lines(case, TODAY, form_only=True)}
    with pytest.raises(Refusal):
        confirming.look(case, actor=connected.visitor, **TOLD)


# -- the rulebook


def test_given_by_names_facts_that_sources_give() -> None:
    assert asked.unknown_givers(rulebook.book()) == []
    named = {"items/x.yaml: form.a.b": ("vehicles.vehicles", "tax.vehicles", "nobody.nothing")}
    assert list(verification.unknown_givers(named)) == [
        "items/x.yaml: form.a.b.given_by: no source gives 'tax.vehicles'",
        "items/x.yaml: form.a.b.given_by: no source gives 'nobody.nothing'",
    ]


def test_the_same_draft_prints_without_what_is_not_asked(connected: people.County) -> None:
    kept = asked.print_forms(drafted(connected), actor=connected.clerk, **TOLD)
    assert kept.kind == "application"
