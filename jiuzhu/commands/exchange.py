"""``jiuzhu exchange``: connections to departments, and the simulator that stands in for them."""

from __future__ import annotations

import signal
import threading
from datetime import datetime
from pathlib import Path

import click

from jiuzhu.commands import needs_tables, with_django

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """部门连接：开通、结束、查看、立即收发；部门模拟器。 Connections to departments, and their simulator."""


@command.command("open")
@click.argument("key")
@click.option("--zh", required=True, help="名称。 Chinese name.")
@click.option("--en", required=True, help="英文名称。 English name.")
@click.option(
    "--source", "sources", multiple=True, required=True, help="来源，可多次。 Source; may be repeated."
)
@click.option(
    "--adapter", type=click.Choice(["files", "gateway", "tables"]), required=True, help="方式。 Way."
)
@click.option("--form", type=click.Choice(["csv", "xlsx", "json"]), required=True, help="格式。 Form.")
@click.option("--signer", type=click.Choice(["hmac", "sm2"]), required=True, help="签名。 Signature.")
@click.option(
    "--address", required=True, help="文件夹、接口地址或模式名。 Folder, address of a gateway, or schema."
)
@click.option("--days", type=int, help="多少天不答复算逾期。 Days until a question expires.")
@click.option("--from", "starts_on", type=DAY, help="自哪天起，默认今天。 First day.")
@with_django
def open_(
    key: str, zh: str, en: str, sources: tuple[str, ...], adapter: str, form: str, signer: str, address: str,
    days: int | None, starts_on: datetime | None,
) -> None:  # fmt: skip
    """开通一个部门连接；密钥另放入密钥文件夹。 Open a connection; its keys go into the folder of keys."""
    needs_tables()
    from django.utils import timezone

    from jiuzhu.verification import actions

    now = timezone.localtime()
    made = actions.open_connection(
        key, zh=zh, en=en, sources=sources, adapter=adapter, form=form, signer=signer, address=address,
        starts_on=starts_on.date() if starts_on else now.date(),
        terms=actions.Terms(days_until_expired=days) if days else None, at=now,
    )  # fmt: skip
    click.echo(f"{made.key}\t{made.zh}\t{made.starts_on}")


@command.command("end")
@click.argument("key")
@click.option("--on", type=DAY, help="自哪天起，默认今天。 From which day.")
@with_django
def end(key: str, on: datetime | None) -> None:
    """结束一个部门连接。 End a connection."""
    from django.utils import timezone

    from jiuzhu.verification import actions, queries

    now = timezone.localtime()
    ended = actions.end_connection(queries.connection(key), stops_on=on.date() if on else now.date(), at=now)
    click.echo(f"{ended.key}\t{ended.stops_on}")


@command.command("list")
@with_django
def list_() -> None:
    """列出连接和它们的情况。 List the connections and how they stand."""
    from django.utils import timezone

    from jiuzhu.verification import queries

    today = timezone.localdate()
    for one in queries.connections():
        found = queries.state(one, today)
        fault = queries.why_refused(found.fault.code, found.fault.figures).text() if found.fault else ""
        click.echo(
            f"{one.key}\t{one.zh}\t等待 waiting {found.waiting + found.unsent}\t逾期 late {found.late}\t{fault}"
        )


@command.command("look")
@with_django
def look() -> None:
    """立即收发一次（时钟每五分钟做一次）。 Send and collect once, as the clock does every five minutes."""
    needs_tables()
    from django.utils import timezone

    from jiuzhu.verification import exchanging

    now = timezone.localtime()
    exchanging.run(now.date(), now, by_hand=True)


@command.command("demo")
@click.option("--port", default=8787, show_default=True, help="模拟器的端口。 Port of the simulator.")
@with_django
def demo(port: int) -> None:
    """为演示县开通到模拟器的连接。 Open the demo county's connections to the simulator."""
    needs_tables()
    from django.utils import timezone

    from jiuzhu.demo.exchange import opening

    now = timezone.localtime()
    for one in opening.open_all(now.date(), now, port=port):
        click.echo(f"{one.key}\t{one.adapter}\t{one.address}\t{len(one.sources)}")


@command.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址。 Address.")
@click.option("--port", default=8787, show_default=True, help="端口。 Port.")
@click.option("--seed", default=7, show_default=True, help="随机种子。 The seed.")
@click.option(
    "--faults",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="出错的比例。 Share of faults.",
)
@click.option(
    "--delay", type=float, default=3.0, show_default=True, help="多少秒后答复。 Seconds until it answers."
)
@click.option(
    "--pause",
    type=float,
    default=0.5,
    show_default=True,
    help="多久看一次文件夹和表。 Seconds between looks.",
)
@click.option(
    "--told", type=click.Path(path_type=Path), help="模拟哪些部门的文件。 File that says whom to simulate."
)
@click.option("--keys", type=click.Path(path_type=Path), help="密钥文件夹。 Folder of keys.")
@with_django
def serve(
    host: str, port: int, seed: int, faults: float, delay: float, pause: float, told: Path | None, keys: Path | None
) -> None:  # fmt: skip
    """部门模拟器（内容虚构）：真实的接口、文件和表，按 Ctrl-C 停止。 The simulator of departments; all it says is invented."""
    from django.db import connection
    from django.utils import timezone

    from jiuzhu.demo.exchange import opening, serving
    from jiuzhu.demo.exchange.plan import Plan

    path = told or opening.told()
    if not path.is_file():
        raise click.ClickException("请先运行 jiuzhu exchange demo。 Run `jiuzhu exchange demo` first.")
    many = serving.read(path)
    if any(one.adapter == "tables" for one in many):
        connection.ensure_connection()  # an embedded database stays up while somebody holds it
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    for line in serving.serve(
        many, keys=keys or opening.keys(), home=path.parent / "kept", host=host, port=port,
        plan=Plan(seed, faults), now=timezone.now, delay=delay, pause=pause, ended=ended,
    ):  # fmt: skip
        click.echo(f"模拟部门 simulated departments: {line}")
