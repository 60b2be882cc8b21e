"""ID numbers: every way to get one wrong has its own message."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.values import citizen_id
from jiuzhu.values.citizen_id import CitizenId

ON = date(2026, 11, 22)
GOOD = citizen_id.invent("370982", date(1960, 1, 1), "male", 0).number
INVENTED = st.builds(
    citizen_id.invent,
    st.sampled_from(["370982", "110101", "810000", "820000", "830000", "522130"]),
    st.dates(date(1900, 1, 1), ON),
    st.sampled_from(["male", "female"]),
    st.integers(0, 49),
)


def _number(first: str) -> str:
    return first + citizen_id.check_digit(first)


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", citizen_id.Empty), (None, citizen_id.Empty), (" 　", citizen_id.Empty),
        (GOOD[:17], citizen_id.WrongLength), (GOOD + "1", citizen_id.WrongLength),
        ("x", citizen_id.WrongLength),
        ("37098260010190", citizen_id.WrongLength), (True, citizen_id.WrongLength),
        ("😀", citizen_id.WrongLength),
        ("370982600101001", citizen_id.OldNumber), (370982600101001.0, citizen_id.OldNumber),
        ("370982600101001.0", citizen_id.OldNumber),
        ("3.70982E+17", citizen_id.DigitsLost), ("3.70982196001019E+17", citizen_id.DigitsLost),
        (3.70982196001019e17, citizen_id.DigitsLost), (370982196001019010, citizen_id.DigitsLost),
        ("370982196001010000", citizen_id.DigitsLost), ("370982196001019008.0", citizen_id.DigitsLost),
        ("37O982196001019010", citizen_id.WrongCharacter), ("3709821960010190\x0010", citizen_id.WrongLength),
        ("3709821960010190\x000", citizen_id.WrongCharacter), (GOOD[:17] + "Y", citizen_id.WrongCharacter),
        ("X" + GOOD[1:], citizen_id.WrongCharacter), ("٣" + GOOD[1:], citizen_id.WrongCharacter),
        (_number("37098219600230901"), citizen_id.ImpossibleBirth),
        (_number("37098200000101901"), citizen_id.ImpossibleBirth),
        (_number("37098219601301901"), citizen_id.ImpossibleBirth),
        (_number("37098220261123901"), citizen_id.NotYetBorn),
        (_number("37098218951121901"), citizen_id.TooOld),
    ],
)  # fmt: skip
def test_each_fault_has_its_own_refusal(typed, refusal):
    with pytest.raises(citizen_id.NotACitizenId) as caught:
        citizen_id.parse(typed, on=ON, field="members.0.id")
    assert type(caught.value) is refusal
    assert caught.value.field == "members.0.id"
    assert caught.value.next()
    assert caught.value.next("en")


def test_messages_name_the_place():
    with pytest.raises(citizen_id.WrongCharacter) as caught:
        citizen_id.parse("37O982196001019010", on=ON)
    assert "第 3 位“O”" in caught.value.text()
    with pytest.raises(citizen_id.WrongLength) as caught:
        citizen_id.parse(GOOD[:-1], on=ON)
    assert "17 位" in caught.value.text()


@pytest.mark.parametrize("born_on", [date(1896, 11, 22), ON, date(2000, 2, 29)])
def test_the_edges_of_a_life(born_on):
    number = citizen_id.invent("370982", born_on, "female", 3)
    assert citizen_id.parse(number.number, on=ON) == number
    assert 0 <= number.age(ON) <= 130


def test_age_turns_on_the_birthday():
    number = citizen_id.invent("370982", date(2000, 2, 29), "male", 0)
    assert [number.age(day) for day in (date(2018, 2, 28), date(2018, 3, 1))] == [17, 18]


@given(INVENTED)
def test_what_is_invented_is_valid_and_known_again(number):
    wide = number.number.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}).replace("X", "ｘ")
    spaced = f" {number.number[:6]} {number.number[6:14]}-{number.number[14:].lower()}　"
    for typed in (number.number, number.number.lower(), wide, spaced):
        assert citizen_id.parse(typed, on=ON) == number
    assert number.number not in repr(number)
    assert number.masked.startswith(number.area)
    assert number.remarks() == ()


@given(INVENTED, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number, place, shift):
    digit = str((int(number.number[place]) + shift) % 10)
    with pytest.raises(citizen_id.NotACitizenId):
        citizen_id.parse(number.number[:place] + digit + number.number[place + 1 :], on=ON)


@given(INVENTED, st.integers(0, 16))
def test_swapped_neighbours_are_always_found(number, place):
    text = number.number
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if swapped != text:
        with pytest.raises(citizen_id.NotACitizenId):
            citizen_id.parse(swapped, on=ON)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.text("0123456789Xx", min_size=18, max_size=18)))
def test_anything_typed_is_a_number_or_a_refusal(typed):
    try:
        assert len(citizen_id.parse(typed, on=ON).number) == 18
    except citizen_id.NotACitizenId as refusal:
        assert refusal.text().encode()
        assert refusal.text("en").encode()


@pytest.mark.parametrize(
    ("area", "permit"), [("810000", "hong_kong"), ("820000", "macao"), ("830000", "taiwan")]
)
def test_residence_permits(area, permit):
    number = citizen_id.invent(area, date(1980, 5, 5), "female", 0)
    assert citizen_id.parse(number.number, on=ON).permit == permit
    assert CitizenId(GOOD).permit is None


def test_an_unknown_province_is_a_remark():
    number = citizen_id.parse(_number("99098219600101901"), on=ON)
    (remark,) = number.remarks()
    assert "99" in remark.text()
    assert number.sex == "male"


@pytest.mark.parametrize(("area", "order"), [("370982", 50), ("370982", -1), ("3709", 0), ("37098２", 0)])
def test_no_number_can_be_invented_outside_the_range(area, order):
    with pytest.raises(ValueError, match="invent"):
        citizen_id.invent(area, date(1960, 1, 1), "male", order)


def test_invented_numbers_differ():
    day = date(1960, 1, 1)
    numbers = {
        citizen_id.invent("370982", day, sex, n).number for sex in ("male", "female") for n in range(50)
    }
    assert len(numbers) == 100
    assert all(number[14] == "9" for number in numbers)
