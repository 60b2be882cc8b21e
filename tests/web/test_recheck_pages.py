"""The pages and operations of re-checks: the button, the progress, lists within reach, sheets to take along, every look journalled."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from jiuzhu.audit.models import Entry
from jiuzhu.commands import recheck as command
from jiuzhu.offices import scope
from jiuzhu.rechecks import actions
from jiuzhu.rechecks.models import Run
from jiuzhu.scheduled.every_few_minutes import rechecks as clocks
from jiuzhu.web import clock
from jiuzhu.web.office.rechecks import findings
from tests import people, rechecking
from tests.rechecking import OCTOBER, SEPTEMBER, TODAY, deliver, line
from tests.web.calling import Caller

Desk = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: people.at(TODAY, 9))
    settings.VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def families(county: people.County) -> tuple[rechecking.Family, rechecking.Family]:
    with scope.whole_county():
        return rechecking.family(county), rechecking.family(county, 40, people.NEIGHBOUR)


@pytest.fixture
def run(county: people.County, families: tuple[rechecking.Family, ...]) -> Run:
    """Both mothers have a car; the record of one son is under another name."""
    with scope.whole_county():
        deliver("vehicles", [line("vehicles", one.mother) for one in families])
        deliver("real_estate", [line("real_estate", families[0].son, name="罗洁")])
        deliver("tax").with_name("tax.csv.sha256").write_text("0" * 64)
        return rechecking.run(county)


def looks(person: Any) -> list[tuple[str, str]]:
    """Whose hand, and what for, of every look at what a re-check says of a person."""
    rows = Entry.objects.filter(act="rechecks.looked", person_key=str(person.pk)).order_by("id")
    return [(one.actor_name.partition("（")[0], one.facts["purpose"]) for one in rows]


def test_the_button_asks_once_and_the_clock_works(
    desk: Desk, families: tuple[rechecking.Family, ...]
) -> None:
    page, once = desk("supervisor"), uuid.uuid4().hex
    address = reverse("office:rechecks")
    assert "启动全员复核" in page.get(address).content.decode()
    assert "启动全员复核" not in desk("verifier").get(address).content.decode()
    assert desk("clerk").get(address).status_code == 403
    answer = page.post(address, {"month": str(SEPTEMBER), "once": once})
    assert answer.status_code == 422
    assert "还没有任何来源的复核文件" in answer.content.decode()
    deliver("vehicles", [line("vehicles", families[0].mother)])
    answer = page.post(address, {"month": str(SEPTEMBER), "once": uuid.uuid4().hex})
    asked = Run.objects.get()
    assert answer["Location"] == reverse("office:recheck", args=[asked.pk])
    assert desk("verifier").post(
        address, {"month": str(SEPTEMBER), "once": uuid.uuid4().hex}
    ).status_code in (403, 422)
    progress = reverse("office:recheck-progress", args=[asked.pk])
    assert page.get(progress).json() == {
        "share": 0,
        "text": "正在列出应复核的人员……",
        "done": False,
        "next": "",
    }
    assert 'data-watch="' in page.get(answer["Location"]).content.decode()
    clocks.run(TODAY, people.at(TODAY))
    told = page.get(progress).json()
    assert (told["share"], told["done"], told["next"]) == (100, True, answer["Location"])


def test_a_run_tells_what_became_of_every_source(desk: Desk, run: Run) -> None:
    page = desk("supervisor").get(reverse("office:recheck", args=[run.pk])).content.decode()
    for words in ("文件未到", "文件退回", "与校验文件不符", "首次核对发现", "机动车登记"):
        assert words in page
    assert desk("supervisor").get(reverse("office:recheck", args=[run.pk + 1])).status_code == 404


def test_a_township_reads_its_own_changes_and_every_look_is_journalled(
    desk: Desk, run: Run, families: tuple[rechecking.Family, ...]
) -> None:
    mine, elsewhere = families
    address = reverse("office:recheck-changes", args=[run.pk])
    page = desk("verifier").get(address).content.decode()
    assert mine.case.number in page
    assert elsewhere.case.number not in page
    assert "社会救助法 第四十七条" in page
    assert mine.mother.citizen_id not in page
    assert looks(mine.mother) == [("温言", "变化清单")]
    assert looks(elsewhere.mother) == []
    for query, shown in (
        ("kind=first", True),
        ("kind=gone", False),
        ("source=tax", False),
        (f"township={people.NEIGHBOUR}", False),
    ):
        assert (mine.case.number in desk("verifier").get(f"{address}?{query}").content.decode()) is shown
    county = desk("supervisor").get(address).content.decode()
    assert mine.case.number in county
    assert elsewhere.case.number in county


def test_doubts_and_people_left_out_have_their_reasons(
    desk: Desk, run: Run, families: tuple[rechecking.Family, ...]
) -> None:
    page = desk("verifier").get(reverse("office:recheck-doubts", args=[run.pk])).content.decode()
    assert "姓名不符：罗洁" in page
    assert looks(families[0].son) == [("温言", "存疑清单")]
    page = desk("verifier").get(reverse("office:recheck-left-out", args=[run.pk])).content.decode()
    assert "没有登记核对授权" in page
    assert families[1].case.number not in page
    assert desk("cashier").get(reverse("office:recheck-doubts", args=[run.pk])).status_code == 403


def test_the_list_goes_along_as_csv_and_as_a_workbook(
    desk: Desk, run: Run, families: tuple[rechecking.Family, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(kind: str) -> Any:
        return desk("reviewer").get(reverse("office:recheck-export", args=[run.pk, kind]))

    rows = list(csv.reader(io.StringIO(fetched("csv").content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(fetched("xlsx").content))
    assert [[cell.value for cell in row] for row in book.active] == rows
    assert rows[1][:2] == [families[0].case.number, "罗安"]
    assert len(rows) == 2
    assert looks(families[0].mother) == [("陆听澜", "导出变化清单")] * 2
    assert fetched("pdf").status_code == 404
    monkeypatch.setattr(findings, "MOST_EXPORTED", 0)
    answer = fetched("csv")
    assert answer.status_code == 422
    assert "一次最多导出" in answer.content.decode()


def test_the_api_says_the_same(run: Run, families: tuple[rechecking.Family, ...]) -> None:
    verifier, supervisor = Caller("verifier"), Caller("supervisor")
    assert [one["month"] for one in supervisor.get("/rechecks")] == ["2026-09"]
    parts = {one["source"]: one for one in supervisor.get(f"/rechecks/{run.pk}")["parts"]}
    assert parts["vehicles"]["changes"] == {"first": 2}
    assert parts["tax"]["state"] == "refused"
    (change,) = verifier.get(f"/rechecks/{run.pk}/changes")
    assert (change["name"], change["fact"], change["now"], change["kind"]) == ("罗安", "vehicles", 1, "first")
    (doubt,) = verifier.get(f"/rechecks/{run.pk}/doubts")
    assert (doubt["name"], doubt["kind"]) == ("罗㛃", "name")
    (left,) = verifier.get(f"/rechecks/{run.pk}/left-out")
    assert left["reason"] == "没有登记核对授权"
    assert looks(families[0].mother) == [("温言", "API")]
    verifier.post("/rechecks", {"month": "2026-09"})
    assert verifier.status == 403
    assert supervisor.codes(supervisor.post("/rechecks", {"month": str(OCTOBER)})) == ["rechecks.month-ahead"]
    assert supervisor.post("/rechecks", {"month": str(SEPTEMBER)})["finished_at"] is None


@pytest.mark.django_db
def test_the_command_prints_its_progress(
    county: people.County, families: tuple[rechecking.Family, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.localtime", lambda *_: people.at(TODAY))
    monkeypatch.setattr(command, "needs_tables", lambda: None)
    deliver("vehicles", [line("vehicles", families[0].mother)])
    environment = {"JIUZHU_OFFICER_PASSWORD": people.PASSWORD}
    done = CliRunner().invoke(
        command.command, ["run", "2026-09", "--officer", county.supervisor.staff_number], env=environment
    )
    assert done.exit_code == command.TURNED_BACK, done.output
    assert "vehicles: 已完成 done · 行 rows 2 · 相符 matched 1 · 变化 changes 1" in done.output
    shown = CliRunner().invoke(command.command, ["show"])
    assert "2026-09  4 / 2" in shown.output
    assert actions.run_waiting(TODAY, lambda: people.at(TODAY)) == 0
