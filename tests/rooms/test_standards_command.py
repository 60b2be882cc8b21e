"""Numbers and staff on the command line: the same actions, the same refusals, and nobody is two people at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner, Result

from jiuzhu.commands import staff, standards
from jiuzhu.standards import queries
from jiuzhu.standards.models import LocalNumber
from jiuzhu.values.refusals import Refusal, Refusals
from tests import people

pytestmark = pytest.mark.django_db
NOTICE = [
    "--title",
    "通知（演示）",
    "--number",
    "演〔2026〕1号",
    "--by-body",
    "演示市民政局",
    "--notice-on",
    "2025-12-20",
]
URBAN = ["enter", "urban-minimum-living-standard"]


@pytest.fixture
def county() -> people.County:
    return people.county()


def run(*words: str, password: str | None = people.PASSWORD, group: Any = standards.command) -> Result:
    env = {"JIUZHU_OFFICER_PASSWORD": password} if password else {}
    return CliRunner().invoke(group, list(words), env=env, obj={"language": "zh"})


def test_a_wrong_password_does_nothing(county: people.County) -> None:
    done = run(
        *URBAN, "800", "--from", "2026-01-01", *NOTICE, "--as", county.policy.staff_number, password="wrong"
    )
    assert done.exit_code == 1
    assert "密码不对" in done.output
    assert not LocalNumber.objects.exists()


@pytest.mark.parametrize("values", [["八百"], ["800", "900"], ["elderly=1"]])
def test_a_value_that_is_none_is_refused(county: people.County, values: list[str]) -> None:
    done = run(*URBAN, *values, "--from", "2026-01-01", *NOTICE, "--as", county.policy.staff_number)
    assert done.exit_code != 0
    assert not LocalNumber.objects.exists()


def test_two_officers_put_a_number_in_force(county: people.County) -> None:
    one, two = county.policy.staff_number, county.policy_two.staff_number
    done = run(*URBAN, "800.5", "--from", "2026-01-01", *NOTICE, "--as", one, "--demo")
    assert done.exit_code == 0, done.output
    pk = done.output.strip()
    alone = run("check", pk, "--agree", "--as", one)
    assert isinstance(alone.exception, Refusal)
    assert alone.exception.code == "standards.checked-by-enterer"
    assert "缺" not in run("check", pk, "--agree", "--as", two).output
    assert queries.number("urban-minimum-living-standard", people.COUNTY, date(2026, 2, 1)).value == 80_050
    listed = run("list", "--on", "2026-02-01").output
    assert "800.50 元/人·月" in listed
    assert "演示数据" in listed
    missing = run("list", "--on", "2026-02-01", "--missing").output
    assert "urban-minimum-living-standard" not in missing
    assert "rural-minimum-living-standard" in missing


def test_a_table_is_given_by_its_entries(county: people.County) -> None:
    words = ["enter", "category-uplift-percent", "elderly=10", "minor=10", "severely_disabled=20"]
    short = run(*words, "--from", "2026-01-01", *NOTICE, "--as", county.policy.staff_number)
    assert isinstance(short.exception, Refusal | Refusals)
    done = run(
        *words, "seriously_ill=12.5", "--from", "2026-01-01", *NOTICE, "--as", county.policy.staff_number
    )
    assert done.exit_code == 0, done.output
    assert LocalNumber.objects.get().value["seriously_ill"] == "12.5"


def test_staff_are_listed_and_unlocked(county: people.County) -> None:
    listed = run("list", "--role", "policy_officer", group=staff.command).output
    assert "章程" in listed
    assert "林知夏" not in listed
    assert isinstance(run("list", "--role", "king", group=staff.command).exception, Refusal)
    assert isinstance(run("unlock", "T9999", group=staff.command).exception, Refusal)
    assert "林知夏" in run("unlock", county.clerk.staff_number, group=staff.command).output
