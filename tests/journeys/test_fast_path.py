"""A clean report spares the visit where version and county allow it; one that has grown too old goes back and is made again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.approvals import actions as approvals
from jiuzhu.approvals import queries as approval_queries
from jiuzhu.cases import queries as cases
from jiuzhu.cases.models import Step
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.filings import actions as filings
from jiuzhu.journey import (
    accepting,
    content,
    deciding,
    fast_path,
    posting,
    reviewing,
    verifying,
    verifying_again,
)
from jiuzhu.offices import scope
from jiuzhu.verification import actions as verification
from jiuzhu.verification import queries, refusals
from tests import applying, people, road
from tests.remembered import remembered
from tests.rooms import report_cases
from tests.rooms.report_cases import TODAY, told
from tests.rooms.test_verification import sql

LATER = TODAY + timedelta(days=100)
STEP = """INSERT INTO cases_step (case_id, number, from_stage, outcome, to_stage, "on", at, note)
          VALUES (%s, %s, 'verifying', 'visit_waived', 'reviewing', %s, now(), '')"""


@remembered
def settled() -> people.County:
    where = people.county()
    people.letter(where)
    road.standard(where)
    road.numbers(where, starts_on=date(2026, 1, 1))
    return where


@remembered
def accepted() -> people.County:
    """The county has set the number; a mother and her child have applied and stand at verification."""
    where = settled()
    report_cases.waives(where)
    return where


@pytest.fixture
def where(db: None, settings: Any, tmp_path: Path) -> people.County:
    settings.MEDIA_ROOT = tmp_path / "files"
    return accepted()


def applied(where: people.County, **home: str) -> Any:
    submitted = accepting.submit(
        applying.draft(where, TODAY, **home), actor=where.clerk, on=TODAY, at=people.at(TODAY)
    )
    with scope.within((people.TOWNSHIP,)):
        accepting.accept(submitted.case, **told(where.clerk, hour=10))
    return cases.get(submitted.case.number)


def report(where: people.County, case: Any, on: date = TODAY, *, cars: bool = False) -> Any:
    family = queries.persons(case, on)
    report_cases.answer_all(*family, on=on, cars=(family[0],) if cars else ())
    verifying.file_report(case, **told(where.verifier, on, 12))
    return cases.get(case.number)


def to_the_decision(where: people.County, case: Any, on: date) -> Any:
    found = reviewing.determine(case, **told(where.reviewer, on, 13))
    seen = approvals.digest_of(content.opinion_content(case, found))
    reviewing.give_opinion(case, seen=seen, **told(where.reviewer, on, 13))
    posting.put_up(cases.get(case.number), place="公开栏", **told(where.clerk, on, 14))
    end = on + timedelta(days=9)
    posting.close_notice(cases.get(case.number), on=end, at=people.at(end, 1))
    return cases.get(case.number)


def decide(where: people.County, case: Any, on: date) -> Any:
    seen = approvals.digest_of(content.decision_content(case, eligibility.latest(case), on))
    return deciding.decide(case, seen=seen, officer=where.chief, on=on, at=people.at(on, 15))


class TestWhoIsVisitedAllTheSame:
    def visited(self, case: Any, reason: str, outcome: str = "clean") -> None:
        assert case.stage == "surveying" and queries.visit_waived(case) is None
        assert fast_path.why_visit(case, outcome, TODAY) == reason

    def test_whoever_has_something_found(self, where: people.County) -> None:
        case = report(where, applied(where), cars=True)
        self.visited(case, "not_clean", "differs")
        filed = queries.latest_report(case)
        with pytest.raises(refusals.VisitNotWaived):
            verification.waive_visit(filed, law="自定", on=TODAY, at=people.at(TODAY))

    def test_where_not_everybody_answered(self, where: people.County) -> None:
        case = applied(where)
        verifying.file_report(case, incomplete_because="停机", **told(where.verifier))
        self.visited(cases.get(case.number), "not_clean", "unanswered")

    def test_whoever_asks_for_it(self, where: people.County) -> None:
        case = applied(where)
        verifying.want_visit(case, who="卫芳菲", **told(where.clerk))
        case = report(where, case)
        self.visited(case, "wanted")
        with pytest.raises(refusals.VisitNotWaived):
            verification.waive_visit(queries.latest_report(case), law="", on=TODAY, at=people.at(TODAY))

    def test_relatives_of_officials(self, where: people.County) -> None:
        case = applied(where, staff_relative="yes", staff_relative_of="村主任乙之妹")
        self.visited(report(where, case), "always")

    def test_whoever_was_complained_of_and_the_township_does_not_learn_it(self, where: people.County) -> None:
        case = applied(where)
        filings.complain(case, channel="phone", text="有车", **told(where.supervisor))
        with scope.within((people.TOWNSHIP,)):
            case = report(where, case)
            self.visited(case, "always")

    def test_where_the_county_has_not_set_it(self, db: None, settings: Any, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path
        where = settled()
        case = report(where, applied(where))
        self.visited(case, "number")
        with pytest.raises(refusals.VisitNotWaived):
            verification.waive_visit(queries.latest_report(case), law="", on=TODAY, at=people.at(TODAY))


def test_raw_sql_does_not_skip_the_visit(where: people.County) -> None:
    case = applied(where)
    steps = Step.objects.filter(case=case).count()
    assert sql(STEP, case.pk, steps + 1, TODAY) == "verification.visit-not-waived"
    waived = """INSERT INTO verification_visitwaived (case_id, report_id, law, "on", at) VALUES (%s, %s, '', %s, now())"""
    verifying.file_report(case, incomplete_because="停机", **told(where.verifier))
    filed = queries.latest_report(case)
    assert sql(waived, case.pk, filed.pk, TODAY) == "verification.visit-not-waived"


def test_clean_goes_to_the_decision_without_a_visit_and_says_why(where: people.County) -> None:
    case = report(where, applied(where))
    assert case.stage == "reviewing"
    waived = queries.visit_waived(case)
    assert waived is not None and waived.law == "社会救助法第四十三条；演示免入户规定（演示〔2026〕30号）"
    case = to_the_decision(where, case, TODAY)
    assert decide(where, case, TODAY + timedelta(days=10)).kind == "granted"


def test_too_old_goes_back_and_is_decided_on_a_new_report(where: people.County) -> None:
    case = to_the_decision(where, report(where, applied(where)), TODAY)
    refusal = approval_queries.why_not_sign(case, where.chief, on=LATER)
    assert refusal is not None and refusal.code == "verification.report-too-old"
    with pytest.raises(refusals.ReportTooOld):
        decide(where, case, LATER)
    first = queries.latest_report(case)
    with pytest.raises(refusals.ExplanationNeeded):  # not too old yet: then a reason is typed
        verifying_again.verify_again(case, **told(where.chief, TODAY + timedelta(days=11)))
    assert verifying_again.why_not_verify_again(case, where.clerk, LATER) is not None
    verifying_again.verify_again(case, **told(where.chief, LATER, 9))
    case = cases.get(case.number)
    assert case.stage == "verifying" and case.stage_due_on > LATER
    assert len(queries.open_inquiries(case)) == 2 * len(queries.SOURCES)  # on the same authorisations
    with pytest.raises(refusals.NoWayBack):
        verifying_again.verify_again(case, note="再来", **told(where.verifier, LATER))
    case = report(where, case, LATER)
    second = queries.latest_report(case)
    assert second.replaces == first and second.content["replaces"] == first.number
    assert case.stage == "reviewing" and queries.why_not_rest_on(case, LATER) is None
    with pytest.raises(refusals.ReportReplaced):
        verification.tell_household(
            first, who="卫芳菲", how="phone", told_on=LATER, **told(where.clerk, LATER)
        )
    case = to_the_decision(where, case, LATER)
    assert decide(where, case, LATER + timedelta(days=10)).kind == "granted"


def test_found_wrong_goes_back_from_the_visit(where: people.County) -> None:
    case = report(where, applied(where), cars=True)
    filed = queries.latest_report(case)
    objection = verification.object_to_report(
        filed, kind="objection", who="卫芳菲", how="counter", grounds="车已卖", came_on=TODAY, **told(where.clerk, hour=13)
    )  # fmt: skip
    verification.answer_objection(objection, upheld=True, reasons="交警回执", **told(where.verifier, hour=14))
    verifying_again.verify_again(case, **told(where.verifier, TODAY + timedelta(days=1), 9))
    case = report(where, cases.get(case.number), TODAY + timedelta(days=1))
    assert case.stage == "reviewing" and queries.latest_report(case).replaces == filed
