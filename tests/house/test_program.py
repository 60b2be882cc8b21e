"""The `jiuzhu` program answers refusals in one line, with exit code 2, in either language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from jiuzhu import __main__ as program
from jiuzhu.values.refusals import Refusal, Refusals

ROOT = Path(__file__).resolve().parent.parent.parent


class NoSuchThing(Refusal):
    code = "tests.no-such-thing"
    zh, en = "没有{what}。", "There is no {what}."
    next_zh, next_en = "请核对。", "Please check."


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有印章。请核对。"), ("en", "There is no 印章. Please check.")]
)
def test_a_refusal_is_one_line_and_exit_code_2(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @click.command()
    def refusing() -> None:
        """Refuse."""
        raise NoSuchThing(what="印章")

    monkeypatch.setattr(program, "jiuzhu", lambda prog_name: refusing.main([], standalone_mode=False))
    monkeypatch.setenv("JIUZHU_LANGUAGE", language)
    with pytest.raises(SystemExit) as end:
        program.main()
    assert end.value.code == 2
    assert capsys.readouterr().err == said + "\n"


def test_several_refusals_are_a_line_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(prog_name: str) -> None:
        raise Refusals([NoSuchThing(what="甲"), NoSuchThing(what="乙")])

    monkeypatch.setattr(program, "jiuzhu", refuse)
    monkeypatch.delenv("JIUZHU_LANGUAGE", raising=False)
    with pytest.raises(SystemExit) as end:
        program.main()
    assert end.value.code == 2
    assert capsys.readouterr().err.splitlines() == ["没有甲。请核对。", "没有乙。请核对。"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"JIUZHU_DEBUG": "perhaps"}, "JIUZHU_DEBUG='perhaps'"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL: postgresql://"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "the database does not answer"),
        ({"JIUZHU_PASSWORD_RULES": "easy"}, "asvs | dengbao"),
    ],
)
def test_a_wrong_setting_is_named_without_a_traceback(variables: dict[str, str], said: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "jiuzhu", "clock", "--once"], cwd=ROOT, env={**os.environ, **variables},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
