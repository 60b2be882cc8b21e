"""Deliveries: the same file enters once, half a file is left alone, a refused file says why, late answers find their inquiry."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from jiuzhu.__main__ import jiuzhu
from jiuzhu.audit.models import Entry
from jiuzhu.offices.refusals import NotYourPower
from jiuzhu.offices.scope import within
from jiuzhu.verification import actions, folder, queries, refusals
from jiuzhu.verification.models import Answer, Extract, ExtractRow, RefusedRow
from jiuzhu.verification.sources import refusals as deliveries
from tests import people
from tests.rooms import verification_cases as made
from tests.rooms.verification_cases import TODAY, at


@pytest.fixture
def where(db: None) -> people.County:
    return people.county()


@pytest.fixture
def folders(settings, tmp_path: Path) -> Path:
    settings.VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return folder.root()


def test_the_same_bytes_enter_once_whoever_sends_them(where, folders) -> None:
    family = made.household(where)
    body = made.delivery("vehicles", family["mother"])
    told = {"source": "vehicles", "as_of": TODAY, "on": TODAY, "at": at()}
    for actor in (where.clerk, where.reviewer, where.administrator):
        with pytest.raises(NotYourPower):
            actions.take(body, name="a.csv", actor=actor, **told)
    with pytest.raises(refusals.UnknownSource):
        actions.take(body, name="a.csv", actor=None, **{**told, "source": "gossip"})
    with pytest.raises(refusals.AsOfAhead):
        actions.take(body, name="a.csv", actor=None, **{**told, "as_of": TODAY + timedelta(days=1)})
    with within((people.TOWNSHIP,)):  # a township's verifier enters a county's file
        first = actions.take(body, name="a.csv", actor=where.verifier, **told)
    for name in ("a.csv", "改了名字.csv"):
        with pytest.raises(refusals.AlreadyTaken) as refused:
            actions.take(body, name=name, actor=where.verifier, **told)
        assert "机动车登记" in refused.value.text()
    assert (Extract.objects.count(), ExtractRow.objects.count(), first.rows_taken) == (1, 1, 1)


def test_a_file_refused_as_a_whole_leaves_its_reason_and_no_row(where, folders) -> None:
    body = "身份证号,姓名,个人存款是否超限,存款余额\n1,2,3,4\n".encode()
    with pytest.raises(deliveries.ForbiddenColumn):
        actions.take(body, name="存款.csv", source="deposits", as_of=TODAY, actor=None, on=TODAY, at=at())
    kept = Extract.objects.get()
    assert not kept.taken and kept.file is None and not ExtractRow.objects.exists()
    assert queries.why_refused(kept.refusal["code"], kept.refusal["figures"]).text()
    assert Entry.objects.filter(act="verification.turned-back").exists()


def test_refused_rows_are_listed_with_number_and_reason(where, folders) -> None:
    family = made.household(where)
    body = made.delivery("vehicles", family["mother"]) + "5.1E+17,罗安,鲁J2,正常\r\n,,鲁J3,正常\r\n".encode(
        "gb18030"
    )
    taken = actions.take(body, name="车.csv", source="vehicles", as_of=TODAY, actor=None, on=TODAY, at=at())
    assert (taken.rows_taken, taken.rows_refused) == (1, 2)
    assert [(row.number, row.column, row.code) for row in queries.refused_rows(taken)] == [
        (3, "身份证号", "citizen-id.digits-lost"), (4, "身份证号", "verification.cell-missing")
    ]  # fmt: skip
    for row in RefusedRow.objects.all():
        assert queries.why_refused(row.code, row.figures).text("en")


def test_a_late_delivery_answers_what_was_asked_and_a_newer_one_answers_again(where, folders) -> None:
    family = made.household(where)
    case = made.open_case(where, family)
    made.authorise(where, case, family["mother"])
    actions.ask(case, sources=("vehicles",), actor=where.verifier, on=TODAY, at=at())
    inquiry = queries.open_inquiries(case).get()
    assert queries.latest_answer(inquiry) is None
    made.take("vehicles", family["mother"])
    assert queries.latest_answer(inquiry).outcome == "found"
    old = made.take("vehicles", on=TODAY - timedelta(days=30))
    assert not Answer.objects.filter(extract=old).exists()  # older data than we have answers nothing
    made.take("vehicles", on=TODAY + timedelta(days=1))
    assert queries.latest_answer(inquiry).outcome == "not_found"
    tomorrow = TODAY + timedelta(days=2)
    actions.report(
        case, declared={}, incomplete_because="先行出具", actor=where.verifier, on=tomorrow, at=at(tomorrow)
    )
    made.take("vehicles", family["mother"], on=TODAY + timedelta(days=3))
    assert Answer.objects.filter(inquiry=inquiry).count() == 2  # after the report its purpose has ended


def test_the_folder_leaves_half_files_alone_and_moves_the_rest(where, folders) -> None:
    family = made.household(where)
    body, put = made.delivery("vehicles", family["mother"]), folders / "in"
    (put / "vehicles.2026-08-31.csv").write_bytes(body[:30])
    (put / "vehicles.2026-08-31.csv.part").write_bytes(body)
    (put / ".vehicles.2026-08-31.csv.swp").write_bytes(body)
    (put / "没有日期.csv").write_bytes(body)
    assert folder.look(TODAY, at()) == []
    (put / "vehicles.2026-08-31.csv").write_bytes(body)  # it grew between two looks
    went = folder.look(TODAY, at(minute=5))
    assert [(one.name, one.went) for one in went] == [("没有日期.csv", "refused")]
    assert "来源" in (folders / "refused" / "没有日期.csv.reason.txt").read_text()
    assert [one.went for one in folder.look(TODAY, at(minute=10))] == ["done"]
    assert folder.look(TODAY, at(minute=15)) == []
    (put / "机动车登记.2026-08-31.again.csv").write_bytes(
        body
    )  # as after a crash between entering and moving
    folder.look(TODAY, at(minute=20))
    assert [(one.went, "没有重复录入" in one.reason) for one in folder.look(TODAY, at(minute=25))] == [
        ("done", True)
    ]
    assert Extract.objects.filter(taken=True).count() == 1
    assert {path.name for path in put.iterdir()} == {
        "vehicles.2026-08-31.csv.part",
        ".vehicles.2026-08-31.csv.swp",
    }


def test_the_command_line_takes_a_file_and_lists_what_it_refused(where, folders, tmp_path: Path) -> None:
    family = made.household(where)
    path = tmp_path / "车.csv"
    path.write_bytes(made.delivery("vehicles", family["mother"]) + "x,罗安,鲁J2,正常\r\n".encode("gb18030"))
    run = CliRunner()
    said = run.invoke(
        jiuzhu, ["extracts", "take", str(path), "--source", "机动车登记", "--as-of", "2026-08-31"]
    )
    assert said.exit_code == 0 and "1 行已录入" in said.output and "\n  3\t身份证号\t" in said.output, (
        said.output
    )
    again = run.invoke(
        jiuzhu, ["extracts", "take", str(path), "--source", "vehicles", "--as-of", "2026-08-31"]
    )
    assert isinstance(again.exception, refusals.AlreadyTaken)
    assert run.invoke(jiuzhu, ["extracts", "template", "tax", "--to", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "tax.xlsx").read_bytes().startswith(b"PK")
    assert "housing_fund" in run.invoke(jiuzhu, ["extracts", "sources"]).output
