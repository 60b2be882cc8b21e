"""A real county begins: divisions, offices and its first administrator, who must choose her own password."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jiuzhu.commands import county
from jiuzhu.offices import queries
from jiuzhu.offices.refusals import StaffNumberTaken
from jiuzhu.values.refusals import Refusals

pytestmark = pytest.mark.django_db
WORDS = [
    "begin",
    "--office",
    "新泰市民政局",
    "--administrator",
    "罗安",
    "--username",
    "luoan",
    "--staff-number",
    "A-1",
]


def run(*words: str) -> Result:
    return CliRunner().invoke(county.command, list(words))


def test_a_county_that_the_rulebook_does_not_know(settings: Any) -> None:
    settings.COUNTY = "110101"
    done = run(*WORDS)
    assert done.exit_code == 1
    assert "110101" in done.output
    assert not queries.area_exists("110101")


def test_divisions_offices_and_one_administrator() -> None:
    done = run(*WORDS)
    assert done.exit_code == 0, done.output
    assert len(queries.townships(("370982",))) == 21
    office = queries.office_of("370982002")
    assert office is not None
    assert office.name == "新汶街道办事处"
    officer = queries.by_staff_number("A-1")
    assert officer is not None
    assert not officer.own_password
    assert officer.user.check_password(done.output.rsplit(" ", 1)[1].strip())
    again = run(*WORDS).exception
    assert isinstance(again, Refusals) and isinstance(again.many[0], StaffNumberTaken)


def test_one_wrong_village_keeps_the_file_out(tmp_path: Path) -> None:
    run(*WORDS)
    file = tmp_path / "villages.csv"
    file.write_text("370982002201,东山社区\n37098200,短\n370982999201,无此乡镇\n", encoding="utf-8")
    done = run("villages", str(file))
    assert done.exit_code == 1
    assert "2: " in done.output and "3: " in done.output
    assert not queries.area_exists("370982002201")


def test_villages_enter_once(tmp_path: Path) -> None:
    run(*WORDS)
    file = tmp_path / "villages.csv"
    file.write_text("370982002201,东山社区,0538-0000001\n370982002202,西河村\n", encoding="utf-8-sig")
    for _ in range(2):
        assert run("villages", str(file)).exit_code == 0
    assert {one.name for one in queries.villages(("370982002",))} == {"东山社区", "西河村"}
