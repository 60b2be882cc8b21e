"""Everybody re-checked against the month's files: only who allowed it, only what changed, once, and nothing for another person."""

from __future__ import annotations

import csv
import io
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.cases.models import Case
from jiuzhu.offices import scope
from jiuzhu.offices.database import refusal_from
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.rechecks import actions, queries, refusals, rules
from jiuzhu.rechecks.actions import working
from jiuzhu.rechecks.models import Doubt, Part, Proposal, Reading, Run, Subject
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries as verification_queries
from tests import people, rechecking
from tests.people import at
from tests.rechecking import OCTOBER, SEPTEMBER, TODAY, deliver, line, put, run
from tests.rooms import verification_cases as made

LATER = date(2026, 10, 8)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def where(db: None) -> Iterator[people.County]:
    with scope.whole_county():
        yield people.county()


@pytest.fixture
def family(where: people.County) -> rechecking.Family:
    return rechecking.family(where)


def found() -> set[tuple[str, str, str, Any, Any]]:
    """(person, fact, kind, before, now) of every proposal."""
    rows = Proposal.objects.select_related("subject__person")
    return {(one.subject.person.name, one.fact, one.kind, one.before, one.now) for one in rows}


def doubts() -> set[tuple[str, str]]:
    return {(one.subject.person.name, one.kind) for one in Doubt.objects.select_related("subject__person")}


def part(source: str, of: Run | None = None) -> Part:
    return (of or Run.objects.latest("id")).parts.get(source=source)


def refused(sql: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    refusal = refusal_from(error.value)
    assert refusal is not None
    return refusal.code


# Who may ask for what


def test_only_the_power_starts_a_run_and_only_for_a_month_that_has_come(where, family) -> None:
    told = {"area": people.COUNTY, "on": TODAY, "at": at(TODAY)}
    deliver("vehicles")
    with pytest.raises(NotYourPower):
        actions.ask(SEPTEMBER, actor=where.verifier, **told)
    with pytest.raises(refusals.MonthAhead):
        actions.ask(OCTOBER, actor=where.supervisor, **told)
    with pytest.raises(refusals.NoFiles, match="2026年8月"):
        actions.ask(SEPTEMBER.previous(), actor=where.supervisor, **told)
    assert not Run.objects.exists()


def test_a_second_press_meets_the_run_that_is_under_way(where, family) -> None:
    deliver("vehicles")
    told = {"area": people.COUNTY, "actor": where.supervisor, "on": TODAY, "at": at(TODAY)}
    first = actions.ask(SEPTEMBER, **told)
    assert actions.ask(SEPTEMBER, **told) == first
    assert first.parts.count() == len(verification_queries.SOURCES)


# Who is checked, and who is not


def test_everybody_of_a_live_case_is_listed_and_who_is_not_asked_about_has_a_reason(where, family) -> None:
    baby = family.members["grandchild"]
    deliver("vehicles", [line("vehicles", one) for one in (family.mother, family.son, baby)])
    done = run(where)
    assert (done.checked, done.left_out) == (2, 1)
    left = Subject.objects.exclude(left_out="").get()
    assert (left.person, left.left_out, left.authorisation) == (baby, "no_authorisation", None)
    assert {name for name, *_ in found()} == {"罗安", "罗㛃"}


@pytest.mark.parametrize(
    ("begins", "stops", "withdrawn", "number", "why"),
    [
        (None, None, None, "1", "no_authorisation"), (date(2026, 9, 2), None, None, "1", "not_begun"),
        (TODAY, date(2026, 9, 1), None, "1", "expired"), (TODAY, None, TODAY, "1", "withdrawn"), (TODAY, None, None, None, "no_number"),
        (TODAY, None, None, "1", ""), (TODAY, None, date(2026, 9, 2), "1", ""),
    ],
)  # fmt: skip
def test_why_somebody_is_left_out(begins, stops, withdrawn, number, why) -> None:
    assert rules.why_left_out(number, begins, stops, withdrawn, TODAY) == why


def test_who_withdrew_after_the_list_was_made_is_not_read_and_not_forgotten(where, family) -> None:
    deliver("vehicles", [line("vehicles", family.mother), line("vehicles", family.son)])
    asked = actions.ask(SEPTEMBER, area=people.COUNTY, actor=where.supervisor, on=TODAY, at=at(TODAY))
    actions.asking.prepare(asked, at=at(TODAY))
    verification.withdraw(family.son_allows, withdrawn_on=TODAY, actor=where.clerk, on=TODAY, at=at(TODAY))
    actions.carry_on(asked, on=TODAY, now=lambda: at(TODAY, 11))
    assert {name for name, *_ in found()} == {"罗安"}
    assert ("罗㛃", "ended") in doubts()
    assert not Reading.objects.filter(person=family.son).exists()


def test_an_authorisation_ends_with_the_assistance(where, family) -> None:
    deliver("vehicles", [line("vehicles", family.mother)])
    asked = actions.ask(SEPTEMBER, area=people.COUNTY, actor=where.supervisor, on=TODAY, at=at(TODAY))
    actions.asking.prepare(asked, at=at(TODAY))
    Case.objects.filter(pk=family.case.pk).update(closed_on=TODAY)
    actions.carry_on(asked, on=TODAY, now=lambda: at(TODAY, 11))
    assert found() == set()
    assert ("罗安", "ended") in doubts()


def test_the_database_takes_nothing_without_an_authorisation(where, family) -> None:
    deliver("vehicles", [line("vehicles", family.mother)])
    asked = actions.ask(SEPTEMBER, area=people.COUNTY, actor=where.supervisor, on=TODAY, at=at(TODAY))
    actions.asking.prepare(asked, at=at(TODAY))
    baby, other = family.members["grandchild"], Subject.objects.get(person=family.son)
    another = Run.objects.create(
        month="2026-08",
        area=where.areas[people.COUNTY],
        asked_by=where.supervisor,
        asked_on=TODAY,
        asked_at=at(TODAY),
    )
    sql = "INSERT INTO rechecks_subject (run_id, case_id, person_id, authorisation_id, area_code, left_out) VALUES (%s, %s, %s, %s, %s, '')"
    values = (another.pk, family.case.pk, baby.pk, family.mother_allows.pk, people.TOWNSHIP)
    assert refused(sql, *values) == "rechecks.not-authorised"
    sql = "INSERT INTO rechecks_proposal (part_id, subject_id, area_code, fact, kind, law) VALUES (%s, %s, %s, 'vehicles', 'first', '')"
    waiting = part("vehicles", asked)
    assert (
        refused(sql, waiting.pk, other.pk, people.TOWNSHIP) == "rechecks.not-authorised"
    )  # nobody is reading it
    Part.objects.filter(pk=waiting.pk).update(read_on=TODAY)
    assert refused(sql, waiting.pk, other.pk, people.NEIGHBOUR) == "rechecks.not-authorised"
    verification.withdraw(family.son_allows, withdrawn_on=TODAY, actor=where.clerk, on=TODAY, at=at(TODAY))
    assert refused(sql, waiting.pk, other.pk, people.TOWNSHIP) == "rechecks.not-authorised"
    sql = """INSERT INTO rechecks_reading (part_id, subject_id, person_id, source, area_code, facts, at)
             VALUES (%s, %s, %s, 'vehicles', %s, '{}', now())"""
    mine = Subject.objects.get(person=family.mother)
    assert refused(sql, waiting.pk, mine.pk, family.son.pk, people.TOWNSHIP) == "rechecks.not-authorised"


def test_what_is_settled_stays(where, family) -> None:
    deliver("vehicles", [line("vehicles", family.mother)])
    run(where)
    assert refused("UPDATE rechecks_part SET rows = 0 WHERE state = 'done'") == "rechecks.settled"
    assert refused("UPDATE rechecks_run SET checked = 0") == "rechecks.settled"
    for table in ("subject", "reading", "proposal"):
        assert refused(f"DELETE FROM rechecks_{table}") == "audit.append-only"
        assert refused(f"UPDATE rechecks_{table} SET area_code = '0'") == "audit.append-only"


# Files


def test_a_file_that_is_not_what_its_checksum_says_is_turned_back(where, family) -> None:
    vehicles = deliver("vehicles", [line("vehicles", family.mother)])
    whole = vehicles.read_bytes()
    vehicles.write_bytes(whole[: len(whole) // 2])
    deliver("death", [line("death", family.mother)]).with_name("death.csv.sha256").unlink()
    deliver("tax")
    put("tax.parquet", b"x")
    done = run(where)
    codes = {one.source: one.refusal["code"] for one in done.parts.filter(state="refused")}
    assert codes == {
        "vehicles": "rechecks.checksum-wrong", "death": "rechecks.no-checksum", "tax": "rechecks.two-files",
    }  # fmt: skip
    assert found() == set()
    assert done.finished_at is not None
    assert done.parts.filter(state="missing").count() == len(verification_queries.SOURCES) - 3


@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("vehicles.csv", "身份证号,姓名,号牌号码\r\n370982196105049015,罗安,鲁J1\r\n37098219610504", "rechecks.half-a-file"),
        ("vehicles.csv", "甲,乙\r\n1,2\r\n", "verification.no-headings"),
        ("vehicles.csv", "身份证号,姓名,号牌号码\r\n3.70982E+17,罗安,鲁J1\r\n", "rechecks.no-numbers"),
        ("vehicles.parquet", "PAR1 and then nothing", "rechecks.nothing-readable"),
        ("deposits.csv", "身份证号,姓名,余额,是否超限\r\n370982196105049015,罗安,1,是\r\n", "verification.forbidden-column"),
    ],
)  # fmt: skip
def test_half_a_file_and_other_files_that_say_nothing_are_turned_back_whole(
    where, family, name, body, code
) -> None:
    put(name, body.encode())
    done = run(where)
    assert [one.refusal["code"] for one in done.parts.filter(state="refused")] == [code]
    assert found() == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "|", "\t"])
def test_columns_in_another_order_and_encoding_say_the_same(where, family, encoding, delimiter) -> None:
    rows = [
        ["登记日期", "机动车所有人", "不知何用", "证件号码", "车牌号", "状态"],
        ["2024-01-05", "罗㛃", "x|,\ty", f" {family.son.citizen_id.lower()}", "鲁J12345", "正常"],
        ["2024-01-05", "罗㛃", "注销的不算", family.son.citizen_id, "鲁J54321", "注销"],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    put("vehicles.csv", out.getvalue().encode(encoding))
    run(where)
    assert found() == {("罗㛃", "vehicles", "first", None, 1)}
    settled = part("vehicles")
    assert (settled.state, settled.rows, settled.matched, settled.broken) == ("done", 2, 2, 0)


def test_chinese_that_only_begins_further_down_is_read_as_what_it_is(where, family) -> None:
    filler = "".join(f"37098219700101{n:04d},x,a,standing\r\n" for n in range(4000))
    body = f"citizen id,name,plate,use\r\n{filler}{family.mother.citizen_id},罗安,鲁J1,营运\r\n"
    put("vehicles.csv", body.encode("gb18030"))
    run(where)
    assert found() == {("罗安", "vehicles", "first", None, 1)}


def test_parquet_says_the_same_whatever_the_types_of_its_columns(where, family, tmp_path) -> None:
    target = tmp_path / "made.parquet"
    duckdb.sql(
        f"SELECT '{family.mother.citizen_id}' AS \"公民身份号码\", '罗安' AS \"姓名\", 3200.50::DECIMAL(9,2) AS \"收入额\", DATE '2026-03-01'"
        ' AS "所属期起", DATE \'2026-03-31\' AS "所属期止", \'工资薪金\' AS "所得项目"'
    ).write_parquet(str(target))
    put("tax.parquet", target.read_bytes())
    run(where)
    assert found() == {("罗安", "wage_fen", "first", None, 320_050)}


def test_a_title_above_and_rows_that_broke_are_no_trouble_for_the_others(where, family) -> None:
    good, bad = line("vehicles", family.mother), line("vehicles", family.son) + ",多了一格"
    deliver("vehicles", [bad, good], headings=f"新泰市机动车,,,\r\n{rechecking.HEADINGS['vehicles']}")
    run(where)
    assert {name for name, *_ in found()} == {"罗安"}
    assert part("vehicles").broken == 1


# Whom a record is about


def test_old_numbers_and_other_names_are_listed_and_attributed_to_nobody(where, family) -> None:
    number = family.mother.citizen_id
    deliver("vehicles", [line("vehicles", family.mother, number=f"{number[:6]}{number[8:17]}")])
    deliver("real_estate", [line("real_estate", family.son, name="罗洁")])
    deliver("death", [line("death", family.mother), line("death", family.mother, "2026-08-02")])
    deliver("disability", [line("disability", family.son, "超能,二级")])
    deliver(
        "social_insurance", [line("social_insurance", family.son, "城乡居民基本养老保险,领取待遇,210.00,")]
    )
    run(where)
    assert doubts() == {
        ("罗安", "old_number"), ("罗㛃", "name"), ("罗安", "several"), ("罗㛃", "unreadable"), ("罗㛃", "unclear"),
    }  # fmt: skip
    assert found() == set()
    assert Doubt.objects.get(kind="name").told == "罗洁 variant"


def test_a_number_written_in_full_width_or_with_blanks_is_the_same_number(where, family) -> None:
    wide = family.mother.citizen_id.translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789X"})
    deliver("vehicles", [line("vehicles", family.mother, number=wide), "370982,短号,鲁J2,正常"])
    run(where)
    assert found() == {("罗安", "vehicles", "first", None, 1)}
    assert part("vehicles").numberless == 1


# What is news


def test_the_next_month_lists_what_changed_and_nothing_else(where, family) -> None:
    deliver("vehicles", [line("vehicles", family.mother), line("vehicles", family.son)])
    deliver("household_register", [line("household_register", family.mother)])
    run(where)
    assert found() == {("罗安", "vehicles", "first", None, 1), ("罗㛃", "vehicles", "first", None, 1)}
    second = line("vehicles", family.mother, "鲁J00002,正常")
    deliver("vehicles", [line("vehicles", family.mother), second], month=OCTOBER)
    deliver("death", [line("death", family.mother)], month=OCTOBER)
    deliver("household_register", [line("household_register", family.mother, "女,注销")], month=OCTOBER)
    done = run(where, OCTOBER, LATER)
    rows = Proposal.objects.filter(part__run=done).select_related("subject__person")
    assert {(one.subject.person.name, one.fact, one.kind, one.before, one.now) for one in rows} == {
        ("罗安", "vehicles", "more", 1, 2), ("罗㛃", "vehicles", "gone", 1, None), ("罗安", "died_on", "first", None, "2026-08-01"),
        ("罗安", "register_ended", "appeared", None, True),
    }  # fmt: skip
    assert part("vehicles", done).changes == {"more": 1, "gone": 1}


def test_the_same_month_again_doubles_nothing_and_reads_what_came_late(where, family) -> None:
    deliver("vehicles", [line("vehicles", family.mother)])
    run(where)
    before = (Proposal.objects.count(), Reading.objects.count())
    run(where)
    assert (Proposal.objects.count(), Reading.objects.count()) == before == (1, 1)
    deliver("death", [line("death", family.mother)])
    run(where)
    assert Proposal.objects.count() == 2


def test_what_a_report_rested_on_is_what_the_recheck_compares_with(where, family) -> None:
    for source in verification_queries.SOURCES:
        made.take(source, *([family.mother] if source == "vehicles" else []))
    verification.ask(family.case, actor=where.verifier, on=TODAY, at=at(TODAY, 11))
    verification.report(
        family.case,
        declared={},
        incomplete_because="未授权",
        actor=where.verifier,
        on=TODAY,
        at=at(TODAY, 12),
    )
    deliver("vehicles", [line("vehicles", family.mother), line("vehicles", family.son)])
    deliver("death", [line("death", family.son)])
    run(where)
    assert found() == {
        ("罗㛃", "vehicles", "appeared", None, 1),
        ("罗㛃", "died_on", "appeared", None, "2026-08-01"),
    }


def test_income_outside_the_period_that_was_authorised_is_not_looked_at(where, family) -> None:
    deliver("tax", [line("tax", family.mother, "2026-09-01,2026-09-30,工资薪金,9000")])
    run(where)
    assert found() == set()


def test_changes_are_named_for_what_they_are() -> None:
    def kinds(before: Any, now: Any, **more: Any) -> list[str]:
        told = {"first": False, "own": {}, **more}
        return [one.kind for one in rules.changes(["x"], {"x": before}, {"x": now}, **told)]

    assert [kinds(*one) for one in ((None, 0), (0, False), (1, 1), ("a", "a"))] == [[], [], [], []]
    assert [kinds(*one) for one in ((0, 1), (1, 0), (1, 2), (2, 1), ("a", "b"))] == [
        ["appeared"], ["gone"], ["more"], ["less"], ["other"],
    ]  # fmt: skip
    assert kinds(None, "male", first=True, own={"x": "male"}) == []
    assert kinds(None, "male", first=True, own={"x": "female"}) == ["first"]


# Killed, together, in reach


def test_a_township_sees_its_own_and_nobody_sees_her_own_household(where, family) -> None:
    elsewhere = rechecking.family(where, 40, people.NEIGHBOUR)
    deliver("vehicles", [line("vehicles", one.mother) for one in (family, elsewhere)])
    done = run(where)
    told = {"officer": where.reviewer, "on": TODAY}
    assert queries.proposals(done, queries.Wanted(), reach=(people.COUNTY,), **told).count() == 2
    with scope.within((people.TOWNSHIP,)):
        assert [one.subject.person for one in Proposal.objects.all()] == [family.mother]
        assert {one.area_code for one in Subject.objects.all()} == {people.TOWNSHIP}
    where.reviewer.citizen_id = family.son.citizen_id
    seen = queries.proposals(done, queries.Wanted(), reach=(people.COUNTY,), **told)
    assert [one.subject.person for one in seen] == [elsewhere.mother]


@pytest.mark.django_db(transaction=True)
def test_killed_between_two_parts_it_goes_on_where_it_was(where, tmp_path) -> None:
    home = rechecking.family(where)
    for source in ("household_register", "death", "vehicles", "real_estate", "tax", "disability"):
        deliver(source, [line(source, home.mother), line(source, home.son)])
    kept: set[tuple[str, str, str, Any, Any]] = set()
    for after in (1, 2, 1):
        asked = Run.objects.first()
        if asked is not None and asked.finished_at is not None:
            break
        child = subprocess.run(
            [sys.executable, "-m", "tests.rooms.rechecks_child", str(tmp_path), connection.settings_dict["NAME"], str(after)],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert child.returncode == -signal.SIGKILL, child.stderr
        assert kept <= found()  # what was settled stays
        kept = found()
    asked = Run.objects.get()
    settled = {one.source: one.settled_at for one in asked.parts.exclude(state="waiting")}
    assert settled
    assert asked.finished_at is None
    actions.carry_on(asked, on=TODAY, now=lambda: at(TODAY, 15))
    interrupted = found()
    assert {one.source: one.settled_at for one in asked.parts.filter(source__in=settled)} == settled
    assert Subject.objects.count() == 3
    assert (
        Proposal.objects.count()
        == len(interrupted)
        == sum(sum(one.changes.values()) for one in asked.parts.all())
    )
    assert {fact for _name, fact, *_ in interrupted} >= {
        "died_on",
        "vehicles",
        "houses",
        "wage_fen",
        "disability_grade",
    }


def test_two_processes_do_not_work_on_one_run(where, family) -> None:
    deliver("vehicles")
    asked = actions.ask(SEPTEMBER, area=people.COUNTY, actor=where.supervisor, on=TODAY, at=at(TODAY))
    settings = connection.get_connection_params()
    with psycopg.connect(
        host=settings["host"], port=settings.get("port"), dbname=settings["dbname"], user=settings.get("user"), password=settings.get("password")
    ) as other:  # fmt: skip
        other.execute("SELECT pg_advisory_lock(%s, %s)", [working._LOCK, asked.pk])
        with pytest.raises(refusals.BeingWorkedOn):
            actions.carry_on(asked, on=TODAY, now=lambda: at(TODAY))
        assert actions.run_waiting(TODAY, lambda: at(TODAY)) == 0
    assert actions.run_waiting(TODAY, lambda: at(TODAY)) == 1
