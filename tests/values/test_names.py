"""Names: rare characters stay, nonsense is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.values import masking, names


@pytest.mark.parametrize(
    "name",
    [
        "张三", "欧阳修文", "𬭎", "王𬭎", "李㐂", "〇一", "𠮷田", "𰻝面", "\U000323af女", "买买提·吐尔逊",
        "阿卜杜热合曼·阿卜杜外力", "O'Neil", "Jean-Luc", "José Núñez", "བསྟན་འཛིན", "한", "张\u9fff", "𤳵",
    ],
)  # fmt: skip
def test_names_are_kept(name):
    if "་" in name:  # the Tibetan syllable mark is punctuation in Unicode: written with a blank in registers
        name = name.replace("་", " ")
    assert names.parse(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  张三\n", "张三"), ("张　三", "张三"), ("张 三", "张三"), ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提 · 吐尔逊", "买买提·吐尔逊"), ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("Ｊｏｈｎ  Smith", "John Smith"),
        ("Jose\u0301", "José"), ("\u00a0王五", "王五"),
    ],
)  # fmt: skip
def test_slips_of_the_key_are_put_right(typed, kept):
    assert names.parse(typed) == kept
    assert names.parse(kept) == kept


@pytest.mark.parametrize(
    ("typed", "position", "kind"),
    [
        ("张三😀", 3, "表情"), ("张\x00三", 2, "控制"), ("张三1", 3, "数字"), ("张三１", 3, "数字"),
        ("张\u200b三", 2, "看不见"),
        ("张三\ufe0f", 3, "看不见"), ("张\U000e0100", 2, "看不见"), ("张三（户主）", 3, "标点"),
        ("<b>", 1, "标点"),
        ("张\n三丰a", 2, "控制"), ("张\ud800", 2, "没有定义"), ("···", 1, "标点"), ("张Ⅱ", 2, "数字"),
        ("\u3164", 1, "看不见"),
        ("👨‍👩‍👧", 1, "表情"), ("张_三", 2, "标点"), ("张⿰", 2, "表情"),
    ],
)  # fmt: skip
def test_the_wrong_character_is_named(typed, position, kind):
    with pytest.raises(names.WrongCharacter) as caught:
        names.parse(typed, field="name")
    assert caught.value.figures["position"] == position
    assert kind in caught.value.text()
    assert caught.value.text("en").isprintable()


def test_private_codes_are_told_apart():
    with pytest.raises(names.PrivateCharacter) as caught:
        names.parse("王\ue863")
    assert "U+E863" in caught.value.text()


@pytest.mark.parametrize("typed", ["", " ", "　", "\n"])
def test_an_empty_name(typed):
    with pytest.raises(names.Empty):
        names.parse(typed)


def test_a_long_name_says_how_long():
    assert names.parse("长" * 60) == "长" * 60
    with pytest.raises(names.TooLong) as caught:
        names.parse("长" * 200)
    assert "200" in caught.value.text()
    assert "60" in caught.value.text()


@given(st.text())
def test_anything_typed_is_a_name_or_a_refusal(typed):
    try:
        name = names.parse(typed)
    except names.NotAName as refusal:
        assert refusal.text().encode()
        assert refusal.text("en").encode()
    else:
        assert names.parse(name) == name
        assert "\x00" not in name
        assert name.encode()


def test_masking():
    assert masking.name("张三") == masking.name("张三丰") == "张**"
    assert masking.name("欧阳修文") == "欧阳**"
    assert masking.name("欧阳") == "欧**"
    assert masking.name("𬭎二") == "𬭎**"
    assert masking.phone("13812341234") == "138****1234"
    assert masking.phone("0538-7221234") == "****1234"
    assert masking.phone("12345") == "****"
    assert masking.account("6299990000000000017") == "****0017"
    assert masking.citizen_id("370982196001019010") == "370982****9010"
    assert masking.citizen_id("37098219") == "****"
