"""``jiuzhu recheck``: everybody who receives assistance against the sources' files of a month."""

from __future__ import annotations

from typing import Any

import click

from jiuzhu.commands import herself, needs_tables, with_django

TURNED_BACK = 3  # exit code: everything readable was read, some files are missing or came back


@click.group()
def command() -> None:
    """全员复核。 Re-check everybody."""


@command.command("run")
@click.argument("month")
@click.option(
    "--officer",
    "staff_number",
    metavar="STAFF-NUMBER",
    required=True,
    help="以哪位工作人员的名义。 In whose name: a staff number.",
)
@with_django
def run(*, month: str, staff_number: str) -> None:
    """按一个月的文件复核全部在办、在享家庭成员。 Re-check all members of all live cases; MONTH like 2026-09.

    \b
    jiuzhu recheck run 2026-09 --officer C0003

    Files: <var>/rechecks/in/2026-09/<source>.csv or .parquet, each with its .sha256 beside it. Asks for the officer's
    password (or JIUZHU_OFFICER_PASSWORD). Stopped or killed, the same command goes on where it was.
    Exit status: 0 every source was read, 3 some files are missing or came back, 2 refused, 1 a fault.
    """
    from django.conf import settings
    from django.utils import timezone

    from jiuzhu.offices import scope
    from jiuzhu.rechecks import actions
    from jiuzhu.values.month import parse

    needs_tables()
    officer, now = herself(staff_number), timezone.localtime
    with scope.whole_county():
        asked = actions.ask(parse(month), area=settings.COUNTY, actor=officer, on=now().date(), at=now())
        done = actions.carry_on(asked, on=now().date(), now=now, progress=_told)
        click.echo(f"{done.month}: 核对 checked {done.checked} · 未核对 left out {done.left_out}")
        states = set(done.parts.values_list("state", flat=True))
    if states != {"done"}:
        raise SystemExit(TURNED_BACK)


@command.command("show")
@with_django
def show() -> None:
    """列出历次全员复核和各来源的结果。 List the re-checks and what became of each source."""
    from jiuzhu.rechecks import queries

    needs_tables()
    for one in queries.runs()[:12]:
        click.echo(f"{one.month}  {one.checked} / {one.left_out}  {one.finished_at or '办理中 under way'}")
        for part in one.parts.order_by("id"):
            click.echo(f"  {_line(part)}")


def _told(part: Any, done: int, of: int) -> None:
    click.echo(f"{done}/{of}  {_line(part)}")


def _line(part: Any) -> str:
    from jiuzhu.rechecks import queries

    said = f"{part.source}: {part.get_state_display()} {part.state}"
    if part.state == "done":
        changes = sum(part.changes.values())
        said += f" · 行 rows {part.rows} · 相符 matched {part.matched} · 变化 changes {changes} · 存疑 doubts {part.doubts}"
    if part.refusal:
        said += f" · {queries.why_refused(**part.refusal).text()}"
    return said
