"""The calendar of 2012–2026: the vectors of the domain notes, another source day by day, and broken files."""

import shutil
from datetime import date, timedelta

import chinese_calendar
import pytest
from click.testing import CliRunner

from jiuzhu.commands.deadline import command
from jiuzhu.rulebook import ROOT, calendars
from jiuzhu.rulebook.refusals import Invalid

YEARS = range(2012, 2027)


@pytest.fixture(scope="module")
def calendar():
    return calendars.calendar()


VECTORS = [
    ("2026-02-12", 15, "2026-03-11"),
    ("2026-02-12", 3, "2026-02-24"),
    ("2026-04-28", 15, "2026-05-21"),
    ("2026-09-18", 15, "2026-10-15"),
    ("2026-09-18", 20, "2026-10-22"),
    ("2026-09-30", 3, "2026-10-10"),
    ("2026-02-14", 1, "2026-02-24"),
]


@pytest.mark.parametrize(("start", "days", "due"), VECTORS)
def test_the_classic_bug(calendar, start, days, due):
    deadline = calendar.add(date.fromisoformat(start), days)
    assert (deadline.on.isoformat(), deadline.provisional) == (due, False)
    assert calendar.remaining(date.fromisoformat(start), deadline.on).days == days


def test_seven_natural_days_end_in_the_festival(calendar):
    start = date(2026, 2, 12)
    assert calendar.natural_deadline(start, 7, act_due=False).on == date(2026, 2, 19)
    assert calendar.natural_deadline(start, 7).on == date(2026, 2, 24)


def _days(*spans):
    for first, last in spans:
        on = date.fromisoformat(f"2026-{first}")
        while on <= date.fromisoformat(f"2026-{last}"):
            yield on
            on += timedelta(days=1)


def test_2026_is_the_official_one(calendar):
    off = set(
        _days(
            ("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"),
            ("06-19", "06-21"), ("09-25", "09-27"), ("10-01", "10-07"),
        )
    )  # fmt: skip
    worked = {
        on for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10") for on in _days((day, day))
    }
    for on in _days(("01-01", "12-31")):
        assert calendar.is_working(on) == (on in worked or (on.weekday() < 5 and on not in off)), on
    assert sum(calendar.is_working(on) for on in _days(("01-01", "12-31"))) == 248


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_another_source(calendar, year):
    on = date(year, 1, 1)
    while on.year == year:
        assert calendar.is_working(on) == chinese_calendar.is_workday(on), on
        on += timedelta(days=1)


@pytest.mark.parametrize("year", YEARS)
def test_every_year_names_its_notices(year):
    papers = calendars.notices(year)
    assert papers
    assert all(paper.reference and paper.source and paper.confidence in "ABCD" for paper in papers)
    # The notice of a year comes before it, or changes it while it runs.
    assert papers[0].issued_on.year == year - 1
    assert [paper.issued_on for paper in papers] == sorted(paper.issued_on for paper in papers)


def test_missing_years_have_no_notice(calendar):
    assert calendar.years == tuple(YEARS)
    assert calendars.notices(2027) == ()


def test_a_later_notice_changes_an_earlier_one(calendar):
    assert calendar.why_off(date(2020, 2, 1)) == "春节（延长）"
    assert calendar.is_working(date(2019, 4, 28))
    assert calendar.why_off(date(2018, 12, 31)) == "元旦"


def _broken(tmp_path, old, new, name="2026.yaml"):
    """A copy of the rulebook with one text changed in one file; the problems that loading it lists."""
    for part in ("calendars", "schema"):
        shutil.copytree(ROOT / part, tmp_path / part)
    path = tmp_path / "calendars" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        calendars.load(tmp_path)
    assert all(problem.startswith(f"calendars/{name}") for problem in caught.value.problems)
    return " ".join(caught.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("working: [2026-01-04]", "working: [2026-01-05]", "weekday"),
        ("working: [2026-01-04]", "working: []", "control total"),
        ("last_off: 2026-02-23", "last_off: 2026-02-24", "control total"),
        ("last_off: 2026-02-23", "last_off: 2026-02-31", "no day"),
        ("last_off: 2026-02-23", "last_off: 2026-02-14", "before first_off"),
        ("last_off: 2026-02-23", "last_off: 2027-02-23", "not a day of 2026"),
        ("working: [2026-05-09]", "working: [2026-05-03]", "already"),
        ("year: 2026", "year: 2025", "in the file of 2026"),
        ("confidence: B", "confidence: sure", "confidence"),
        ("    source:", "    origin:", "source"),
        (", 23]", "]", "working_days"),
        ("{name: 元旦, first_off: 2026-01-01", "{name: 元旦, first_off: 2026-01-02", "every year"),
        ("year: 2026", "year: 2026\nyear: 2026", "twice"),
        ("notices:", "notices: [", "2026.yaml"),
    ],
)
def test_a_broken_file_is_named(tmp_path, old, new, message):
    assert message in _broken(tmp_path, old, new)


def _run(arguments: str):
    return CliRunner().invoke(command, arguments.split())


def test_the_command_prints_the_date_alone():
    answer = _run("--from 2026-02-12 --working-days 15")
    assert (answer.exit_code, answer.stdout, answer.stderr) == (0, "2026-03-11\n", "")


def test_the_command_says_why():
    answer = _run("--from 2026-09-30 --working-days 3 --why")
    assert answer.stdout.splitlines()[0] == "2026-10-10"
    assert "  2026-10-01 国庆节" in answer.stdout.splitlines()
    moved = _run("--from 2026-02-12 --days 7 --why")
    assert moved.stdout.splitlines() == ["2026-02-24"] + [f"  2026-02-{day} 春节" for day in range(19, 24)]
    assert _run("--from 2026-02-12 --days 7 --notice --why").stdout == "2026-02-19\n"


def test_the_command_marks_what_is_provisional():
    answer = _run("--from 2026-12-10 --working-days 20")
    assert answer.exit_code == 0
    assert answer.stdout == "2027-01-06 provisional: calendar of 2027 is not in the rulebook\n"
    assert "2027年" in answer.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        "--from 2026-02-12", "--from 2026-02-30 --days 1", "--from 2026-02-12 --days 1 --working-days 1",
        "--from 2026-02-12 --working-days 1 --notice", "--from 2026-02-12 --days -1", "--days 1",
        "--from 2026-02-12 --days 999999999",
    ],
)  # fmt: skip
def test_the_command_refuses(arguments):
    answer = _run(arguments)
    assert answer.exit_code != 0
    assert answer.stderr
    assert answer.stdout == ""
