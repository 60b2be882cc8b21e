"""(10) lines before the batch, twice in parallel, beyond the balance; (11) a paused household in a mass run; (15) a worker
killed in the middle of one."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jiuzhu.entitlements.models import Entitlement
from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries
from jiuzhu.funds.actions import drafting
from jiuzhu.funds.models import Budget, LedgerTransaction, Payment, PaymentRun
from jiuzhu.offices import scope
from tests import payees, people
from tests.adversarial.conftest import TODAY, sql, told
from tests.payees import Month
from tests.rooms.test_funds_sql import at_once
from tests.web.calling import Caller

SEPTEMBER = Month(2026, 9)


@pytest.fixture
def paying(where: people.County) -> people.County:
    with scope.whole_county():
        payees.able_to_pay(where, granted_fen=45_000 * 3)
        for number in range(1, 4):
            payees.payee(where, number, name=f"受助{number}")
    return where


def run_of(where: people.County) -> Any:
    with scope.whole_county():
        return payees.drafted(where, SEPTEMBER, TODAY)


class TestLinesAndBatches:
    """(10)"""

    def test_no_line_is_paid_or_sent_while_its_batch_is_not(self, paying: people.County) -> None:
        run = run_of(paying)
        for state in ("sent", "paid", "returned", "cancelled", "unknown"):
            assert sql("UPDATE funds_payment SET state = %s", state) == "funds.no-such-change"
        for amount in (1, 90_000):
            assert sql("UPDATE funds_payment SET amount_fen = %s", amount) == "funds.frozen-payment"
        for status in ("sent", "settled"):
            assert sql("UPDATE funds_paymentrun SET status = %s", status) == "funds.no-such-change"
        treasurer = Caller("treasurer")
        assert treasurer.codes(treasurer.post(f"/runs/{run.number}/bank-file")) == ["funds.run-not-in-state"]
        assert treasurer.get(f"/runs/{run.number}/bank-file")["refusals"]
        reference = Payment.objects.first().reference
        for path in ("confirm", "cancel"):
            treasurer.post(f"/payments/{reference}/{path}", {"reason": "x", "paid": True})
            assert treasurer.status == 422, path

    def test_a_release_states_what_was_read(self, paying: people.County) -> None:
        run, treasurer = run_of(paying), Caller("treasurer")
        for lines, fen in ((2, 90_000), (3, 1), (0, 0)):
            answer = treasurer.post(f"/runs/{run.number}/release", {"seen_lines": lines, "seen_fen": fen})
            assert treasurer.codes(answer) == ["funds.totals-differ"]

    def test_a_batch_beyond_the_balance_waits(self, paying: people.County) -> None:
        with scope.whole_county():
            payees.payee(paying, 4, name="受助4")
        run, treasurer = run_of(paying), Caller("treasurer")
        totals = {"seen_lines": run.lines, "seen_fen": run.total_fen}
        assert run.lines == 4
        assert treasurer.codes(treasurer.post(f"/runs/{run.number}/release", totals)) == [
            "funds.appropriation-exceeded"
        ]
        assert sql("UPDATE funds_budget SET granted_fen = granted_fen * 2") == "funds.budget-is-counted"
        assert sql("UPDATE funds_budget SET committed_fen = -1") == "funds.budget-is-counted"
        assert PaymentRun.objects.get().status == "drafted"

    def test_the_same_month_is_not_paid_again_under_another_name(self, paying: people.County) -> None:
        run = run_of(paying)
        first = Payment.objects.first()
        fields = [one.column for one in Payment._meta.concrete_fields if one.column != "id"]
        columns = ", ".join(f'"{one}"' for one in fields)
        for kind in ("normal", "back_pay", "grace"):
            values = ", ".join(
                {"reference": "'X-1'", "kind": f"'{kind}'", "line": "99"}.get(one, f'"{one}"')
                for one in fields
            )
            copy = f"INSERT INTO funds_payment ({columns}) SELECT {values} FROM funds_payment WHERE id = %s"
            assert sql(copy, first.pk) in {"funds.run-closed-for-lines", "funds.already-paid"}
        assert PaymentRun.objects.get(pk=run.pk).lines == 3


@pytest.fixture
def racing(transactional_db: None, settings: Any, tmp_path: Path) -> people.County:
    settings.MEDIA_ROOT = tmp_path / "files"
    with scope.whole_county():
        found = people.county()
        payees.able_to_pay(found, granted_fen=45_000 * 3)
        payees.many(found, 3)
    return found


def test_the_same_batch_released_three_times_at_once_is_released_once(racing: people.County) -> None:
    """(10) twice in parallel."""
    run = payees.drafted(racing, SEPTEMBER, TODAY)
    at_once(*[lambda: payees.released(racing, run, TODAY)] * 3)
    assert Budget.objects.get().committed_fen == 3 * 45_000
    assert LedgerTransaction.objects.filter(source__contains=run.number).count() <= 1


class TestAPausedHousehold:
    """(11)"""

    def test_no_mass_run_pays_a_right_that_has_stopped(self, paying: people.County) -> None:
        stopped = Entitlement.objects.order_by("id").first()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE entitlements_entitlement SET stops_on = '2026-09-01', stopped_because = '暂停' WHERE id = %s",
                [stopped.pk],
            )
        run = run_of(paying)
        assert run.lines == 2
        assert not Payment.objects.filter(entitlement=stopped).exists()

    def test_nor_one_that_stopped_between_drafting_and_release(self, paying: people.County) -> None:
        run, treasurer = run_of(paying), Caller("treasurer")
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE entitlements_entitlement SET stops_on = '2026-09-01', stopped_because = '暂停' WHERE id ="
                " (SELECT min(id) FROM entitlements_entitlement)"
            )
        totals = {"seen_lines": run.lines, "seen_fen": run.total_fen}
        assert treasurer.codes(treasurer.post(f"/runs/{run.number}/release", totals)) == [
            "funds.lines-no-longer-payable"
        ]
        change = "UPDATE funds_paymentrun SET status = 'released', released_by_id = %s, released_on = '2026-09-01', released_at = now()"
        assert sql(change, paying.treasurer.pk) in {"funds.lines-no-longer-payable", "funds.not-prepared"}

    def test_nothing_takes_the_end_away(self, paying: people.County) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE entitlements_entitlement SET stops_on = '2026-10-01', stopped_because = '暂停'"
            )
        for change in ("stops_on = NULL", "stops_on = '2027-01-01'", "stops_on = NULL, stopped_because = ''"):
            assert sql(f"UPDATE entitlements_entitlement SET {change}") == "entitlements.frozen"


def test_a_worker_killed_while_it_drafts_leaves_a_run_that_is_finished_once(
    racing: people.County, monkeypatch: pytest.MonkeyPatch
) -> None:
    """(15) A child process drafts the month and is killed with signal 9 after its first lines; then the clock comes again."""
    monkeypatch.setattr(drafting, "CHUNK", 1)
    plain = drafting.write_lines
    child = os.fork()
    if child == 0:  # the worker: its own connection, and no way out but the signal
        connection.connection = None

        def killed(run: Any, due: Any) -> None:
            plain(run, list(due)[:1])
            os.kill(os.getpid(), signal.SIGKILL)

        drafting.write_lines = killed
        payees.drafted(racing, SEPTEMBER, TODAY)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert not PaymentRun.objects.filter(status="drafted").exists()
    run = funds.draft_run(SEPTEMBER, area=people.COUNTY, **told(racing.cashier))
    assert (run.lines, run.total_fen) == (3, 3 * 45_000)
    assert Payment.objects.count() == 3
    assert PaymentRun.objects.count() == 1
    assert queries.run(run.number).status == "drafted"
