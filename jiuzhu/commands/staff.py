"""``jiuzhu staff``: who works here, and letting somebody in again who locked herself out."""

from __future__ import annotations

import click

from jiuzhu.commands import with_django


@click.group("staff")
def command() -> None:
    """工作人员：查看、解除登录锁定。 Staff: list, unlock a login."""


@command.command("list")
@click.option("--words", default="", help="姓名、工号或登录名。 Name, staff number or login name.")
@click.option("--role", default="", help="岗位代码，如 counter_clerk。 Key of a role.")
@click.pass_context
@with_django
def listing(context: click.Context, *, words: str, role: str) -> None:
    """列出工作人员和现任岗位。 List officers with the posts they hold today."""
    from django.utils import timezone

    from jiuzhu.offices import queries
    from jiuzhu.offices.refusals import UnknownRole
    from jiuzhu.offices.roles import ROLES

    if role and role not in ROLES:
        raise UnknownRole(role=role)
    language = "en" if (context.find_root().obj or {}).get("language") == "en" else "zh-hans"
    today = timezone.localdate()
    found = list(queries.officers(words=words, role=role, on=today))
    posts = queries.posts_of(found, today)
    for one in found:
        held = "；".join(f"{ROLES[post.role].name(language)}（{post.area.name}）" for post in posts[one.pk])
        click.echo(
            f"{one.staff_number}\t{one.name}\t{one.user.get_username()}\t{one.office.name}\t{held or '—'}"
        )


@command.command("unlock")
@click.argument("staff_number")
@with_django
def unlock(*, staff_number: str) -> None:
    """解除登录锁定（由掌管这台机器的人操作）。 Unlock a login, as the keeper of the machine."""
    from django.utils import timezone

    from jiuzhu.offices import actions, queries

    officer = queries.officer(staff_number)
    actions.unlock(officer, actor=None, at=timezone.now())
    click.echo(f"{officer.name} {officer.user.get_username()}")
