"""``jiuzhu demo``: the demo county, whose people are all invented."""

from __future__ import annotations

import time
from datetime import date, datetime

import click

from jiuzhu.commands import needs_tables, with_django

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """演示县：装入、补足。 The demo county: load it, fill it up."""


def _day(on: datetime | None) -> date:
    from django.utils import timezone

    return on.date() if on else timezone.localdate()


@command.command()
@click.option("--on", type=DAY, help="以哪一天为今天。 The day that counts as today.")
@click.option("--seed", default=7, show_default=True, help="随机种子。 The seed.")
@with_django
def load(on: datetime | None, seed: int) -> None:
    """装入县、人员、数字、委托书和每个环节的申请；已有则不变。 The county and cases of every stage; nothing twice."""
    from jiuzhu.demo import county, loading

    needs_tables()
    if county.stands():
        click.echo("    演示县已经在了。 The demo county is there already.")
    else:
        began = time.monotonic()
        loading.load(_day(on), seed=seed)
        click.echo(f"    演示县装好，用时 {time.monotonic() - began:.1f} 秒。 The demo county is loaded.")
    logins()


@command.command()
@click.option("--on", type=DAY, help="以哪一天为今天。 The day that counts as today.")
@click.option("--seed", default=7, show_default=True, help="随机种子。 The seed.")
@click.option(
    "--households", default=2000, show_default=True, help="一共多少户。 How many households in all."
)
@click.option("--progress/--quiet", default=True, help="显示进度。 Show progress.")
@with_django
def fill(on: datetime | None, seed: int, households: int, progress: bool) -> None:
    """补足到指定户数；可以中断后再来，不会重复。 Fill up to a number of households; may be stopped and run again."""
    from jiuzhu.demo import loading

    began, last = time.monotonic(), 0.0

    def tell(done: int, of: int) -> None:
        nonlocal last
        if progress and time.monotonic() - last > 5:
            last = time.monotonic()
            click.echo(f"    演示家庭 {done}/{of} demo households")

    loading.fill(_day(on), seed=seed, households=households, progress=tell)
    if progress:
        click.echo(
            f"    演示家庭已补足，用时 {time.monotonic() - began:.0f} 秒。 The demo households are complete."
        )


@command.command()
@with_django
def departments() -> None:
    """各部门（虚构）答复现有的核对请求。 The invented departments answer what they were asked so far."""
    from django.utils import timezone

    from jiuzhu.demo import departments as offices

    now = timezone.now()
    for source, asked in offices.deliver(timezone.localtime(now).date(), now):
        click.echo(f"    {source}\t{asked}")


@command.command("logins")
@with_django
def logins_() -> None:
    """列出演示账号。 List the demo logins."""
    logins()


@command.command()
@click.option("--households", default=1, show_default=True, help="几户。 How many households.")
@with_django
def people(households: int) -> None:
    """虚构几户还没有申请过的家庭，供窗口练习。 Invent households that have not applied, to try the counter with."""
    from jiuzhu import rulebook
    from jiuzhu.demo import county, invented

    relations, order = rulebook.codes("relations"), 900_000
    for _ in range(households):
        home = invented.home(0, order, _day(None))
        while any(county.known(one.number) for one in home.people):
            order += 1
            home = invented.home(0, order, _day(None))
        order += 1
        for one in home.people:
            click.echo(f"{one.name}\t{relations.label(one.relation)}\t{one.number}")
        click.echo(f"    {home.phone}\t{home.account}\n")


def logins() -> None:
    """Print who may log in."""
    from jiuzhu.demo.county import PASSWORD

    for line in (
        f"    密码 password: {PASSWORD}",
        "    新汶街道 xinwen-clerk（受理、核对） xinwen-visitor xinwen-visitor2（调查） xinwen-reviewer（审核） xinwen-chief（首席代表）",
        "    县 county-policy county-policy2（政策） county-supervisor（监管） county-decider（审核确认） county-cashier（发放）",
        "       county-treasurer（复核） county-auditor（审计） county-admin（管理员） county-filing（备案） county-verifying（部门连接）",
    ):
        click.echo(line)
