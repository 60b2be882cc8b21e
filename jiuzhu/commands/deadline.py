"""``jiuzhu deadline``: the last day of a period of working or natural days, by the rulebook's calendar."""

from __future__ import annotations

from datetime import date, datetime

import click

from jiuzhu.values.refusals import Refusal
from jiuzhu.values.working_days import Calendar, Deadline

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("deadline")
@click.option(
    "--from",
    "start",
    type=_DAY,
    required=True,
    metavar="DATE",
    help="事由发生日，不计入。 Day of the event; not counted.",
)
@click.option("--working-days", type=click.IntRange(0), metavar="N", help="按工作日。 Count working days.")
@click.option("--days", type=click.IntRange(0), metavar="N", help="按自然日。 Count natural days.")
@click.option(
    "--notice",
    is_flag=True,
    help="期满即可，不顺延（如公示）。 With --days: a mere lapse of time, it may end on a day off.",
)
@click.option(
    "--why", is_flag=True, help="列出未计入的日子和原因。 List the days that were not counted, and why."
)
def command(*, start: datetime, working_days: int | None, days: int | None, notice: bool, why: bool) -> None:
    """计算期限的最后一天（含调休）。 Print the last day of a period, with moved weekends.

    \b
    jiuzhu deadline --from 2026-02-12 --working-days 15     2026-03-11
    jiuzhu deadline --from 2026-02-12 --days 7              2026-02-24

    Where the calendar of a year is not in the rulebook, the day is marked provisional: it is the earliest day
    possible, and the exit status stays 0.
    """
    from jiuzhu.rulebook import calendars

    if (working_days is None) == (days is None):
        raise click.UsageError("give either --working-days or --days")
    if notice and days is None:
        raise click.UsageError("--notice goes with --days")
    calendar, first = calendars.calendar(), start.date()
    try:
        deadline = _deadline(calendar, first, working_days, days, notice=notice)
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.text()} {refusal.text('en')}") from refusal
    click.echo(str(deadline))
    if why and not notice:
        lapsed = first if days is None else date.fromordinal(first.toordinal() + days - 1)
        for skipped in calendar.skipped(lapsed, deadline.on):
            click.echo(f"  {skipped.on.isoformat()} {skipped.reason}")
    if deadline.provisional:
        years = "、".join(f"{year}年" for year in deadline.missing_years)
        click.echo(
            f"暂定：规则库中没有{years}的放假安排，这是可能的最早期限，录入后只会推迟。"
            " This is the earliest day possible; it stays or moves later when the calendar is entered.",
            err=True,
        )


def _deadline(
    calendar: Calendar, first: date, working_days: int | None, days: int | None, *, notice: bool
) -> Deadline:
    if working_days is not None:
        return calendar.add(first, working_days)
    return calendar.natural_deadline(first, days or 0, act_due=not notice)
