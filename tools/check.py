"""`make check`: everything that can be refused in seconds, two at a time; it prints only what failed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")

# Types are strict where the product decides: what these hold is used by everything else.
STRICT = [
    "jiuzhu/values", "jiuzhu/rules", "jiuzhu/rulebook", "jiuzhu/journey", "config", "tools", "jiuzhu/commands",
    "jiuzhu/scheduled", "jiuzhu/__main__.py",
]  # fmt: skip
SHOWN_LINES = 60  # of what a failed check said
STRICT_IN_ROOMS = [
    "actions", "actions.py", "queries", "queries.py", "rules", "rules.py", "models", "models.py", "refusals", "refusals.py",
]  # fmt: skip


@dataclass(frozen=True)
class Check:
    """A name for people and the command behind it."""

    name: str
    command: list[str]


def typed() -> list[str]:
    """The files and folders that are checked strictly."""
    rooms = [path.parent for path in sorted((ROOT / "jiuzhu").glob("*/__init__.py"))]
    inside = [room / name for room in rooms for name in STRICT_IN_ROOMS if (room / name).exists()]
    outside = [ROOT / name for name in STRICT if (ROOT / name).exists()]
    covered = [path for path in inside if not any(path.is_relative_to(folder) for folder in outside)]
    return [path.relative_to(ROOT).as_posix() for path in [*outside, *covered]]


def checks() -> list[Check]:
    """In the order of their length: the longest starts first."""
    return [
        Check("types", [str(BIN / "mypy"), *typed()]),
        Check("house", [PYTHON, "-m", "pytest", "tests/house", "-m", "not slow"]),
        Check("floors", [str(BIN / "lint-imports"), "--no-logo"]),
        Check("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
        Check("rulebook", [PYTHON, "-m", "jiuzhu", "rulebook", "check"]),
        Check("generated docs", [PYTHON, "-m", "tools.docs", "check"]),
        Check("catalogue", [PYTHON, "-m", "tools.catalogue", "check"]),
        Check("lint", [str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise", "."]),
        Check(
            "format", [str(BIN / "ruff"), "format", "--check", "--quiet", "--output-format", "concise", "."]
        ),
    ]


def run(check: Check) -> tuple[Check, int, float, str]:
    """The exit code, seconds and output of one check."""
    began = time.monotonic()
    result = subprocess.run(
        check.command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return check, result.returncode, time.monotonic() - began, result.stdout


@click.command()
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...]) -> None:
    """Run the named checks, or all."""
    chosen = [check for check in checks() if not names or check.name in names]
    began = time.monotonic()
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for check, code, seconds, output in pool.map(run, chosen):
            click.echo(f"  {'✓' if code == 0 else '✗'} {check.name:<16} {seconds:5.1f} s")
            if code:
                failed.append(check.name)
                lines = output.strip().splitlines()
                click.echo("\n".join(f"    {line}" for line in lines[-SHOWN_LINES:]))
    click.echo(
        f"{len(chosen) - len(failed)} passed, {len(failed)} failed  ({time.monotonic() - began:.1f} s)"
    )
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
