"""Each contract of the house is broken once, in a copy, and caught by its name and the place of the break."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jiuzhu import rulebook
from tools import house

pytestmark = pytest.mark.slow
LINTER = Path(sys.executable).parent / "lint-imports"
Rule = Callable[[Path], Iterator[house.Finding]]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the house's code, contracts and rulebook, to be broken."""
    only_code = shutil.ignore_patterns("__pycache__", "static", "fonts", "locale", "*.po", "*.mo")
    for folder in ("jiuzhu", "config", "rulebook"):
        shutil.copytree(house.ROOT / folder, tmp_path / folder, ignore=only_code)
    shutil.copy(house.ROOT / ".importlinter", tmp_path)
    return tmp_path


def add(path: Path, text: str) -> None:
    """Write a line at the end of a file, made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{text}\n", encoding="utf-8")


def lint(copy: Path) -> str:
    """What the import linter says of the copy, on one line; it must not be content."""
    result = subprocess.run(
        [str(LINTER), "--no-cache", "--no-logo"], cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1, result.stdout
    return " ".join((result.stdout + result.stderr).split())


def findings(rule: Rule, copy: Path) -> list[str]:
    return sorted({str(finding) for finding in rule(copy)})


def test_an_import_upward(copy: Path) -> None:
    add(copy / "jiuzhu/cases/actions.py", "import jiuzhu.journey.process")
    said = lint(copy)
    assert "Floors: a room uses only rooms below it BROKEN" in said
    assert "jiuzhu.cases is not allowed to import jiuzhu.journey" in said


def test_an_import_of_a_neighbour(copy: Path) -> None:
    add(copy / "jiuzhu/households/queries.py", "import jiuzhu.delegation.queries")
    said = lint(copy)
    assert "Floors: a room uses only rooms below it BROKEN" in said
    assert "jiuzhu.households is not allowed to import jiuzhu.delegation" in said


def test_django_in_a_rule(copy: Path) -> None:
    add(copy / "jiuzhu/cases/rules.py", "from django.utils import timezone")
    said = lint(copy)
    assert "Plain rules: rules, rulebook, process and values never reach Django BROKEN" in said
    assert "jiuzhu.cases.rules is not allowed to import django" in said


def test_an_unplaced_room(copy: Path) -> None:
    add(copy / "jiuzhu/lotteries/__init__.py", '"""A room that nobody placed."""')
    said = lint(copy)
    assert "Floors: a room uses only rooms below it BROKEN" in said
    assert "jiuzhu.lotteries" in said or "lotteries" in said.split("Broken contracts")[1]


def test_models_imported_from_a_screen(copy: Path) -> None:
    add(copy / "jiuzhu/web/office/peek.py", "from jiuzhu.cases.models import Case")
    said = lint(copy)
    assert "never by its models BROKEN" in said
    assert "jiuzhu.web.office.peek -> jiuzhu.cases.models" in said
    assert findings(house.models_stay_home, copy) == [
        "jiuzhu/web/office/peek.py:2: models-stay-home: web imports the models of cases"
    ]


def test_a_neighbours_model(copy: Path) -> None:
    add(copy / "jiuzhu/audit/peek.py", "from jiuzhu.documents import models")
    assert findings(house.models_stay_home, copy) == [
        "jiuzhu/audit/peek.py:2: models-stay-home: audit imports the models of documents"
    ]


def test_a_model_of_a_lower_floor(copy: Path) -> None:
    add(copy / "jiuzhu/cases/peek.py", "from jiuzhu.households.models import Person")
    assert findings(house.models_stay_home, copy) == [
        "jiuzhu/cases/peek.py:2: models-stay-home: cases imports the models of households"
    ]


def test_a_foreign_key_upward(copy: Path) -> None:
    add(
        copy / "jiuzhu/households/models.py",
        "class Peek(models.Model):\n    case = models.ForeignKey('cases.Case', on_delete=models.PROTECT)",
    )
    [found] = findings(house.keys_point_down, copy)
    assert found.startswith("jiuzhu/households/models.py:")
    assert found.endswith("keys-point-down: a key of households points up to cases")


@pytest.mark.parametrize(
    "line",
    [
        "def view(case): case.save()",
        "def view(case): case.steps.filter(seq=1).update(note='')",
        "def view(Case): Case.objects.create(number='1')",
        "def view(cursor): cursor.execute('DELETE FROM cases_case')",
    ],
)
def test_a_view_that_writes(copy: Path, line: str) -> None:
    add(copy / "jiuzhu/web/office/peek.py", line)
    [found] = findings(house.only_actions_write, copy)
    assert found.startswith("jiuzhu/web/office/peek.py:2: only-actions-write: ")


def test_a_query_that_writes(copy: Path) -> None:
    add(copy / "jiuzhu/cases/queries.py", "def touched(case): case.save(update_fields=['version'])")
    [found] = findings(house.only_actions_write, copy)
    assert "jiuzhu/cases/queries.py:" in found


def test_a_clock_below_the_doors(copy: Path) -> None:
    add(copy / "jiuzhu/cases/peek.py", "from datetime import date\n\ndef due(): return date.today()")
    [found] = findings(house.no_clock_below_the_doors, copy)
    assert found == "jiuzhu/cases/peek.py:4: no-clock-below-the-doors: date.today()"


def test_a_typo_in_a_process(copy: Path) -> None:
    path = copy / "rulebook/processes/minimum-living/2019-12-01.yaml"
    text = path.read_text(encoding="utf-8")
    assert "deciding" in text
    path.write_text(text.replace("deciding", "decidng", 1), encoding="utf-8")
    with pytest.raises(rulebook.Invalid) as refusal:
        rulebook.load(copy / "rulebook")
    assert "2019-12-01.yaml" in str(refusal.value)
    assert "decidng" in str(refusal.value)
