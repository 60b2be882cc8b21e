"""`jiuzhu set-up`: everything between a fresh copy and the first page. Each step is skipped when it is done."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import click


@click.command()
@click.option("--demo", is_flag=True, help="同时装入演示县。 Load the demo county too.")
def command(demo: bool) -> None:
    """准备数据库、译文和静态文件；可以反复执行。 Database, translations, static files; may be run again."""
    import django

    _step("译文 / translations", _translations)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    _step("数据库 / database", _migrations)
    _step("静态文件 / static files", _static_files)
    if demo:
        _step("演示县 / demo county", _demo_county)


def _step(name: str, work: Callable[[], object]) -> None:
    began = time.monotonic()
    work()
    click.echo(f"  ✓ {name}  {time.monotonic() - began:.1f} s")


def _demo_county() -> None:
    from jiuzhu.commands.demo import command as demo_county

    demo_county.main(["load"], prog_name="jiuzhu demo", standalone_mode=False)


def _translations() -> None:
    from tools import catalogue

    catalogue.compile_.callback()  # type: ignore[misc]


def _migrations() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _static_files() -> None:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            digest.update(f"{name} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    mark = Path(settings.STATIC_ROOT) / "collected"
    if mark.exists() and mark.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(digest.hexdigest())
