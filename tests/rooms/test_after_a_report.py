"""After a report: told once, objected to within its days, corrected by the department, and no decision on one that is wrong."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from jiuzhu.documents.refusals import WrongKind
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.offices.scope import within
from jiuzhu.values.refusals import Refusals
from jiuzhu.verification import actions, queries, refusals
from tests import people
from tests.rooms import report_cases as made
from tests.rooms import verification_cases
from tests.rooms.report_cases import TODAY, told
from tests.rooms.test_verification import sql

PAPER = (verification_cases.PNG, "过户凭证.png")


@pytest.fixture
def where(db: None, settings: Any, tmp_path: Path) -> people.County:
    settings.MEDIA_ROOT = tmp_path / "files"
    return made.settled()


@pytest.fixture
def report(where: people.County) -> Any:
    return made.reported(where, car=True)


def tell(where: people.County, report: Any, on: date = TODAY) -> Any:
    return actions.tell_household(report, who="罗安", how="counter", told_on=on, **told(where.clerk, on))


def object_to(where: people.County, report: Any, on: date = TODAY, **more: Any) -> Any:
    given = {"kind": "objection", "who": "罗㛃", "how": "counter", "grounds": "车已于七月卖掉", "came_on": on}
    return actions.object_to_report(report, **{**given, **more}, **told(where.clerk, on))


class TestTelling:
    def test_refused(self, where: people.County, report: Any) -> None:
        given = {"who": "罗安", "how": "counter"}
        for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
            with pytest.raises(refusals.ToldBefore):
                actions.tell_household(report, told_on=day, **given, **told(where.clerk))
        with pytest.raises(refusals.WhoNeeded):
            actions.tell_household(report, told_on=TODAY, who=" ", how="counter", **told(where.clerk))
        with pytest.raises(NotYourPower):
            actions.tell_household(report, told_on=TODAY, **given, **told(where.neighbour_clerk))
        with pytest.raises(NotYourPower):
            actions.tell_household(report, told_on=TODAY, **given, **told(where.chief))
        tell(where, report)
        with pytest.raises(refusals.AlreadyTold):
            tell(where, report)

    def test_five_natural_days_and_a_last_day_off_moves_on(self, where: people.County, report: Any) -> None:
        # 2026-09-01 is a Tuesday: the fifth day after it is a Sunday.
        assert tell(where, report).until == date(2026, 9, 7)

    def test_raw_sql_tells_nothing_before_the_report(self, where: people.County, report: Any) -> None:
        row = """INSERT INTO verification_told (case_id, report_id, who, how, "on", until, told_by_id, at)
                 VALUES (%s, %s, '罗安', 'phone', %s, %s, %s, now())"""
        other = made.reported(where, late=True, order=1)
        until = TODAY + timedelta(days=9)
        assert (
            sql(row, other.case_id, report.pk, TODAY, until, where.clerk.pk) == "verification.not-this-report"
        )
        early = TODAY - timedelta(days=1)
        assert sql(row, report.case_id, report.pk, early, until, where.clerk.pk) == "verification.told-before"
        tell(where, report)
        assert sql("UPDATE verification_told SET until = until + 30") == "audit.append-only"


class TestObjecting:
    def test_a_late_one_is_refused_with_what_else_is_open(self, where: people.County, report: Any) -> None:
        tell(where, report)
        late = date(2026, 9, 8)
        with pytest.raises(refusals.ObjectionLate) as refused:
            object_to(where, report, late)
        assert "2026年9月7日" in refused.value.text() and "行政复议" in refused.value.text()
        row = """INSERT INTO verification_objection (case_id, report_id, kind, who, how, grounds, "on", recorded_by_id, at)
                 VALUES (%s, %s, 'objection', '罗安', 'counter', '迟了', %s, %s, now())"""
        assert sql(row, report.case_id, report.pk, late, where.clerk.pk) == "verification.objection-late"
        early = TODAY - timedelta(days=1)
        assert sql(row, report.case_id, report.pk, early, where.clerk.pk) == "verification.told-before"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(row, [report.case_id, report.pk, date(2026, 9, 7), where.clerk.pk])

    def test_refused(self, where: people.County, report: Any) -> None:
        with pytest.raises(refusals.GroundsOfObjectionNeeded):
            object_to(where, report, grounds="  ")
        with pytest.raises(refusals.ToldBefore):
            object_to(where, report, came_on=TODAY + timedelta(days=1))
        with pytest.raises(WrongKind):
            object_to(where, report, paper=(b"MZ not a picture", "a.png"))
        with pytest.raises(NotYourPower):
            actions.object_to_report(
                report, kind="objection", who="罗安", how="phone", grounds="不对", came_on=TODAY, **told(where.chief)
            )  # fmt: skip
        assert not queries.objections(report).exists()

    def test_before_she_is_told_her_time_has_not_begun(self, where: people.County, report: Any) -> None:
        found = object_to(where, report, TODAY + timedelta(days=40), paper=PAPER)
        assert found.paper is not None and queries.objections(report).get() == found

    def test_the_verifier_answers_once(self, where: people.County, report: Any) -> None:
        found = object_to(where, report)
        given = {"upheld": True, "reasons": "交警回执载明 7 月已过户"}
        with pytest.raises(NotYourPower):
            actions.answer_objection(found, **given, **told(where.clerk))
        with pytest.raises(refusals.ExplanationNeeded):
            actions.answer_objection(found, upheld=False, reasons="", **told(where.verifier))
        actions.answer_objection(found, **given, **told(where.verifier))
        with pytest.raises(refusals.ObjectionAnswered):
            actions.answer_objection(queries.objection(found.pk), **given, **told(where.verifier))
        row = """INSERT INTO verification_objectionanswer (case_id, objection_id, upheld, reasons, duty_id, "on", at)
                 VALUES (%s, %s, false, '改口', %s, %s, now())"""
        clerk = report.case.duties.get(duty="accept")
        assert sql(row, report.case_id, found.pk, clerk.pk, TODAY) == "cases.no-duty"

    def test_the_neighbour_sees_none_of_it(self, where: people.County, report: Any) -> None:
        found = object_to(where, report)
        with within((people.NEIGHBOUR,)), pytest.raises(refusals.NoSuchObjection):
            queries.objection(found.pk)


class TestCorrecting:
    def ask(self, where: people.County, report: Any, source: str = "vehicles", **more: Any) -> Any:
        son = next(one for one in queries.persons(report.case, TODAY) if one.name == "罗㛃")
        given = {"person": son, "source": source, "wrong": "该车已于七月过户"}
        return actions.ask_correction(report, **{**given, **more}, **told(where.verifier))

    def test_refused(self, where: people.County) -> None:
        late = made.reported(where, late=True, order=1)
        report = made.reported(where, car=True)
        with pytest.raises(refusals.SourceNotInReport):  # nobody has answered: there is nothing to correct
            self.ask(where, late)
        with pytest.raises(refusals.ExplanationNeeded):
            self.ask(where, report, wrong="")
        with pytest.raises(refusals.NotThisReport):
            self.ask(where, report, objection=object_to(where, late))
        son, duty = self.ask(where, report).person, report.case.duties.filter(duty="verify").last()
        with pytest.raises(refusals.CorrectionAsked):
            self.ask(where, report)
        row = """INSERT INTO verification_correction
                 (case_id, report_id, person_id, source, wrong, sent_on, due_on, duty_id, at)
                 VALUES (%s, %s, %s, %s, '改', %s, %s, %s, now())"""
        args = (report.case_id, report.pk, son.pk, "pensions", TODAY, TODAY + timedelta(days=14), duty.pk)
        assert sql(row, *args) == "verification.source-not-in-report"
        assert sql("DELETE FROM verification_correction") == "audit.append-only"

    def test_ten_working_days_and_an_answer(self, where: people.County, report: Any) -> None:
        asked = self.ask(where, report)
        assert asked.due_on == date(2026, 9, 15)
        assert list(queries.corrections_asked((people.TOWNSHIP,))) == [asked]
        assert not queries.corrections_asked((people.NEIGHBOUR,))
        given = {"verdict": "corrected", "words": "已更正为 2026-07-20 过户", "answered_on": TODAY}
        with pytest.raises(refusals.NoVerdict):
            actions.record_correction(asked, **{**given, "verdict": "maybe"}, **told(where.verifier))
        with pytest.raises(refusals.AnsweredBefore):
            actions.record_correction(
                asked, **{**given, "answered_on": TODAY - timedelta(days=1)}, **told(where.verifier)
            )
        actions.record_correction(asked, **given, **told(where.verifier))
        with pytest.raises(refusals.CorrectionAnswered):
            actions.record_correction(queries.correction(asked.pk), **given, **told(where.verifier))
        assert not queries.corrections_asked((people.TOWNSHIP,))
        refusal = queries.why_not_rest_on(report.case, TODAY)
        assert refusal is not None and refusal.code == "verification.report-found-wrong"


HOLDS = "SELECT verification_report_holds(%s, %s)"


def test_no_decision_rests_on_it_in_sql_either(where: people.County, report: Any) -> None:
    def asked(code: str | None, on: date = TODAY) -> None:
        refusal = queries.why_not_rest_on(report.case, on)
        assert (refusal.code if refusal else None) == code
        if code is not None:
            assert sql(HOLDS, report.case_id, on) == code
        else:
            with connection.cursor() as cursor:
                cursor.execute(HOLDS, [report.case_id, on])

    asked(None)
    made.valid_days(where, 30)
    asked(None, TODAY + timedelta(days=30))
    asked("verification.report-too-old", TODAY + timedelta(days=31))
    objection = object_to(where, report)
    asked("verification.objection-open")
    actions.answer_objection(objection, upheld=False, reasons="车仍在名下", **told(where.verifier))
    asked(None)
    again = object_to(where, report)
    actions.answer_objection(again, upheld=True, reasons="交警回执", **told(where.verifier))
    asked("verification.report-found-wrong")


def test_a_household_that_asks_to_be_visited_says_so_once(where: people.County) -> None:
    case, _family = made.asked(where)
    with pytest.raises((refusals.WhoNeeded, Refusals)):
        actions.want_visit(case, who="", **told(where.clerk))
    actions.want_visit(case, who="罗安", **told(where.clerk))
    with pytest.raises(refusals.VisitAlreadyWanted):
        actions.want_visit(case, who="罗安", **told(where.clerk))
