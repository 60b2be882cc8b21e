"""Existing recipients on the command line: the same action, the same refusals, an exit code for each end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jiuzhu.__main__ import Commands
from jiuzhu.cases.models import Case
from jiuzhu.commands import import_
from jiuzhu.offices.refusals import NotYourPower
from tests import people
from tests.rooms import test_importing as sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> people.County:
    return people.county()


def run(*words: Any, password: str = people.PASSWORD) -> Result:
    env = {"JIUZHU_OFFICER_PASSWORD": password}
    return CliRunner().invoke(
        import_.command, ["households", *map(str, words)], env=env, obj={"language": "zh"}
    )


def file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "在享家庭.xlsx"
    path.write_bytes(sheets.workbook(sheets.grid(*rows)))
    return path


def test_it_is_called_import_though_python_has_that_word() -> None:
    assert "import" in Commands().list_commands(None)  # type: ignore[arg-type]
    assert Commands().get_command(None, "import") is import_.command  # type: ignore[arg-type]


def test_nobody_without_the_power_or_the_password(county: people.County, tmp_path: Path) -> None:
    path = file(tmp_path, sheets.row())
    assert isinstance(run(path, "--as", county.clerk.staff_number).exception, NotYourPower)
    assert run(path, "--as", county.policy.staff_number, password="wrong").exit_code == 1
    assert run(path).exit_code == 2  # nobody named
    assert not Case.objects.exists()


def test_what_came_back_is_an_exit_code_and_a_workbook(county: people.County, tmp_path: Path) -> None:
    path, out = file(tmp_path, sheets.row("A"), sheets.row("B", 5, village="不存在村")), tmp_path / "回.xlsx"
    done = run(path, "--as", county.policy.staff_number, "--out", out)
    assert (done.exit_code, Case.objects.count()) == (import_.SENT_BACK, 1)
    assert "不存在村" in done.output
    assert "不存在村" in sheets.read_back(out.read_bytes())[2][-1]
    again = run(file(tmp_path, sheets.row("A")), "--as", county.policy.staff_number)
    assert (again.exit_code, Case.objects.count()) == (0, 1)
    assert (tmp_path / "在享家庭-结果.xlsx").is_file()


def test_the_template(county: people.County, tmp_path: Path) -> None:
    assert run("--template", tmp_path / "模板.xlsx").exit_code == 0
    assert sheets.read_back((tmp_path / "模板.xlsx").read_bytes())[0][0] == "户编号*"
