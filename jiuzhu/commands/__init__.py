"""The commands of the `jiuzhu` program. A file ``name.py`` with a click command ``command`` is one of them.

Imports that need Django stand inside the function, under `with_django`; so `jiuzhu --help` is quick.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import click

P = ParamSpec("P")
R = TypeVar("R")


def with_django(command: Callable[P, R]) -> Callable[P, R]:
    """Set Django up before the command runs (and only then)."""

    @functools.wraps(command)
    def ready(*args: P.args, **kwargs: P.kwargs) -> R:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        import django

        django.setup()
        return command(*args, **kwargs)

    return ready


def needs_tables() -> None:
    """Say what to do before there are tables, instead of a fault of the database. Raises ClickException."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise click.ClickException(
            "数据库还没有准备好，请先运行 jiuzhu set-up。 The database is not ready; run `jiuzhu set-up` first."
        )


def herself(staff_number: str) -> Any:
    """The officer, by her password: whoever keeps the machine must not be two people at once."""
    from jiuzhu.offices import queries as offices

    officer = offices.officer(staff_number)
    password = os.environ.get("JIUZHU_OFFICER_PASSWORD") or click.prompt(
        f"{officer.name} 的密码 password", hide_input=True, err=True
    )
    if not officer.user.check_password(password):
        raise click.ClickException("密码不对，没有办理。 Wrong password; nothing was done.")
    return officer
