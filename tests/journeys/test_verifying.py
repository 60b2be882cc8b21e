"""From acceptance to the review: who signed is asked about by itself, answers and visit move the case and its facts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.cases.refusals import NotThisStage, Stale
from jiuzhu.eligibility import queries as eligibility
from jiuzhu.journey import accepting, surveying, verifying
from jiuzhu.offices import scope
from jiuzhu.verification import queries as verification
from jiuzhu.verification.refusals import AnswersMissing
from tests import applying, people, road
from tests.rooms import verification_cases as made

TODAY = made.TODAY
TOLD: dict[str, Any] = {"on": TODAY, "at": people.at(TODAY)}


@pytest.fixture
def where(db: None, settings: Any, tmp_path: Path) -> people.County:
    settings.MEDIA_ROOT = tmp_path / "files"
    found = people.county()
    people.letter(found)
    return found


@pytest.fixture
def case(where: people.County) -> Any:
    """Accepted with its signatures; it stands at verification."""
    draft = applying.draft(where, TODAY, applying.mother(transfer_fen="100/月"), applying.child())
    case = accepting.submit(draft, actor=where.clerk, **TOLD).case
    with scope.within((people.TOWNSHIP,)):  # as the clerk's own connection does it
        accepting.accept(case, actor=where.clerk, **TOLD)
    case.refresh_from_db()
    return case


def test_who_signed_the_application_is_asked_about_by_itself(where: people.County, case: Any) -> None:
    mother, child = verification.persons(case, TODAY)
    signed = {one.person.name: one for one in verification.authorisations(case)}
    assert set(signed) == {"卫芳菲", "卫小满"}
    assert signed["卫芳菲"].guardian is None and signed["卫小满"].guardian == mother
    assert (signed["卫芳菲"].period_from, signed["卫芳菲"].period_to, signed["卫芳菲"].stops_on) == (
        date(2025, 9, 1), date(2026, 8, 31), None,
    )  # fmt: skip
    asked = verification.open_inquiries(case)
    assert len(asked) == 2 * len(verification.SOURCES)
    assert {one.duty.duty for one in asked} == {"accept"}
    assert case.stage == "verifying" and child.name == "卫小满"


def test_a_report_moves_the_case_once_and_only_from_here(where: people.County, case: Any) -> None:
    with pytest.raises(AnswersMissing):
        verifying.file_report(case, actor=where.verifier, **TOLD)
    with pytest.raises(Stale):
        verifying.file_report(
            case, incomplete_because="急", actor=where.verifier, version=case.version - 1, **TOLD
        )
    report = verifying.file_report(case, incomplete_because="部门系统停机", actor=where.verifier, **TOLD)
    case.refresh_from_db()
    assert (report.outcome, case.stage) == ("unanswered", "surveying")
    with pytest.raises(NotThisStage):
        verifying.file_report(case, incomplete_because="再来", actor=where.verifier, **TOLD)


def test_a_report_holds_as_long_as_the_county_says(where: people.County, case: Any) -> None:
    verifying.file_report(case, incomplete_because="部门系统停机", actor=where.verifier, **TOLD)
    later = TODAY + timedelta(days=91)
    assert verification.why_not_rest_on(case, later) is None  # nobody has set a number: no law has one either
    road.numbers(where, starts_on=date(2026, 1, 1))
    assert verification.why_not_rest_on(case, later - timedelta(days=1)) is None
    refusal = verification.why_not_rest_on(case, later)
    assert refusal is not None and refusal.code == "verification.report-too-old" and "90 天" in refusal.text()


def test_departments_and_visit_reach_the_facts_with_their_source(where: people.County, case: Any) -> None:
    mother, child = verification.persons(case, TODAY)
    for source in made.ROWS:
        values = "城乡居民基本养老保险,领取待遇,300.00,168.00" if source == "social_insurance" else None
        made.take(source, *((mother,) if source in ("social_insurance", "vehicles") else ()), values=values)
    report = verifying.file_report(case, actor=where.verifier, **TOLD)
    assert report.outcome == "differs"
    assert ("卫芳菲", "请现场核实机动车的数量、用途、何时购买、是否已转卖。") in verification.questions(case)
    told = made.visit_content({"mother": mother, "child": child})
    told["members"][0] |= {"actual": {"vehicles": 0}, "reason": "车辆已于 2026-07 转卖，见买卖合同和交警回执"}
    surveying.file_visit(case, told, visitors=(where.visitor, where.visitor_two), **TOLD)
    case.refresh_from_db()
    assert case.stage == "reviewing"
    facts = eligibility.facts_of(case)
    member = facts["members"][0]
    income = {one["kind"]: one["amount_fen"] for one in member["income"] if "amount_fen" in one}
    assert (
        income["transfer"] == 132_00 * 12
        and income["basic_pension"] == 168_00 * 12
        and income["wage"] == 900_00 * 12
    )
    assert not [
        one for one in member["assets"] if one["kind"] == "vehicle"
    ]  # the visit's correction, with its reason
    kinds = {(one["path"], one["kind"]) for one in facts["sources"]}
    transfer = [one["kind"] for one in member["income"]].index("transfer")
    assert (f"members[0].income[{transfer}]", "department") in kinds
