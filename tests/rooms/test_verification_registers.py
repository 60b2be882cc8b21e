"""Every register: its headings, its example, what it must not send; no maker ever raises, and what it says has its unit."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu.demo import invented
from jiuzhu.demo import registers as demo
from jiuzhu.eligibility.assembling import Told, assemble
from jiuzhu.intake import statements
from jiuzhu.rulebook import NotInForce
from jiuzhu.values import citizen_id
from jiuzhu.values.refusals import Refusal
from jiuzhu.verification import actions, queries, rules
from jiuzhu.verification.facts import FACTS, SUMS, Known, known, of_source
from jiuzhu.verification.models import Answer, ExtractRow
from jiuzhu.verification.rules import Asked, assess
from jiuzhu.verification.sources import cells
from jiuzhu.verification.sources.extract import EXTRACT
from jiuzhu.verification.sources.layouts import GROUPS, SOURCES, Column, Source
from jiuzhu.web.office.verification import shown
from tests import people
from tests.rooms import verification_cases as made
from tests.rooms.registers import EXAMPLES, SPOUSE
from tests.rooms.test_verification import sql

PERIOD = (date(2025, 9, 1), date(2026, 8, 31))
ON = date(2026, 9, 1)
PERSON = citizen_id.invent("370982", date(1960, 1, 1), "female", 0).number
WHERE = dict.fromkeys(("area", "area_zh", "area_en", "label_zh", "label_en"), "—")
FIGURES = {name: NotInForce(name=name, on=ON, **WHERE) for name in rules.FIGURES}
EACH = pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))


def sheet(*rows: dict[str, str]) -> bytes:
    out = io.StringIO()
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    writer = csv.DictWriter(out, headings)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("gb18030")


def received(source: Source, *rows: dict[str, str]) -> Any:
    told = [{"身份证号": PERSON, "姓名": "安某", **row} for row in rows]
    return EXTRACT.receive(sheet(*told), name="x.csv", source=source, on=ON)


def test_the_reference_layout_is_whole() -> None:
    """china.md §5.2: every table of the live report has its source, and every source tells something and is grouped."""
    assert len(SOURCES) == 29 and set(GROUPS) == {one.group for one in SOURCES.values()}
    assert set(EXAMPLES) == set(made.ROWS) == set(demo._SAYS) == set(SOURCES)
    for source in SOURCES.values():
        assert of_source(source.key) and source.law and source.department_en
    assert all(FACTS[part].source in SOURCES for parts in SUMS.values() for part in parts)


@pytest.mark.parametrize(
    ("source", "number"), [(key, number) for key, found in EXAMPLES.items() for number in range(len(found))]
)
def test_an_example_of_every_register(source: str, number: int) -> None:
    rows, facts, unclear = EXAMPLES[source][number]
    got = received(SOURCES[source], *rows)
    assert not got.rejected
    told = known(source, [row.facts for row in got.rows], period=PERIOD, on=ON)
    assert (told.facts, set(told.unclear)) == (facts, set(unclear))


@EACH
def test_every_heading_means_one_column_and_none_is_forbidden(source: Source) -> None:
    from jiuzhu.verification.sources.extract import column_of

    for column in source.columns:
        for heading in (column.zh, column.en, *column.also):
            assert column_of(heading, source) is column, heading
            assert not any(word in heading.lower() for word in source.forbidden), heading


@EACH
def test_what_must_not_come_refuses_the_file(source: Source) -> None:
    rows = EXAMPLES[source.key][0][0]
    for word in source.forbidden:
        with pytest.raises(Refusal) as refused:
            received(source, {**rows[0], f"本人{word}": "1"})
        assert refused.value.code == "verification.forbidden-column"
    if source.forbidden:
        assert not received(source, *rows).rejected


def cell(column: Column) -> st.SearchStrategy[Any]:
    """A cell that the layout takes, as it is read: also the odd ones, and empty where it may be."""
    days = st.dates(date(1950, 1, 1), ON)
    typed: dict[str, st.SearchStrategy[str]] = {
        "citizen_id": st.just(SPOUSE), "name": st.just("安某"), "text": st.sampled_from(["甲", "乙", "丙"]),
        "word": st.sampled_from(sorted(column.words)) if column.words else st.nothing(),
        "yes_no": st.sampled_from(["是", "否", "有", "无", "超限"]), "money": st.integers(0, 10**7).map(str),
        "whole": st.sampled_from(["0", "1", "3", "14", "二级", "999999999"]), "measure": st.sampled_from(["0", "62.5", "90平方米"]),
        "day": days.map(lambda day: day.isoformat()), "month": days.map(lambda day: day.strftime("%Y年%m月")),
    }  # fmt: skip
    empty = st.nothing() if column.required else st.just("")
    return st.one_of(typed[column.kind], empty).map(lambda raw: cells.read(column, raw, ON))


def record(source: Source) -> st.SearchStrategy[dict[str, Any]]:
    told = {one.key: cell(one) for one in source.columns if one.key not in ("citizen_id", "name")}
    return st.fixed_dictionaries(told).map(
        lambda row: {key: value for key, value in row.items() if value is not None}
    )


RECORDS = {key: record(one) for key, one in SOURCES.items()}


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_no_maker_raises_and_every_fact_has_its_unit(data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(list(SOURCES)))
    rows = data.draw(st.lists(RECORDS[key], min_size=1, max_size=1 if SOURCES[key].once else 4))
    told = known(key, rows, period=PERIOD, on=ON)
    mine = {one.key for one in of_source(key)}
    assert set(told.facts) <= mine and set(told.unclear) <= mine
    for fact, value in told.facts.items():
        has_its_unit(fact, value)
        assert shown.value(value, FACTS[fact], "zh-hans")
    judged = assess({"1": {}}, [Asked("1", key, "found", told)], FIGURES)
    assert all(line.fact in mine | set(SUMS) for line in judged.lines)


def has_its_unit(fact: str, value: Any) -> None:
    unit = FACTS[fact].unit
    if unit == "yes_no":
        assert isinstance(value, bool)
    elif unit == "day":
        date.fromisoformat(value)
    elif unit == "word":
        assert isinstance(value, str) and FACTS[fact].codes
    elif unit == "citizen_id":
        citizen_id.parse(value, on=ON)
    else:
        assert isinstance(value, int) and not isinstance(value, bool) and value >= 0
        assert unit != "grade" or 1 <= value <= 4


@pytest.mark.parametrize(
    ("source", "facts", "declared", "kind"),
    [
        ("marriage", {"spouse": SPOUSE}, {}, "to_ask"),
        ("marriage", {"spouse": SPOUSE}, {"citizen_id": SPOUSE}, "agrees"),
        ("marriage", {"marital_status": "40"}, {"marital_status": "21"}, "contradicts"),
        ("marriage", {"marital_status": "20"}, {"marital_status": "30"}, None),
        ("justice", {"away": "prison"}, {}, "contradicts"),
        ("justice", {"away": "prison"}, {"away": "prison"}, "agrees"),
        ("education", {"schooling": "none"}, {"schooling": "undergraduate"}, "contradicts"),
        ("veterans", {"preferential_treatment_fen": 100}, {}, "in_favour"),
        ("veterans", {}, {"preferential_treatment_fen": 100}, "to_ask"),
        ("medical", {"medical_fen": 100}, {"rigid_spending_fen": 100}, "agrees"),
        ("medical", {"medical_fen": 100}, {"rigid_spending_fen": 300}, "to_ask"),
        ("public_payroll", {"public_payroll": True}, {}, "not_declared"),
        ("employment", {"registered_at_work": True}, {"employment": "flexible"}, "agrees"),
        ("securities", {"securities_over": True}, {"securities_fen": 10}, "alarm"),
        ("securities", {"securities_account": True}, {}, "to_ask"),
        ("securities", {"securities_account": True}, {"fund_fen": 10}, "agrees"),
        ("insurance", {"policies": 1}, {}, "to_ask"),
        ("fund_loans", {"fund_loan_fen": 100}, {}, "to_ask"),
        ("assistance", {"aided": True}, {}, "to_ask"),
        ("assistance", {"aided": False}, {}, None),
        ("credit", {"dishonest": True}, {}, "alarm"),
        ("distressed_employees", {"distressed_employee": True}, {}, "in_favour"),
        ("farm_subsidies", {"farm_subsidy_fen": 100}, {}, "not_declared"),
        ("farm_subsidies", {"farm_subsidy_fen": 100}, {"transfer_fen": 100}, "agrees"),
    ],
)
def test_how_a_new_fact_is_judged(
    source: str, facts: dict[str, Any], declared: dict[str, Any], kind: str | None
) -> None:
    asked = [Asked("1", source, "found" if facts else "not_found", Known(facts))]
    lines = assess({"1": declared}, asked, FIGURES).lines
    assert {line.kind for line in lines} == ({kind} if kind else set())


def test_a_spouse_is_shown_masked() -> None:
    asked = [Asked("1", "marriage", "found", Known({"spouse": SPOUSE}))]
    (line,) = assess({}, asked, FIGURES).lines
    assert line.found == "370982****9990" and SPOUSE not in str(line)


def test_parts_of_an_income_are_compared_together() -> None:
    """A pension and a subsidy stand under one line of the form: together they agree, apart neither would."""
    asked = [
        Asked("1", "social_insurance", "found", Known({"transfer_fen": 50_400}), date(2026, 8, 31)),
        Asked("1", "farm_subsidies", "found", Known({"farm_subsidy_fen": 31_250}), date(2026, 7, 1)),
    ]
    (line,) = assess({"1": {"transfer_fen": 81_650}}, asked, FIGURES).lines
    assert (line.kind, line.fact, line.found, line.as_of) == ("agrees", "transfer_fen", 81_650, "2026-07-01")
    (line,) = assess({"1": {"transfer_fen": 50_400}}, asked, FIGURES).lines
    assert line.kind == "less_declared"
    cannot_tell = [*asked, Asked("1", "employment", "found", Known({}, ("unemployment_fen",)))]
    kinds = {line.kind for line in assess({"1": {"transfer_fen": 999_999}}, cannot_tell, FIGURES).lines}
    assert kinds == {"unclear"}  # less found than declared says nothing beside a part nobody can tell


def test_a_text_covers_what_it_names_and_no_more() -> None:
    for day in (date(2014, 5, 1), date(2026, 7, 1), date(2026, 9, 1)):
        text = statements.text("authorisation", day)
        assert (
            text.sources and set(text.sources) <= set(SOURCES) and len(set(text.sources)) == len(text.sources)
        )
    assert set(statements.text("authorisation", date(2026, 9, 1)).sources) == set(SOURCES)
    before = set(statements.text("authorisation", date(2026, 8, 31)).sources)
    assert not before & {"justice", "medical", "public_payroll"} and "marriage" in before


def test_how_long_an_answer_stands() -> None:
    card = [{"valid_until": "2027-01-01"}]
    assert queries.holds_until("vehicles", ON, [], 90) == date(2026, 11, 30)
    assert (
        queries.holds_until("vehicles", ON, [], None) is None
    )  # the county set no number, and no law has one
    assert queries.holds_until("disability", ON, card, 90) == date(2027, 1, 1)
    assert queries.holds_until("death", ON, [], 90) is None


@EACH
def test_the_invented_registers_send_what_the_layout_takes(source: Source) -> None:
    stranger = demo_person(*demo.STRANGER)
    told = demo.records(source.key, stranger, on=ON)
    assert told == demo.records(source.key, stranger, on=ON)
    for order in range(120):
        for one in invented.home(7, order, ON).people:
            told += demo.records(source.key, demo_person(one.number, one.name), on=ON, spouse=stranger)
    got = EXTRACT.receive(sheet(*told), name="x.csv", source=source, on=ON)
    assert (len(got.rows), got.rejected, got.ignored) == (len(told), (), ())


class demo_person:  # noqa: N801 (stands where a function would)
    def __init__(self, number: str, name: str) -> None:
        self.citizen_id, self.name = number, name


@pytest.mark.django_db
def test_a_stored_fact_is_never_edited_whatever_its_register() -> None:
    where = people.county()
    members = made.household(where)
    case, mother = made.open_case(where, members), members["mother"]
    made.authorise(where, case, mother)
    for source in made.ROWS:
        made.take(source, mother)
    actions.ask(case, actor=where.verifier, on=made.TODAY, at=made.at())
    found = Answer.objects.filter(inquiry__case=case, outcome="found")
    assert {one.inquiry.source for one in found} == set(SOURCES)
    for statement in ("UPDATE verification_answer SET facts = '[]'", "DELETE FROM verification_answer"):
        assert sql(f"{statement} WHERE id = {found[0].pk}") == "audit.append-only"
    before = sorted(ExtractRow.objects.values_list("source", "citizen_id", "facts"), key=str)
    # No policy lets anybody at a delivered record: the statement finds none of them (and the trigger stands behind it).
    with connection.cursor() as cursor:
        for statement in (
            "UPDATE verification_extractrow SET facts = '{}'",
            "DELETE FROM verification_extractrow",
        ):
            cursor.execute(statement)
            assert cursor.rowcount == 0
    assert sorted(ExtractRow.objects.values_list("source", "citizen_id", "facts"), key=str) == before


@pytest.mark.django_db
def test_what_several_registers_pay_reaches_the_facts_as_one_sum() -> None:
    where = people.county()
    members = made.household(where)
    case, mother = made.open_case(where, members), members["mother"]
    made.authorise(where, case, mother)
    for source in ("social_insurance", "farm_subsidies", "veterans", "justice", "employment"):
        made.take(source, mother)
    told = {"actor": where.verifier, "on": made.TODAY, "at": made.at()}
    actions.ask(case, **told)
    actions.report(case, declared={}, incomplete_because="其余来源未接入", **told)
    facts = queries.facts(case)[str(mother.pk)]
    total = facts["transfer_fen"]
    assert total.value == 42_00 * 12 + 312_50 + 1800_00 * 12
    assert all(SOURCES[key].department_zh in total.department for key in ("social_insurance", "employment"))
    assert SOURCES["farm_subsidies"].department_zh in total.department
    assert (
        facts["farm_subsidy_fen"].value == 312_50 and facts["preferential_treatment_fen"].value == 640_00 * 12
    )
    assert facts["away"].value == "prison"
    content = {"members": [{"key": "m1", "schooling": "undergraduate"}], "household": {}, "supporters": []}
    told = {key: [Told(one.value, "department", one.department, one.as_of)] for key, one in facts.items()}
    household = assemble(content, {"m1": told}, relation_means={}, received_on=made.TODAY)
    income = {one["kind"]: one.get("amount_fen") for one in household["members"][0]["income"]}
    assert (income["transfer"], income["preferential_treatment"]) == (total.value, 640_00 * 12)
    assert household["members"][0]["away"] == {"reason": "prison", "since": "2026-01-05"}
    assert ("members[0].away", "department") in {(one["path"], one["kind"]) for one in household["sources"]}
