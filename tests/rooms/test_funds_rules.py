"""Sums that always agree: bookings balance, and every payment sent is paid, returned or unknown."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.funds import rules
from jiuzhu.funds.banks.base import ReturnRow, ReturnRows
from jiuzhu.funds.banks.registry import CONNECTORS
from jiuzhu.funds.rules import Held, Sent
from jiuzhu.values.month import Month
from tests.rooms.test_funds_banks import instruction

fen = st.integers(0, 10**12)


class Owed:
    entitlement_id, case_number, area_code, item_code, household_size = 1, "c", "370982002", "MZ01-02", 1
    payee_name, payee_citizen_id, bank, account_number = "张若水", "", "新泰农村商业银行", "6223000000000001"
    amount_fen = 1
    died: tuple[str, ...] = ()
    because = "granted"

    def __init__(self, **changes):
        self.__dict__.update(changes)


def test_reasons_to_hold_back_come_in_order():
    bank = CONNECTORS["delimited"]
    assert rules.why_held(Owed(), bank) is None
    assert rules.why_held(Owed(died=("李四",), account_number=""), bank) == Held("death", "李四")
    assert rules.why_held(Owed(amount_fen=0), bank).code == "nothing-due"
    assert rules.why_held(Owed(account_number=" "), bank).code == "account-missing"
    assert "U+E000" in rules.why_held(Owed(payee_name="王\ue000"), bank).detail


def test_numbers_and_references_fit_the_bank():
    number = rules.run_number("370982", Month(2026, 1), 3)
    assert (number, rules.reference(number, 12)) == ("370982-202601-03", "370982-202601-03-000012")
    assert rules.purpose("2026-01", "back_pay") == "2026年1月社会救助金（补发）"
    longest = rules.purpose("2026-12", "death_settlement")
    assert all(bank.why_not(replace(instruction(), purpose=longest)) is None for bank in CONNECTORS.values())


@given(kind=st.sampled_from(sorted(rules.BOOKINGS)), one=fen, paid=fen, returned=fen)
def test_every_booking_sums_to_zero(kind, one, paid, returned):
    entries = rules.booking(kind, fen=one, paid_fen=paid, returned_fen=returned)
    assert sum(entries.values()) == 0
    assert 0 not in entries.values()
    assert set(entries) <= set(rules.ACCOUNTS)


@st.composite
def conversations(draw):
    """Payments of a run, and one or more answers of a bank that may say anything about them."""
    amounts = draw(st.lists(st.integers(1, 10**9), min_size=1, max_size=8))
    payments = [Sent(n, f"r{n}", "sent", amount, f"a{n}") for n, amount in enumerate(amounts)]
    row = st.builds(
        lambda n, outcome, off, other: ReturnRow(
            n + 2, f"r{n}", outcome, amounts[n % len(amounts)] + off, f"a{n}" if not other else "zz", "", ""
        ),
        st.integers(0, len(amounts)), st.sampled_from(["paid", "returned", "unknown"]),
        st.sampled_from([0, 0, 0, 0, 1]), st.sampled_from([False, False, False, True]),
    )  # fmt: skip
    answer = st.builds(
        ReturnRows, st.just("n"), st.lists(row, max_size=12).map(tuple),
        st.sampled_from([None, None, "paid", "returned"]), st.just(""),
    )  # fmt: skip
    return payments, draw(st.lists(answer, min_size=1, max_size=4))


@given(conversations())
def test_whatever_the_bank_says_sent_is_paid_and_returned_and_unknown(conversation):
    payments, answers = conversation
    for answer in answers:
        understood = rules.understand(answer, payments)
        assert len(understood.matched) == len(answer.rows)
        before = {one.id: one.state for one in payments}
        payments = [
            replace(one, state=understood.moves[one.id][0]) if one.id in understood.moves else one
            for one in payments
        ]
        for one in payments:
            # The last word stands: what was paid or returned never moves again.
            assert before[one.id] in ("sent", "unknown") or one.state == before[one.id]
            assert one.state in ("paid", "returned", "unknown")
        lines, sums = Counter(), Counter()
        for one in payments:
            lines[one.state] += 1
            sums[one.state] += one.amount_fen
        found = rules.Reconciliation(lines, sums)
        assert found.balances
        assert found.sent == (len(payments), sum(one.amount_fen for one in payments))


@given(conversations())
def test_the_same_answer_again_moves_nothing_more(conversation):
    payments, answers = conversation
    first = rules.understand(answers[0], payments)
    after = [replace(one, state=first.moves[one.id][0]) if one.id in first.moves else one for one in payments]
    again = rules.understand(answers[0], after).moves
    states = {one.id: one.state for one in after}
    assert {pk: move[0] for pk, move in again.items()} == {pk: states[pk] for pk in again}
