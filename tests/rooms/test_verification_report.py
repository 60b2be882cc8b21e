"""What a report comes to, what does not count against a household, and its prints: each counted, none without a reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.audit.models import Entry
from jiuzhu.documents import queries as documents
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.rulebook import Figure, NotInForce
from jiuzhu.verification import actions, fast_path, limits, queries, refusals, rules
from jiuzhu.verification.facts import Known
from jiuzhu.verification.rules import Asked, assess
from jiuzhu.verification.sources.layouts import SOURCES
from tests import people
from tests.rooms import report_cases as made
from tests.rooms.report_cases import TODAY, told
from tests.rooms.test_verification import sql

LAW = "民发〔2021〕57号 第十五条"


def figure(name: str, value: Any) -> Figure:
    return Figure(name, "370982", value, "occasions", date(2026, 1, 1), None, LAW, "own", "A", name, name)


def numbers(**more: Any) -> dict[str, Figure | NotInForce]:
    told = {"area": "370982", "area_zh": "新泰市", "area_en": "Xintai", "on": TODAY}
    found: dict[str, Figure | NotInForce] = {
        name: NotInForce(name=name, label_zh=name, label_en=name, **told) for name in rules.FIGURES
    }
    return found | {name: figure(name, value) for name, value in more.items()}


CARS = [Asked("1", "vehicles", "found", Known({"vehicles": 1}))]
NO_CAR = {"vehicle-limit": 0, "asset-exemptions": {"livelihood_vehicle": True, "treatment_vehicle": False}}


class TestTheOutcome:
    def test_the_worst_line_names_the_report(self) -> None:
        late = [Asked("1", "death", "")]
        assert assess({}, late, numbers()).outcome == "unanswered"
        assert assess({"1": {"vehicles": 1}}, [*late, *CARS], numbers(**NO_CAR)).outcome == "hits"
        assert assess({}, [*late, *CARS], numbers(**NO_CAR)).outcome == "differs"

    def test_a_claimed_car_is_asked_for_its_proof_and_never_clean(self) -> None:
        said = {"1": {"vehicles": 1, "livelihood_vehicles": 1}}
        (line,) = [one for one in assess(said, CARS, numbers(**NO_CAR)).lines if one.effect]
        assert (line.kind, line.found, line.limit, line.claimed, line.law) == (
            "exemption_claimed", 1, 0, 1, LAW,
        )  # fmt: skip

    def test_a_claim_that_the_county_does_not_allow_changes_nothing(self) -> None:
        said = {"1": {"vehicles": 1, "treatment_vehicles": 1}}
        (line,) = [one for one in assess(said, CARS, numbers(**NO_CAR)).lines if one.effect]
        assert (line.kind, line.claimed) == ("over_limit", 0)

    def test_a_claim_that_no_list_judges_is_named(self) -> None:
        said = {"1": {"vehicles": 1, "livelihood_vehicles": 1}}
        found = assess(said, CARS, numbers(**{"vehicle-limit": 0}))
        assert [(one.kind, one.figure) for one in found.lines if one.effect] == [
            ("cannot_judge", limits.EXEMPTIONS)
        ]

    def test_the_basic_pension_does_not_count_where_the_number_says_so(self) -> None:
        asked = [Asked("1", "social_insurance", "found", Known({"basic_pension_fen": 2016_00}))]
        assert assess({}, asked, numbers()).outcome == "differs"
        left_out = assess({}, asked, numbers(**{"basic-pension-excluded": True}))
        assert (left_out.outcome, [one.kind for one in left_out.lines]) == ("clean", ["not_counted"])
        assert assess({}, asked, numbers(**{"basic-pension-excluded": False})).outcome == "differs"


@pytest.mark.parametrize(
    ("outcome", "more", "reason"),
    [
        *((one, {}, "not_clean") for one in ("hits", "differs", "unanswered")),
        ("clean", {"way": False}, "process"),
        ("clean", {"number": numbers()["vehicle-limit"]}, "number"),
        ("clean", {"number": figure("visit-waived-when-clean", False)}, "number"),
        ("clean", {"wanted": True}, "wanted"),
        ("clean", {"always": True}, "always"),
        ("clean", {}, None),
    ],
)
def test_who_is_visited(outcome: str, more: dict[str, Any], reason: str | None) -> None:
    given = {"way": True, "number": figure("visit-waived-when-clean", True), "wanted": False, "always": False}
    assert fast_path.why_visit(outcome, **{**given, **more}) == reason


@pytest.fixture
def where(db: None, settings: Any, tmp_path: Path) -> people.County:
    settings.MEDIA_ROOT = tmp_path / "files"
    return made.settled()


def test_nobody_prints_without_power_or_reason(where: people.County) -> None:
    report = made.reported(where, late=True)
    with pytest.raises(refusals.PrintReasonNeeded):
        actions.print_report(report, reason=" ", **told(where.verifier))
    with pytest.raises(NotYourPower):
        actions.print_report(report, reason="归档", **told(where.clerk))
    assert not queries.prints(report).exists()


def test_every_print_has_its_number_on_the_paper(where: people.County) -> None:
    report = made.reported(where, car=True)
    first = actions.print_report(report, reason="归档", **told(where.verifier))
    second = actions.print_report(report, reason="送达申请人", **told(where.reviewer, hour=12))
    assert [one.number for one in queries.prints(report)] == [1, 2]
    assert first.file.sha256 != second.file.sha256
    kept = second.file.content
    assert (kept["print"], kept["printer"], kept["reason"]) == ("2", "陆听澜", "送达申请人")
    assert documents.read(second.file).startswith(b"%PDF")
    copy = """INSERT INTO verification_reportprint (case_id, report_id, number, reason, file_id, printed_by_id, at)
              VALUES (%s, %s, %s, '私印', %s, %s, now())"""
    args = (report.case_id, report.pk, 9, first.file_id, where.verifier.pk)
    assert sql(copy, *args) == "verification.print-out-of-order"
    assert sql("DELETE FROM verification_reportprint") == "audit.append-only"
    looks = Entry.objects.filter(act="verification.looked", case_number=report.case.number)
    assert {one.person_key for one in looks} == {one["person"] for one in report.content["people"]}


def test_the_paper_says_what_was_found_and_who_is_late(where: people.County) -> None:
    late = queries.paper_of(made.reported(where, late=True, order=1))
    paper = queries.paper_of(made.reported(where, car=True))
    (line,) = [one for one in paper["lines"] if one["who"] == "全家" or one["what"] == "机动车"][:1]
    assert line["ask"] == "请现场核实机动车的数量、用途、何时购买、是否已转卖。" and line["law"]
    cars = next(one for one in paper["sources"] if one["title"] == "机动车登记")
    assert cars["heads"] == ["姓名", "号牌号码", "机动车状态", "反馈时间"] and len(cars["rows"]) == 1
    assert "罗安（截至2026年9月1日）" in cars["nothing"]
    assert not any("余额" in head for one in paper["sources"] for head in one["heads"])
    assert paper["outcome"] == "与申报不一致" and paper["days"] == "5" and not paper["late"]
    assert len(late["late"]) == 3 * len(SOURCES)
    assert late["late"][0] == {
        "who": "罗安", "source": "户籍登记", "department": "公安机关", "asked_on": "2026年9月1日", "days": "0 天",
        "words": "尚未答复",
    }  # fmt: skip
