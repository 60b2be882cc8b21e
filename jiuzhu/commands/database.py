"""`jiuzhu database`: the embedded PostgreSQL by hand. Usually nobody needs to: it starts and stops itself."""

from __future__ import annotations

import os
import sys
import time

import click


@click.group()
def command() -> None:
    """内置数据库：启动、停止、查看、打开命令行。 The embedded database: start, stop, status, shell."""
    if os.environ.get("DATABASE_URL"):
        raise click.ClickException(
            "设置了 DATABASE_URL，数据库不由本程序管理。 DATABASE_URL is set: that server is not ours to run."
        )


@command.command()
def start() -> None:
    """启动并一直保持，按 Ctrl-C 放开。 Start it and hold it until Ctrl-C."""
    from config.embedded import cluster

    found = cluster.ensure()
    click.echo(f"psql -h {found['host']} -p {found['port']} -U {found['user']} {found['dbname']}")
    try:
        while cluster.postmaster() is not None:
            time.sleep(1)
    except KeyboardInterrupt:
        cluster.leave()


@command.command()
def stop() -> None:
    """立即停止，无论谁在使用。 Stop it now, whoever uses it."""
    from config.embedded import cluster

    click.echo("已停止 / stopped" if cluster.stop() else "没有在运行 / was not running")


@command.command()
def status() -> None:
    """在不在运行，数据放在哪里。 Whether it runs, and where its data are."""
    from config.embedded import cluster, places

    pid = cluster.postmaster()
    click.echo(f"{'运行中 / running' if pid else '没有运行 / not running'}  pid={pid or '-'}")
    click.echo(f"数据 / data      {places.home()}")
    click.echo(f"程序 / programs  {places.programs()}")
    click.echo(f"套接字 / socket  {places.sockets()}")
    sys.exit(0 if pid else 3)


@command.command()
@click.confirmation_option(
    prompt="所有数据都将删除，确定吗？ All data will be deleted. Sure?", help="不再询问。 Do not ask."
)
def forget() -> None:
    """停止并删除内置数据库和上传的文件。 Stop it and delete it, with the files that were uploaded."""
    import shutil

    from config.embedded import cluster, places

    cluster.stop()
    for folder in (places.home(), places.variable() / "files", places.sockets()):
        if folder.exists():
            shutil.rmtree(folder)
            click.echo(f"已删除 / deleted: {folder}")


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def shell(arguments: tuple[str, ...]) -> None:
    """打开 psql，其余参数交给它。 Open psql; further arguments are passed on."""
    import subprocess

    from config.embedded import cluster, places

    found = cluster.ensure()
    environment = {**os.environ, "PGPASSWORD": found["password"]}
    program = str(places.programs() / "psql")
    address = ["-h", found["host"], "-p", found["port"], "-U", found["user"], "-d", found["dbname"]]
    sys.exit(subprocess.run([program, *address, *arguments], env=environment, check=False).returncode)
