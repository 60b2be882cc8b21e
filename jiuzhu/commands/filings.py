"""``jiuzhu filings``: repeat a draw, and hand its list and seed to outsiders."""

from __future__ import annotations

import json
from typing import Any

import click

from jiuzhu.commands import with_django


@click.group()
def command() -> None:
    """备案和抽查。 Filings and samples of them."""


@command.command("redraw")
@click.argument("quarter")
@click.argument("township")
@with_django
def redraw(quarter: str, township: str) -> None:
    """重新计算一个季度的抽取结果并与记录比较。 Repeat a draw (QUARTER like 2026Q3, TOWNSHIP a code) and compare."""
    from jiuzhu.filings import queries

    draw = _drawn(quarter, township)
    trouble = queries.redraw(draw)
    if trouble:
        raise click.ClickException(f"{draw.number}: {'; '.join(trouble)}")
    click.echo(f"{draw.number}: 一致 the same, {draw.entries.count()} cases, seed {draw.reveal.seed}")


@command.command("export-draw")
@click.argument("quarter")
@click.argument("township")
@with_django
def export_draw(quarter: str, township: str) -> None:
    """输出名单、随机数和种子（JSON，无个人信息）。 Print list, number and seed as JSON, without personal data."""
    from jiuzhu.filings import queries

    click.echo(json.dumps(queries.published(_drawn(quarter, township)), ensure_ascii=False, indent=2))


def _drawn(quarter: str, township: str) -> Any:
    """The draw of a quarter that was carried out; given-up lists are not it."""
    from jiuzhu.filings import queries

    queries.span(quarter)
    for draw in queries.draws((township,)):
        if draw.quarter == quarter and queries.state(draw) == "drawn":
            return draw
    raise click.ClickException(f"{township} {quarter}: 没有抽取过。 Nothing was drawn.")
