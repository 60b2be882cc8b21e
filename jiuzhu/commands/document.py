"""``jiuzhu document``: is a paper ours, whole, and does it still stand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from jiuzhu.commands import needs_tables, with_django
from jiuzhu.values import figures


@click.group()
def command() -> None:
    """核对发出的文书。 Check papers that were issued."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--code", default="", help="文书上的查验码。 The check code printed on it.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。 Print JSON.")
@click.pass_context
@with_django
def check(context: click.Context, file: Path, code: str, as_json: bool) -> None:
    """核对一个 PDF：完整、被改动、查无此件还是已作废，谁盖的章、依据哪份委托书；不是完整有效的，退出码为 3。 Whole, changed,
    unknown or revoked, and who sealed it under which letter; exit code 3 unless it is whole and stands."""
    from jiuzhu.journey import checking

    needs_tables()
    language = "en" if (context.find_root().obj or {}).get("language") == "en" else "zh-hans"
    verdict = checking.by_file(file.read_bytes(), code=code)
    told = checking.told(verdict, language)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str))
    else:
        click.echo(verdict.text(language))
        for name, value in told.items():
            if value and name not in ("verdict", "text"):
                click.echo(
                    f"  {checking.NAMES[name][language == 'en']}  {figures.shown(name, value, language)}"
                )
    if not verdict.good:
        sys.exit(3)
