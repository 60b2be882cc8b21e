"""Killed between any two steps, nothing is doubled and nothing is lost; and a county's payments take seconds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from jiuzhu.funds import actions as funds
from jiuzhu.funds import files, queries
from jiuzhu.funds.actions import drafting
from jiuzhu.funds.banks import stand_in
from jiuzhu.funds.models import LedgerTransaction, Payment, PaymentRun
from tests import payees, people
from tests.payees import NOVEMBER, TODAY, payee
from tests.people import COUNTY, at


@pytest.fixture(autouse=True)
def _own_files(tmp_path):
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path
    yield
    settings.MEDIA_ROOT = before


class Killed(Exception):
    """The process ends here."""


def a_month(where: people.County) -> None:
    """Every step of a month, each as it would be called again after a restart."""
    run = funds.draft_run(NOVEMBER, area=COUNTY, actor=where.cashier, on=TODAY, at=at(TODAY))
    funds.release_run(
        run.number,
        seen_lines=run.lines,
        seen_fen=run.total_fen,
        actor=where.treasurer,
        on=TODAY,
        at=at(TODAY, 11),
    )
    funds.write_bank_file(run.number, actor=where.treasurer, on=TODAY, at=at(TODAY, 12))
    _, content = funds.hand_out(run.number, actor=where.treasurer, on=TODAY, at=at(TODAY, 12))
    answer = stand_in.answer(content, return_rate=0.4, seed=1)
    funds.record_return(answer, name="回盘", area=COUNTY, actor=where.cashier, on=TODAY, at=at(TODAY, 15))
    funds.settle(run.number, actor=where.cashier, on=TODAY, at=at(TODAY, 16))


def stands() -> dict[str, Any]:
    """Everything about money, without ids."""
    run = PaymentRun.objects.get()
    return {
        "run": (run.number, run.status, run.lines, run.total_fen),
        "payments": list(Payment.objects.order_by("line").values_list("reference", "amount_fen", "state")),
        "balances": queries.balances(COUNTY),
        "budget": queries.budget(COUNTY, 2026).committed_fen,
        "transactions": LedgerTransaction.objects.count(),
        "file": files.read(run.bank_file.name),
        "sha256": run.bank_file.sha256,
    }


class KilledAt:
    """Lets n writes to the database pass, then the process is gone: dying before a read is dying after a write."""

    def __init__(self, passing: int) -> None:
        self.left = passing

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.lstrip().startswith(("INSERT", "UPDATE")):
            return execute(sql, params, many, context)
        if self.left == 0:
            raise Killed
        self.left -= 1
        return execute(sql, params, many, context)


@pytest.mark.slow
@pytest.mark.django_db
def test_killed_before_any_write_and_started_again_the_month_ends_the_same(monkeypatch):
    monkeypatch.setattr(drafting, "CHUNK", 2)
    where = people.county()
    payees.able_to_pay(where)
    for number in range(1, 4):
        payee(where, number, amount_fen=10_000 + number)
    with transaction.atomic():
        a_month(where)
        whole = stands()
        transaction.set_rollback(True)
    statement, finished = 0, False
    while not finished:
        with transaction.atomic():
            try:
                with connection.execute_wrapper(KilledAt(statement)):
                    a_month(where)
                finished = True
            except Killed:
                a_month(where)
            assert stands() == whole, f"killed before write {statement}"
            transaction.set_rollback(True)
        statement += 1
    assert statement > 20


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_no_half_file_and_no_sent_payment(monkeypatch, broken):
    where = people.county()
    payees.able_to_pay(where)
    payee(where)
    run = payees.released(where)

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files.os, "fsync", fail) if broken == "fsync" else monkeypatch.setattr(
        files.Path, "replace", fail
    )
    with pytest.raises(OSError, match="no space left"):
        funds.write_bank_file(run.number, actor=where.treasurer, on=TODAY, at=at(TODAY))
    assert list(files.place("x").parent.iterdir()) == []
    assert queries.run(run.number).status == "released"
    monkeypatch.undo()
    written = funds.write_bank_file(run.number, actor=where.treasurer, on=TODAY, at=at(TODAY))
    assert files.read(written.name) is not None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_process_killed_with_signal_nine_again_and_again_pays_everybody_once(tmp_path):
    where = people.county()
    payees.able_to_pay(where)
    payees.many(where, 300)
    chance, rounds = random.Random(7), 0
    while True:
        child = _start(tmp_path)
        rounds += 1
        assert child.stdout is not None
        child.stdout.readline()  # ready: from here on it works
        try:
            # Longer each time, so that it ends; random, so that it dies anywhere.
            code = child.wait(timeout=chance.random() * 0.3 + rounds * 0.3 - 0.2)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            continue
        assert code == 0, child.stderr.read() if child.stderr else ""
        break
    assert rounds > 1
    run = PaymentRun.objects.get()
    assert (run.status, run.lines, run.total_fen) == ("settled", 300, 300 * 45_000)
    assert Payment.objects.values("entitlement").distinct().count() == 300
    assert queries.reconciliation(run).balances
    assert queries.balances(COUNTY)["in_transit"] == 0
    assert queries.budget(COUNTY, 2026).committed_fen == 300 * 45_000


def _start(folder: Any) -> subprocess.Popen[str]:
    told = connection.settings_dict
    address = (
        f"postgresql://{told['USER']}:{told['PASSWORD']}@/{told['NAME']}?host={told['HOST']}"
        if str(told["HOST"]).startswith("/")
        else f"postgresql://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"
    )
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.rooms.funds_child", str(folder)], env=environment, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.django_db
def test_thousands_of_payments_with_progress(capsys):
    """``JIUZHU_PAYMENTS=20000`` for the figures of a whole county; times are shown, never asserted."""
    count = int(os.environ.get("JIUZHU_PAYMENTS", "3000"))
    where = people.county()
    payees.able_to_pay(where, granted_fen=count * 45_000)
    payees.many(where, count)
    seen: list[tuple[int, int]] = []
    took: dict[str, float] = {}

    def timed(name: str, call: Any) -> Any:
        start = time.perf_counter()
        result = call()
        took[name] = time.perf_counter() - start
        return result

    def progress(done: int, total: int) -> None:
        seen.append((done, total))

    run = timed("draft", lambda: payees.drafted(where, progress=progress))
    assert (run.lines, run.total_fen) == (count, count * 45_000)
    assert seen[-1] == (count, count)
    assert len(seen) == -(-count // drafting.CHUNK)
    run = timed("release", lambda: payees.released(where, run))
    timed("file", lambda: funds.write_bank_file(run.number, actor=where.treasurer, on=TODAY, at=at(TODAY)))
    _, content = funds.hand_out(run.number, actor=where.treasurer, on=TODAY, at=at(TODAY))
    answer = stand_in.answer(content, return_rate=0.01)
    timed("answer", lambda: payees.answered(where, answer))
    timed("settle", lambda: funds.settle(run.number, actor=where.cashier, on=TODAY, at=at(TODAY)))
    assert queries.reconciliation(run).balances
    with capsys.disabled():
        print(f"\n{count:,} payments:", {name: f"{seconds:.2f} s" for name, seconds in took.items()})
