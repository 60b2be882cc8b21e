"""``jiuzhu determine``: the outcome of the rules for one household, with its reasons, as JSON."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime
from pathlib import Path

import click

CANNOT_DECIDE = 3  # exit status; 2 is a refusal (facts that are wrong), 0 a determination


@click.command("determine")
@click.argument("facts", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--item",
    required=True,
    metavar="ITEM",
    help="事项：urban-minimum-living（MZ01-01）或 rural-minimum-living（MZ01-02）。",
)
@click.option("--on", "on", type=click.DateTime(formats=["%Y-%m-%d"]), required=True, metavar="DATE",
              help="认定日期。 Day of the determination.")  # fmt: skip
@click.option("--area", default="370982", show_default=True, help="行政区划代码。 Area whose numbers hold.")
@click.option("--figures", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="县级数字文件（YAML 或 JSON）。 County numbers laid over the rulebook.")  # fmt: skip
@click.option("--why", is_flag=True, help="附完整理由树和数字。 With the tree of reasons and the figures.")
def command(*, facts: Path, item: str, on: datetime, area: str, figures: Path | None, why: bool) -> None:
    """按规则认定一个家庭。 Determine one household from a file of facts; prints JSON.

    \b
    jiuzhu determine --item urban-minimum-living --on 2020-08-01 docs/examples/facts.json --why

    FACTS is described in docs/reference/facts.md (JSON Schema: rulebook/schema/facts.json). Exit status: 0 decided
    (eligible or not), 2 the facts or the item are wrong, 3 cannot be decided yet: facts or numbers are missing,
    named in the JSON and, one a line, on stderr.
    """
    from jiuzhu import rulebook
    from jiuzhu.eligibility.determination import determine
    from jiuzhu.eligibility.facts import facts_of
    from jiuzhu.rulebook import overlays

    if not re.fullmatch(r"\d{6}(\d{3}(\d{3})?)?", area):
        raise click.BadParameter("行政区划代码为 6、9 或 12 位数字。 6, 9 or 12 digits.", param_hint="--area")
    language = "en" if os.environ.get("JIUZHU_LANGUAGE", "zh") == "en" else "zh-hans"
    book = rulebook.book()
    numbers = book.figures(overlays.from_file(figures, book) if figures else None)
    stated = facts_of(facts.read_bytes(), on=on.date())
    found = determine(stated, item=item, area=area, on=on.date(), figures=numbers)
    click.echo(json.dumps(found.as_dict(language, why=why), ensure_ascii=False, indent=2))
    for refusal in found.refusals():
        click.echo(refusal.text(language), err=True)
    if found.outcome == "cannot_decide":
        raise SystemExit(CANNOT_DECIDE)
