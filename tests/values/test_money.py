"""Money: what a clerk types, and what a document says."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.values import money

FEN = st.integers(0, money.MOST_FEN)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", money.Empty), ("  ", money.Empty), (None, money.Empty), ("　", money.Empty),
        ("-5", money.Negative), ("－５", money.Negative), ("−5", money.Negative), ("(500)", money.Negative),
        (-5, money.Negative), (-0.01, money.Negative), ("¥-5", money.Negative), ("-abc", money.Unreadable),
        ("1.005", money.TooPrecise), (1.005, money.TooPrecise), ("0.001元", money.TooPrecise),
        ("100000000", money.TooLarge), ("99999999999999999999999", money.TooLarge), (1e20, money.TooLarge),
        ("一百", money.Unreadable), ("1e3", money.Unreadable), ("1.2万", money.Unreadable),
        ("12a", money.Unreadable),
        ("1,10", money.Unreadable), ("1,1025.5", money.Unreadable), ("1.2.3", money.Unreadable),
        (".", money.Unreadable), ("-", money.Unreadable), ("元", money.Unreadable), (".5", money.Unreadable),
        ("١١٠٢", money.Unreadable), ("12\x00", money.Unreadable), ("1 102", money.Unreadable),
        (float("nan"), money.Unreadable), (float("inf"), money.Unreadable), (True, money.Unreadable),
        ([], money.Unreadable), ("￥￥￥5", money.Unreadable),
    ],
)  # fmt: skip
def test_what_is_not_an_amount_is_refused(typed, refusal):
    with pytest.raises(refusal) as caught:
        money.parse(typed, field="wages")
    assert caught.value.field == "wages"
    assert caught.value.text() and caught.value.text("en")


def test_a_too_large_amount_says_the_limit():
    with pytest.raises(money.TooLarge) as caught:
        money.parse("123456789")
    assert "99,999,999.99 元" in caught.value.text()


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("1,102.50", 110250), ("１１０２", 110200), ("1102.5元", 110250), ("1102.5 元", 110250),
        ("¥ 88", 8800), ("￥88.00", 8800), ("人民币1，102．5元整", 110250), ("0", 0), ("0.00", 0),
        ("007", 700), ("1102.", 110200),
        ("1102。50", 110250), ("99,999,999.99", money.MOST_FEN), ("1.500", 150), ("+5", 500),
        (1102.1, 110210), (1102, 110200), (Decimal("0.07"), 7), (0.29, 29), (Decimal("1E+3"), 100000),
    ],
)  # fmt: skip
def test_what_a_clerk_types(typed, fen):
    assert money.parse(typed) == fen


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (110250, "壹仟壹佰零贰元伍角整"), (0, "零元整"), (5, "伍分"), (50, "伍角整"), (105, "壹元零伍分"),
        (1000, "壹拾元整"), (10000500, "壹拾万零伍元整"), (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (100000, "壹仟元整"), (1000_0000_00, "壹仟万元整"), (1_0000_0001_00, "壹亿零壹元整"),
        (10_7000_53, "壹拾万柒仟元伍角叁分"), (1_0001_0000_00, "壹亿零壹万元整"),
        (1_0000_5000_00, "壹亿零伍仟元整"), (32504, "叁佰贰拾伍元零肆分"),
        (100_00_00, "壹万元整"), (1010_1010_00, "壹仟零壹拾万壹仟零壹拾元整"),
    ],
)  # fmt: skip
def test_capitals(fen, words):
    assert money.capitals(fen) == words


def test_no_capitals_for_what_a_document_never_says():
    for fen in (-1, 10**14):
        with pytest.raises(ValueError, match="no capitals"):
            money.capitals(fen)


VALUES = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}


def _read(words: str) -> int:
    """A second, independent reading of capitals back to fen."""
    whole, _, rest = words.removesuffix("整").rpartition("元")
    total = group = digit = 0
    for sign in whole:
        if sign in VALUES:
            digit = VALUES[sign]
        elif sign in (units := {"拾": 10, "佰": 100, "仟": 1000}):
            group, digit = group + digit * units[sign], 0
        else:
            total, group, digit = total + (group + digit) * {"万": 10**4, "亿": 10**8}[sign], 0, 0
    fen = (total + group + digit) * 100
    rest = rest.removeprefix("零")
    for value, place in zip(rest[::2], rest[1::2], strict=True):
        fen += VALUES[value] * {"角": 10, "分": 1}[place]
    return fen


@given(FEN)
def test_capitals_can_be_read_back(fen):
    assert _read(money.capitals(fen)) == fen
    assert "零零" not in money.capitals(fen)


@given(FEN)
def test_what_is_printed_can_be_typed(fen):
    assert money.parse(money.format(fen)) == money.parse(money.plain(fen)) == fen


@given(st.one_of(st.text(), st.floats(), st.integers(), st.decimals()))
def test_anything_typed_is_an_amount_or_a_refusal(typed):
    try:
        assert 0 <= money.parse(typed) <= money.MOST_FEN
    except money.NotMoney as refusal:
        assert refusal.text() and refusal.text("en")


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**9))
def test_half_up_is_the_school_rule(numerator, denominator):
    quotient = money.half_up(numerator, denominator)
    assert abs(quotient * denominator - numerator) * 2 <= denominator
    assert money.half_up(-numerator, denominator) == -quotient


def test_halves_go_away_from_zero():
    assert [money.half_up(n, 2) for n in (-3, -1, 1, 3, 5)] == [-2, -1, 1, 2, 3]
    assert money.round_half_up(155, 10) == 160 and money.round_half_up(-155, 10) == -160
    with pytest.raises(ValueError, match="divide"):
        money.half_up(1, 0)


@given(st.integers(-(10**12), 10**12), st.sampled_from([1, 10, 100, 1000]))
def test_rounding_up_is_the_next_multiple(fen, to_fen):
    up = money.round_up(fen, to_fen)
    assert up % to_fen == 0 and 0 <= up - fen < to_fen


def test_up_to_whole_yuan():
    assert [money.whole_yuan_up(fen) for fen in (0, 1, 100, 101)] == [0, 100, 100, 200]
    with pytest.raises(ValueError, match="round"):
        money.round_up(5, 0)
