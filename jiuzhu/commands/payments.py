"""``jiuzhu payments``: draft a month as the clock would, see where runs stand, and a stand-in for the bank.

Signing, releasing and booking need a login and stand in the office: here nobody could prove who she is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from jiuzhu.commands import with_django


@click.group("payments")
def command() -> None:
    """按月发放：编制、查看；模拟银行。 The month's payments: draft, status, and a stand-in bank.

    \b
    draft 2026-11        as the clock does on the 1st; a cashier signs it, a treasurer releases it
    status [RUN]         runs, held lines, what the bank has answered
    bank-answer FILE     a return file from a stand-in bank: no money moves
    """


@command.command("draft")
@click.argument("month")
@with_django
def draft(month: str) -> None:
    """编制某月的发放批次（待资金发放员确认）。 Draft the run of a month; interrupted, it goes on where it stopped."""
    from django.conf import settings
    from django.utils import timezone

    from jiuzhu.funds import actions as funds
    from jiuzhu.values.month import parse

    at = timezone.localtime()
    run = funds.draft_run(
        parse(month), area=settings.COUNTY, actor=None, on=at.date(), at=at,
        progress=lambda done, total: click.echo(f"\r{done} / {total}", nl=done == total, err=True),
    )  # fmt: skip
    _tell(run)


@command.command("status")
@click.argument("run", required=False)
@with_django
def status(run: str | None) -> None:
    """发放批次到了哪一步。 Where the runs stand; one run with its reconciliation."""
    from django.conf import settings

    from jiuzhu.funds import queries

    if run is None:
        for one in queries.runs(settings.COUNTY)[:24]:
            _tell(one)
        return
    found = queries.run(run)
    _tell(found)
    figures = queries.reconciliation(found)
    for words, (lines, fen) in (
        ("已发送 sent", figures.sent), ("已到账 paid", figures.paid), ("已退回 returned", figures.returned),
        ("结果未明 unknown", figures.unknown),
    ):  # fmt: skip
        click.echo(f"  {words}: {lines}, {_yuan(fen)}")


@command.command("bank-answer")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--return-rate", type=click.FloatRange(0, 1), default=0.02, show_default=True,
              help="退回比例。 Share of payments that come back.")  # fmt: skip
@click.option("--unknown-rate", type=click.FloatRange(0, 1), default=0.0, show_default=True,
              help="结果未明比例。 Share without a final answer.")  # fmt: skip
@click.option("--seed", type=int, default=0, help="随机种子。 The same seed gives the same answer.")
@click.option("--to", type=click.Path(path_type=Path), help="写到哪个文件。 Where to write the return file.")
def bank_answer(file: Path, *, return_rate: float, unknown_rate: float, seed: int, to: Path | None) -> None:
    """模拟银行：为银行文件生成回盘文件，不划转任何资金。 A stand-in bank: answers a file, moves no money."""
    from jiuzhu.funds.banks import stand_in

    content = stand_in.answer(
        file.read_bytes(), return_rate=return_rate, unknown_rate=unknown_rate, seed=seed
    )
    written = to or file.with_name(f"{file.stem}-return{file.suffix}")
    written.write_bytes(content)
    click.echo(f"{stand_in.WARNING_ZH}\n{stand_in.WARNING_EN}", err=True)
    click.echo(str(written))


def _tell(run: Any) -> None:
    from jiuzhu.funds import queries
    from jiuzhu.funds.rules import HELD, STATUSES

    zh, en = STATUSES[run.status]
    click.echo(f"{run.number}  {zh} {en}  {run.lines} 笔 lines  {_yuan(run.total_fen)} 元 yuan")
    for code, (lines, fen) in queries.held_counts(run).items():
        click.echo(f"  暂缓 held  {HELD[code][0]} {HELD[code][1]}: {lines}, {_yuan(fen)}")


def _yuan(fen: int) -> str:
    from jiuzhu.values import money

    return money.plain(fen)
