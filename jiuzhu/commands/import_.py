"""``jiuzhu import``: take over a county's existing recipients from a sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu.commands import herself, with_django

if TYPE_CHECKING:
    from jiuzhu.journey.importing import Imported

SENT_BACK = 3  # exit code: everything readable was entered, some rows came back


@click.group("import")
def command() -> None:
    """导入在享家庭。 Take over existing recipients."""


@command.command("households")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option(
    "--as",
    "staff_number",
    metavar="STAFF-NUMBER",
    help="以哪位工作人员的名义。 In whose name: a staff number.",
)
@click.option(
    "--area", metavar="CODE", help="县级区划代码。 The county; without it, the one in the settings."
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="带结果的工作簿存到。 Where the answered workbook goes.",
)
@click.option(
    "--template",
    type=click.Path(dir_okay=False, path_type=Path),
    help="只保存空白模板。 Only save the template.",
)
@with_django
def households(
    *, file: Path | None, staff_number: str | None, area: str | None, out: Path | None, template: Path | None
) -> None:
    """从 Excel 或 CSV 导入在享家庭。 Take over existing recipients from Excel or CSV.

    \b
    jiuzhu import households --template 模板.xlsx
    jiuzhu import households 在享家庭.xlsx --as T0014

    Asks for the officer's password (or JIUZHU_OFFICER_PASSWORD). Households enter once, however often the
    file is sent; stopped half-way, the same command goes on.
    Exit status: 0 all in, 3 some rows came back (see the answered workbook), 2 refused, 1 a fault.
    """
    from django.conf import settings

    from jiuzhu.journey import importing

    county = area or settings.COUNTY
    if template is not None:
        template.write_bytes(importing.template(county))
        click.echo(str(template))
        return
    if file is None or not staff_number:
        raise click.UsageError("FILE and --as STAFF-NUMBER are needed (or --template)")
    answer = out or file.with_name(f"{file.stem}-结果.xlsx")
    done = _import(file, staff_number, county)
    answer.write_bytes(done.workbook)
    click.echo(f"导入 entered {done.entered} · 已有 known {done.known} · 退回行 rows back {done.refused}")
    for row, (_result, reason) in sorted(done.results.items())[:2000]:
        if reason:
            click.echo(f"  {row}\t{reason}")
    click.echo(str(answer))
    if done.refused:
        raise SystemExit(SENT_BACK)


def _import(file: Path, staff_number: str, county: str) -> Imported:
    from django.utils import timezone

    from jiuzhu.journey import importing
    from jiuzhu.offices import scope

    now = timezone.localtime()
    with scope.whole_county():
        return importing.import_households(
            file.read_bytes(), area=county, actor=herself(staff_number), on=now.date(), at=now,
            progress=lambda done, total: click.echo(f"\r{done} / {total}", nl=done == total, err=True),
        )  # fmt: skip
