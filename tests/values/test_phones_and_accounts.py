"""Telephone numbers and bank accounts as people type them and spreadsheets mangle them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.values import bank_accounts, phones
from jiuzhu.values.refusals import Refusal


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13812341234", "13812341234"), ("138 1234 1234", "13812341234"), ("138-1234-1234", "13812341234"),
        ("１３８１２３４１２３４", "13812341234"), ("+86 13812341234", "13812341234"),
        ("008613812341234", "13812341234"),
        ("8613812341234", "13812341234"), (13812341234.0, "13812341234"), ("13812341234.0", "13812341234"),
        ("0538-7222222", "0538-7222222"), ("(0538)7222222", "0538-7222222"),
        ("（0538）7222222", "0538-7222222"),
        ("010-66001234", "010-66001234"), ("021 2233 4455", "021-22334455"),
        ("+86-538-7222222", "0538-7222222"),
        (5387222222, "0538-7222222"),
    ],
)  # fmt: skip
def test_telephones(typed, kept):
    assert phones.parse(typed) == kept
    assert phones.parse(kept) == kept
    assert phones.is_mobile(kept) == kept.startswith("1")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", phones.Empty), (None, phones.Empty), ("7222222", phones.NoAreaCode),
        ("1381234123", phones.Unreadable),
        ("138123412345", phones.Unreadable), ("12812341234", phones.Unreadable), ("无", phones.Unreadable),
        ("138\x0012341234", phones.Unreadable), ("110", phones.Unreadable), (1.3e20, phones.Unreadable),
        ("13812341234/13912341234", phones.Unreadable), (True, phones.Unreadable),
        ("\ud800", phones.Unreadable),
    ],
)  # fmt: skip
def test_what_is_no_telephone(typed, refusal):
    with pytest.raises(refusal) as caught:
        phones.parse(typed, field="phone")
    assert caught.value.text().encode()


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", bank_accounts.Empty), ("6.29999E+18", bank_accounts.DigitsLost),
        (6.29999e18, bank_accounts.DigitsLost),
        ("6299990000000000000", bank_accounts.DigitsLost),
        ("6299990000000000018", bank_accounts.WrongCheckDigit),
        ("62999900000", bank_accounts.WrongLength), ("1234567", bank_accounts.WrongLength),
        ("1" * 33, bank_accounts.WrongLength), ("6299x90000000000017", bank_accounts.WrongCharacter),
        ("9\x00" + "1" * 10, bank_accounts.WrongCharacter),
    ],
)  # fmt: skip
def test_what_is_no_account(typed, refusal):
    with pytest.raises(bank_accounts.NotAnAccount) as caught:
        bank_accounts.parse(typed, field="account")
    assert type(caught.value) is refusal


@pytest.mark.parametrize("typed", ["90111022233344", "123456789012", 12345678901.0])
def test_passbooks_have_no_check_digit(typed):
    account = bank_accounts.parse(typed)
    assert account.isdecimal()
    assert not bank_accounts.is_card(account)


@given(st.integers(0, 10**12 - 1), st.integers(6, 17), st.integers(1, 9))
def test_cards(order, place, shift):
    card = bank_accounts.invent(order)
    assert bank_accounts.parse(" ".join(card[n : n + 4] for n in range(0, 19, 4))) == card
    wrong = card[:place] + str((int(card[place]) + shift) % 10) + card[place + 1 :]
    with pytest.raises(bank_accounts.NotAnAccount):
        bank_accounts.parse(wrong)


def test_no_card_can_be_invented_outside_the_range():
    with pytest.raises(ValueError, match="invent"):
        bank_accounts.invent(10**12)


@given(st.one_of(st.text(), st.integers(), st.floats()))
def test_anything_typed_is_read_or_refused(typed):
    for parse in (phones.parse, bank_accounts.parse):
        try:
            assert parse(typed)
        except Refusal as refusal:
            assert refusal.text().encode()
