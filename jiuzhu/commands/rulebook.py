"""``jiuzhu rulebook``: check the rulebook, or show a number, a process or an item as it stood on a day."""

from __future__ import annotations

import os
from datetime import date, datetime

import click

from jiuzhu.commands import with_django

_DAY = click.DateTime(formats=["%Y-%m-%d"])


def _language() -> str:
    return "en" if os.environ.get("JIUZHU_LANGUAGE", "zh") == "en" else "zh-hans"


@click.group("rulebook")
def command() -> None:
    """规则库：检查，或查看某日有效的数字。 The rulebook: check it, or look a number up."""


@command.command("check")
@click.option(
    "--database",
    is_flag=True,
    help="也查办法所列的触发器和约束。 Also the triggers and constraints that the measures name.",
)
@with_django
def check(*, database: bool) -> None:
    """检查整个规则库。 Check every file, date, name and road; exit status 1 when something is wrong.

    Each problem is one line: the file, where in it, and what is wrong.
    """
    from jiuzhu import rulebook
    from jiuzhu.journey import asked
    from jiuzhu.journey import process as processes
    from jiuzhu.rulebook import checks
    from jiuzhu.web import carried_out

    problems = checks.check(rulebook.ROOT)
    if not problems:
        roads = {version.digest: version.body for version in rulebook.book().versions}
        problems = [one for body in roads.values() for one in processes.walkable(processes.from_body(body))]
        problems += carried_out.missing(rulebook.book(), database=database)
        problems += asked.unknown_givers(rulebook.book())
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise SystemExit(1)
    book = rulebook.book()
    click.echo(
        f"{len(book.items())} items, {len(book.versions)} process versions, {len(book.parameters)} numbers, "
        f"{len(book.codes_by_name)} lists of codes, {len(book.measures)} measures; digest {book.digest}"
    )


@command.command("show")
@click.argument("name")
@click.option(
    "--area", default="370982", show_default=True, help="行政区划代码。 Area code of 6, 9 or 12 digits."
)
@click.option("--on", "on", type=_DAY, default=None, help="日期，缺省为今天。 The day; today by default.")
@click.option(
    "--history", is_flag=True, help="列出全部历史数值。 Every value on record, with law and source."
)
def show(name: str, area: str, on: datetime | None, *, history: bool) -> None:
    """查看一个数字、流程或事项。 Show a number, a process or an item as it stood on a day.

    \b
    jiuzhu rulebook show urban-minimum-living-standard --on 2020-08-01
    jiuzhu rulebook show minimum-living --area 370982 --on 2020-08-01
    jiuzhu rulebook show MZ01-01
    Values that a county entered itself are on the page 政策数字, not here.
    """
    from jiuzhu import rulebook

    day = on.date() if on is not None else datetime.now().astimezone().date()
    book = rulebook.book()
    if name in {version.key for version in book.versions}:
        _show_process(name, area, day, history=history)
    elif name in {word for item in book.items() for word in (item.code, item.slug)}:
        _show_item(name)
    else:
        _show_number(name, area, day, history=history)


def _show_number(name: str, area: str, day: date, *, history: bool) -> None:
    from jiuzhu import rulebook

    # history first: it refuses an unknown name, and a missing number still shows what is on record
    on_record = rulebook.history(name, area)
    chosen = on_record if history else [rulebook.number(name, area, day)]
    for figure in chosen:
        until = figure.stops_on.isoformat() if figure.stops_on else "…"
        checked = f", checked until {figure.checked_until}" if figure.checked_until else ""
        click.echo(f"{figure.label(_language())} ({figure.name}): {figure.value} {figure.unit}")
        click.echo(f"  {rulebook.area_name(figure.area, _language())}, {figure.starts_on} – {until}{checked}")
        click.echo(f"  {figure.law} [{figure.source}, {figure.confidence}] {figure.note}".rstrip())
    if not chosen:
        click.echo("—")


def _show_process(key: str, area: str, day: date, *, history: bool) -> None:
    from jiuzhu import rulebook
    from jiuzhu.journey import process as processes

    chosen = rulebook.process_versions(key) if history else (rulebook.process(key, area, day),)
    for version in chosen:
        road = processes.from_body(version.body)
        until = version.stops_on.isoformat() if version.stops_on else "…"
        place = rulebook.area_name(version.area, _language())
        click.echo(f"{version.label} ({place}, {version.starts_on} – {until}), digest {version.digest}")
        click.echo(f"  {version.law} [{road.source}, {road.confidence}]")
        click.echo("  " + " → ".join(one.stage.label(_language()) for one in processes.stations(road)))


def _show_item(name: str) -> None:
    from jiuzhu import rulebook

    item = rulebook.item(name)
    click.echo(f"{item.code} {item.name(_language())} ({item.slug}): {item.law}")
    english = _language() == "en"
    for document in item.documents:
        mark = "·" if document.asked else "×"
        given = "" if document.asked else f" ← {document.given_by}"
        click.echo(f"  {mark} {document.en if english else document.zh}{given} [{document.law}]")
