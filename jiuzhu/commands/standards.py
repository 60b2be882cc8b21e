"""``jiuzhu standards``: a county's own numbers on the command line, by the same actions as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import click

from jiuzhu.commands import herself, with_django

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("standards")
def command() -> None:
    """政策数字：查看、录入、复核。 A county's own numbers: list, enter, check.

    录入和复核要输入本人密码（或 JIUZHU_OFFICER_PASSWORD）。 Entering and checking ask for the officer's password.

    \b
    jiuzhu standards list --on 2026-11-20
    jiuzhu standards enter urban-minimum-living-standard 820 --from 2026-07-01 \\
        --title 关于提高低保标准的通知 --number 某民〔2026〕1号 --by-body 某市民政局 --notice-on 2026-06-20 --as T0014
    jiuzhu standards check 7 --agree --as T0015
    """


@command.command("list")
@click.option("--on", type=_DAY, help="哪一天，默认今天。 The day; today when left out.")
@click.option("--area", help="区划代码，默认本县。 Area code; the county when left out.")
@click.option("--missing", is_flag=True, help="只列缺少的。 Only what is not in force.")
@click.pass_context
@with_django
def listing(context: click.Context, *, on: datetime | None, area: str | None, missing: bool) -> None:
    """列出某天有效的数字和缺少的数字。 List what is in force on a day, and what is missing."""
    from django.conf import settings

    from jiuzhu import rulebook
    from jiuzhu.rulebook import NotInForce
    from jiuzhu.standards import queries, rules

    language = _language(context)
    for name, found in queries.numbers(area or settings.COUNTY, _day(on)).items():
        label = rulebook.figures().parameter(name).label(language)
        if isinstance(found, NotInForce):
            click.echo(f"{name}\t{label}\t—\t{found.code}")
        elif not missing:
            shown = rules.shown(found.unit, found.value, language, queries.words(language))
            demo = "\t演示数据" if found.demo else ""
            click.echo(f"{name}\t{label}\t{shown}\t{found.starts_on}\t{found.law}\t{found.confidence}{demo}")
    for entry in queries.waiting():
        click.echo(
            f"{entry.pk}\t{entry.name}\t{entry.starts_on}\t待复核 waiting\t{entry.entered_by.name}", err=True
        )


@command.command("enter")
@click.argument("name")
@click.argument("values", nargs=-1, required=True)
@click.option("--area", help="区划代码，默认本县。 Area code; the county when left out.")
@click.option("--from", "starts_on", type=_DAY, required=True, help="执行日期。 First day in force.")
@click.option("--to", "stops_on", type=_DAY, help="失效日期。 First day out of force.")
@click.option("--title", required=True, help="文件名称。 Title of the notice.")
@click.option("--number", required=True, help="文号。 Its number.")
@click.option("--by-body", required=True, help="发文机关。 Issuing body.")
@click.option("--notice-on", type=_DAY, required=True, help="发文日期。 Its date.")
@click.option("--as", "staff_number", required=True, help="录入人工号。 Staff number of who enters it.")
@click.option("--demo", is_flag=True, help="演示数据。 An invented value.")
@with_django
def enter(
    *, name: str, values: tuple[str, ...], area: str | None, starts_on: datetime, stops_on: datetime | None, title: str,
    number: str, by_body: str, notice_on: datetime, staff_number: str, demo: bool,
) -> None:  # fmt: skip
    """录入一个数字，等待另一人复核。 Enter a number; it waits for a second person.

    VALUES: 820 (yuan), 12.5 (percent), yes, or one KEY=VALUE for each entry of a table.
    """
    from django.conf import settings
    from django.utils import timezone

    from jiuzhu import rulebook
    from jiuzhu.standards import actions, rules

    parameter = rulebook.figures().parameter(name)
    entered = actions.enter(
        name, area or settings.COUNTY, rules.read(parameter, _typed(parameter, values)), starts_on=starts_on.date(),
        stops_on=stops_on.date() if stops_on else None, demo=demo or settings.DEMO,
        notice=actions.Notice(title, number, by_body, notice_on.date()), actor=herself(staff_number),
        at=timezone.now(),
    )  # fmt: skip
    click.echo(str(entered.pk))


@command.command("check")
@click.argument("pk", type=int)
@click.option("--agree/--send-back", required=True, help="同意或退回。 Agree, or send back.")
@click.option("--remark", default="", help="意见；退回必填。 Remark; needed to send back.")
@click.option("--as", "staff_number", required=True, help="复核人工号。 Staff number of the checker.")
@with_django
def check(*, pk: int, agree: bool, remark: str, staff_number: str) -> None:
    """复核一个数字。 Give the verdict on an entry."""
    from django.utils import timezone

    from jiuzhu.standards import actions, queries

    number = queries.get(pk)
    actions.check(number, agrees=agree, remark=remark, actor=herself(staff_number), at=timezone.now())
    click.echo(f"{number.name} {number.starts_on} {'同意 agreed' if agree else '退回 sent back'}")


def _typed(parameter: Any, values: tuple[str, ...]) -> dict[str, object]:
    """``820`` or ``elderly=10 minor=10`` as the form's fields."""
    if parameter.keys:
        pairs = [value.partition("=") for value in values]
        return {f"value.{key}": typed for key, _, typed in pairs}
    if parameter.unit == "words":
        return {"value": list(values)}
    if len(values) > 1:
        raise click.UsageError("一个数字只有一个数值。 This number has one value.")
    return {"value": values[0]}


def _day(on: datetime | None) -> date:
    from django.utils import timezone

    return on.date() if on else timezone.localdate()


def _language(context: click.Context) -> str:
    chosen = (context.find_root().obj or {}).get("language", "zh")
    return "en" if chosen == "en" else "zh-hans"
