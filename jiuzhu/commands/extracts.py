"""``jiuzhu extracts``: departmental extracts on the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

_DAY = click.DateTime(formats=["%Y-%m-%d"])


def _ready() -> None:
    import django

    django.setup()


@click.group("extracts")
def command() -> None:
    """部门数据文件：录入、模板、来源。 Extracts of departments: take, template, sources."""


@command.command("take")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--source", required=True, help="来源，见 jiuzhu extracts sources。 Key or Chinese name of the source."
)
@click.option(
    "--as-of",
    "as_of",
    type=_DAY,
    required=True,
    metavar="DATE",
    help="数据截止日。 The day the data stands for.",
)
def take(*, file: Path, source: str, as_of: datetime) -> None:
    """录入一份部门数据。 Enter one extract; the same file twice enters once.

    \b
    jiuzhu extracts take 机动车.xlsx --source vehicles --as-of 2026-08-31

    Rows that cannot be read are listed with their number and reason; the exit status stays 0.
    """
    _ready()
    from django.utils import timezone

    from jiuzhu.verification import actions, queries

    language = click.get_current_context().find_root().obj["language"]
    now = timezone.localtime()
    taken = actions.take(
        file.read_bytes(),
        name=file.name,
        source=source,
        as_of=as_of.date(),
        actor=None,
        on=now.date(),
        at=now,
    )
    click.echo(
        f"{taken.source} {taken.as_of}: {taken.rows_taken} 行已录入 rows, {taken.rows_refused} 行退回 refused"
    )
    for row in queries.refused_rows(taken):
        why = queries.why_refused(row.code, row.figures).text("en" if language == "en" else "zh-hans")
        click.echo(f"  {row.number}\t{row.column}\t{why}")


@command.command("look")
def look() -> None:
    """查看一次收件文件夹（时钟每五分钟做一次）。 Look at the watched folder once, as the clock does."""
    _ready()
    from django.utils import timezone

    from jiuzhu.verification import folder

    now = timezone.localtime()
    for one in folder.look(now.date(), now):
        click.echo(f"{one.went}\t{one.name}\t{one.reason}".rstrip())
    click.echo(f"in: {folder.root() / 'in'}")


@command.command("template")
@click.argument("source")
@click.option(
    "--to",
    "folder_",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    help="存到。 Folder.",
)
def template(*, source: str, folder_: Path) -> None:
    """保存一个来源的空白模板。 Save the empty workbook of a source."""
    _ready()
    from jiuzhu.verification import queries
    from jiuzhu.verification.refusals import UnknownSource

    known = queries.of(source)
    if known is None:
        raise UnknownSource("source", source=source, known="、".join(queries.SOURCES))
    name, body = queries.template(known)
    (folder_ / name).write_bytes(body)
    click.echo(str(folder_ / name))


@command.command("sources")
def sources() -> None:
    """列出来源。 List the sources."""
    _ready()
    from jiuzhu.verification import queries

    for key, one in queries.SOURCES.items():
        click.echo(f"{key}\t{one.zh}\t{one.department_zh}\t{one.en}")
