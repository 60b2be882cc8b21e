"""What the database refuses to raw SQL, and to two people at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction

from jiuzhu.entitlements.models import Entitlement
from jiuzhu.funds import actions as funds
from jiuzhu.funds import queries, refusals
from jiuzhu.funds.banks import stand_in
from jiuzhu.funds.models import Budget, LedgerEntry, LedgerTransaction, Payment, PaymentRun
from jiuzhu.offices.database import refusal_from
from jiuzhu.values.month import Month
from jiuzhu.values.refusals import Refusal
from tests import payees, people
from tests.payees import TODAY, answered, drafted, payee, released, sent
from tests.people import COUNTY, at


@pytest.fixture(autouse=True)
def _own_files(tmp_path):
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, tmp_path
    yield
    settings.MEDIA_ROOT = before


@pytest.fixture
def county(db):
    where = people.county()
    payees.able_to_pay(where)
    return where


def sql(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement: str, *values: Any) -> str:
    """The refusal code with which the database answers the statement."""
    with pytest.raises(DatabaseError) as error:
        sql(statement, *values)
    found = refusal_from(error.value)
    assert found is not None, error.value
    assert found.text()
    assert found.text("en")
    return found.code


COPY = """
INSERT INTO funds_payment (run_id, line, reference, entitlement_id, case_number, area_id, item_code, household_size,
  month, kind, payee_name, payee_citizen_id, bank, account_number, amount_fen, reissues_id, state, reason_code, reason)
SELECT {run}, line + 100, reference || 'x', entitlement_id, case_number, area_id, item_code, household_size,
  {month}, {kind}, payee_name, payee_citizen_id, bank, account_number, {fen}, {reissues}, 'prepared', '', ''
  FROM funds_payment WHERE id = %s
"""


def copy(payment: Payment, *, run: str = "run_id", month: str = "month", kind: str = "kind", fen: str = "amount_fen",
         reissues: str = "NULL") -> tuple[str, int]:  # fmt: skip
    """SQL that writes the payment once more, with some columns changed."""
    return COPY.format(run=run, month=month, kind=kind, fen=fen, reissues=reissues), payment.pk


def open_run() -> PaymentRun:
    """A run that is still open for lines, as a killed drafting leaves it."""
    month = Month(2026, 12)
    account = queries.fund_account(COUNTY, TODAY)
    return PaymentRun.objects.create(
        number=f"{COUNTY}-202612-01", area_id=COUNTY, month=str(month), serial=1, kind="monthly", account=account,
        opened_at=at(TODAY),
    )  # fmt: skip


# --- payments -------------------------------------------------------------------------------------------


def test_a_second_payment_of_a_month_is_refused_under_any_name(county):
    payee(county)
    drafted(county)
    payment, run = Payment.objects.get(), str(open_run().pk)
    assert refused(*copy(payment, run=run)) == "funds.already-paid"
    for kind in ("back_pay", "grace"):
        assert refused(*copy(payment, run=run, kind=f"'{kind}'")) == "funds.already-paid"


def test_the_second_payment_is_refused_by_the_index_even_without_the_trigger(county):
    payee(county)
    drafted(county)
    payment, run = Payment.objects.get(), str(open_run().pk)
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # no pending checks on the table to be altered
    sql("ALTER TABLE funds_payment DISABLE TRIGGER funds_payment_new")
    with pytest.raises(IntegrityError, match=r"funds_payment_(month_)?once"):
        sql(*copy(payment, run=run, kind="'back_pay'"))


def test_lines_amounts_and_payments_of_nothing_owed_are_refused(county):
    right = payee(county)
    drafted(county)
    payment, run = Payment.objects.get(), str(open_run().pk)
    assert refused(*copy(payment, month="'2026-10'")) == "funds.run-closed-for-lines"
    assert refused(*copy(payment, run=run, month="'2026-10'", fen="45001")) == "funds.not-payable"
    assert refused(*copy(payment, run=run, month="'2026-08'")) == "funds.not-payable"
    Entitlement.objects.filter(pk=right.pk).update(stops_on=date(2026, 10, 1))
    assert refused(*copy(payment, run=run, month="'2026-10'")) == "funds.not-payable"
    assert refused("UPDATE funds_payment SET amount_fen = amount_fen + 1") == "funds.frozen-payment"
    assert refused("UPDATE funds_payment SET account_number = '1'") == "funds.frozen-payment"
    assert refused("UPDATE funds_payment SET reason = 'x'") == "funds.frozen-payment"
    assert refused("DELETE FROM funds_payment") == "audit.append-only"
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert refused("TRUNCATE funds_payment CASCADE") == "audit.append-only"


def test_a_negative_amount_is_refused(county):
    payee(county)
    drafted(county)
    with pytest.raises(DatabaseError):
        sql(*copy(Payment.objects.get(), run=str(open_run().pk), fen="-1", kind="'one_off'"))


def test_states_follow_the_bank_and_nobody_else(county):
    payee(county)
    run = drafted(county)
    assert refused("UPDATE funds_payment SET state = 'paid'") == "funds.no-such-change"
    assert refused("UPDATE funds_payment SET state = 'sent'") == "funds.no-such-change"
    _, content = sent(county, run)
    with pytest.raises(IntegrityError, match="funds_payment_answered"):
        sql("UPDATE funds_payment SET state = 'paid'")
    answered(county, stand_in.answer(content, return_rate=0))
    for state in ("sent", "returned", "unknown", "prepared"):
        assert refused("UPDATE funds_payment SET state = %s", state) == "funds.no-such-change"


def test_a_reissue_names_one_returned_payment_and_repeats_it(county):
    payee(county)
    _, content = sent(county)
    payment, run = Payment.objects.get(), str(open_run().pk)
    assert refused(*copy(payment, run=run, reissues=str(payment.pk))) == "funds.not-returned"
    answered(county, stand_in.answer(content, return_rate=1))
    assert refused(*copy(payment, run=run, reissues=str(payment.pk), fen="1")) == "funds.reissue-differs"
    assert refused(*copy(payment, run=run)) == "funds.already-paid"
    sql(*copy(payment, run=run, reissues=str(payment.pk)))
    sql("UPDATE funds_payment SET state = 'sent' WHERE false")
    assert (
        refused("UPDATE funds_payment SET state = 'cancelled' WHERE id = %s", payment.pk)
        == "funds.already-reissued"
    )


# --- runs -----------------------------------------------------------------------------------------------

RELEASE = "UPDATE funds_paymentrun SET status = 'released', released_by_id = %s, released_on = %s, released_at = now()"


def test_release_by_the_preparer_or_without_the_power_is_refused(county):
    payee(county)
    drafted(county)
    assert refused(RELEASE, county.cashier.pk, TODAY) == "funds.release-by-preparer"
    assert refused(RELEASE, county.clerk.pk, TODAY) == "funds.release-without-power"
    assert refused(RELEASE, county.treasurer.pk, date(2009, 1, 1)) == "funds.release-without-power"
    swap = "UPDATE funds_paymentrun SET prepared_by_id = %s"
    assert refused(swap, county.decider.pk) == "funds.frozen-run"


def test_a_release_with_other_totals_or_of_stopped_rights_is_refused(county):
    right = payee(county)
    drafted(county)
    sql("UPDATE funds_paymentrun SET total_fen = total_fen - 1")
    assert refused(RELEASE, county.treasurer.pk, TODAY) == "funds.totals-differ"
    sql("UPDATE funds_paymentrun SET total_fen = total_fen + 1")
    Entitlement.objects.filter(pk=right.pk).update(stops_on=date(2026, 11, 1))
    assert refused(RELEASE, county.treasurer.pk, TODAY) == "funds.lines-no-longer-payable"


def test_a_released_run_is_frozen_and_goes_forward_only(county):
    payee(county)
    run = released(county)
    for change in (
        "total_fen = 1",
        "account_id = account_id + 1",
        "released_by_id = prepared_by_id",
        "month = '2026-12'",
    ):
        assert refused(f"UPDATE funds_paymentrun SET {change}") == "funds.frozen-run"
    assert refused("UPDATE funds_paymentrun SET status = 'drafted'") == "funds.no-such-change"
    assert refused("UPDATE funds_paymentrun SET status = 'settled'") == "funds.no-such-change"
    assert refused("UPDATE funds_paymentrun SET status = 'sent', sent_at = now()") == "funds.no-bank-file"
    assert refused("DELETE FROM funds_paymentrun") == "audit.append-only"
    sent(county, run)
    assert refused("UPDATE funds_paymentrun SET status = 'settled', settled_on = now()") == "funds.unanswered"
    assert refused("UPDATE funds_bankfile SET sha256 = 'x'") == "audit.append-only"


# --- books ----------------------------------------------------------------------------------------------


def test_the_budget_is_counted_not_set(county):
    assert refused("UPDATE funds_budget SET granted_fen = granted_fen * 10") == "funds.budget-is-counted"
    assert refused("DELETE FROM funds_budget") == "audit.append-only"
    assert refused("UPDATE funds_appropriation SET amount_fen = 1") == "audit.append-only"


def test_the_ledger_balances_and_only_grows(county):
    payee(county)
    released(county)
    assert refused("UPDATE funds_ledgerentry SET amount_fen = 1") == "audit.append-only"
    assert refused("DELETE FROM funds_ledgertransaction") == "audit.append-only"
    one = LedgerTransaction.objects.latest("id")
    late = (
        "INSERT INTO funds_ledgerentry (transaction_id, account, amount_fen)"
        f" VALUES ({one.pk}, 'bank', 5), ({one.pk}, 'in_transit', -5)"
    )
    assert at_commit(lambda: sql(late)) == "funds.ledger-unbalanced"

    def lame() -> None:
        made = LedgerTransaction.objects.create(
            source="x", area_id=COUNTY, kind="sending", entries_stated=2, on=TODAY, at=at(TODAY)
        )
        LedgerEntry.objects.create(transaction=made, account="bank", amount_fen=5)
        LedgerEntry.objects.create(transaction=made, account="payable", amount_fen=-4)

    assert at_commit(lame) == "funds.ledger-unbalanced"


def at_commit(write: Callable[[], None]) -> str:
    """The refusal code with which the database answers at commit; what was written is taken back."""
    with transaction.atomic():
        write()
        with pytest.raises(DatabaseError) as error:
            sql("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
    found = refusal_from(error.value)
    assert found is not None
    return found.code


# --- two at the same moment -----------------------------------------------------------------------------


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads that start together; each answers its result or its refusal."""
    results: list[Any] = [None] * len(calls)
    gate = threading.Barrier(len(calls))

    def run(position: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait()
            results[position] = call()
        except Refusal as refusal:
            results[position] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def race(transactional_db):
    where = people.county()
    payees.able_to_pay(where, granted_fen=45_000 * 30)
    return where


def test_two_drafts_at_once_are_one_run(race):
    payees.many(race, 30)
    found = at_once(*[lambda: drafted(race)] * 3)
    assert len({run.number for run in found}) == 1
    assert Payment.objects.count() == 30
    run = queries.run(found[0].number)
    assert (run.lines, run.total_fen) == (30, 30 * 45_000)


def test_two_releases_and_two_files_at_once_happen_once(race):
    payees.many(race, 5)
    run = drafted(race)
    at_once(*[lambda: released(race, run)] * 3)
    found = at_once(
        *[lambda: funds.write_bank_file(run.number, actor=race.treasurer, on=TODAY, at=at(TODAY))] * 3
    )
    assert len({one.sha256 for one in found}) == 1
    assert Budget.objects.get().committed_fen == 5 * 45_000
    assert queries.balances(COUNTY)["in_transit"] == -5 * 45_000


def test_two_runs_never_spend_the_same_money(race):
    """Thirty are granted for; sixty are owed in two months: one release must lose, whichever."""
    payees.many(race, 30)
    october = drafted(race, Month(2026, 10))
    november = drafted(race)
    found = at_once(lambda: released(race, october), lambda: released(race, november))
    assert sorted(type(one).__name__ for one in found) == ["AppropriationExceeded", "PaymentRun"]
    assert Budget.objects.get().committed_fen == 30 * 45_000


def test_the_same_answer_uploaded_twice_at_once_is_booked_once(race):
    payees.many(race, 20)
    _, content = sent(race)
    answer = stand_in.answer(content, return_rate=0.3)
    found = at_once(*[lambda: answered(race, answer)] * 3)
    assert len({one.pk for one in found}) == 1
    assert sum(queries.balances(COUNTY).values()) == 0
    assert queries.balances(COUNTY)["in_transit"] == 0


def test_reissue_and_cancellation_at_once_leave_one(race):
    payees.many(race, 1)
    file, content = sent(race)
    answered(race, stand_in.answer(content, lambda _: ("returned", "NARR")))
    old = f"{file.run.number}-000001"
    found = at_once(
        lambda: funds.reissue([old], area=COUNTY, actor=race.cashier, on=TODAY, at=at(TODAY)),
        lambda: funds.cancel_returned(old, reason="死亡", actor=race.treasurer, on=TODAY, at=at(TODAY)),
    )
    lost = [one for one in found if isinstance(one, Refusal)]
    assert len(lost) == 1
    assert isinstance(lost[0], refusals.NotReturned | refusals.AlreadyReissued)
