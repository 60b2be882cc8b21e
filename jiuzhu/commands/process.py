"""``jiuzhu process``: list the dated versions of a process, or draw one as SVG or BPMN 2.0."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

_DAY = click.DateTime(formats=["%Y-%m-%d"])


def _language() -> str:
    return "en" if os.environ.get("JIUZHU_LANGUAGE", "zh") == "en" else "zh-hans"


@click.group("process")
def command() -> None:
    """办理流程：列出版本、画图。 Processes: list the versions, draw one."""


@command.command("list")
@click.option("--key", default="minimum-living", show_default=True, help="流程名称。 Name of the process.")
def versions(key: str) -> None:
    """列出一个流程的全部版本。 Every dated version, where and since when."""
    from jiuzhu import rulebook

    for version in rulebook.process_versions(key):
        until = version.stops_on.isoformat() if version.stops_on else "…"
        place = rulebook.area_name(version.area, _language())
        click.echo(f"{version.label}  – {until}  {place}  {version.law}")


@command.command("draw")
@click.option("--key", default="minimum-living", show_default=True, help="流程名称。 Name of the process.")
@click.option(
    "--from",
    "starts",
    type=_DAY,
    required=True,
    metavar="DATE",
    help="版本的施行日。 First day of the version.",
)
@click.option("--bpmn", is_flag=True, help="输出BPMN 2.0。 Write BPMN 2.0 XML instead of SVG.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="写入文件，缺省为标准输出。 File; default stdout.",
)
def draw(key: str, starts: datetime, out: Path | None, *, bpmn: bool) -> None:
    """画出一个版本。 Draw one version: SVG, or BPMN 2.0 with its drawing.

    \b
    jiuzhu process draw --key minimum-living --from 2019-12-01 > road.svg
    jiuzhu process draw --from 2026-07-01 --bpmn --out road.bpmn
    """
    from jiuzhu import rulebook
    from jiuzhu.journey import process as processes

    found = [one for one in rulebook.process_versions(key) if one.starts_on == starts.date()]
    if not found:
        known = ", ".join(one.starts_on.isoformat() for one in rulebook.process_versions(key))
        raise click.BadParameter(
            f"{key} has no version from {starts.date()}; it has {known}", param_hint="--from"
        )
    road = processes.from_body(found[0].body)
    if bpmn:
        from jiuzhu.journey import bpmn as exporter

        drawing = exporter.export(road, _language())
    else:
        from jiuzhu.journey import diagram

        drawing = diagram.draw(road, _language()).encode()
    if out is None:
        click.echo(drawing, nl=False)
    else:
        out.write_bytes(drawing)
