"""``jiuzhu story``: one case from the counter to the bank under the law of a year, walked for real and rolled back."""

from __future__ import annotations

import json
from typing import Any

import click

from jiuzhu.commands import needs_tables, with_django
from jiuzhu.values import figures


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rules", type=click.Choice(["2012", "2019", "2021", "2022", "2026"]), default="2026", show_default=True,
              help="哪一年的规定。 The law of which year.")  # fmt: skip
@click.option("--objection", is_flag=True, help="公示期间有人提出异议。 Somebody objects to the notice.")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。 Print JSON.")
@click.pass_context
@with_django
def command(context: click.Context, rules: str, objection: bool, as_json: bool) -> None:
    """按某一年的规定走完一件低保申请，打印经过，不留下任何数据。 Walk one case and print its timeline; nothing stays."""
    from jiuzhu.demo import story

    needs_tables()
    language = "en" if (context.find_root().obj or {}).get("language") == "en" else "zh-hans"
    told = story.tell(rules, objection=objection, language=language)
    if as_json:
        told["lines"] = [vars(line) for line in told["lines"]]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, default=str))
        return
    click.echo(f"{told['rules']}  {told['case']}")
    for line in told["lines"]:
        click.echo(_line(line, language))
    click.echo(" → ".join(told["stages"]))


def _line(line: Any, language: str) -> str:
    due = (
        f"，{figures.day(line.due_on, language)} 前" if line.due_on and not language.startswith("en") else ""
    )
    due = f", by {line.due_on}" if line.due_on and language.startswith("en") else due
    after = f"  [{line.stage}{'：' + line.next_by if line.next_by else ''}{due}]"
    return f"  {line.on}  {line.who}  {line.what}{after}"
