"""`jiuzhu clock`: runs what is due, and the jobs that actions left for later."""

from __future__ import annotations

import click

from jiuzhu.commands import with_django


@click.command()
@click.option("--once", is_flag=True, help="把现在该做的做一遍就结束。 Do what is due now, then end.")
@with_django
def command(once: bool) -> None:
    """运行定时任务和后台任务，按 Ctrl-C 停止。 Run the timetable and the jobs until Ctrl-C."""
    from jiuzhu.scheduled import timetable, worker

    if once:
        for name in timetable.run_due():
            click.echo(name)
        return
    worker.run()
